import { describe, expect, it } from 'vitest';
import type { Call, CallPage } from '../../../domain/call.ts';
import { daysSoFar, isWhole } from '../../../renderer/calls/known-days.ts';
import { createCallLog } from '../preview/fake-call-log.ts';

const now = new Date(2026, 10, 21, 15).getTime();
const log = createCallLog(10, now);
const day = (back: number) => new Date(2026, 10, 21 - back).getTime();
const callOf = (back: number): Call => ({ ...log.call(3), startedAt: day(back) + 3_600_000 });
const page = (backs: readonly number[], count: number, exact = true): Pick<CallPage, 'calls' | 'total'> => ({
  calls: backs.map(callOf),
  total: { count, exact },
});

describe('the days of a list of which only the first page is here', () => {
  it('are exact when the page is the whole list', () => {
    expect(isWhole(page([0, 0, 2], 3))).toBe(true);
    expect(daysSoFar(page([0, 0, 2], 3), null)).toEqual([
      { startsAt: day(0), count: 2, counted: true },
      { startsAt: day(2), count: 1, counted: true },
    ]);
  });

  it('give every call a row: the oldest known day stands for what is older', () => {
    expect(daysSoFar(page([0, 0, 1], 1000), null)).toEqual([
      { startsAt: day(0), count: 2, counted: true },
      { startsAt: day(1), count: 998, counted: false },
    ]);
  });

  it('have at least the rows of the page when not all is counted', () => {
    expect(daysSoFar(page([0, 1], 0, false), null).map(({ count }) => count)).toEqual([1, 1]);
  });

  it('keep what was known of older days when the list is pinned again', () => {
    const before = daysSoFar(page([0, 0, 1, 4], 4), null);
    expect(daysSoFar(page([0, 0, 0], 6), before)).toEqual([
      { startsAt: day(0), count: 4, counted: true },
      { startsAt: day(1), count: 1, counted: true },
      { startsAt: day(4), count: 1, counted: true },
    ]);
  });

  it('are none for an empty list', () => {
    expect(daysSoFar(page([], 0), null)).toEqual([]);
  });
});
