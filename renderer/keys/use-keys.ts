import { useEffect, useEffectEvent } from 'react';
import { useSettings } from '../facts.tsx';

/** Key names as the browser gives them (`j`, `?`, `Enter`, `Escape`), or with `mod+` for Ctrl, on macOS Cmd. */
export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>;

// What opens above the page takes the keys for itself.
const openAbove =
  '[aria-modal="true"], .mantine-Popover-dropdown, .mantine-Menu-dropdown, .mantine-Combobox-dropdown';

// Closed menus may stay in the document, hidden.
const isSomethingAbove = (): boolean =>
  Array.from(document.querySelectorAll(openAbove)).some((element) => element.checkVisibility());

// A radio button or a tick box keeps the focus after it was pressed, and takes no letters.
const textFields = 'input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable="true"]';

const isTypedInto = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest(textFields) !== null;

/** A key that types a character: what WCAG 2.1.4 wants to be switchable. */
const isSingleKey = (name: string): boolean => /^.$/u.test(name);

/**
 * Runs what a key stands for, wherever the focus is. Keys without `mod` stay silent while text is typed or a dialog
 * or menu is open; single characters also when the settings switch them off.
 */
export function useKeys(keys: KeyMap, enabled = true): void {
  const { singleKeyShortcuts } = useSettings();
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    const name = event.ctrlKey || event.metaKey ? `mod+${event.key.toLowerCase()}` : event.key;
    const act = keys[name];
    if (!act || isSomethingAbove()) return;
    if (!name.startsWith('mod+') && isTypedInto(event.target)) return;
    if (isSingleKey(name) && !singleKeyShortcuts) return;
    act(event);
  });
  useEffect(() => {
    if (!enabled) return undefined;
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, [enabled]);
}
