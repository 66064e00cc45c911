import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Call } from '../../../domain/call.ts';
import { applyTold, heldCallSql } from '../../../main/storage/apply-told.ts';
import { knownInstantsSql } from '../../../main/storage/call-instants.ts';
import type { Database } from '../../../main/storage/database.ts';
import { readDetail } from '../../../main/storage/read-calls.ts';
import { forgetAccount } from '../../../main/storage/remove-calls.ts';
import { storeCalls } from '../../../main/storage/write-calls.ts';
import { aCall, aircallAccount, voipexAccount } from '../../support/calls.ts';
import { emptyDatabase } from '../../support/direct-store.ts';
import { checkpoint, fill, idOf, start } from './bench.ts';

const now = start + 3_600_000;
/** `seconds` after the start. */
const told = (call: Call, seconds: number, late = false) => ({
  ...{ call, document: JSON.stringify(call), asOf: start + seconds * 1000, late },
});
const tell = (database: Database, ...all: ReturnType<typeof told>[]) =>
  applyTold(database, aircallAccount, all, now);
const ended = aCall({ providerCallId: 'a', startedAt: start });
const tagged = { ...ended, tags: [{ id: '1', name: 'VIP', colour: null }] };
const ongoing: Call = { ...ended, state: 'ongoing', outcome: null, endedAt: null, talkSeconds: null };
const held = (database: Database): Call | undefined => readDetail(database, idOf('a'))?.call;
const instants = (database: Database): number =>
  database.rows(z.object({ call: z.string() }), 'SELECT call FROM call_instants').length;

describe('what events say of calls', () => {
  it('is stored, new or not, and tells which calls are other than before', () => {
    const database = emptyDatabase();
    expect(tell(database, told(ongoing, 10), told(ended, 20))).toMatchObject({
      changed: [ended.id],
      reread: [],
    });
    expect(tell(database, told(ended, 20))).toMatchObject({ changed: [] });
    expect(held(database)).toEqual(ended);
  });

  it.each([
    ['a call does not go back', told(ended, 10), told(ongoing, 20), ended],
    ['the later counts', told(tagged, 20), told(ended, 10), tagged],
    ['of one instant the one that says more counts', told(tagged, 20), told(ended, 20), tagged],
  ])('%s, whichever comes first', (_, one, other, wins) => {
    for (const order of [
      [one, other],
      [other, one],
    ]) {
      const database = emptyDatabase();
      for (const each of order) tell(database, each);
      expect(held(database)).toEqual(wins);
    }
  });

  it('is not overwritten by a pull that was asked for before, but by a later one', () => {
    const database = emptyDatabase();
    tell(database, told(tagged, 2));
    expect(storeCalls(database, aircallAccount, [ended], checkpoint, [], start + 1_000)).toMatchObject({
      changed: 0,
    });
    expect(held(database)).toEqual(tagged);
    storeCalls(database, aircallAccount, [ended], checkpoint, [], start + 3_000);
    expect(held(database)).toEqual(ended);
    tell(database, told(tagged, 2.5));
    expect(held(database)).toEqual(ended);
  });

  it('keeps who calls where it leaves that out', () => {
    const database = emptyDatabase();
    const { remote } = ended;
    const known = { ...ended, remote: { ...remote, name: 'Eva Malá', organisation: 'Lumora' } };
    const nameless = { ...tagged, remote: { ...remote, name: null, organisation: null } };
    fill(database, [known]);
    tell(database, told(nameless, 20), told(nameless, 20));
    expect(held(database)).toEqual({ ...tagged, remote: known.remote });
    const elsewhere = { ...nameless, remote: { ...nameless.remote, raw: '+420 601 000 999' } };
    tell(database, told(elsewhere, 30));
    expect(held(database)?.remote.name).toBeNull();
  });

  it('is believed of a stored call of which no instant is known, but for what it had left behind', () => {
    const database = emptyDatabase();
    fill(database, [ended]);
    tell(database, told(ongoing, 10));
    expect(held(database)).toEqual(ended);
    tell(database, told(tagged, 20));
    expect(held(database)).toEqual(tagged);
  });

  it('that comes late and meets such a call is read again instead', () => {
    const database = emptyDatabase();
    fill(database, [ended]);
    expect(tell(database, told(tagged, 20, true))).toMatchObject({
      ...{ changed: [], reread: [{ from: start - 1000, to: start + 1000 }] },
    });
    expect(held(database)).toEqual(ended);
    const other = aCall({ providerCallId: 'b', startedAt: start });
    expect(tell(database, told(other, 20, true))).toMatchObject({ changed: [other.id], reread: [] });
  });

  it('is of one account: all of it or nothing', () => {
    const database = emptyDatabase();
    const foreign = aCall({ accountId: voipexAccount, providerCallId: 'b' });
    expect(() => tell(database, told(ended, 10), told(foreign, 10))).toThrow('invalid-request');
    expect(held(database)).toBeUndefined();
  });

  it('leaves instants for two days, and only while the calls are there', () => {
    const database = emptyDatabase();
    tell(database, told(ended, -3 * 86_400));
    expect(instants(database)).toBe(0);
    tell(database, told(tagged, 60));
    expect(instants(database)).toBe(1);
    forgetAccount(database, aircallAccount);
    expect(instants(database)).toBe(0);
  });

  it('leaves none for calls that are pulled where no events come, or that are long past', () => {
    const database = emptyDatabase();
    storeCalls(database, aircallAccount, [ended], checkpoint);
    storeCalls(database, aircallAccount, [ended], checkpoint, [], start + 3 * 86_400_000);
    expect(instants(database)).toBe(0);
  });

  it('is found without looking through all calls', () => {
    const database = emptyDatabase();
    for (const sql of [heldCallSql, knownInstantsSql]) {
      const plan = database.rows(z.object({ detail: z.string() }), `EXPLAIN QUERY PLAN ${sql}`, '[]');
      for (const { detail } of plan) expect(detail).not.toMatch(/SCAN (calls|call_instants)/);
    }
  });
});
