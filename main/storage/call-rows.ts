import { z } from 'zod';
import type { Call, CallId } from '../../domain/call.ts';
import { notesText, talkOf } from '../calls/search-text.ts';
import { directionCode, outcomeCode } from './column-codes.ts';
import type { Database } from './database.ts';
import { dictionariesOf } from './dictionaries.ts';
import { legCounts, refold } from './fold.ts';
import { createJoiner } from './joiner.ts';
import { firstKeyAt, keyOfTry, preferredKey, startOfKey } from './row-key.ts';
import { setNotes } from './search-index.ts';

const Taken = z.object({ key: z.number().int() });
const StoredId = z.object({ id: z.string() });

/** Value: a list of ids. */
export const storedIdsSql = 'SELECT id FROM calls WHERE id IN (SELECT value FROM json_each(?))';
/** Value: a list of keys. */
export const takenKeysSql =
  'SELECT key FROM calls INDEXED BY calls_columns WHERE key IN (SELECT value FROM json_each(?))';

/** What must be known of a stored row to replace or remove it. */
export const StoredRow = z.object({
  key: z.number().int(),
  account: z.number().int(),
  agent: z.number().int().nullable(),
  line: z.number().int().nullable(),
  party: z.number().int(),
  marks: z.number().int().nullable(),
  conversation: z.string().nullable(),
  document: z.string(),
});
export type StoredRow = z.infer<typeof StoredRow>;
export const storedColumns = 'key, account, agent, line, party, marks, conversation, document';

/** What one transaction does to the rows of `calls`. */
export interface RowWriter {
  /** Calls that are about to be put: which of them are new is asked once for all of them. */
  expect(calls: readonly Call[]): void;
  /** `document`: the call as JSON. False where exactly this is stored already. */
  put(account: number, call: Call, document: string): boolean;
  remove(row: StoredRow): void;
  /**
   * The last step before the transaction ends: folds conversations anew, settles the dictionaries and joins calls. Returns the keys
   * that were written or removed, each once.
   */
  finish(): number[];
}

const mayHaveNotes = (document: string): boolean => !document.includes('"notes":[]');

export function createRowWriter(database: Database): RowWriter {
  const dictionaries = dictionariesOf(database);
  const joiner = createJoiner(database);
  const touched = new Set<number>();
  /** Calls that are known not to be stored, and keys that are known to be free. */
  const newIds = new Set<CallId>();
  const freeKeys = new Set<number>();
  /** By account; true for those of which new legs were stored and nothing else happened. */
  const conversations = new Map<number, Map<string, boolean>>();

  function meet(account: number, conversation: string | null, isNew: boolean): void {
    if (conversation === null) return;
    const known = conversations.get(account) ?? new Map<string, boolean>();
    conversations.set(account, known);
    known.set(conversation, isNew && known.get(conversation) !== false);
  }

  /** One leg that has just come folds with nothing; so are most. */
  function* toRefold(account: number, met: ReadonlyMap<string, boolean>): Generator<string> {
    const counts = legCounts(database, account, [...met.keys()]);
    for (const [conversation, isNew] of met) if (!isNew || counts.get(conversation) !== 1) yield conversation;
  }

  /** The key of a stored call while its start stays the same, else the first free one from where it would like to be. */
  function keyOf(call: Call, stored: StoredRow | undefined): number {
    if (stored !== undefined && startOfKey(stored.key) === startOfKey(firstKeyAt(call.startedAt)))
      return stored.key;
    const preferred = preferredKey(call.startedAt, call.id);
    for (let tries = 0; ; tries += 1) {
      const key = keyOfTry(preferred, tries);
      if (
        key === stored?.key ||
        freeKeys.delete(key) ||
        database.row(Taken, 'SELECT key FROM calls WHERE key = ?', key) === undefined
      )
        return key;
    }
  }

  function putNotes(key: number, call: Call, stored: StoredRow | undefined): void {
    const had = stored !== undefined && mayHaveNotes(stored.document);
    if (call.notes.length === 0 && !had) return;
    if (stored !== undefined && stored.key !== key) setNotes(database, stored.key, '', had);
    setNotes(database, key, notesText(call), had);
    dictionaries.notesChanged();
  }

  return {
    expect: (calls) => {
      for (const { id, startedAt } of calls) {
        newIds.add(id);
        freeKeys.add(preferredKey(startedAt, id));
      }
      for (const { id } of database.rows(StoredId, storedIdsSql, JSON.stringify([...newIds])))
        newIds.delete(id);
      for (const [key] of database.numbers(takenKeysSql, JSON.stringify([...freeKeys])))
        freeKeys.delete(key ?? 0);
    },
    put: (account, call, document) => {
      const stored = newIds.delete(call.id)
        ? undefined
        : database.row(StoredRow, `SELECT ${storedColumns} FROM calls WHERE id = ?`, call.id);
      if (stored?.document === document) return false;
      const { agent, line, party, marks } = dictionaries.encode(account, call);
      const key = keyOf(call, stored);
      const columns = [
        directionCode(call.direction),
        outcomeCode(call.outcome),
        agent,
        line,
        party,
        marks,
        talkOf(call),
        call.conversationId,
        document,
      ];
      if (stored === undefined) {
        database.run(
          `INSERT INTO calls
             (key, id, account, direction, outcome, agent, line, party, marks, talk, conversation, document)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          ...[key, call.id, account, ...columns],
        );
      } else {
        database.run(
          `UPDATE calls SET key = ?, direction = ?, outcome = ?, agent = ?, line = ?, party = ?, marks = ?,
             talk = ?, conversation = ?, document = ?, folded = iif(?9 IS NULL, 0, folded)
           WHERE key = ?11`,
          ...[key, ...columns, stored.key],
        );
        dictionaries.release(account, stored);
        touched.add(stored.key);
        meet(account, stored.conversation, false);
      }
      putNotes(key, call, stored);
      touched.add(key);
      meet(account, call.conversationId, stored === undefined);
      joiner.met(account, key, call, stored?.document ?? null);
      return true;
    },
    remove: (row) => {
      database.run('DELETE FROM calls WHERE key = ?', row.key);
      if (mayHaveNotes(row.document)) {
        setNotes(database, row.key, '', true);
        dictionaries.notesChanged();
      }
      dictionaries.release(row.account, row);
      touched.add(row.key);
      meet(row.account, row.conversation, false);
      joiner.left(row.account, row.document);
    },
    finish: () => {
      for (const [account, ofAccount] of conversations)
        for (const conversation of toRefold(account, ofAccount))
          for (const key of refold(database, account, conversation)) touched.add(key);
      dictionaries.settle();
      joiner.settle();
      return [...touched];
    },
  };
}

/** One transaction over rows. What was undone is also forgotten by the dictionaries. */
export function writeRows<T>(database: Database, work: (rows: RowWriter) => T): T & { touched: number[] } {
  try {
    return database.transaction(() => {
      const rows = createRowWriter(database);
      const result = work(rows);
      return { ...result, touched: rows.finish() };
    });
  } catch (error) {
    dictionariesOf(database).drop();
    throw error;
  }
}
