import type { Call } from '../../domain/call.ts';
import { limits } from '../calls/continuations.ts';
import { fullNumber } from '../calls/sides.ts';
import type { Database } from './database.ts';
import { firstKeyAt } from './row-key.ts';

/** What was written of one conversation, or of one call, together: enough to ask whether anything is near it. */
export interface Group {
  /** Number of the account. */
  readonly account: number;
  readonly conversation: string | null;
  readonly calls: Call[];
}

// Stops at the first: whether there is one is all that is asked.
const notItself = `NOT (calls.account = ? AND calls.conversation IS ?) AND calls.id <> ?`;
const inSpan = `calls.key BETWEEN ? AND ? AND calls.direction <> 2 AND ${notItself}
  AND json_extract(calls.document, '$.endedAt') >= ?`;
const anyOfNumberSql = `SELECT 1 FROM parties CROSS JOIN calls INDEXED BY calls_of_party
  ON calls.party = parties.id WHERE parties.number = ? AND ${inSpan} LIMIT 1`;
const anyOfNobodySql = `SELECT 1 FROM parties CROSS JOIN calls INDEXED BY calls_of_party
  ON calls.party = parties.id WHERE parties.digits = '' AND parties.words = '' AND ${inSpan} LIMIT 1`;
const legCountSql =
  'SELECT count(*) FROM calls INDEXED BY calls_of_conversation WHERE account = ? AND conversation = ?';

/**
 * Tells quickly, without reading any stored call, which of the written ones have anything near them that they could be
 * joined with. It may say yes too often, never no (near-calls.ts decides).
 */
export function createWorthJoining(database: Database): (group: Group) => boolean {
  const dialled = new Map<string, boolean>();
  /** Whether a number of ours was ever somebody's number: then a call may have been sent on to it, or shows it. */
  const wasDialled = (number: string): boolean => {
    const known = dialled.get(number);
    if (known !== undefined) return known;
    const is = database.numbers('SELECT 1 FROM parties WHERE number = ? LIMIT 1', number).length > 0;
    dialled.set(number, is);
    return is;
  };
  const isOurLine = (digits: string): boolean =>
    database.numbers('SELECT 1 FROM lines WHERE digits = ? LIMIT 1', digits).length > 0;

  return ({ account, conversation, calls }) => {
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
    const within = (since: number, until: number): (number | string | null)[] => [
      firstKeyAt(since),
      firstKeyAt(until + 1) - 1,
      ...[account, conversation ?? ' ', first.id],
      from - limits.clocks,
    ];
    const span = within(from - limits.longest, to + limits.clocks);
    const isThere = (number: string): boolean => database.numbers(anyOfNumberSql, number, ...span).length > 0;

    for (const { line, remote } of incoming) {
      const digits = fullNumber(line?.number);
      if (digits !== null && wasDialled(`+${digits}`) && isThere(`+${digits}`)) return true;
      if (remote.hidden) {
        const reach = limits.passedOnWithin + limits.clocks;
        const hidden = within(from - reach, from + reach);
        if (database.numbers(anyOfNobodySql, ...hidden).length > 0) return true;
      }
    }
    for (const number of new Set(outside.map(({ remote }) => remote.e164))) {
      if (number === null) continue;
      if (isThere(number)) return true;
      if (isOurLine(fullNumber(number) ?? '')) return true;
    }
    return outside.some(({ transferredTo }) => isOurLine(fullNumber(transferredTo?.number) ?? ' '));
  };
}
