import { z } from 'zod';
import type { CallFilter, Direction, Outcome } from '../../domain/call.ts';
import { type QueryField, type QuerySpan, readQuery } from '../../domain/call-query.ts';
import type { Needle } from '../../domain/folding.ts';
import { anyDirection, anyOutcome, directionMask, outcomeMask } from './column-codes.ts';
import { idSetOf } from './columns/id-set.ts';
import type { ColumnQuestion, IdSet } from './columns/question-type.ts';
import type { Database } from './database.ts';
import { localDayStart, localDaysAfter } from './local-days.ts';
import { hitsOfNeedles } from './needle-hits.ts';
import { firstKeyAt } from './row-key.ts';

const Id = z.object({ id: z.number().int() });
const AccountRow = z.object({ id: z.number().int(), account: z.string() });

/** Above every key. */
export const endOfKeys = Number.MAX_SAFE_INTEGER;

interface Days {
  readonly from: number;
  readonly to: number;
}

/** The stretch of time a word stands for; local days. The week is today and the six days before it. */
function daysOf(span: QuerySpan, now: number): Days {
  const today = localDayStart(now);
  const tomorrow = localDaysAfter(today, 1);
  if (span === 'today') return { from: today, to: tomorrow };
  if (span === 'yesterday') return { from: localDaysAfter(today, -1), to: today };
  return { from: localDaysAfter(today, -6), to: tomorrow };
}

/** The words widen each other; what they stand for touches, so that it is one stretch. None for all of time. */
function daysOfAll(spans: readonly QuerySpan[], now: number): Days {
  if (spans.length === 0) return { from: -Infinity, to: Infinity };
  const days = spans.map((span) => daysOf(span, now));
  return {
    from: Math.min(...days.map(({ from }) => from)),
    to: Math.max(...days.map(({ to }) => to)),
  };
}

function namedIds(database: Database, table: 'agents' | 'lines', keys: readonly string[]): IdSet | null {
  if (keys.length === 0) return null;
  const places = keys.map(() => '?').join(', ');
  return idSetOf(
    database.rows(Id, `SELECT id FROM ${table} WHERE key IN (${places})`, ...keys).map(({ id }) => id),
  );
}

function accountIds(database: Database, { accounts, providers }: CallFilter): IdSet | null {
  if (accounts.length === 0 && providers.length === 0) return null;
  const wanted = database
    .rows(AccountRow, 'SELECT id, account FROM accounts')
    .filter(({ account }) => accounts.length === 0 || accounts.includes(account))
    .filter(
      ({ account }) => providers.length === 0 || providers.some((name) => account.startsWith(`${name}:`)),
    );
  return idSetOf(wanted.map(({ id }) => id));
}

/** What was picked and what was typed must both hold. */
const narrowed = (picked: number, typed: number, any: number): number => (picked || any) & (typed || any);

/** Outcomes that were wanted of one direction only narrow that; `missed` asks for incoming calls. */
const directionsOf = (picked: readonly Direction[], typed: readonly Direction[]): number =>
  narrowed(directionMask(picked), directionMask(typed), anyDirection);

const outcomesOf = (picked: readonly Outcome[], typed: readonly Outcome[]): number =>
  narrowed(outcomeMask(picked), outcomeMask(typed), anyOutcome);

interface Typed {
  readonly field: QueryField | null;
  readonly needle: Needle;
}

/**
 * A filter, with what was typed, as a question to the columns. Names of accounts, agents and lines become their
 * numbers; a name that is not stored matches nothing. `now` (epoch ms) says what `today` is; `legs` asks for folded ones.
 */
export function questionOf(
  database: Database,
  filter: CallFilter,
  now: number,
  legs?: 'all',
): ColumnQuestion {
  const typed = readQuery(filter.text);
  const span = daysOfAll(typed.spans, now);
  const from = Math.max(filter.from ?? -Infinity, span.from);
  const to = Math.min(filter.to ?? Infinity, span.to);
  const needles: Typed[] = [
    ...typed.anywhere.map((needle) => ({ field: null, needle })),
    ...typed.within.flatMap(({ field, needles: of }) => of.map((needle) => ({ field, needle }))),
  ];
  const hits = hitsOfNeedles(database, needles);
  const { accounts, providers, directions, outcomes, agents, lines } = filter;
  const sorted = (names: readonly string[]): string[] => [...names].sort();
  const question = {
    directions: directionsOf(directions, typed.directions),
    outcomes: outcomesOf(outcomes, typed.outcomes),
    from: from === -Infinity ? 0 : firstKeyAt(from),
    to: to === Infinity ? endOfKeys : firstKeyAt(to),
    longerThan: typed.longerThan,
    shorterThan: typed.shorterThan,
    // Who looks at one agent's calls wants to see the rings that a colleague took, too.
    withFolded: legs === 'all' || agents.length > 0,
  };
  return {
    ...question,
    id: JSON.stringify([
      question,
      sorted(accounts),
      sorted(providers),
      sorted(agents),
      sorted(lines),
      needles,
    ]),
    generation: hits.generation,
    accounts: accountIds(database, filter),
    agents: namedIds(database, 'agents', agents),
    lines: namedIds(database, 'lines', lines),
    needles: hits.needles,
  };
}
