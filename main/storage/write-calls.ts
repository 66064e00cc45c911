import { z } from 'zod';
import type { AccountId } from '../../domain/account.ts';
import type { Call } from '../../domain/call.ts';
import type { Checkpoint } from '../calls/call-store.ts';
import { searchTextOf } from '../calls/search-text.ts';
import { DeskError } from '../failures.ts';
import { writeCheckpoint } from './checkpoints.ts';
import type { Database } from './database.ts';
import { refold } from './fold.ts';
import { firstKeyAt, preferredKey, startOfKey } from './row-key.ts';

const Id = z.object({ id: z.number().int() });
const Stored = z.object({ key: z.number().int(), document: z.string() });

function accountNumber(database: Database, accountId: AccountId): number | undefined {
  return database.row(Id, 'SELECT id FROM accounts WHERE account = ?', accountId)?.id;
}

/** The number of an account, agent or line, made when it is met for the first time. */
function madeAccountNumber(database: Database, accountId: AccountId): number {
  database.run('INSERT INTO accounts (account) VALUES (?) ON CONFLICT (account) DO NOTHING', accountId);
  const made = accountNumber(database, accountId);
  if (made === undefined) throw new Error('an account row vanished within its transaction');
  return made;
}

/** Calls carry the name of their day; the newest call has the last word. */
function namedNumber(
  database: Database,
  table: 'agents' | 'lines',
  account: number,
  key: string,
  name: string,
  at: number,
): number {
  const made = database.row(
    Id,
    `INSERT INTO ${table} (account, key, name, named_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET
       name = CASE WHEN excluded.named_at >= named_at THEN excluded.name ELSE name END,
       named_at = max(named_at, excluded.named_at)
     RETURNING id`,
    account,
    key,
    name,
    at,
  );
  if (made === undefined) throw new Error('an upsert returned no row');
  return made.id;
}

/** The key of a stored call while its start stays the same, else the first free one from where it would like to be. */
function keyOf(database: Database, call: Call, stored: { readonly key: number } | undefined): number {
  if (stored !== undefined && startOfKey(stored.key) === startOfKey(firstKeyAt(call.startedAt)))
    return stored.key;
  let key = preferredKey(call.startedAt, call.id);
  while (database.row(Id, 'SELECT 1 AS id FROM calls WHERE key = ? AND id <> ?', key, call.id) !== undefined)
    key += 1;
  return key;
}

/** True when the row is new or differs from what was stored. */
function storeCall(database: Database, account: number, call: Call): boolean {
  const stored = database.row(Stored, 'SELECT key, document FROM calls WHERE id = ?', call.id);
  const document = JSON.stringify(call);
  if (stored?.document === document) return false;
  const { agent, line, startedAt } = call;
  const text = searchTextOf(call);
  database.run(
    `INSERT INTO calls (key, id, account, direction, outcome, agent, line, conversation, words, digits, document)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET
       key = excluded.key, direction = excluded.direction, outcome = excluded.outcome, agent = excluded.agent,
       line = excluded.line, conversation = excluded.conversation, words = excluded.words, digits = excluded.digits,
       document = excluded.document`,
    keyOf(database, call, stored),
    call.id,
    account,
    call.direction,
    call.outcome,
    agent && namedNumber(database, 'agents', account, `${call.accountId}/${agent.id}`, agent.name, startedAt),
    line &&
      namedNumber(
        database,
        'lines',
        account,
        `${call.accountId}/${line.id}`,
        line.name ?? line.number ?? line.id,
        startedAt,
      ),
    call.conversationId,
    text.words,
    text.digits,
    document,
  );
  return true;
}

/** Upserts calls by id and moves the checkpoint: all of it or nothing. Throws `invalid-request` for a foreign call. */
export function storeCalls(
  database: Database,
  accountId: AccountId,
  calls: readonly Call[],
  checkpoint: Checkpoint,
): { changed: number } {
  if (calls.some((call) => call.accountId !== accountId))
    throw new DeskError('invalid-request', { where: 'accountId' });
  return database.transaction(() => {
    const account = madeAccountNumber(database, accountId);
    const changed = calls.filter((call) => storeCall(database, account, call));
    for (const conversation of new Set(changed.map((call) => call.conversationId))) {
      if (conversation !== null) refold(database, account, conversation);
    }
    writeCheckpoint(database, account, checkpoint);
    return { changed: changed.length };
  });
}

/** Removes everything of an account; its pages are overwritten (secure_delete) and leave the write-ahead log too. */
export function forgetAccount(database: Database, accountId: AccountId): void {
  const account = accountNumber(database, accountId);
  if (account === undefined) return;
  database.transaction(() => {
    for (const table of ['checkpoints', 'calls', 'agents', 'lines']) {
      database.run(`DELETE FROM ${table} WHERE account = ?`, account);
    }
    database.run('DELETE FROM accounts WHERE id = ?', account);
  });
  database.script('PRAGMA wal_checkpoint(TRUNCATE)');
}
