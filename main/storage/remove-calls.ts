import { z } from 'zod';
import type { AccountId } from '../../domain/account.ts';
import { StoredRow, storedColumns, writeRows } from './call-rows.ts';
import type { Database, Value } from './database.ts';
import { dictionariesOf } from './dictionaries.ts';
import { fileOf } from './holdings.ts';
import { removeSetAside } from './open-or-rebuild.ts';
import { firstKeyAt } from './row-key.ts';
import type { Written } from './write-calls.ts';

/** Rows that go in one transaction: other questions get their turn between two, within some tenths of a second. */
export const rowsAtATime = 500;

/** A part of a removal. Again while `more`. */
export interface Removed extends Written {
  readonly removed: number;
  readonly more: boolean;
}

const AccountRow = z.object({ id: z.number().int(), calls: z.number().int() });

const accountRow = (database: Database, accountId: AccountId): z.infer<typeof AccountRow> | undefined =>
  database.row(AccountRow, 'SELECT id, calls FROM accounts WHERE account = ?', accountId);

/**
 * The last step of removing what nobody may find here again. It was overwritten in its pages (secure_delete) and in the
 * full-text indexes (secure-delete); here it leaves the write-ahead log, too, and the copy of a damaged database.
 */
export function leaveNoTrace(database: Database): void {
  database.script('PRAGMA wal_checkpoint(TRUNCATE)');
  const file = fileOf(database);
  if (file !== '') removeSetAside(file);
}

export function removeRows(database: Database, sql: string, ...values: Value[]): Removed {
  const written = writeRows(database, (rows) => {
    const going = database.rows(StoredRow, sql, ...values);
    for (const row of going) rows.remove(row);
    return { removed: going.length };
  });
  return { ...written, more: written.removed === rowsAtATime };
}

const nothingRemoved: Removed = { removed: 0, more: false, touched: [] };

/** Values: account number, key to stop below, how many. Oldest first. */
export const oldestOfAccountSql = `SELECT ${storedColumns} FROM calls INDEXED BY calls_of_account
  WHERE account = ? AND key < ? ORDER BY key LIMIT ?`;

/** A part of an account's calls; with the last one everything else of the account. Its checkpoint goes first. */
export function forgetAccount(database: Database, accountId: AccountId): Removed {
  const account = accountRow(database, accountId);
  if (account === undefined) return nothingRemoved;
  database.run('DELETE FROM checkpoints WHERE account = ?', account.id);
  const part = removeRows(database, oldestOfAccountSql, account.id, Number.MAX_SAFE_INTEGER, rowsAtATime);
  if (part.more) return part;
  database.transaction(() => {
    database.run('DELETE FROM accounts WHERE id = ?', account.id);
  });
  dictionariesOf(database).drop();
  leaveNoTrace(database);
  return part;
}

/** A part of what an account keeps no longer: what started before `before`, and what is beyond the newest `rows`. */
export function trimAccount(
  database: Database,
  accountId: AccountId,
  { before, rows }: { readonly before: number | null; readonly rows: number | null },
): Removed {
  const account = accountRow(database, accountId);
  if (account === undefined) return nothingRemoved;
  const beyond = rows === null ? 0 : account.calls - rows;
  const part =
    beyond > 0
      ? removeRows(
          database,
          ...([oldestOfAccountSql, account.id, Number.MAX_SAFE_INTEGER] as const),
          Math.min(beyond, rowsAtATime),
        )
      : removeRows(
          database,
          ...([oldestOfAccountSql, account.id, before === null ? 0 : firstKeyAt(before)] as const),
          rowsAtATime,
        );
  // Beyond the newest rows there may be a rest that is too old as well.
  const more = part.more || (beyond > 0 && before !== null && part.removed > 0);
  if (!more) leaveNoTrace(database);
  return { ...part, more };
}
