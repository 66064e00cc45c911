import { useEffect, useEffectEvent, useRef } from 'react';
import { useSettings } from '../facts.tsx';

/**
 * Key names as the browser gives them (`j`, `?`, `Enter`, `Escape`), or with `mod+` for Ctrl, on macOS Cmd, `mod+shift+`
 * for a letter with Shift as well, and `alt+` for a digit with Alt.
 */
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

/** The digit of a key in the row of digits, whatever it types: on a Czech keyboard that is `+ěščřžýáíé`. */
const digitOf = ({ code }: KeyboardEvent): string | undefined => /^Digit(\d)$/u.exec(code)?.[1];

/** What a press is called in a `KeyMap`; null when it stands for nothing there. */
function nameOf(event: KeyboardEvent): string | null {
  const digit = digitOf(event);
  const isMod = event.ctrlKey || event.metaKey;
  if (event.altKey) return isMod || event.shiftKey || digit === undefined ? null : `alt+${digit}`;
  if (!isMod) return event.key;
  const key = digit ?? event.key.toLowerCase();
  return event.shiftKey && /^\p{L}$/u.test(key) ? `mod+shift+${key}` : `mod+${key}`;
}

/** A key that types a character: what WCAG 2.1.4 wants to be switchable. */
const isSingleKey = (name: string): boolean => /^.$/u.test(name);

/**
 * Runs what a key stands for, wherever the focus is. Keys without `mod` or `alt` stay silent while text is typed or a dialog
 * or menu is open; single characters also when the settings switch them off.
 */
export function useKeys(keys: KeyMap, enabled = true): void {
  const { singleKeyShortcuts } = useSettings();
  // A menu that closes on Escape is gone when the press arrives here, and one press takes back one thing only.
  const wasAbove = useRef(false);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const name = event.defaultPrevented || event.isComposing ? null : nameOf(event);
    const act = name === null ? undefined : keys[name];
    if (name === null || !act || isSomethingAbove()) return;
    if (name === 'Escape' && wasAbove.current) return;
    if (!/^(?:mod|alt)\+/u.test(name) && isTypedInto(event.target)) return;
    if (isSingleKey(name) && !singleKeyShortcuts) return;
    act(event);
  });
  useEffect(() => {
    if (!enabled) return undefined;
    const before = (event: KeyboardEvent) => {
      if (event.key === 'Escape') wasAbove.current = isSomethingAbove();
    };
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', before, { capture: true });
    window.addEventListener('keydown', listener);
    return () => {
      window.removeEventListener('keydown', before, { capture: true });
      window.removeEventListener('keydown', listener);
    };
  }, [enabled]);
}
