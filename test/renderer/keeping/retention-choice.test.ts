import { describe, expect, it } from 'vitest';
import { keepEverything } from '../../../domain/keeping.ts';
import {
  choiceOf,
  daysOf,
  deleted,
  keptFrom,
  type RetentionChoice,
  rowsOf,
} from '../../../renderer/keeping/retention-choice.ts';

const choice = (change: Partial<RetentionChoice>): RetentionChoice => ({
  ...choiceOf(keepEverything),
  ...change,
});
const exactly = (count: number) => ({ count, exact: true });

describe('how long calls are kept', () => {
  it.each([
    [keepEverything, 'all'],
    [{ days: 90, rows: null }, '90'],
    [{ days: 45, rows: 5000 }, 'custom'],
  ] as const)('%j is chosen as %s and read back as it was', (retention, span) => {
    const chosen = choiceOf(retention);
    expect(chosen.span).toBe(span);
    expect({ days: daysOf(chosen), rows: rowsOf(chosen) }).toEqual(retention);
  });

  it.each(['', 0, 3651, 1.5, '12a'])('refuses %j as a number of days', (customDays) => {
    expect(daysOf(choice({ span: 'custom', customDays }))).toBe('wrong');
  });

  it('refuses to keep fewer than 100 calls, and only when a number is asked for', () => {
    expect(rowsOf(choice({ isLimited: true, rows: 99 }))).toBe('wrong');
    expect(rowsOf(choice({ isLimited: false, rows: 99 }))).toBeNull();
  });

  it('counts days back from now', () => {
    expect(keptFrom(30, Date.UTC(2026, 10, 30))).toBe(Date.UTC(2026, 9, 31));
  });
});

describe('how many calls are deleted', () => {
  it('are those older than the days', () => {
    expect(deleted(1000, exactly(300), null)).toEqual(exactly(300));
  });

  it('are those beyond the number', () => {
    expect(deleted(1000, null, 400)).toEqual(exactly(600));
    expect(deleted(1000, null, 4000)).toEqual(exactly(0));
  });

  it('are as many as the stricter of both says', () => {
    expect(deleted(1000, exactly(300), 400)).toEqual(exactly(600));
    expect(deleted(1000, exactly(700), 400)).toEqual(exactly(700));
  });

  it('are "more than" as long as not all were looked at', () => {
    expect(deleted(1000, { count: 300, exact: false }, null)).toEqual({ count: 300, exact: false });
  });

  it('are none when everything is kept', () => {
    expect(deleted(1000, null, null)).toEqual(exactly(0));
  });
});
