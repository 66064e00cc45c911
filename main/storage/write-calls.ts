import type { AccountId } from '../../domain/account.ts';
import type { Call, CallId } from '../../domain/call.ts';
import type { Checkpoint } from '../calls/call-store.ts';
import { DeskError } from '../failures.ts';
import { StoredRow, storedColumns, writeRows } from './call-rows.ts';
import { writeCheckpoint } from './checkpoints.ts';
import type { Database } from './database.ts';
import { dictionariesOf } from './dictionaries.ts';

/** What a write did. `touched`: keys of rows that were written, moved from or removed, for whoever keeps a copy. */
export interface Written {
  readonly touched: readonly number[];
}

/**
 * Upserts calls by id, removes `gone` and moves the checkpoint: all of it or nothing. `changed`: how many calls are
 * new, differ or went. Throws `invalid-request` for a foreign call.
 */
export function storeCalls(
  database: Database,
  accountId: AccountId,
  calls: readonly Call[],
  checkpoint: Checkpoint,
  gone: readonly CallId[] = [],
): Written & { readonly changed: number } {
  if (calls.some((call) => call.accountId !== accountId))
    throw new DeskError('invalid-request', { where: 'accountId' });
  return writeRows(database, (rows) => {
    const account = dictionariesOf(database).account(accountId);
    let changed = 0;
    for (const call of calls) if (rows.put(account, call)) changed += 1;
    for (const id of gone) {
      const row = database.row(
        StoredRow,
        `SELECT ${storedColumns} FROM calls WHERE id = ? AND account = ?`,
        ...[id, account],
      );
      if (row === undefined) continue;
      rows.remove(row);
      changed += 1;
    }
    writeCheckpoint(database, account, checkpoint);
    return { changed };
  });
}
