import { limits } from '../calls/continuations.ts';
import { fullNumber } from '../calls/sides.ts';
import type { Database, Value } from './database.ts';
import { legCounts } from './fold.ts';
import { firstKeyAt } from './row-key.ts';
import type { Group } from './worth-joining.ts';

/** Values: a list of [number, first key, last key, [keys that are not meant]]. Answers from indexes alone. */
export const othersOfNumberSql = `SELECT probe.key FROM json_each(?) AS probe WHERE EXISTS (
  SELECT 1 FROM parties CROSS JOIN calls INDEXED BY calls_of_party ON calls.party = parties.id
  WHERE parties.number = probe.value ->> 0 AND calls.key BETWEEN probe.value ->> 1 AND probe.value ->> 2
    AND calls.key NOT IN (SELECT value FROM json_each(probe.value, '$[3]')))`;
/** Values: a list of digits. */
export const linesOfDigitsSql = `SELECT probe.key FROM json_each(?) AS probe WHERE EXISTS (
  SELECT 1 FROM lines WHERE digits = probe.value AND digits <> '')`;

/** The places in a list for which the database has something. */
const placesOf = (database: Database, sql: string, list: readonly unknown[]): number[] =>
  list.length === 0 ? [] : database.numbers(sql, JSON.stringify(list)).map(([place]) => place ?? 0);

type Probe = readonly [group: Group, number: string, first: number, last: number];

/** What to look for around a group; null when nothing it could be joined with can be found by its numbers. */
function probesOf(group: Group, wasDialled: (number: string) => boolean): Probe[] {
  const outside = group.calls.filter(({ direction }) => direction !== 'internal');
  const calls = outside.some(({ direction, transferredTo }) => direction === 'in' || transferredTo !== null);
  if (!calls && outside.length < 2) return [];
  const from = Math.min(...outside.map(({ startedAt }) => startedAt)) - limits.longest;
  const to = Math.max(...outside.map(({ startedAt, endedAt }) => endedAt ?? startedAt)) + limits.clocks;
  const lines = outside
    .filter(({ direction }) => direction === 'in')
    .map(({ line }) => `+${fullNumber(line?.number) ?? ''}`);
  const numbers = new Set([...outside.map(({ remote }) => remote.e164), ...lines.filter(wasDialled)]);
  return [...numbers].flatMap((number): Probe[] =>
    number === null ? [] : [[group, number, firstKeyAt(from), firstKeyAt(to + 1) - 1]],
  );
}

/**
 * Of groups that were just written, those that may have anything near them by their numbers, because legs of theirs were
 * stored before, or by what is rare (a line that calls, a withheld number): a few statements for all of
 * them, where most are ruled out. It may say yes too often, never no (worth-joining.ts asks on).
 */
export function withAnyNear(
  database: Database,
  groups: readonly Group[],
  wasDialled: (number: string) => boolean,
): Set<Group> {
  const found = new Set<Group>();
  for (const [account, ofAccount] of Map.groupBy(groups, (group) => group.account)) {
    const tied = ofAccount.filter((group) => group.conversation !== null);
    const counts = legCounts(
      database,
      account,
      tied.flatMap(({ conversation }) => conversation ?? []),
    );
    for (const group of tied)
      if ((counts.get(group.conversation ?? '') ?? Infinity) > group.calls.length) found.add(group);
  }
  for (const group of groups)
    if (group.calls.some(({ direction, remote }) => direction === 'in' && remote.hidden)) found.add(group);
  const reached = groups.flatMap((group) =>
    group.calls.flatMap(({ remote, transferredTo }) =>
      [remote.e164, transferredTo?.number].flatMap((number) => {
        const digits = fullNumber(number);
        return digits === null ? [] : [{ group, digits }];
      }),
    ),
  );
  for (const place of placesOf(
    database,
    linesOfDigitsSql,
    reached.map(({ digits }) => digits),
  ))
    add(found, reached[place]?.group);
  const probes = groups.filter((group) => !found.has(group)).flatMap((group) => probesOf(group, wasDialled));
  const asked = probes.map(([{ keys }, ...rest]): (Value | readonly number[])[] => [...rest, keys]);
  for (const place of placesOf(database, othersOfNumberSql, asked)) add(found, probes[place]?.[0]);
  return found;
}

function add(groups: Set<Group>, group: Group | undefined): void {
  if (group !== undefined) groups.add(group);
}
