import { describe, expect, it } from 'vitest';
import type { SavedView } from '../../../domain/saved-view.ts';
import { nothingChosen, sameQuery, wholeList } from '../../../renderer/calls/call-filters.ts';
import { suggestedName, type NarrowingWords } from '../../../renderer/views/view-name.ts';
import { accountsLeft, filterOfView, moved } from '../../../renderer/views/view-state.ts';

const viewOf = (accounts: string[]): SavedView => ({
  id: 'abcdefgh1234',
  name: 'Brno',
  pinned: true,
  query: { ...wholeList('calls'), choice: { ...nothingChosen, accounts } },
});

describe('a view of accounts', () => {
  const brno = 'voipex:brno0000';
  const prague = 'aircall:prague00';

  it('says whether its accounts are still here', () => {
    expect(accountsLeft(viewOf([]), [])).toBe('all');
    expect(accountsLeft(viewOf([brno]), [brno])).toBe('all');
    expect(accountsLeft(viewOf([brno, prague]), [brno])).toBe('some');
    expect(accountsLeft(viewOf([brno]), [prague])).toBe('none');
  });

  it('is counted without those that are gone', () => {
    expect(filterOfView(viewOf([brno, prague]), [brno], 0).accounts).toEqual([brno]);
  });
});

describe('two lists', () => {
  it('are the same when they narrow to the same, in whatever order it was picked', () => {
    const list = wholeList('calls');
    const one = { ...list, choice: { ...nothingChosen, outcomes: ['busy' as const, 'failed' as const] } };
    const other = { ...list, choice: { ...nothingChosen, outcomes: ['failed' as const, 'busy' as const] } };
    expect(sameQuery(one, other)).toBe(true);
    expect(sameQuery({ ...one, text: 'novak ' }, { ...other, text: 'novak' })).toBe(true);
    expect(sameQuery(one, list)).toBe(false);
    expect(sameQuery(list, wholeList('missed'))).toBe(false);
  });
});

describe('the order of views', () => {
  it('moves one by one place, and no further than the ends', () => {
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
  });
});

describe('the name suggested for a list', () => {
  const words: NarrowingWords = {
    list: ({ view }) => (view === 'missed' ? 'Missed' : 'Calls'),
    dates: (dates) => (dates === 'today' ? 'Today' : null),
    direction: (direction) => direction,
    outcome: (outcome) => outcome,
    provider: (provider) => provider,
    account: () => null,
    agent: (key) => `Agent ${key}`,
    line: (key) => key,
  };

  it('tells what narrows it', () => {
    expect(suggestedName(wholeList('calls'), words)).toBe('Calls');
    const choice = { ...nothingChosen, dates: 'today' as const, agents: ['7'] };
    expect(suggestedName({ view: 'missed', choice, text: ' >5m ' }, words)).toBe(
      'Missed · Today · Agent 7 · >5m',
    );
  });

  it('is cut at a part, and fits what a name may have', () => {
    const choice = { ...nothingChosen, agents: Array.from({ length: 20 }, (_, index) => String(index)) };
    const name = suggestedName({ view: 'calls', choice, text: '' }, words);
    expect(name.length).toBeLessThanOrEqual(60);
    expect(name).toMatch(/Agent \d$/u);
    expect(suggestedName({ ...wholeList('calls'), text: 'x'.repeat(200) }, words)).toHaveLength(60);
  });
});
