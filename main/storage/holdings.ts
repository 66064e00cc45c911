import { statSync } from 'node:fs';
import { z } from 'zod';
import { AccountId } from '../../domain/account.ts';
import { CallId, CallState } from '../../domain/call.ts';
import type { HeldCall, Span, StoreSize } from '../calls/call-store.ts';
import type { Database } from './database.ts';
import { firstKeyAt, startOfKey } from './row-key.ts';

const Key = z.object({ key: z.number().int().nullable() });
const Held = z.object({ key: z.number().int(), id: CallId, state: CallState });
const File = z.object({ name: z.string(), file: z.string() });
const Pages = z.object({ bytes: z.number().int() });
const AccountRow = z.object({
  accountId: AccountId,
  calls: z.number().int(),
  earliest: z.number().int().nullable(),
});

/** Value: account, as its id is written. */
export const earliestSql = `SELECT key FROM calls INDEXED BY calls_of_account
  WHERE account = (SELECT id FROM accounts WHERE account = ?) ORDER BY key LIMIT 1`;

/** Values: account, as its id is written; first key, and the key to stop below. */
export const heldSql = `SELECT key, id, json_extract(document, '$.state') AS state FROM calls INDEXED BY calls_of_account
  WHERE account = (SELECT id FROM accounts WHERE account = ?) AND key >= ? AND key < ? ORDER BY key`;

export const accountsSql = `SELECT account AS accountId, calls,
    (SELECT min(key) FROM calls INDEXED BY calls_of_account WHERE calls.account = accounts.id) AS earliest
  FROM accounts`;

const startAt = (key: number | null | undefined): number | null => (key == null ? null : startOfKey(key));

/** Start of the account's earliest stored call, epoch ms. */
export const earliestOf = (database: Database, accountId: AccountId): number | null =>
  startAt(database.row(Key, earliestSql, accountId)?.key);

/** The stored calls of an account that started in `span`, oldest first. */
export const heldIn = (database: Database, accountId: AccountId, { from, to }: Span): HeldCall[] =>
  database
    .rows(Held, heldSql, accountId, firstKeyAt(from), firstKeyAt(to))
    .map(({ key, id, state }) => ({ id, startedAt: startOfKey(key), isOver: state === 'ended' }));

const bytesOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** Where the database is; empty for one in memory. */
export const fileOf = (database: Database): string =>
  database.row(File, "SELECT name, file FROM pragma_database_list WHERE name = 'main'")?.file ?? '';

function databaseBytes(database: Database): number {
  const file = fileOf(database);
  if (file !== '') return bytesOf(file) + bytesOf(`${file}-wal`);
  const pages = 'SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size';
  return database.row(Pages, pages)?.bytes ?? 0;
}

/** What is stored, and how much room it takes. */
export const readSize = (database: Database): StoreSize => ({
  bytes: databaseBytes(database),
  accounts: database
    .rows(AccountRow, accountsSql)
    .map(({ accountId, calls, earliest }) => ({ accountId, calls, earliest: startAt(earliest) })),
});
