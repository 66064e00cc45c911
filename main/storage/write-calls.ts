import type { AccountId } from '../../domain/account.ts';
import type { Call, CallId } from '../../domain/call.ts';
import type { Checkpoint } from '../calls/call-store.ts';
import { DeskError } from '../failures.ts';
import { StoredRow, storedColumns, writeRows } from './call-rows.ts';
import { noteInstants, overtaken } from './call-instants.ts';
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
 * The text of a call that came from the main thread, which checked it before it became text (open-call-store.ts). Calls
 * cross as text because it is copied faster than objects, and is what is stored.
 */
export const readCallText = (document: string): CallText => ({
  // Checked by the one module that asks this worker to store anything; the bridge checks what is read from here again.
  call: JSON.parse(document) as Call,
  document,
});

/**
 * Upserts calls by id, removes `gone` and moves the checkpoint: all of it or nothing. `changed`: how many calls are
 * new, differ or went. `asOf`: as `WritableCalls.store` has it. Throws `invalid-request` for a foreign call.
 */
export function storeTexts(
  database: Database,
  accountId: AccountId,
  calls: readonly CallText[],
  checkpoint: Checkpoint,
  gone: readonly CallId[] = [],
  asOf: number | null = null,
): Written & { readonly changed: number } {
  if (calls.some(({ call }) => call.accountId !== accountId))
    throw new DeskError('invalid-request', { where: 'accountId' });
  return writeRows(database, (rows) => {
    const account = dictionariesOf(database).account(accountId);
    let changed = 0;
    const told = asOf === null ? calls : calls.filter(overtaken(database, calls, asOf));
    rows.expect(told.map(({ call }) => call));
    for (const { call, document } of told) if (rows.put(account, call, document)) changed += 1;
    if (asOf !== null) noteInstants(database, told, asOf);
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
  asOf: number | null = null,
): ReturnType<typeof storeTexts> =>
  storeTexts(
    database,
    accountId,
    calls.map((call) => ({ call, document: JSON.stringify(call) })),
    checkpoint,
    gone,
    asOf,
  );
