import { z } from 'zod';
import { Call } from '../../domain/call.ts';
import { limits } from '../calls/continuations.ts';
import { areNear, mayJoin, mostNear, numbersOutside } from '../calls/near-sides.ts';
import { type Side, sideKey, sidesOf } from '../calls/sides.ts';
import type { Database, Value } from './database.ts';
import { firstKeyAt } from './row-key.ts';

const Id = z.object({ id: z.number().int() });
const CallIdRow = z.object({ id: z.string() });
const Document = z.object({ document: z.string() });

/** A call as it is stored. */
export const callOf = ({ document }: z.infer<typeof Document>): Call => Call.parse(JSON.parse(document));

// A call among colleagues is no part of any side.
const inSpan = `calls.key BETWEEN ? AND ? AND calls.direction <> 2
  AND json_extract(calls.document, '$.endedAt') >= ?`;

/** Values: number, first and last key, the instant they must not have ended before. */
export const callsOfNumberSql = `SELECT document FROM parties CROSS JOIN calls INDEXED BY calls_of_party
  ON calls.party = parties.id WHERE parties.number = ? AND ${inSpan}`;
/** The same of callers who tell nothing. */
export const callsOfNobodySql = `SELECT document FROM parties CROSS JOIN calls INDEXED BY calls_of_party
  ON calls.party = parties.id WHERE parties.digits = '' AND parties.words = '' AND ${inSpan}`;
/** The same of a line, by its number. */
export const callsOfLineSql = `SELECT document FROM calls INDEXED BY calls_columns
  WHERE line = ? AND ${inSpan}`;
/** Value: digits. */
export const linesOfNumberSql = 'SELECT id FROM lines WHERE digits = ?';
/** Values: account, conversation. */
const legIdsSql = `SELECT id FROM calls INDEXED BY calls_of_conversation
  WHERE account = (SELECT id FROM accounts WHERE account = ?) AND conversation = ?`;
const legsSql = legIdsSql.replace('SELECT id', 'SELECT document');

/** All stored legs of a call's conversation, itself included. */
export const conversationOf = (database: Database, call: Call): Call[] =>
  call.conversationId === null
    ? [call]
    : database.rows(Document, legsSql, call.accountId, call.conversationId).map(callOf);

/** The sides of stored calls and what is near them, each read once. Of use within one transaction only. */
export interface Neighbourhood {
  /** The side a stored call belongs to; null while it runs. */
  sideOf(call: Call): Side | null;
  near(side: Side): ReadonlySet<Side>;
  /** Those, what is near them, and what is near that in turn, so many steps. */
  around(sides: Iterable<Side>, steps: number): Set<Side>;
}

/**
 * How far away a call may be that decides about a side: a join depends on what competes for its two ends, which may
 * give way to a shortcut or to a crowd, which others may explain, of which one reading of several counts.
 */
export const decidingSteps = 5;

/** `known`: calls just written, so that they need not be read back. */
export function createNeighbourhood(database: Database, known: ReadonlyMap<string, Call>): Neighbourhood {
  const sides = new Map<string, Side | null>();
  const nearBy = new Map<Side, ReadonlySet<Side>>();

  function legsOf(call: Call): Call[] {
    if (call.conversationId === null) return [call];
    const ids = database.rows(CallIdRow, legIdsSql, call.accountId, call.conversationId);
    const written = ids.map(({ id }) => known.get(id)).filter((leg) => leg !== undefined);
    return written.length === ids.length ? written : conversationOf(database, call);
  }

  function sideOf(call: Call): Side | null {
    const key = sideKey(call);
    const before = sides.get(key);
    if (before !== undefined) return before;
    const side = sidesOf(legsOf(call))[0] ?? null;
    sides.set(key, side);
    return side;
  }

  function candidates(side: Side): Call[] {
    if (!mayJoin(side)) return [];
    const found: z.infer<typeof Document>[] = [];
    const look = (sql: string, subject: Value[], from: number, to: number): void => {
      const span = [firstKeyAt(from), firstKeyAt(to + 1) - 1, side.startedAt - limits.clocks];
      found.push(...database.rows(Document, sql, ...subject, ...span));
    };
    const since = side.startedAt - limits.longest;
    const until = Math.min(side.endedAt + limits.clocks, side.startedAt + limits.longest);
    for (const number of [side.caller, ...side.lines.map((line) => `+${line}`)])
      if (number !== null) look(callsOfNumberSql, [number], since, until);
    const reach = limits.passedOnWithin + limits.clocks;
    if (side.hidden) look(callsOfNobodySql, [], side.startedAt - reach, side.startedAt + reach);
    for (const number of numbersOutside(side))
      for (const { id } of database.rows(Id, linesOfNumberSql, number))
        look(callsOfLineSql, [id], since, until);
    return found.map(callOf);
  }

  function near(side: Side): ReadonlySet<Side> {
    const before = nearBy.get(side);
    if (before !== undefined) return before;
    const others = candidates(side).flatMap((call) =>
      sideKey(call) === side.key ? [] : (sideOf(call) ?? []),
    );
    const those = new Set(others.filter((other) => areNear(side, other)));
    nearBy.set(side, those);
    return those;
  }

  return {
    sideOf,
    near,
    around: (middle, steps) => {
      const met = new Set(middle);
      let edge = [...met];
      for (let step = 0; step < steps && edge.length > 0; step += 1) {
        // Nothing is joined with one of a great crowd, so nothing beyond it depends on it.
        const reached = edge.flatMap((side) => (near(side).size > 2 * mostNear ? [] : [...near(side)]));
        edge = [...new Set(reached)].filter((side) => !met.has(side));
        for (const side of edge) met.add(side);
      }
      return met;
    },
  };
}
