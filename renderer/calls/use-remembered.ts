import { useState } from 'react';

// Lives as long as the page: what was filtered stays filtered when another screen was looked at in between.
const remembered = new Map<string, unknown>();

/** Puts a value in place for the next component that asks for `name`. */
export function remember(name: string, value: unknown): void {
  remembered.set(name, value);
}

/** State that outlives its component. `name` must always go with the same type. */
export function useRemembered<T>(name: string, initial: T): readonly [T, (value: T) => void] {
  // The map holds what this very function put in under the same name.
  const [value, setValue] = useState(() => (remembered.has(name) ? (remembered.get(name) as T) : initial));
  return [
    value,
    (next) => {
      remembered.set(name, next);
      setValue(next);
    },
  ];
}
