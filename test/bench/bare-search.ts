import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type QueryField, readQuery } from '../../domain/call-query.ts';
import { digitsOf, type Needle } from '../../domain/folding.ts';
import { directionMask, outcomeMask } from '../../main/storage/column-codes.ts';
import { localDayStart } from '../../main/storage/local-days.ts';
import { firstKeyAt } from '../../main/storage/row-key.ts';
import { searchableWords } from '../../main/storage/search-index.ts';
import { companyNow } from './company.ts';

const day = 86_400_000;
const columnsOf: Readonly<Record<QueryField, string>> = {
  from: 'party',
  agent: 'agent',
  line: 'line',
  tag: 'tag',
  team: 'team',
  note: '',
};
const anywhere = 'party agent line tag team transfer';

interface Sql {
  readonly tables: string[];
  readonly conditions: string[];
  readonly values: string[];
}

function addNeedle(sql: Sql, field: QueryField | null, { text, digits }: Needle): void {
  const words = searchableWords(text);
  if (words === '') return;
  const phrase = `"${words}" *`;
  const found: string[] = [];
  const columns = field === null ? anywhere : columnsOf[field];
  if (columns !== '') {
    const name = `hits${String(sql.tables.length)}`;
    const parts = ['SELECT rowid AS hit FROM dictionary_words WHERE dictionary_words MATCH ?'];
    sql.values.push(`{${columns}} : ${phrase}`);
    const numbered = digits !== null && field !== 'tag' && field !== 'team';
    // A short number that was typed with zeros before it is also looked for as it stands.
    const typed = digitsOf(words);
    for (const number of numbered ? new Set(digits.length > 2 ? [digits] : [digits, typed]) : []) {
      const table = number.length > 2 ? 'dictionary_digits' : 'dictionary_words';
      parts.push(`SELECT rowid FROM ${table} WHERE ${table} MATCH ?`);
      sql.values.push(number.length > 2 ? `"${number}"` : `{digits} : "${number}" *`);
    }
    sql.tables.push(`${name} AS MATERIALIZED (${parts.join(' UNION ')})`);
    for (const [kind, column] of ['party', 'marks', 'agent', 'line'].entries())
      found.push(`${column} IN (SELECT hit / 4 FROM ${name} WHERE hit % 4 = ${String(kind)})`);
  }
  if (field === null || field === 'note') {
    const name = `noted${String(sql.tables.length)}`;
    sql.tables.push(`${name} AS MATERIALIZED (SELECT rowid AS noted FROM notes WHERE notes MATCH ?)`);
    sql.values.push(phrase);
    found.push(`key IN (SELECT noted FROM ${name})`);
  }
  sql.conditions.push(`(${found.join(' OR ')})`);
}

/** The same question as one SQL condition over the same dictionaries and full-text indexes. */
function sqlOf(typed: string): Sql {
  const { anywhere: words, within, outcomes, directions, spans, longerThan, shorterThan } = readQuery(typed);
  const sql: Sql = { tables: [], conditions: ['folded = 0'], values: [] };
  for (const needle of words) addNeedle(sql, null, needle);
  for (const { field, needles } of within) for (const needle of needles) addNeedle(sql, field, needle);
  if (outcomes.length > 0) sql.conditions.push(`((1 << outcome) & ${String(outcomeMask(outcomes))}) <> 0`);
  if (directions.length > 0)
    sql.conditions.push(`((1 << direction) & ${String(directionMask(directions))}) <> 0`);
  if (longerThan !== null) sql.conditions.push(`talk > ${String(longerThan)}`);
  if (shorterThan !== null) sql.conditions.push(`talk < ${String(shorterThan)}`);
  for (const span of spans) {
    const today = localDayStart(companyNow);
    const from = span === 'today' ? today : localDayStart(today - (span === 'week' ? 6 : 1) * day);
    sql.conditions.push(`key >= ${String(firstKeyAt(from))}`);
    if (span === 'yesterday') sql.conditions.push(`key < ${String(firstKeyAt(today))}`);
  }
  return sql;
}

export interface BareAnswer {
  readonly documents: number;
  readonly matches: number;
}

/** The newest 100 documents and how many match, in two statements and nothing else; columns come from the covering index. */
export function bareSearch(database: DatabaseSync, typed: string): BareAnswer {
  const { tables, conditions, values } = sqlOf(typed);
  const names = tables.length === 0 ? '' : `WITH ${tables.join(', ')} `;
  const matching = `FROM calls INDEXED BY calls_columns WHERE ${conditions.join(' AND ')}`;
  const prepared = (sql: string): StatementSync => database.prepare(sql);
  const documents = prepared(
    `${names}SELECT document FROM calls WHERE key IN (SELECT key ${matching} ORDER BY key DESC LIMIT 100) ORDER BY key DESC`,
  ).all(...values);
  const counted = prepared(`${names}SELECT count(*) AS matches ${matching}`).get(...values)?.['matches'];
  return { documents: documents.length, matches: Number(counted) };
}
