import { useCallback, useState } from 'react';

// Lives as long as the page: how a screen was looked at stays so when another screen was looked at in between.
const remembered = new Map<string, unknown>();

/** State that outlives its component. `name` must always go with the same type. */
export function useRemembered<T>(name: string, initial: T): readonly [T, (value: T) => void] {
  // The map holds what this very function put in under the same name.
  const [value, setValue] = useState(() => (remembered.has(name) ? (remembered.get(name) as T) : initial));
  const set = useCallback(
    (next: T) => {
      remembered.set(name, next);
      setValue(next);
    },
    [name],
  );
  return [value, set];
}
