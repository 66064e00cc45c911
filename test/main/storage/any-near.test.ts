import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Call } from '../../../domain/call.ts';
import { withAnyNear } from '../../../main/storage/any-near.ts';
import type { Database } from '../../../main/storage/database.ts';
import { legCounts } from '../../../main/storage/fold.ts';
import type { Group } from '../../../main/storage/worth-joining.ts';
import { aCall, aircallAccount, voipexAccount } from '../../support/calls.ts';
import { emptyDatabase } from '../../support/direct-store.ts';
import { fill, start } from './bench.ts';

const day = 86_400_000;
const Row = z.object({ key: z.number(), account: z.number() });

/** Stored calls, as what was written together. */
function groupOf(database: Database, calls: readonly Call[]): Group {
  const rows = calls.flatMap(
    ({ id }) => database.row(Row, 'SELECT key, account FROM calls WHERE id = ?', id) ?? [],
  );
  return {
    account: rows[0]?.account ?? 0,
    conversation: calls[0]?.conversationId ?? null,
    calls: [...calls],
    keys: rows.map(({ key }) => key),
  };
}

/** Whether anything is near `written`, which is stored after `others`. */
function isAnyNear(
  others: readonly Call[],
  written: readonly Call[],
  dialled: readonly string[] = [],
): boolean {
  const database = emptyDatabase();
  fill(database, [...others, ...written]);
  const group = groupOf(database, written);
  return withAnyNear(database, [group], (number) => dialled.includes(number)).has(group);
}

const one = aCall({ providerCallId: 'one' });
const ofAnother = (part: Parameters<typeof aCall>[0]): Call =>
  aCall({ accountId: voipexAccount, providerCallId: 'another', ...part });

describe('near a written call', () => {
  it('is nothing when it is alone', () => {
    expect(isAnyNear([], [one])).toBe(false);
  });

  it('is another of the same number at that time, of whatever account', () => {
    expect(isAnyNear([ofAnother({ startedAt: start + 30_000 })], [one])).toBe(true);
    expect(isAnyNear([aCall({ providerCallId: 'two', startedAt: start + 30_000 })], [one])).toBe(true);
  });

  it('is none of the same number on another day, and none of another number', () => {
    expect(isAnyNear([ofAnother({ startedAt: start - day })], [one])).toBe(false);
    expect(isAnyNear([ofAnother({ startedAt: start + day })], [one])).toBe(false);
    expect(isAnyNear([ofAnother({ remote: { e164: '+420777000111' } })], [one])).toBe(false);
  });

  it('is another leg of its conversation that was stored before', () => {
    const legs = ['a', 'b'].map((providerCallId, n) =>
      aCall({ providerCallId, conversationId: 'c', remote: { e164: `+42077700011${String(n)}` } }),
    );
    expect(isAnyNear(legs.slice(0, 1), legs.slice(1))).toBe(true);
    expect(isAnyNear([], legs)).toBe(false);
  });

  it('may be one of a line of ours that calls or was called', () => {
    const ours = ofAnother({
      startedAt: start - day,
      line: { id: '9', name: 'Sales', number: '+420226221999' },
    });
    expect(isAnyNear([ours], [aCall({ remote: { e164: '+420226221999' } })])).toBe(true);
    const dialled = ofAnother({ direction: 'out', remote: { e164: '+420226221870' } });
    expect(isAnyNear([dialled], [one], ['+420226221870'])).toBe(true);
    expect(isAnyNear([dialled], [one])).toBe(false);
  });

  it('may be anything when its number was kept back', () => {
    expect(isAnyNear([], [aCall({ remote: { e164: null, raw: '', hidden: true } })])).toBe(true);
  });

  it('is told for each of many groups by itself', () => {
    const database = emptyDatabase();
    const lone = aCall({ providerCallId: 'lone', remote: { e164: '+420777000111' } });
    fill(database, [one, lone, ofAnother({ startedAt: start + 30_000 })]);
    const groups = [groupOf(database, [lone]), groupOf(database, [one])];
    expect([...withAnyNear(database, groups, () => false)]).toEqual(groups.slice(1));
  });
});

describe('legs of conversations', () => {
  it('are counted for each that is stored, within one account', () => {
    const database = emptyDatabase();
    const leg = (accountId: string, conversationId: string, providerCallId: string): Call =>
      aCall({ accountId, conversationId, providerCallId });
    fill(database, [
      leg(aircallAccount, 'a', '1'),
      leg(aircallAccount, 'a', '2'),
      leg(aircallAccount, 'b', '3'),
      leg(voipexAccount, 'a', '4'),
    ]);
    const { account } = groupOf(database, [leg(aircallAccount, 'a', '1')]);
    expect(legCounts(database, account, ['b', 'unknown', 'a'])).toEqual(
      new Map([
        ['b', 1],
        ['a', 2],
      ]),
    );
    expect(legCounts(database, account, [])).toEqual(new Map());
  });
});
