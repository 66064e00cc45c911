import { useEffect, useEffectEvent } from 'react';

/**
 * Escape goes one step back, from a field as well: nothing typed here is worth more than that rule. For the welcome,
 * which has no frame around it, and for dialogs that do not simply close.
 */
export function useEscape(goBack: () => void): void {
  const step = useEffectEvent(goBack);
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return;
      event.preventDefault();
      step();
    };
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
