import type { CallDay, CallPage } from '../../domain/call.ts';
import { startOfDay } from '../formats/days.ts';

/** A day of the list. `counted` is false for the one that stands for everything older while the days are not known. */
export interface ListDay extends CallDay {
  readonly counted: boolean;
}

/** Whether a list's first page is the whole list, so that nothing more has to be asked for. */
export const isWhole = ({ calls, total }: Pick<CallPage, 'calls' | 'total'>): boolean =>
  total.exact && total.count <= calls.length;

/** Days that were counted by the store. */
export const countedDays = (days: readonly CallDay[]): ListDay[] =>
  days.map(({ startsAt, count }) => ({ startsAt, count, counted: true }));

function daysIn(starts: readonly number[]): CallDay[] {
  const counts = new Map<number, number>();
  for (const instant of starts) {
    const day = startOfDay(instant);
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return [...counts].map(([startsAt, count]) => ({ startsAt, count }));
}

/**
 * The days of a list of which only the first page is here: those of the page, the oldest of them stretched so that
 * every call has its row. `before` are the days of the same list at an earlier anchor, null when there are none: what
 * they say of older days still holds.
 */
export function daysSoFar(
  page: Pick<CallPage, 'calls' | 'total'>,
  before: readonly ListDay[] | null,
): ListDay[] {
  const known = daysIn(page.calls.map(({ startedAt }) => startedAt));
  const last = known.at(-1);
  if (last === undefined || isWhole(page)) return countedDays(known);
  const older = before?.filter(({ startsAt }) => startsAt < last.startsAt) ?? [];
  const others = [...known.slice(0, -1), ...older].reduce((sum, { count }) => sum + count, 0);
  return [
    ...countedDays(known.slice(0, -1)),
    {
      startsAt: last.startsAt,
      count: Math.max(last.count, page.total.count - others),
      counted: before !== null && page.total.exact && older.every(({ counted }) => counted),
    },
    ...older,
  ];
}
