import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { AccountId } from '../../../domain/account.ts';
import type { Call, CallJoin } from '../../../domain/call.ts';
import { joinsAmong } from '../../../main/calls/joins.ts';
import type { Database } from '../../../main/storage/database.ts';
import { joinStoredCalls, partCalls } from '../../../main/storage/joins.ts';
import { openOrRebuild } from '../../../main/storage/open-or-rebuild.ts';
import { forgetAccount } from '../../../main/storage/remove-calls.ts';
import { storeCalls } from '../../../main/storage/write-calls.ts';
import { Draw } from '../../simulators/world/draw.ts';
import { createWorld } from '../../simulators/world/create-world.ts';
import { aCall, aircallAccount, aMissedCall, voipexAccount } from '../../support/calls.ts';
import { emptyDatabase } from '../../support/direct-store.ts';
import { withHardCalls, withSwitchboardNumber, withWithheldNumbers } from '../../support/hard-calls.ts';
import { labelledWorld } from '../../support/labelled-calls.ts';

const start = Date.UTC(2026, 0, 15, 8, 0, 0);
const checkpoint = {
  coveredFrom: 0,
  coveredTo: 0,
  older: [],
  open: null,
  lastSuccessAt: null,
  newestStartAt: null,
  runningSince: null,
  rereadAt: 0,
  deepRereadAt: 0,
};
const JoinRow = z.object({ from_id: z.string(), to_id: z.string(), parted: z.number() });

const store = (database: Database, calls: readonly Call[], gone: readonly string[] = []): void => {
  const accounts = new Set(calls.map((call) => call.accountId));
  for (const account of accounts)
    storeCalls(
      database,
      account,
      calls.filter((call) => call.accountId === account),
      checkpoint,
      gone.filter((id) => id.startsWith(account)),
    );
};
const joinsIn = (database: Database): string[] =>
  database
    .rows(JoinRow, 'SELECT from_id, to_id, parted FROM joins')
    .map(({ from_id, to_id, parted }) => `${from_id} > ${to_id}${parted === 0 ? '' : ' parted'}`)
    .sort();
const written = (joins: readonly CallJoin[]): string[] =>
  joins.map(({ from, to }) => `${from} > ${to}`).sort();

const first = aCall({
  providerCallId: 'a',
  startedAt: start,
  answeredAt: start + 18_000,
  endedAt: start + 140_000,
  agent: null,
});
const second = aCall({
  accountId: voipexAccount,
  providerCallId: 'v',
  conversationId: 'one',
  startedAt: start + 5000,
  answeredAt: start + 18_000,
  endedAt: start + 139_000,
  line: { id: '201', name: null, number: '201' },
});
const pair = `${first.id} > ${second.id}`;

describe('joins in the database', () => {
  it('finds the other half whichever comes first', () => {
    for (const order of [[first], [second]]) {
      const database = emptyDatabase();
      store(database, order);
      expect(joinsIn(database)).toEqual([]);
      store(database, [first, second]);
      expect(joinsIn(database)).toEqual([pair]);
    }
  });

  it('joins a call only once it has ended', () => {
    const database = emptyDatabase();
    store(database, [
      first,
      { ...second, state: 'ongoing', outcome: null, endedAt: null, talkSeconds: null },
    ]);
    expect(joinsIn(database)).toEqual([]);
    store(database, [second]);
    expect(joinsIn(database)).toEqual([pair]);
  });

  it('lets a join go when one of the calls changes, or goes', () => {
    const database = emptyDatabase();
    store(database, [first, second]);
    store(database, [
      { ...first, agent: { id: '9', name: 'Eva', extension: null }, answeredAt: start + 3000 },
    ]);
    expect(joinsIn(database)).toEqual([]);
    store(database, [first]);
    expect(joinsIn(database)).toEqual([pair]);
    storeCalls(database, voipexAccount, [], checkpoint, [second.id]);
    expect(joinsIn(database)).toEqual([]);
  });

  it('lets a join go when another call could be meant as well, and finds it again when that one goes', () => {
    const database = emptyDatabase();
    const rival: Call = { ...second, id: `${voipexAccount}:w`, providerCallId: 'w', conversationId: 'two' };
    store(database, [first, second]);
    store(database, [rival]);
    expect(joinsIn(database)).toEqual([]);
    storeCalls(database, voipexAccount, [], checkpoint, [rival.id]);
    expect(joinsIn(database)).toEqual([pair]);
  });

  it('follows a call to another instant', () => {
    const database = emptyDatabase();
    const later = 3_600_000;
    store(database, [
      first,
      { ...second, startedAt: second.startedAt + later, endedAt: start + later + 9000 },
    ]);
    expect(joinsIn(database)).toEqual([]);
    store(database, [second]);
    expect(joinsIn(database)).toEqual([pair]);
  });

  it('keeps what the agent said though the calls are read again or get another leg', () => {
    const database = emptyDatabase();
    store(database, [first, second]);
    partCalls(database, first.id, second.id, true);
    expect(joinsIn(database)).toEqual([`${pair} parted`]);
    store(database, [
      { ...first, hasRecording: true },
      { ...second, hasRecording: true },
    ]);
    expect(joinsIn(database)).toEqual([`${pair} parted`]);
    // An earlier leg would speak for the conversation from now on.
    const leg = { ...second, id: `${voipexAccount}:u`, providerCallId: 'u', startedAt: start + 4000 };
    store(database, [leg]);
    expect(joinsIn(database)).toEqual([`${pair} parted`]);
    partCalls(database, first.id, second.id, false);
    expect(joinsIn(database)).toHaveLength(1);
    expect(joinsIn(database)[0]).not.toContain('parted');
  });

  it('keeps nothing of an account that is forgotten', () => {
    const database = emptyDatabase();
    store(database, [first, second]);
    partCalls(database, first.id, second.id, true);
    forgetAccount(database, voipexAccount);
    expect(joinsIn(database)).toEqual([]);
  });

  it('looks at the calls of an older database a part at a time', () => {
    const database = emptyDatabase();
    expect(joinStoredCalls(database)).toBe(true);
    store(database, [first, second, aMissedCall({ providerCallId: 'x', startedAt: start - 90_000 })]);
    // As an older app left it: calls, no joins, and no rules they were looked at with.
    database.script('DELETE FROM joins; UPDATE joins_pass SET rules = 0, below = 0');
    let parts = 1;
    while (!joinStoredCalls(database, 1)) parts += 1;
    expect(parts).toBeGreaterThan(2);
    expect(joinsIn(database)).toEqual([pair]);
    expect(joinStoredCalls(database)).toBe(true);
  });

  it('looks at no call of a new database twice', () => {
    const { database } = openOrRebuild(':memory:', false, start);
    store(database, [first, second]);
    expect(joinStoredCalls(database, 1)).toBe(true);
    expect(joinsIn(database)).toEqual([pair]);
    database.close();
  });
});

