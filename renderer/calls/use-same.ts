import { useState } from 'react';

/** The value, or the one of before while it says the same: what depends on it then stays as it is. Plain data only. */
export function useSame<T>(value: T): T {
  const [kept, setKept] = useState(value);
  if (kept === value || JSON.stringify(kept) === JSON.stringify(value)) return kept;
  setKept(value);
  return value;
}
