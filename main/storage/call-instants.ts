import { z } from 'zod';
import { CallState, type CallId } from '../../domain/call.ts';
import { countsBefore } from '../calls/fact-order.ts';
import type { Database } from './database.ts';
import type { CallText } from './write-calls.ts';

/** Instants are kept for so long: nothing that is delivered later is believed. */
export const keptMs = 2 * 86_400_000;

/** Value: a list of ids. */
export const knownInstantsSql = `SELECT call, as_of, document, json_extract(document, '$.state') AS state
  FROM call_instants JOIN calls ON id = call WHERE call IN (SELECT value FROM json_each(?))`;

const Known = z.object({ call: z.string(), as_of: z.number().int(), document: z.string(), state: CallState });

/** Tells which of the calls that a pull asked for at `asOf` may be stored: those of which nothing later is known. */
export function overtaken(
  database: Database,
  calls: readonly CallText[],
  asOf: number,
): (one: CallText) => boolean {
  const ids = JSON.stringify(calls.map(({ call }) => call.id));
  const known = new Map(database.rows(Known, knownInstantsSql, ids).map((row) => [row.call, row]));
  return ({ call, document }) => {
    const before = known.get(call.id);
    if (before === undefined) return true;
    const said = { state: before.state, asOf: before.as_of, document: before.document };
    return !countsBefore(said, { state: call.state, asOf, document });
  };
}

export function noteInstant(database: Database, call: CallId, asOf: number): void {
  database.run(
    'INSERT INTO call_instants (call, as_of) VALUES (?, ?) ON CONFLICT (call) DO UPDATE SET as_of = excluded.as_of',
    ...[call, asOf],
  );
}

/** Of older calls nothing can be delivered any more. */
export function noteInstants(database: Database, calls: readonly CallText[], asOf: number): void {
  for (const { call } of calls) if (call.startedAt >= asOf - keptMs) noteInstant(database, call.id, asOf);
}

export const forgetInstants = (database: Database, before: number): void =>
  void database.run('DELETE FROM call_instants WHERE as_of < ?', before);
