import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCall, type Call, type CallPage } from '../../../../domain/call.ts';
import { columnsOf } from '../../../../main/storage/columns/load-columns.ts';
import {
  type Documents,
  later,
  readCounts,
  readDays,
  readPage,
  readSlice,
  type Stored,
} from '../../../../main/storage/read-calls.ts';
import { storeCalls } from '../../../../main/storage/write-calls.ts';
import { aCall, aircallAccount } from '../../../support/calls.ts';
import { emptyDatabase } from '../../../support/direct-store.ts';
import { checkpoint, fill, start } from '../bench.ts';

const minute = 60_000;
const callAt = (place: number, part: Partial<Call> = {}): Call =>
  aCall({ providerCallId: `c${String(place)}`, startedAt: start + place * minute, ...part });

const wholeList = { filter: anyCall, anchor: null, offset: 0, limit: 500 };

function storedWith(calls: readonly Call[], steps: { first: number; others: number }): Stored {
  const database = emptyDatabase();
  fill(database, calls);
  return { database, columns: columnsOf(database, steps) };
}

function answered(page: ReturnType<typeof readPage>): Documents<CallPage> {
  if (page === later) throw new Error('this could have been answered');
  return page;
}

/** Provider ids of a page, in its order. */
const idsOf = ({ calls }: Documents<CallPage>): unknown[] =>
  calls.map((text) => aCall(JSON.parse(text) as Call).providerCallId); // aCall parses it

describe('columns that are still being read', () => {
  const twenty = Array.from({ length: 20 }, (_, place) => callAt(place));

  it('answer the first window at once, with the number of calls seen so far', () => {
    const stored = storedWith(twenty, { first: 5, others: 5 });
    const page = answered(readPage(stored, { ...wholeList, limit: 3 }, 0));
    expect(idsOf(page)).toEqual(['c19', 'c18', 'c17']);
    expect(page.total).toEqual({ count: 5, exact: false });
    expect(page.newer).toBe(0);
  });

  it('let a window wait only until its calls were read, and counts until all were', () => {
    const stored = storedWith(twenty, { first: 5, others: 5 });
    const deep = { ...wholeList, offset: 8, limit: 2 };
    expect(readPage(stored, deep, 0)).toBe(later);
    stored.columns.step();
    expect(idsOf(answered(readPage(stored, deep, 0)))).toEqual(['c11', 'c10']);
    expect(readDays(stored, anyCall, null, 0)).toBe(later);
    expect(readCounts(stored, [anyCall], 0, [])).toBe(later);
    expect(readSlice(stored, anyCall, null, 3, 0)).toBe(later);
    while (!stored.columns.complete) stored.columns.step();
    expect(answered(readPage(stored, deep, 0)).total).toEqual({ count: 20, exact: true });
    expect(readDays(stored, anyCall, null, 0)).toEqual([expect.objectContaining({ count: 20 })]);
    // What was counted in a turn before is not counted again: every turn gets further.
    const before = { count: 77, exact: true };
    expect(readCounts(stored, [anyCall, { ...anyCall, text: 'nobody' }], 0, [before])).toEqual([
      before,
      { count: 0, exact: true },
    ]);
    expect(readCounts(stored, [anyCall, { ...anyCall, text: 'nobody' }], 0, [])).toEqual([
      { count: 20, exact: true },
      { count: 0, exact: true },
    ]);
  });

  it('are exact at once where one step reads everything', () => {
    const stored = storedWith(twenty, { first: 100, others: 100 });
    expect(answered(readPage(stored, wholeList, 0)).total).toEqual({ count: 20, exact: true });
    const none = storedWith([], { first: 100, others: 100 });
    expect(answered(readPage(none, wholeList, 0))).toMatchObject({
      calls: [],
      anchor: null,
      total: { count: 0, exact: true },
    });
  });

  it('neither lose nor double a call that is stored, moved or removed between two steps', () => {
    const place = fc.nat(60);
    const write = fc.record({
      put: fc.uniqueArray(fc.tuple(place, place), { maxLength: 12, selector: ([id]) => id }),
      gone: fc.uniqueArray(place, { maxLength: 6 }),
    });
    fc.assert(
      fc.property(fc.array(write, { maxLength: 10 }), (writes) => {
        const stored = storedWith(twenty, { first: 3, others: 4 });
        stored.columns.step();
        for (const { put, gone } of writes) {
          const calls = put.map(([id, at]) => callAt(id, { startedAt: start + at * minute }));
          const going = gone.map((id) => `${aircallAccount}:c${String(id)}`);
          const { touched } = storeCalls(stored.database, aircallAccount, calls, checkpoint, going);
          stored.columns.refresh(touched);
          stored.columns.step();
        }
        while (!stored.columns.complete) stored.columns.step();
        const anew = { database: stored.database, columns: columnsOf(stored.database) };
        expect(idsOf(answered(readPage(stored, wholeList, 0)))).toEqual(
          idsOf(answered(readPage(anew, wholeList, 0))),
        );
      }),
      { numRuns: 25 },
    );
  });
});
