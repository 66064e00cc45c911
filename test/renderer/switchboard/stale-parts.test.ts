import { describe, expect, it } from 'vitest';
import type { SwitchboardPart } from '../../../domain/switchboard.ts';
import {
  failingTogether,
  isFirstReading,
  isStalePart,
  oldestOf,
  staleAccounts,
} from '../../../renderer/switchboard/stale-parts.ts';

const now = 1_800_000_000_000;
const part = (accountId: string, change: Partial<SwitchboardPart> = {}): SwitchboardPart => ({
  accountId,
  takenAt: now - 5_000,
  failure: null,
  pbx: [],
  ...change,
});

describe('the parts of the switchboard', () => {
  it('are stale when they failed, were never read, or were read minutes ago', () => {
    expect(isStalePart(part('aircall:aaaaaaaa1'), now)).toBe(false);
    expect(isStalePart(part('aircall:aaaaaaaa1', { failure: { code: 'offline' } }), now)).toBe(true);
    expect(isStalePart(part('aircall:aaaaaaaa1', { takenAt: null }), now)).toBe(true);
    expect(isStalePart(part('aircall:aaaaaaaa1', { takenAt: now - 600_000 }), now)).toBe(true);
  });

  it('are the present however long ago they were read, where events tell of every change', () => {
    const longAgo = part('aircall:aaaaaaaa1', { takenAt: now - 4 * 3_600_000 });
    const status = { accountId: longAgo.accountId, why: null, since: 0, heardAt: now } as const;
    expect(isStalePart(longAgo, now, [{ ...status, state: 'live' }])).toBe(false);
    expect(isStalePart(longAgo, now, [{ ...status, state: 'connecting' }])).toBe(true);
    expect(
      isStalePart({ ...longAgo, failure: { code: 'offline' } }, now, [{ ...status, state: 'live' }]),
    ).toBe(true);
  });

  it('are read for the first time until one of them is there or has failed', () => {
    const unread = part('aircall:aaaaaaaa1', { takenAt: null });
    const board = (...parts: SwitchboardPart[]) => ({
      ...{ sequence: 1, people: [], lines: [], groups: [], liveCalls: [] },
      parts,
    });
    expect(isFirstReading(board(unread))).toBe(true);
    expect(isFirstReading(board(unread, part('voipex:bbbbbbbb2')))).toBe(false);
    expect(isFirstReading(board({ ...unread, failure: { code: 'offline' } }))).toBe(false);
    expect(isFirstReading(board()), 'without an account there is nothing to wait for').toBe(false);
  });

  it('are told apart by account: one that fails leaves the others fresh', () => {
    const parts = [
      part('aircall:aaaaaaaa1'),
      part('voipex:bbbbbbbb2', { failure: { code: 'not-signed-in' } }),
    ];
    expect([...staleAccounts(parts, now)]).toEqual(['voipex:bbbbbbbb2']);
  });

  it('are as old as the least fresh of them', () => {
    expect(oldestOf([part('a', { takenAt: 30 }), part('b', { takenAt: 20 })])).toBe(20);
    expect(oldestOf([part('a', { takenAt: 30 }), part('b', { takenAt: null })])).toBeNull();
  });

  it('that fail alike are told of together', () => {
    const lost = { failure: { code: 'not-signed-in' } } as const;
    const told = failingTogether([
      part('a', lost),
      part('b', { failure: { code: 'rate-limited' } }),
      part('c', lost),
      part('d'),
    ]);
    expect(
      told.map(({ failure, parts }) => [failure.code, ...parts.map(({ accountId }) => accountId)]),
    ).toEqual([
      ['not-signed-in', 'a', 'c'],
      ['rate-limited', 'b'],
    ]);
  });
});
