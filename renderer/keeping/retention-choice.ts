import type { CallCount } from '../../domain/call.ts';
import type { Retention } from '../../domain/keeping.ts';

/** What is offered without typing, days. */
export const offeredDays = [30, 90, 180, 365] as const;

const dayMs = 24 * 60 * 60 * 1000;

/** The state of the form: which span is chosen, and what stands in its fields. An emptied field is a text. */
export interface RetentionChoice {
  /** `all`, `custom` or one of the offered days. */
  readonly span: string;
  readonly customDays: number | string;
  readonly isLimited: boolean;
  readonly rows: number | string;
}

/** The form as it stands for what is in force. */
export function choiceOf({ days, rows }: Retention): RetentionChoice {
  const isOffered = offeredDays.some((offered) => offered === days);
  return {
    span: days === null ? 'all' : isOffered ? String(days) : 'custom',
    customDays: days ?? 60,
    isLimited: rows !== null,
    rows: rows ?? 100_000,
  };
}

const wholeWithin = (typed: number | string, least: number, most: number): number | null =>
  typeof typed === 'number' && Number.isInteger(typed) && typed >= least && typed <= most ? typed : null;

/** Days of the form: null for all, `wrong` for what is no such number. */
export function daysOf({ span, customDays }: RetentionChoice): number | null | 'wrong' {
  if (span === 'all') return null;
  return span === 'custom' ? (wholeWithin(customDays, 1, 3650) ?? 'wrong') : Number(span);
}

/** The most calls of the form: null for any number, `wrong` for what is no such number. */
export function rowsOf({ isLimited, rows }: RetentionChoice): number | null | 'wrong' {
  return isLimited ? (wholeWithin(rows, 100, 100_000_000) ?? 'wrong') : null;
}

/** The first instant that `days` keep, epoch ms. */
export const keptFrom = (days: number, now: number): number => now - days * dayMs;

/**
 * How many of `stored` calls go: those older than the days that are kept (`older`, which may still be "more than"), or
 * those beyond the number that is kept. Whichever limit is stricter decides.
 */
export function deleted(stored: number, older: CallCount | null, rows: number | null): CallCount {
  const beyond = rows === null ? 0 : Math.max(0, stored - rows);
  return { count: Math.max(older?.count ?? 0, beyond), exact: older?.exact ?? true };
}
