import { z } from 'zod';
import type { Database } from './database.ts';
import { eachNumber } from './number-list.ts';

/** What shares the full-text index over dictionaries. Its rows are numbered `id * 4 + kind`. */
export const kinds = { party: 0, marks: 1, agent: 2, line: 3 } as const;
export type Kind = keyof typeof kinds;

/** The searchable text of one dictionary row; each kind fills columns of its own, so that they can be told apart. */
export interface IndexedText {
  readonly party?: string;
  readonly agent?: string;
  readonly line?: string;
  readonly tag?: string;
  readonly team?: string;
  readonly transfer?: string;
  readonly digits: string;
}
export const textColumns = ['party', 'agent', 'line', 'tag', 'team', 'transfer'] as const;
export type TextColumn = (typeof textColumns)[number];

const indexRow = (kind: Kind, id: number): number => id * 4 + kinds[kind];

const valuesOf = ({ party, agent, line, tag, team, transfer, digits }: IndexedText): string[] => [
  party ?? '',
  agent ?? '',
  line ?? '',
  tag ?? '',
  team ?? '',
  transfer ?? '',
  digits,
];

export function addToIndex(database: Database, kind: Kind, id: number, text: IndexedText): void {
  const row = indexRow(kind, id);
  database.run(
    `INSERT INTO dictionary_words (rowid, party, agent, line, tag, team, transfer, digits)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    row,
    ...valuesOf(text),
  );
  database.run('INSERT INTO dictionary_digits (rowid, digits) VALUES (?, ?)', row, text.digits);
}

/** `text` must be what was added: the index keeps no copy, and takes out what it is told. */
export function removeFromIndex(database: Database, kind: Kind, id: number, text: IndexedText): void {
  const row = indexRow(kind, id);
  database.run(
    `INSERT INTO dictionary_words (dictionary_words, rowid, party, agent, line, tag, team, transfer, digits)
     VALUES ('delete', ?, ?, ?, ?, ?, ?, ?, ?)`,
    row,
    ...valuesOf(text),
  );
  database.run(
    "INSERT INTO dictionary_digits (dictionary_digits, rowid, digits) VALUES ('delete', ?, ?)",
    row,
    text.digits,
  );
}

/** Adds, replaces or, with empty text, removes what the notes of a call say. */
export function setNotes(database: Database, key: number, text: string, had: boolean): void {
  if (had) database.run('DELETE FROM notes WHERE rowid = ?', key);
  if (text !== '') database.run('INSERT INTO notes (rowid, words) VALUES (?, ?)', key, text);
}

/** Letters and digits as the index tells them from what parts words; everything else is a space. */
export const searchableWords = (text: string): string => text.replace(/[^\p{L}\p{N}\p{Co}]+/gu, ' ').trim();

const List = z.object({ list: z.string() });

/** One row of text and not many rows: a broad word hits hundreds of thousands. */
export const listOf = (database: Database, sql: string, expression: string): string =>
  database.row(List, sql, expression)?.list ?? '';

export const wordsSql =
  "SELECT coalesce(group_concat(rowid), '') AS list FROM dictionary_words WHERE dictionary_words MATCH ?";
export const digitsSql =
  "SELECT coalesce(group_concat(rowid), '') AS list FROM dictionary_digits WHERE dictionary_digits MATCH ?";
export const notesSql = "SELECT coalesce(group_concat(rowid), '') AS list FROM notes WHERE notes MATCH ?";

/**
 * A phrase whose last word may go on. `words` must come from `searchableWords`: of letters, digits and spaces in quotes
 * nothing can be taken for an operator of the index.
 */
const phrase = (words: string): string => `"${words}" *`;

/** Index rows as SQLite lists them: numbers with commas between them. */
export type RowList = string;

/** Index rows that have the words in one of the columns. */
export const rowsWithWords = (
  database: Database,
  words: string,
  columns: readonly (TextColumn | 'digits')[],
): RowList => listOf(database, wordsSql, `{${columns.join(' ')}} : ${phrase(words)}`);

/** Index rows with a number that has `digits` (3 at least) anywhere in it. */
export const rowsWithDigits = (database: Database, digits: string): RowList =>
  listOf(database, digitsSql, `"${digits}"`);

export function keysIn(list: RowList): number[] {
  const keys: number[] = [];
  eachNumber(list, (key) => keys.push(key));
  return keys;
}

/** Keys of calls with the words in a note, ascending. */
export const keysWithNote = (database: Database, words: string): number[] =>
  keysIn(listOf(database, notesSql, phrase(words)));