describe('the order in which calls arrive', () => {
  const to = Date.UTC(2026, 10, 20, 11);
  let calls: readonly Call[] = [];
  let expected: string[] = [];

  beforeAll(() => {
    const world = createWorld({ seed: 4, calls: 900, people: 12, from: to - 10 * 3_600_000, to });
    const hard = withWithheldNumbers(
      withSwitchboardNumber(withHardCalls(labelledWorld(world), 1, 2), 2, 6),
      3,
      8,
    );
    calls = hard.calls.map(({ call }) => call);
    expected = written(joinsAmong(calls));
  });

  it.each([1, 2, 3, 4])('does not matter: shuffled, in pages of both accounts (%i)', (seed) => {
    const draw = new Draw(seed, 77);
    const shuffled = calls
      .map((call) => ({ call, place: draw.unit() }))
      .sort((a, b) => a.place - b.place)
      .map(({ call }) => call);
    const database = emptyDatabase();
    for (let from = 0; from < shuffled.length;) {
      const page = shuffled.slice(from, from + draw.between(1, 60));
      from += page.length;
      store(database, page);
    }
    expect(expected.length).toBeGreaterThan(10);
    expect(joinsIn(database)).toEqual(expected);
  });

  it('does not matter: newest first, one account after the other, some changing, some going and coming back', () => {
    const draw = new Draw(5, 77);
    const database = emptyDatabase();
    const newestFirst = calls.toSorted((a, b) => b.startedAt - a.startedAt);
    const storeOf = (account: AccountId, some: readonly Call[]): void =>
      store(
        database,
        some.filter((call) => call.accountId === account),
      );
    for (const account of [voipexAccount, aircallAccount]) {
      for (let from = 0; from < newestFirst.length; from += 50)
        storeOf(account, newestFirst.slice(from, from + 50));
    }
    expect(joinsIn(database)).toEqual(expected);
    const some = calls.filter(() => draw.chance(0.2));
    store(
      database,
      some.map((call) => ({ ...call, endedAt: (call.endedAt ?? 0) + 30_000 })),
    );
    const changed = new Map(
      some.map((call) => [call.id, { ...call, endedAt: (call.endedAt ?? 0) + 30_000 }]),
    );
    expect(joinsIn(database)).toEqual(written(joinsAmong(calls.map((call) => changed.get(call.id) ?? call))));
    const gone = new Set(calls.filter(() => draw.chance(0.2)).map(({ id }) => id));
    for (const account of [voipexAccount, aircallAccount])
      storeCalls(
        database,
        account,
        [],
        checkpoint,
        [...gone].filter((id) => id.startsWith(account)),
      );
    expect(joinsIn(database)).toEqual(
      written(
        joinsAmong(calls.filter(({ id }) => !gone.has(id)).map((call) => changed.get(call.id) ?? call)),
      ),
    );
    store(database, calls);
    expect(joinsIn(database)).toEqual(expected);
  });
});
