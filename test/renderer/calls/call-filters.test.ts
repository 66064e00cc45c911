import { describe, expect, it } from 'vitest';
import { CallFilter } from '../../../domain/call.ts';
import {
  activeFilters,
  filterOf,
  instantsOf,
  nothingChosen,
  withoutGone,
} from '../../../renderer/calls/call-filters.ts';

const at = (year: number, month: number, day: number, hour = 0) =>
  new Date(year, month - 1, day, hour).getTime();
const now = at(2026, 11, 21, 15);

describe('the dates of a filter', () => {
  it('mean local days', () => {
    expect(instantsOf('today', now)).toEqual({ from: at(2026, 11, 21), to: null });
    expect(instantsOf('yesterday', now)).toEqual({ from: at(2026, 11, 20), to: at(2026, 11, 21) });
    expect(instantsOf('last-7-days', now)).toEqual({ from: at(2026, 11, 15), to: null });
    expect(instantsOf('this-month', now)).toEqual({ from: at(2026, 11, 1), to: null });
    expect(instantsOf('any', now)).toEqual({ from: null, to: null });
  });

  it('include the last day of a range whole', () => {
    expect(instantsOf({ from: '2026-03-28', to: '2026-03-29' }, now)).toEqual({
      from: at(2026, 3, 28),
      to: at(2026, 3, 30),
    });
  });

  it('leave an end open that is not told', () => {
    expect(instantsOf({ from: null, to: '2026-01-31' }, now)).toEqual({ from: null, to: at(2026, 2, 1) });
  });
});

describe('a choice of accounts', () => {
  const chosen = {
    ...nothingChosen,
    accounts: ['voipex:base0000', 'voipex:acting00'],
  };

  it('forgets an account that is gone, so that its filter does not hide every call', () => {
    const left = withoutGone(chosen, ['voipex:base0000']);
    expect(left).toEqual({ ...chosen, accounts: ['voipex:base0000'] });
    expect(activeFilters(withoutGone(left, []))).toBe(0);
  });

  it('stays the same choice while all are there, so that the list is not asked for again', () => {
    expect(withoutGone(chosen, chosen.accounts)).toBe(chosen);
  });
});

describe('the filter asked for', () => {
  it('is anything when nothing is chosen', () => {
    const filter = filterOf('calls', nothingChosen, '  ', now);
    expect(CallFilter.parse(filter)).toEqual(filter);
    expect(filter).toMatchObject({ directions: [], outcomes: [], from: null, to: null, text: '' });
  });

  it('narrows Missed to calls that came in and reached nobody, whatever else is chosen', () => {
    expect(filterOf('missed', { ...nothingChosen, directions: ['out'] }, '', now)).toMatchObject({
      directions: ['in'],
      outcomes: ['missed', 'abandoned', 'voicemail'],
    });
    expect(filterOf('missed', { ...nothingChosen, outcomes: ['voicemail'] }, '', now).outcomes).toEqual([
      'voicemail',
    ]);
  });

  it('cuts a text that is longer than the contract allows', () => {
    expect(filterOf('calls', nothingChosen, ` ${'x'.repeat(300)}`, now).text).toHaveLength(200);
  });

  it('counts what narrows the list', () => {
    expect(activeFilters(nothingChosen)).toBe(0);
    expect(activeFilters({ ...nothingChosen, outcomes: ['busy', 'failed'], dates: 'today' })).toBe(2);
  });
});
