import type { AccountId } from '../../domain/account.ts';
import { Call, type CallId } from '../../domain/call.ts';
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

/** A call with its text, as it is kept. */
export interface CallText {
  readonly call: Call;
  readonly document: string;
}

/**
 * The text of a call that came from the main thread, checked: what cannot be read again is never stored. Calls cross
 * as text because it is copied faster than objects, and is what is stored.
 */
export function readCallText(document: string): CallText {
  const checked = Call.safeParse(JSON.parse(document));
  if (checked.success) return { call: checked.data, document };
  throw new DeskError('invalid-request', {
    where: ['store', ...(checked.error.issues[0]?.path ?? [])].join('.'),
  });
}

/**
 * Upserts calls by id, removes `gone` and moves the checkpoint: all of it or nothing. `changed`: how many calls are
 * new, differ or went. Throws `invalid-request` for a foreign call.
 */
export function storeTexts(
  database: Database,
  accountId: AccountId,
  calls: readonly CallText[],
  checkpoint: Checkpoint,
  gone: readonly CallId[] = [],
): Written & { readonly changed: number } {
  if (calls.some(({ call }) => call.accountId !== accountId))
    throw new DeskError('invalid-request', { where: 'accountId' });
  return writeRows(database, (rows) => {
    const account = dictionariesOf(database).account(accountId);
    let changed = 0;
    for (const { call, document } of calls) if (rows.put(account, call, document)) changed += 1;
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

/** The same for calls that are in this thread. */
export const storeCalls = (
  database: Database,
  accountId: AccountId,
  calls: readonly Call[],
  checkpoint: Checkpoint,
  gone: readonly CallId[] = [],
): ReturnType<typeof storeTexts> =>
  storeTexts(
    database,
    accountId,
    calls.map((call) => ({ call, document: JSON.stringify(call) })),
    checkpoint,
    gone,
  );
