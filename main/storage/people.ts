import { z } from 'zod';
import { Call } from '../../domain/call.ts';
import type { PersonFound } from '../../domain/keeping.ts';
import { storedColumns } from './call-rows.ts';
import type { Database } from './database.ts';
import { documentSql } from './list-sql.ts';
import { leaveNoTrace, type Removed, removeRows, rowsAtATime } from './remove-calls.ts';
import { firstKeyAt, startOfKey } from './row-key.ts';
import { blankTransfers } from './transfers.ts';

const Party = z.object({
  calls: z.number().int(),
  earliest: z.number().int(),
  latest: z.number().int(),
});
const Document = z.object({ document: z.string() });

const ofSpellings = 'party IN (SELECT id FROM parties WHERE number IN (SELECT value FROM json_each(?)))';

/** Value: a JSON array of numbers. One row for each way the person is written. */
export const partiesSql = `SELECT count(*) AS calls, min(key) AS earliest, max(key) AS latest
  FROM calls INDEXED BY calls_of_party WHERE ${ofSpellings} GROUP BY party`;

/** Values: a JSON array of numbers, key to stop below, how many. */
export const callsOfPersonSql = `SELECT ${storedColumns} FROM calls INDEXED BY calls_of_party
  WHERE ${ofSpellings} AND key < ? LIMIT ?`;

/** Everything stored about the person behind a number that may be spelled in any of these ways. */
export function readPerson(database: Database, number: string, spellings: readonly string[]): PersonFound {
  const parties = database.rows(Party, partiesSql, JSON.stringify(spellings));
  const names = parties.flatMap(({ latest }) => {
    const row = database.row(Document, documentSql, latest);
    if (row === undefined) return [];
    const { name, organisation } = Call.parse(JSON.parse(row.document)).remote;
    return name ?? organisation ?? [];
  });
  const keys = parties.flatMap(({ earliest, latest }) => [earliest, latest]);
  return {
    number,
    names: [...new Set(names)].sort((a, b) => a.localeCompare(b)),
    calls: parties.reduce((sum, { calls }) => sum + calls, 0),
    earliest: keys.length === 0 ? null : startOfKey(Math.min(...keys)),
    latest: keys.length === 0 ? null : startOfKey(Math.max(...keys)),
  };
}

/**
 * A part of the calls of that person, and last of all their number in the calls of others. `until`: only of calls that
 * started before, epoch ms.
 */
export function erasePerson(database: Database, spellings: readonly string[], until: number | null): Removed {
  const below = until === null ? Number.MAX_SAFE_INTEGER : firstKeyAt(until);
  const part = removeRows(database, callsOfPersonSql, JSON.stringify(spellings), below, rowsAtATime);
  if (part.more) return part;
  const blanked = blankTransfers(database, spellings, below);
  if (!blanked.more) leaveNoTrace(database);
  return { removed: part.removed, more: blanked.more, touched: [...part.touched, ...blanked.touched] };
}
