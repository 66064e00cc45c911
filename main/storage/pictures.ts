import type { NeedleHits } from './columns/question-type.ts';
import type { Database } from './database.ts';
import { RowSets } from './row-sets.ts';
import { type Kind, kinds, listOf, keysIn, type TextColumn } from './search-index.ts';

const picture = /[\p{Extended_Pictographic}\p{Regional_Indicator}]/u;

/** Whether a text holds an emoji: people put them into names, tags and notes. */
export const hasPicture = (text: string): boolean => picture.test(text);

interface Words {
  readonly kind: Kind;
  readonly table: 'parties' | 'marks' | 'agents' | 'lines';
  readonly column: 'words' | 'tags' | 'teams' | 'transfers';
}

const wordsOf: Readonly<Record<TextColumn, Words>> = {
  party: { kind: 'party', table: 'parties', column: 'words' },
  agent: { kind: 'agent', table: 'agents', column: 'words' },
  line: { kind: 'line', table: 'lines', column: 'words' },
  tag: { kind: 'marks', table: 'marks', column: 'tags' },
  team: { kind: 'marks', table: 'marks', column: 'teams' },
  transfer: { kind: 'marks', table: 'marks', column: 'transfers' },
};

const rowsSql = ({ kind, table, column }: Words): string =>
  `SELECT coalesce(group_concat(id * 4 + ${String(kinds[kind])}), '') AS list FROM ${table} WHERE instr(${column}, ?) > 0`;
const notesSql = "SELECT coalesce(group_concat(rowid), '') AS list FROM notes WHERE instr(words, ?) > 0";

/**
 * Where emoji are found that were typed without a letter or a digit beside them. The index over words leaves them out,
 * so that all words are looked through: slower, but seldom asked.
 * @param text folded, as the words are stored
 */
export function hitsOfPicture(
  database: Database,
  text: string,
  { columns, notes }: { readonly columns: readonly TextColumn[]; readonly notes: boolean },
): NeedleHits {
  const found = new RowSets();
  for (const column of columns) {
    const words = wordsOf[column];
    found.add(listOf(database, rowsSql(words), text), [words.kind]);
  }
  return {
    parties: found.of('party'),
    marks: found.of('marks'),
    agents: found.of('agent'),
    lines: found.of('line'),
    noteKeys: notes ? keysIn(listOf(database, notesSql, text)) : [],
  };
}
