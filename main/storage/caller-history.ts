import { z } from 'zod';
import { Call, type Tag } from '../../domain/call.ts';
import type { CallerHistory } from '../../domain/live.ts';
import type { Database } from './database.ts';
import { documentsSql } from './list-sql.ts';

const Count = z.object({ calls: z.number().int() });
const Party = z.object({ id: z.number().int() });
const Key = z.object({ key: z.number().int() });
const Document = z.object({ document: z.string() });

/** How far back notes, tags and missed calls are looked for, calls; somebody who rings daily is known by then. */
const lookedAt = 300;
const shown = { last: 5, notes: 3, tags: 8 } as const;

const ofSpellings = `party IN (SELECT id FROM parties WHERE number IN (SELECT value FROM json_each(?)))
  AND folded = 0`;

/** Value: a JSON array of numbers. */
export const callerCountSql = `SELECT count(*) AS calls FROM calls INDEXED BY calls_of_party WHERE ${ofSpellings}`;
const partiesOfNumberSql = 'SELECT id FROM parties WHERE number IN (SELECT value FROM json_each(?))';
/** Values: a party, how many. */
export const newestOfPartySql = `SELECT key FROM calls INDEXED BY calls_of_party
  WHERE party = ? AND folded = 0 ORDER BY key DESC LIMIT ?`;

const missed: ReadonlySet<Call['outcome']> = new Set(['missed', 'voicemail', 'abandoned']);

/** Everything a call card tells of the person behind a number that may be spelled in any of these ways. */
export function readCallerHistory(database: Database, spellings: readonly string[]): CallerHistory {
  const asked = JSON.stringify(spellings);
  // A person has a row for each way their name and number were written.
  const keys = database
    .rows(Party, partiesOfNumberSql, asked)
    .flatMap(({ id }) => database.rows(Key, newestOfPartySql, id, lookedAt))
    .map(({ key }) => key)
    .sort((a, b) => b - a)
    .slice(0, lookedAt);
  const stored = database
    .rows(Document, documentsSql, JSON.stringify(keys))
    .map(({ document }) => Call.parse(JSON.parse(document)));
  // The call that is asked about is often stored already.
  const calls = stored.filter(({ state }) => state === 'ended');
  const running = stored.length - calls.length;
  const all =
    stored.length < lookedAt ? stored.length : (database.row(Count, callerCountSql, asked)?.calls ?? 0);
  return {
    calls: { count: all - running, exact: true },
    last: calls.slice(0, shown.last),
    openMissed: openMissed(calls),
    notes: calls
      .flatMap(({ id, notes }) => notes.map((note) => ({ callId: id, note })))
      .slice(0, shown.notes),
    tags: frequentTags(calls),
  };
}

/** Newest first: those that were missed since anybody of ours last talked to the person, or tried to. */
function openMissed(calls: readonly Call[]): number {
  const closing = calls.findIndex(({ direction, outcome }) => direction === 'out' || outcome === 'answered');
  const since = closing === -1 ? calls : calls.slice(0, closing);
  return since.filter(({ direction, outcome }) => direction === 'in' && missed.has(outcome)).length;
}

/** By name: two accounts may have one tag of that name each. */
function frequentTags(calls: readonly Call[]): Tag[] {
  const found = new Map<string, { readonly tag: Tag; uses: number }>();
  for (const tag of calls.flatMap(({ tags }) => tags)) {
    const known = found.get(tag.name);
    if (known === undefined) found.set(tag.name, { tag, uses: 1 });
    else known.uses += 1;
  }
  return [...found.values()]
    .sort((a, b) => b.uses - a.uses)
    .slice(0, shown.tags)
    .map(({ tag }) => tag);
}
