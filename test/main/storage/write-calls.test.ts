import { describe, expect, it } from 'vitest';
import { readCheckpoint } from '../../../main/storage/checkpoints.ts';
import { countCalls, readDetail } from '../../../main/storage/read-calls.ts';
import { forgetAccount } from '../../../main/storage/remove-calls.ts';
import { storeCalls } from '../../../main/storage/write-calls.ts';
import { aCall, aircallAccount, voipexAccount } from '../../support/calls.ts';
import { emptyDatabase } from '../../support/direct-store.ts';
import { checkpoint, fill, found, idOf, start } from './bench.ts';

describe('storing calls', () => {
  it('tells how many rows are new or differ; the same page again changes nothing', () => {
    const database = emptyDatabase();
    const calls = [aCall({ providerCallId: 'a' }), aCall({ providerCallId: 'b' })];
    expect(storeCalls(database, aircallAccount, calls, checkpoint)).toMatchObject({ changed: 2 });
    expect(storeCalls(database, aircallAccount, calls, checkpoint)).toMatchObject({
      changed: 0,
      touched: [],
    });
    const tagged = aCall({ providerCallId: 'a', tags: [{ id: '1', name: 'VIP', colour: null }] });
    expect(storeCalls(database, aircallAccount, [tagged, ...calls.slice(1)], checkpoint)).toMatchObject({
      changed: 1,
    });
    expect(readDetail(database, idOf('a'))?.call).toEqual(tagged);
    expect(found(database, { text: 'vip' })).toEqual(['a']);
  });

  it('moves a call whose start changed', () => {
    const database = emptyDatabase();
    fill(database, [
      aCall({ providerCallId: 'a', startedAt: start }),
      aCall({ providerCallId: 'b', startedAt: start + 1000 }),
    ]);
    expect(found(database, {})).toEqual(['b', 'a']);
    fill(database, [aCall({ providerCallId: 'a', startedAt: start + 2000 })]);
    expect(found(database, {})).toEqual(['a', 'b']);
    expect(found(database, { from: start + 1500 })).toEqual(['a']);
  });

  it('holds any number of calls that start at the same instant', () => {
    const database = emptyDatabase();
    const calls = Array.from({ length: 1500 }, (_, place) =>
      aCall({ providerCallId: String(place), startedAt: start }),
    );
    fill(database, calls);
    fill(database, calls);
    expect(countCalls(database, aircallAccount)).toBe(1500);
  });

  it('orders calls of one instant the same, whichever page came first', () => {
    const calls = Array.from({ length: 20 }, (_, place) =>
      aCall({ providerCallId: String(place), startedAt: start }),
    );
    const [one, other] = [emptyDatabase(), emptyDatabase()];
    fill(one, calls);
    fill(other, calls.toReversed());
    expect(found(one, {})).toEqual(found(other, {}));
  });

  it('moves the checkpoint with the rows, or neither', () => {
    const database = emptyDatabase();
    storeCalls(database, aircallAccount, [aCall()], checkpoint);
    expect(readCheckpoint(database, aircallAccount)).toEqual(checkpoint);
    const moved = {
      ...checkpoint,
      coveredTo: start + 1,
      open: { from: 1, to: 2, cursor: 'next' },
      older: [{ from: 3, to: 4 }],
    };
    database.script(
      "CREATE TRIGGER refuse BEFORE INSERT ON calls WHEN NEW.id LIKE '%:bad' BEGIN SELECT RAISE(ABORT, 'refused'); END",
    );
    const page = [aCall({ providerCallId: 'good' }), aCall({ providerCallId: 'bad' })];
    expect(() => storeCalls(database, aircallAccount, page, moved)).toThrow();
    expect(readCheckpoint(database, aircallAccount)).toEqual(checkpoint);
    expect(readDetail(database, idOf('good'))).toBeNull();
    storeCalls(database, aircallAccount, [], moved);
    expect(readCheckpoint(database, aircallAccount)).toEqual(moved);
  });

  it('refuses a call of another account', () => {
    const foreign = aCall({ accountId: voipexAccount });
    expect(() => storeCalls(emptyDatabase(), aircallAccount, [foreign], checkpoint)).toThrow(
      expect.objectContaining({ code: 'invalid-request' }),
    );
  });
});

describe('forgetting an account', () => {
  it('removes its calls, people, lines and checkpoint, and nothing of others', () => {
    const database = emptyDatabase();
    const kept = aCall({ accountId: voipexAccount });
    fill(database, [aCall({ providerCallId: 'a' }), aCall({ providerCallId: 'b' }), kept]);
    forgetAccount(database, aircallAccount);
    expect(found(database, {})).toEqual([kept.providerCallId]);
    expect(readCheckpoint(database, aircallAccount)).toBeNull();
    expect(readCheckpoint(database, voipexAccount)).not.toBeNull();
    forgetAccount(database, aircallAccount);
  });
});
