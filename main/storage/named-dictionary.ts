import { z } from 'zod';
import type { WordsAndDigits } from '../calls/search-text.ts';
import type { Database } from './database.ts';
import { addToIndex, type IndexedText, removeFromIndex } from './search-index.ts';

const Row = z.object({
  id: z.number().int(),
  key: z.string(),
  name: z.string(),
  at: z.number().int(),
  words: z.string(),
  digits: z.string(),
  calls: z.number().int(),
});

/** An agent or a line as it will be once the transaction settles. */
interface Entry {
  readonly id: number;
  readonly key: string;
  name: string;
  at: number;
  words: string;
  digits: string;
  calls: number;
  /** The text that the index has; null for none yet. */
  indexed: WordsAndDigits | null;
  /** What the text was last made of: making it again for every call costs more than storing the call. */
  madeOf: string;
}

/** What a call says about one of them. */
export interface Naming {
  /** `account/id`. */
  readonly key: string;
  readonly name: string;
  /** Extension or number. */
  readonly number: string | null;
  /** Start of the call, epoch ms: the newest call has the last word. */
  readonly at: number;
  readonly text: () => WordsAndDigits;
}

/** Agents, or lines: things with an id of their own, a name of the day and a count of calls. */
export interface NamedDictionary {
  /** Its number, counted as one more call. */
  number(account: number, naming: Naming): number;
  release(id: number): void;
  settle(): void;
  drop(): void;
}

const union = (a: string, b: string): string =>
  a === b || b === '' ? a : [...new Set([...a.split('\n'), ...b.split('\n')])].filter(Boolean).join('\n');

/** `changed` is called when the full-text index changed. */
export function createNamedDictionary(
  database: Database,
  table: 'agents' | 'lines',
  changed: () => void,
): NamedDictionary {
  const kind = table === 'agents' ? 'agent' : 'line';
  const byKey = new Map<string, Entry>();
  const unsettled = new Set<Entry>();
  const released = new Map<number, number>();

  const indexedText = ({ words, digits }: WordsAndDigits): IndexedText =>
    kind === 'agent' ? { agent: words, digits } : { line: words, digits };

  function entryOf(account: number, { key, name, at }: Naming): Entry {
    const known = byKey.get(key);
    if (known !== undefined) return known;
    const row = database.row(
      Row,
      `SELECT id, key, name, named_at AS at, words, digits, calls FROM ${table} WHERE key = ?`,
      key,
    );
    const blank = { words: '', digits: '' };
    const entry: Entry =
      row === undefined
        ? {
            id: database.run(
              `INSERT INTO ${table} (account, key, name, named_at) VALUES (?, ?, ?, ?)`,
              ...[account, key, name, at],
            ),
            ...{ key, name, at, ...blank, calls: 0, indexed: null, madeOf: '' },
          }
        : { ...row, indexed: { words: row.words, digits: row.digits }, madeOf: '' };
    byKey.set(key, entry);
    return entry;
  }

  function settleIndex(entry: Entry): void {
    const { id, indexed, words, digits } = entry;
    if (indexed?.words === words && indexed.digits === digits) return;
    if (indexed !== null) removeFromIndex(database, kind, id, indexedText(indexed));
    addToIndex(database, kind, id, indexedText(entry));
    entry.indexed = { words, digits };
    changed();
  }

  function removeUnused(): void {
    const unused = database.rows(
      Row,
      `SELECT id, key, name, named_at AS at, words, digits, calls FROM ${table} WHERE calls <= 0`,
    );
    for (const row of unused) {
      removeFromIndex(database, kind, row.id, indexedText(row));
      database.run(`DELETE FROM ${table} WHERE id = ?`, row.id);
      byKey.delete(row.key);
      changed();
    }
  }

  return {
    number: (account, naming) => {
      const entry = entryOf(account, naming);
      const madeOf = `${naming.name}\0${naming.number ?? ''}`;
      if (entry.madeOf !== madeOf) {
        // The words of every name it had: a call of last year shows the name of that day.
        const text = naming.text();
        entry.words = union(entry.words, text.words);
        entry.digits = union(entry.digits, text.digits);
        entry.madeOf = madeOf;
      }
      if (naming.at >= entry.at) {
        entry.name = naming.name;
        entry.at = naming.at;
      }
      entry.calls += 1;
      unsettled.add(entry);
      return entry.id;
    },
    release: (id) => {
      released.set(id, (released.get(id) ?? 0) + 1);
    },
    settle: () => {
      for (const entry of unsettled) {
        const { id, name, at, words, digits, calls } = entry;
        database.run(
          `UPDATE ${table} SET name = ?, named_at = ?, words = ?, digits = ?, calls = ? WHERE id = ?`,
          ...[name, at, words, digits, calls, id],
        );
        settleIndex(entry);
      }
      for (const [id, times] of released)
        database.run(`UPDATE ${table} SET calls = calls - ? WHERE id = ?`, times, id);
      if (released.size > 0) {
        removeUnused();
        for (const entry of byKey.values()) entry.calls -= released.get(entry.id) ?? 0;
      }
      unsettled.clear();
      released.clear();
    },
    drop: () => {
      byKey.clear();
      unsettled.clear();
      released.clear();
    },
  };
}
