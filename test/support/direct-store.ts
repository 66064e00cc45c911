import type { CallStore } from '../../main/calls/call-store.ts';
import { readCheckpoint } from '../../main/storage/checkpoints.ts';
import { type Database, openDatabase } from '../../main/storage/database.ts';
import { migrate } from '../../main/storage/migrate.ts';
import { migrations } from '../../main/storage/migrations/index.ts';
import {
  countCalls,
  readAccounts,
  readDays,
  readDetail,
  readFacets,
  readPage,
} from '../../main/storage/read-calls.ts';
import { forgetAccount, storeCalls } from '../../main/storage/write-calls.ts';

/** An empty, migrated database in memory. */
export function emptyDatabase(): Database {
  const database = openDatabase(':memory:');
  migrate(database, migrations);
  return database;
}

/** The real store without its worker thread, for tests whose subject is not the thread. */
export function createDirectStore(database: Database = emptyDatabase()): CallStore {
  return {
    page: async (request) => readPage(database, request),
    days: async (filter, anchor) => readDays(database, filter, anchor),
    detail: async (id) => readDetail(database, id),
    counts: () => notHere('counts'),
    suggest: () => notHere('suggest'),
    earliest: () => notHere('earliest'),
    heldIn: () => notHere('heldIn'),
    slice: () => notHere('slice'),
    person: () => notHere('person'),
    size: () => notHere('size'),
    trim: () => notHere('trim'),
    erase: () => notHere('erase'),
    part: () => notHere('part'),
    facets: async () => readFacets(database),
    count: async (accountId) => countCalls(database, accountId),
    accounts: async () => readAccounts(database),
    checkpoint: async (accountId) => readCheckpoint(database, accountId),
    store: async (accountId, calls, checkpoint) => storeCalls(database, accountId, calls, checkpoint),
    forget: async (accountId) => forgetAccount(database, accountId),
  };
}

const notHere = (what: string): Promise<never> => Promise.reject(new Error(`${what} is not here`));
