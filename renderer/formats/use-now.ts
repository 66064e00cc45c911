import { useEffect, useState } from 'react';
import { startOfDay } from './days.ts';

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

/** Midnight that began today, epoch ms; renders again when the day changes, and only then. */
export function useToday(): number {
  const [today, setToday] = useState(() => startOfDay(Date.now()));
  useEffect(() => {
    const timer = setInterval(() => setToday(startOfDay(Date.now())), 30_000);
    return () => clearInterval(timer);
  }, []);
  return today;
}
