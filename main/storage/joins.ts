import { z } from 'zod';
import type { CallId } from '../../domain/call.ts';
import { rulesVersion } from '../calls/joins.ts';
import type { Database } from './database.ts';
import { createJoiner } from './joiner.ts';
import { callOf } from './near-calls.ts';
import { endOfKeys } from './question.ts';

/** Remembers that two joined calls are two stories, or one after all: then they are joined if the rules still say so. */
export function partCalls(database: Database, from: CallId, to: CallId, parted: boolean): void {
  database.transaction(() => {
    database.run(
      'UPDATE joins SET parted = ? WHERE from_id = ? AND to_id = ?',
      ...[parted ? 1 : 0, from, to],
    );
    if (!parted) lookAgain(database, [from, to]);
  });
}

const StoredCall = z.object({ key: z.number().int(), account: z.number().int(), document: z.string() });

function lookAgain(database: Database, ids: readonly CallId[]): void {
  const joiner = createJoiner(database);
  for (const id of ids) {
    const row = database.row(StoredCall, 'SELECT key, account, document FROM calls WHERE id = ?', id);
    if (row !== undefined) joiner.met(row.account, row.key, callOf(row), row.document);
  }
  joiner.settle();
}

const Pass = z.object({ rules: z.number().int(), below: z.number().int() });

/** For a database without a call: those to come are looked at as they come, so that none is left for `joinStoredCalls`. */
export function beginJoined(database: Database): void {
  database.run('UPDATE joins_pass SET rules = ?, below = 0', rulesVersion);
}

/**
 * Looks at a part of the calls that were stored before these rules, newest first; true when there is no more to do.
 * Does nothing, cheaply, once all were looked at.
 */
export function joinStoredCalls(database: Database, atATime = 200): boolean {
  const pass = database.row(Pass, 'SELECT rules, below FROM joins_pass');
  const begun = pass?.rules === rulesVersion;
  if (begun && pass.below === 0) return true;
  return database.transaction(() => {
    const rows = database.rows(
      StoredCall,
      'SELECT key, account, document FROM calls WHERE key < ? ORDER BY key DESC LIMIT ?',
      ...[begun ? pass.below : endOfKeys, atATime],
    );
    const joiner = createJoiner(database);
    for (const row of rows) joiner.met(row.account, row.key, callOf(row), row.document);
    joiner.settle();
    const below = rows.length < atATime ? 0 : (rows.at(-1)?.key ?? 0);
    database.run('UPDATE joins_pass SET rules = ?, below = ?', rulesVersion, below);
    return below === 0;
  });
}
