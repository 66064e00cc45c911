import type { CallCount } from '../../domain/call.ts';
import type { CallStore } from '../../main/calls/call-store.ts';
import { spellingsOf } from '../../main/calls/number-spellings.ts';
import { readCheckpoint } from '../../main/storage/checkpoints.ts';
import { columnsOf } from '../../main/storage/columns/load-columns.ts';
import { type Database, openDatabase } from '../../main/storage/database.ts';
import { migrate } from '../../main/storage/migrate.ts';
import { migrations } from '../../main/storage/migrations/index.ts';
import { type Operation, operations } from '../../main/storage/protocol.ts';
import {
  countCalls,
  type Later,
  later,
  readAccounts,
  readCounts,
  readDays,
  readDetail,
  readFacets,
  readPage,
  readSlice,
  type Stored,
} from '../../main/storage/read-calls.ts';
import { applyTold } from '../../main/storage/apply-told.ts';
import { earliestOf, heldIn, readSize } from '../../main/storage/holdings.ts';
import { partCalls } from '../../main/storage/joins.ts';
import { readCallerHistory } from '../../main/storage/caller-history.ts';
import { beginErasure, endErasure, readErasures } from '../../main/storage/erasures.ts';
import { erasePerson, readPerson } from '../../main/storage/people.ts';
import { forgetAccount, trimAccount } from '../../main/storage/remove-calls.ts';
import { suggest } from '../../main/storage/suggest.ts';
import { storeCalls, type Written } from '../../main/storage/write-calls.ts';

/** An empty, migrated database in memory. */
export function emptyDatabase(): Database {
  const database = openDatabase(':memory:');
  migrate(database, migrations);
  return database;
}

/** A database with its columns, of which nothing was read yet. */
export const storedOf = (database: Database): Stored => ({ database, columns: columnsOf(database) });

/** What the worker replies in the end: it reads as much of the columns as the answer takes. */
export function answered<I, O, W>(
  { columns }: Stored,
  { output }: Operation<I, O, W>,
  ask: () => W | Later,
): O {
  for (;;) {
    const answer = ask();
    if (answer !== later) return output.parse(answer);
    columns.step();
  }
}

/** The real store without its worker thread, for tests whose subject is not the thread. */
export function createDirectStore(database: Database = emptyDatabase()): CallStore {
  const stored = storedOf(database);
  const committed = <W extends Written>(written: W): W => {
    stored.columns.refresh(written.touched);
    return written;
  };
  return {
    page: async (request, now) => answered(stored, operations.page, () => readPage(stored, request, now)),
    days: async (filter, anchor, now) =>
      answered(stored, operations.days, () => readDays(stored, filter, anchor, now)),
    counts: async (filters, now, legs) => {
      const counted: CallCount[] = [];
      return answered(stored, operations.counts, () => readCounts(stored, filters, now, counted, legs));
    },
    slice: async (filter, below, limit, now) =>
      answered(stored, operations.slice, () => readSlice(stored, filter, below, limit, now)),
    detail: async (id) => readDetail(database, id),
    suggest: async (field, text) => suggest(database, field, text),
    earliest: async (accountId) => earliestOf(database, accountId),
    heldIn: async (accountId, span) => heldIn(database, accountId, span),
    person: async (number, homeCountry) => {
      const { number: read, spellings } = spellingsOf(number, homeCountry);
      return readPerson(database, read, spellings);
    },
    callerHistory: async (number, homeCountry) =>
      readCallerHistory(database, spellingsOf(number, homeCountry).spellings),
    size: async () => readSize(database),
    trim: async (accountId, limits) => {
      const { removed, more } = committed(trimAccount(database, accountId, limits));
      return { removed, more };
    },
    erasures: async () => readErasures(database),
    beginErasure: async (erasure) => beginErasure(database, erasure),
    endErasure: async (erasure) => endErasure(database, erasure),
    erase: async (number, homeCountry, until) => {
      const { spellings } = spellingsOf(number, homeCountry);
      let erased = 0;
      for (;;) {
        const { removed, more } = committed(erasePerson(database, spellings, until ?? null));
        erased += removed;
        if (!more) return { erased };
      }
    },
    part: async (from, to, parted) => partCalls(database, from, to, parted),
    facets: async () => readFacets(database),
    count: async (accountId) => countCalls(database, accountId),
    accounts: async () => readAccounts(database),
    checkpoint: async (accountId) => readCheckpoint(database, accountId),
    store: async (accountId, calls, checkpoint, gone, asOf) => {
      const { changed } = committed(storeCalls(database, accountId, calls, checkpoint, gone, asOf));
      return { changed };
    },
    apply: async (accountId, told, now) => {
      const texts = told.map((one) => ({ ...one, document: JSON.stringify(one.call) }));
      const { changed, reread } = committed(applyTold(database, accountId, texts, now));
      return { changed, reread };
    },
    forget: async (accountId) => {
      while (committed(forgetAccount(database, accountId)).more);
    },
  };
}
