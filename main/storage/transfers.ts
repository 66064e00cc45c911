import { z } from 'zod';
import { Call } from '../../domain/call.ts';
import { digitsOf } from '../../domain/folding.ts';
import { StoredRow, storedColumns, writeRows } from './call-rows.ts';
import type { Database } from './database.ts';
import { rowsAtATime } from './remove-calls.ts';
import type { Written } from './write-calls.ts';

const Marks = z.object({ id: z.number().int(), digits: z.string() });
const Target = z.object({ target: z.string() });

const target = `json_extract(document, '$.transferredTo.number')`;

/** Values: a JSON array of marks. No index leads from marks to calls; few erasures come this far. */
const withMarks = `key IN (SELECT key FROM calls INDEXED BY calls_columns
  WHERE marks IN (SELECT value FROM json_each(?)))`;
export const targetsSql = `SELECT DISTINCT ${target} AS target FROM calls WHERE ${withMarks} AND target IS NOT NULL`;

/** Values: a JSON array of marks; a JSON array of numbers as they were sent; key to stop below; how many. */
export const transferredSql = `SELECT ${storedColumns} FROM calls
  WHERE ${withMarks} AND ${target} IN (SELECT value FROM json_each(?)) AND key < ? LIMIT ?`;

/**
 * Takes a person's number out of calls that were transferred to it. That such a call was transferred stays; its notes are
 * the company's own words and are left alone. A part at a time: again while `more`.
 */
export function blankTransfers(
  database: Database,
  spellings: readonly string[],
  below: number,
): Written & { readonly more: boolean } {
  const theirs = new Set(spellings.map(digitsOf));
  const marks = database
    .rows(Marks, "SELECT id, digits FROM marks WHERE digits <> ''")
    .filter(({ digits }) => digits.split('\n').some((number) => theirs.has(number)));
  if (marks.length === 0) return { touched: [], more: false };
  const ids = JSON.stringify(marks.map(({ id }) => id));
  const targets = database
    .rows(Target, targetsSql, ids)
    .flatMap((row) => (theirs.has(digitsOf(row.target)) ? [row.target] : []));
  if (targets.length === 0) return { touched: [], more: false };
  return writeRows(database, (rows) => {
    const found = database.rows(
      StoredRow,
      transferredSql,
      ...[ids, JSON.stringify(targets), below, rowsAtATime],
    );
    for (const row of found) {
      const call = Call.parse(JSON.parse(row.document));
      const without: Call = {
        ...call,
        transferredTo: { agent: call.transferredTo?.agent ?? null, number: null },
      };
      rows.put(row.account, without, JSON.stringify(without));
    }
    return { more: found.length === rowsAtATime };
  });
}
