import { expect, it } from 'vitest';
import type { Database } from '../../../main/storage/database.ts';
import { storeCalls } from '../../../main/storage/write-calls.ts';
import { aCall, aircallAccount } from '../../support/calls.ts';
import { emptyDatabase } from '../../support/direct-store.ts';
import { checkpoint, start } from './bench.ts';

/** Calls of one number, one every twenty seconds, each a minute long. */
const ofOneNumber = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, place) => {
    const at = start + (from + place) * 20_000;
    return aCall({
      providerCallId: String(from + place),
      startedAt: at,
      answeredAt: at + 5000,
      endedAt: at + 60_000,
    });
  });

it('reads what lies around a page of calls of one busy number once, not for each of them', () => {
  const database = emptyDatabase();
  let read = 0;
  const counted: Database = {
    ...database,
    numbers: (...asked) => {
      const rows = database.numbers(...asked);
      read += rows.length;
      return rows;
    },
    rows: (...asked) => {
      const rows = database.rows(...asked);
      read += rows.length;
      return rows;
    },
  };
  storeCalls(counted, aircallAccount, ofOneNumber(0, 1000), checkpoint);
  read = 0;
  storeCalls(counted, aircallAccount, ofOneNumber(1000, 1100), checkpoint);
  expect(read).toBeLessThan(4000);
});
