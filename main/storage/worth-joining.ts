import type { Call } from '../../domain/call.ts';
import { limits } from '../calls/continuations.ts';
import { passedOnApart } from '../calls/near-sides.ts';
import { fullNumber } from '../calls/sides.ts';
import { withAnyNear } from './any-near.ts';
import type { Database, Value } from './database.ts';
import { firstKeyAt } from './row-key.ts';

/** What was written of one conversation, or of one call, together: enough to ask whether anything is near it. */
export interface Group {
  /** Number of the account. */
  readonly account: number;
  readonly conversation: string | null;
  readonly calls: Call[];
  /** Keys of the rows of `calls` where they are stored; empty for calls that were replaced or went. */
  readonly keys: number[];
}

/** Asks whether anything is near written calls. */
export interface WorthJoining {
  /** Of one conversation. */
  readonly one: (group: Group) => boolean;
  /** The same for many of which all rows are stored. */
  readonly of: (groups: readonly Group[]) => Group[];
}

/** How far back is looked first, ms. */
const recent = 600_000;

// Stops at the first: whether there is one is all that is asked.
const notItself = `NOT (calls.account = ? AND calls.conversation IS ?) AND calls.id <> ?`;
const inSpan = `calls.key BETWEEN ? AND ? AND calls.direction <> 2 AND ${notItself}
  AND json_extract(calls.document, '$.endedAt') >= ?`;
const anyOfNumberSql = `SELECT 1 FROM parties CROSS JOIN calls INDEXED BY calls_of_party
  ON calls.party = parties.id WHERE parties.number = ? AND ${inSpan} LIMIT 1`;
const anyOfNobodySql = `SELECT 1 FROM parties CROSS JOIN calls INDEXED BY calls_of_party
  ON calls.party = parties.id WHERE parties.digits = '' AND parties.words = '' AND ${inSpan} LIMIT 1`;
const anyOfLineSql = `SELECT 1 FROM calls INDEXED BY calls_columns
  WHERE line IN (SELECT id FROM lines WHERE digits = ?) AND direction = 0 AND ${inSpan} LIMIT 1`;
const legCountSql =
  'SELECT count(*) FROM calls INDEXED BY calls_of_conversation WHERE account = ? AND conversation = ?';

/**
 * Tells quickly, without reading any stored call, which of the written ones have anything near them that they could be
 * joined with. It may say yes too often, never no (near-calls.ts decides).
 */
export function createWorthJoining(database: Database): WorthJoining {
  const remembered = (sql: string): ((text: string) => boolean) => {
    const known = new Map<string, boolean>();
    return (text) => {
      const is = known.get(text) ?? database.numbers(sql, text).length > 0;
      known.set(text, is);
      return is;
    };
  };
  /** Whether a number of ours was ever somebody's number: then a call may have been sent on to it, or shows it. */
  const wasDialled = remembered('SELECT 1 FROM parties WHERE number = ? LIMIT 1');
  /** Whether digits are those of a line. Else no call came in on it, which going through all calls of hours would tell too. */
  const isLine = remembered("SELECT 1 FROM lines WHERE digits = ? AND digits <> '' LIMIT 1");
  const one = ({ account, conversation, calls }: Group): boolean => {
    const outside = calls.filter(({ direction }) => direction !== 'internal');
    const [first] = outside;
    if (first === undefined) return false;
    if (conversation !== null) {
      const legs = database.numbers(legCountSql, account, conversation)[0]?.[0] ?? 0;
      // Others of its legs were stored before: what is near may be near them.
      if (legs > calls.length) return true;
    }
    const incoming = outside.filter(({ direction }) => direction === 'in');
    const sentOn = outside.some(({ transferredTo }) => transferredTo !== null);
    if (incoming.length === 0 && !sentOn && outside.length === 1) return false;

    const from = Math.min(...outside.map(({ startedAt }) => startedAt));
    const to = Math.max(...outside.map(({ startedAt, endedAt }) => endedAt ?? startedAt));
    const within = (since: number, until: number): Value[] => [
      firstKeyAt(since),
      firstKeyAt(until + 1) - 1,
      ...[account, conversation ?? ' ', first.id],
      from - limits.clocks,
    ];
    const span = within(from - limits.longest, to + limits.clocks);
    const began = within(from - passedOnApart, from + passedOnApart);
    const finds = (sql: string, ...values: Value[]): boolean => database.numbers(sql, ...values).length > 0;
    // Of a number that calls all the time the latest calls are near; the hours before need not be gone through.
    const lately = within(from - recent, to + limits.clocks);
    const findsNumber = (number: string): boolean =>
      finds(anyOfNumberSql, number, ...lately) || finds(anyOfNumberSql, number, ...span);

    const findsOnLine = (number: string | null | undefined, span: readonly Value[]): boolean => {
      const digits = fullNumber(number);
      return digits !== null && isLine(digits) && finds(anyOfLineSql, digits, ...span);
    };

    const lines = new Set(incoming.map(({ line }) => fullNumber(line?.number)));
    for (const digits of lines)
      if (digits !== null && wasDialled(`+${digits}`) && findsNumber(`+${digits}`)) return true;
    if (incoming.some(({ remote }) => remote.hidden) && finds(anyOfNobodySql, ...began)) return true;
    for (const number of new Set(outside.map(({ remote }) => remote.e164))) {
      if (number === null) continue;
      // A call that left for a line may have reached it at any time, one that shows a line began with it.
      const reached = outside.length > 1 ? span : began;
      if (findsNumber(number) || findsOnLine(number, reached)) return true;
    }
    return outside.some(({ transferredTo }) => findsOnLine(transferredTo?.number, span));
  };
  return { one, of: (groups) => [...withAnyNear(database, groups, wasDialled)].filter(one) };
}
