import { type PointerEvent, useEffect, useRef, useState } from 'react';

const patienceMs = 400;

/**
 * The card whose tooltip is due: the one the pointer rests on, found by delegation so that two thousand cards carry
 * no handlers. `key` is the card's `data-card`.
 */
export function useHotCard(): {
  readonly key: string | null;
  readonly onPointerOver: (event: PointerEvent) => void;
  readonly forget: () => void;
} {
  const [key, setKey] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const forget = () => {
    clearTimeout(timer.current);
    setKey(null);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    key,
    onPointerOver: ({ target }) => {
      const over = target instanceof Element ? target.closest('[data-card]') : null;
      const next = over?.getAttribute('data-card') ?? null;
      if (next === key) return;
      forget();
      if (next !== null) timer.current = setTimeout(() => setKey(next), patienceMs);
    },
    forget,
  };
}
