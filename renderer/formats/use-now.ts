import { useEffect, useState } from 'react';

/**
 * The present instant, epoch ms, told again every `everyMs` (default 30 s) so that "3 minutes ago" stays true.
 * A component that shows a running timer asks for 1,000.
 */
export function useNow(everyMs = 30_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
