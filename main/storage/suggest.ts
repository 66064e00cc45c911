import { z } from 'zod';
import { Call, type CallSuggestion } from '../../domain/call.ts';
import type { QueryField } from '../../domain/call-query.ts';
import { folded, needlesOf } from '../../domain/folding.ts';
import { hasId, idsIn } from './columns/id-set.ts';
import type { IdSet } from './columns/question-type.ts';
import type { Database } from './database.ts';
import { documentSql } from './list-sql.ts';
import { hitsOfNeedles } from './needle-hits.ts';
import { searchableWords } from './search-index.ts';

const mostSuggestions = 8;
/** So many people are counted one by one. */
const fewParties = 2000;
/** Where more match, they are looked for among so many of the newest calls: who called lately is who is meant. */
const newestCalls = 20_000;
/** Combinations of tags and teams that are looked through, the most frequent first. */
const mostMarks = 5000;

const NamedRow = z.object({ id: z.number().int(), name: z.string(), calls: z.number().int() });
const MarksRow = z.object({ shown: z.string(), calls: z.number().int() });
const Shown = z.tuple([z.array(z.string()), z.array(z.string())]);
const Document = z.object({ document: z.string() });
const Count = z.object({ calls: z.number().int(), latest: z.number().int().nullable() });

/** Value: how many. */
export const newestPartiesSql = 'SELECT party FROM calls INDEXED BY calls_columns ORDER BY key DESC LIMIT ?';
/** Value: a party's number. */
export const callsOfPartySql =
  'SELECT count(*) AS calls, max(key) AS latest FROM calls INDEXED BY calls_of_party WHERE party = ?';

/** What was typed begins one of the words: as `tag:` and the others find it. */
function startsWord(text: string, words: string): boolean {
  return words === '' || ` ${searchableWords(folded(text))}`.includes(` ${words}`);
}

/** Adds up what goes by the same name; the most frequent first. */
class Tally {
  readonly #calls = new Map<string, number>();

  add(value: string, calls: number): void {
    this.#calls.set(value, (this.#calls.get(value) ?? 0) + calls);
  }

  top(): CallSuggestion[] {
    return [...this.#calls]
      .map(([value, calls]) => ({ value, calls }))
      .sort((a, b) => b.calls - a.calls || a.value.localeCompare(b.value))
      .slice(0, mostSuggestions);
  }
}

function suggestNamed(database: Database, table: 'agents' | 'lines', field: 'agent' | 'line', text: string) {
  const hits = hitsOfNeedles(
    database,
    needlesOf(text).map((needle) => ({ field, needle })),
  ).needles.map((needle) => needle[table]);
  const tally = new Tally();
  for (const { id, name, calls } of database.rows(NamedRow, `SELECT id, name, calls FROM ${table}`))
    if (hits.every((ids) => hasId(ids, id))) tally.add(name, calls);
  return tally.top();
}

function suggestMarks(database: Database, place: 0 | 1, text: string): CallSuggestion[] {
  const words = searchableWords(folded(text));
  const tally = new Tally();
  const rows = database.rows(
    MarksRow,
    'SELECT shown, calls FROM marks ORDER BY calls DESC LIMIT ?',
    mostMarks,
  );
  for (const { shown, calls } of rows)
    for (const name of new Set(Shown.parse(JSON.parse(shown))[place]))
      if (startsWord(name, words)) tally.add(name, calls);
  return tally.top();
}

/** How a person goes on in the search box: by name where there is one, or by number where that is what was typed. */
function shownAs(document: string, byNumber: boolean): string | null {
  const { name, organisation, e164, raw } = Call.parse(JSON.parse(document)).remote;
  const number = e164 ?? (raw === '' ? null : raw);
  return byNumber ? (number ?? name) : (name ?? organisation ?? number);
}

/** Parties with how many calls, the most frequent first: all of them where few match, else those of the newest calls. */
function frequentParties(database: Database, hits: readonly IdSet[]): number[] {
  const narrowest = hits.reduce<IdSet | null>(
    (least, ids) => (least && least.size < ids.size ? least : ids),
    null,
  );
  const often = new Map<number, number>();
  if (narrowest !== null && narrowest.size <= fewParties) {
    for (const party of idsIn(narrowest))
      if (hits.every((ids) => hasId(ids, party)))
        often.set(party, database.row(Count, callsOfPartySql, party)?.calls ?? 0);
  } else {
    for (const [party] of database.numbers(newestPartiesSql, newestCalls))
      if (party != null && hits.every((ids) => hasId(ids, party)))
        often.set(party, (often.get(party) ?? 0) + 1);
  }
  return [...often].sort((a, b) => b[1] - a[1]).map(([party]) => party);
}

function suggestPeople(database: Database, text: string): CallSuggestion[] {
  const needles = needlesOf(text);
  const hits = hitsOfNeedles(
    database,
    needles.map((needle) => ({ field: 'from', needle })),
  ).needles.map(({ parties }) => parties);
  const byNumber = needles.length > 0 && needles.every(({ digits }) => digits !== null);
  const tally = new Tally();
  // One person has several rows when name or number were written in several ways.
  for (const party of frequentParties(database, hits).slice(0, 4 * mostSuggestions)) {
    const found = database.row(Count, callsOfPartySql, party);
    const newest = found?.latest == null ? undefined : database.row(Document, documentSql, found.latest);
    const value = newest === undefined ? null : shownAs(newest.document, byNumber);
    if (found !== undefined && value !== null) tally.add(value, found.calls);
  }
  return tally.top();
}

/** What a typed operator may go on with, the most frequent first; nothing for notes, which are all different. */
export function suggest(database: Database, field: QueryField, text: string): CallSuggestion[] {
  switch (field) {
    case 'from':
      return suggestPeople(database, text);
    case 'agent':
      return suggestNamed(database, 'agents', 'agent', text);
    case 'line':
      return suggestNamed(database, 'lines', 'line', text);
    case 'tag':
      return suggestMarks(database, 0, text);
    case 'team':
      return suggestMarks(database, 1, text);
    case 'note':
      return [];
  }
}
