import { z } from 'zod';
import { Call } from '../../domain/call.ts';
import { limits } from '../calls/continuations.ts';
import { areNear, mayJoin, mostNear, passedOnApart } from '../calls/near-sides.ts';
import { callerDigits, type Side, sideKey, sidesOf } from '../calls/sides.ts';
import type { Database, Value } from './database.ts';
import { createNearBlocks } from './near-blocks.ts';
import { firstKeyAt } from './row-key.ts';

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
/** The same of those that came in on a line, by the digits of its number. */
export const callsOfLineSql = `SELECT document FROM calls INDEXED BY calls_columns
  WHERE line IN (SELECT id FROM lines WHERE digits = ?) AND direction = 0 AND ${inSpan}`;
/** Where they lie, instead of what they say. */
const whereSql = (sql: string): string =>
  sql.replace('SELECT document', "SELECT calls.key, json_extract(calls.document, '$.endedAt')");
/** Of them, those that are joined. */
const joinedOf = (sql: string): string =>
  `${sql} AND EXISTS (SELECT 1 FROM joins WHERE from_id = calls.id UNION ALL SELECT 1 FROM joins WHERE to_id = calls.id)`;
/** Values: account, conversation. */
const legIdsSql = `SELECT id FROM calls INDEXED BY calls_of_conversation
  WHERE account = (SELECT id FROM accounts WHERE account = ?) AND conversation = ?`;
const legsSql = legIdsSql.replace('SELECT id', 'SELECT document');

/** All stored legs of a call's conversation, itself included. */
export const conversationOf = (database: Database, call: Call): Call[] =>
  call.conversationId === null
    ? [call]
    : database.rows(Document, legsSql, call.accountId, call.conversationId).map(callOf);

/** A conversation has a few legs; with so many calls around a side, certainly more than `mostNear` sides are. */
const crowd = 4 * mostNear;

/** Many calls of one number, or of one line, and the span they are in. */
interface Crowd {
  readonly sql: string;
  readonly subject: readonly Value[];
  readonly first: number;
  readonly last: number;
  readonly since: number;
}

/** The sides of stored calls and what is near them, each read once. Of use within one transaction only. */
export interface Neighbourhood {
  /** The side a stored call belongs to; null while it runs. */
  sideOf(call: Call): Side | null;
  near(side: Side): ReadonlySet<Side>;
  /** Whether there is too much near a side for it to be joined with any of it. */
  isCrowded(side: Side): boolean;
  /** Of the crowds that were met, what was joined before there was one, and is to be joined no more. */
  joinedInCrowds(): Side[];
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
  const inCrowd = new Set<Side>();
  const crowds = new Map<string, Crowd>();
  const blocks = createNearBlocks(database, callOf);

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

  /** The queries that find what is near a side, with their values. */
  function* looks(side: Side): Generator<readonly [sql: string, values: Value[]]> {
    const within = (from: number, to: number): Value[] => [
      firstKeyAt(from),
      firstKeyAt(to + 1) - 1,
      side.startedAt - limits.clocks,
    ];
    const around = within(
      side.startedAt - limits.longest,
      Math.min(side.endedAt + limits.clocks, side.startedAt + limits.longest),
    );
    for (const number of [side.caller, ...side.lines.map((line) => `+${line}`)])
      if (number !== null) yield [callsOfNumberSql, [number, ...around]];
    const began = within(side.startedAt - passedOnApart, side.startedAt + passedOnApart);
    if (side.hidden) yield [callsOfNobodySql, began];
    const caller = callerDigits(side);
    if (caller !== null) yield [callsOfLineSql, [caller, ...began]];
    for (const { number } of side.onward) yield [callsOfLineSql, [number, ...around]];
  }

  function nearOf(side: Side): { near: ReadonlySet<Side>; crowded: boolean } {
    if (!mayJoin(side)) return { near: new Set(), crowded: false };
    const found = new Set<number>();
    for (const [sql, values] of looks(side)) {
      const [first = 0, last = 0, since = 0] = values.slice(-3).map(Number);
      const keys = blocks.keys(whereSql(sql), values.slice(0, -3), first, last, since);
      if (keys.length > crowd) {
        meetCrowd(sql, values);
        return { near: new Set(), crowded: true };
      }
      for (const key of keys) found.add(key);
    }
    const others = [...found].flatMap((key) => {
      const call = blocks.call(key);
      return call === null || sideKey(call) === side.key ? [] : (sideOf(call) ?? []);
    });
    return { near: new Set(others.filter((other) => areNear(side, other))), crowded: false };
  }

  /** Remembers the widest span in which there is one. */
  function meetCrowd(sql: string, values: readonly Value[]): void {
    const subject = values.slice(0, -3);
    const name = `${sql} ${subject.join(' ')}`;
    const [first = 0, last = 0, since = 0] = values.slice(-3).map(Number);
    const met = crowds.get(name) ?? { sql, subject, first, last, since };
    crowds.set(name, {
      ...met,
      first: Math.min(met.first, first),
      last: Math.max(met.last, last),
      since: Math.min(met.since, since),
    });
  }

  function near(side: Side): ReadonlySet<Side> {
    const before = nearBy.get(side);
    if (before !== undefined) return before;
    const { near: found, crowded } = nearOf(side);
    if (crowded || found.size > mostNear) inCrowd.add(side);
    nearBy.set(side, found);
    return found;
  }

  return {
    sideOf,
    near,
    joinedInCrowds: () => {
      const rows = [...crowds.values()].flatMap(({ sql, subject, first, last, since }) =>
        database.rows(Document, joinedOf(sql), ...subject, first, last, since),
      );
      return rows.map(callOf).flatMap((call) => sideOf(call) ?? []);
    },
    isCrowded: (side) => {
      near(side);
      return inCrowd.has(side);
    },
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
