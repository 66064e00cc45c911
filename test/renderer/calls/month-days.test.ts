import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  dayField,
  noonOf,
  pickDay,
  weeksOf,
} from '../../../renderer/calls/month-days.ts';

describe('the days of a month', () => {
  it('start on Monday and cover the month with whole weeks', () => {
    const weeks = weeksOf('2026-11-21');
    expect(weeks[0]?.[0]).toBe('2026-10-26');
    expect(weeks.at(-1)?.at(-1)).toBe('2026-12-06');
    expect(weeks.every((week) => week.length === 7)).toBe(true);
  });

  it('lose and repeat no day when clocks change', () => {
    expect(addDays('2026-03-28', 1)).toBe('2026-03-29');
    expect(addDays('2026-03-29', 1)).toBe('2026-03-30');
    expect(addDays('2026-10-26', -1)).toBe('2026-10-25');
    expect(dayField(noonOf('2026-10-25'))).toBe('2026-10-25');
  });

  it('end where a shorter month ends', () => {
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
    expect(addMonths('2026-12-15', 1)).toBe('2027-01-15');
  });
});

describe('picking days', () => {
  const none = { from: null, to: null };

  it('takes the first pick as a single day and the second as the other end', () => {
    const one = pickDay(none, '2026-11-10');
    expect(one).toEqual({ from: '2026-11-10', to: '2026-11-10' });
    expect(pickDay(one, '2026-11-14')).toEqual({ from: '2026-11-10', to: '2026-11-14' });
  });

  it('stretches backwards too', () => {
    const one = pickDay(none, '2026-11-10');
    expect(pickDay(one, '2026-11-02')).toEqual({ from: '2026-11-02', to: '2026-11-10' });
  });

  it('starts anew with the third pick', () => {
    expect(pickDay({ from: '2026-11-10', to: '2026-11-14' }, '2026-11-12')).toEqual({
      from: '2026-11-12',
      to: '2026-11-12',
    });
  });
});
