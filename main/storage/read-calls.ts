import { performance } from 'node:perf_hooks';
import { z } from 'zod';
import { AccountId } from '../../domain/account.ts';
import type {
  Call,
  CallCount,
  CallDay,
  CallDetail,
  CallFacets,
  CallFilter,
  CallId,
  CallPage,
  CallPageRequest,
} from '../../domain/call.ts';
import type { CallSlice } from '../calls/call-store.ts';
import { storyOf } from '../calls/story.ts';
import type { ColumnsOf } from './columns/load-columns.ts';
import type { Database } from './database.ts';
import { joinedCounts } from './joined-counts.ts';
import { countOfAccountSql, documentsSql, facetSql } from './list-sql.ts';
import { endOfKeys, questionOf } from './question.ts';
import { startOfKey } from './row-key.ts';
import { storyOfCall } from './stories.ts';

/** What is read from: the database, and what of it is in memory. */
export interface Stored {
  readonly database: Database;
  readonly columns: ColumnsOf;
}

/** The answer to what cannot be answered yet: it is to be asked again when more of the columns was read. */
export const later = Symbol('later');
export type Later = typeof later;

/** Calls as they are stored, JSON: whoever needs them reads them, once. */
export type Documents<T extends { readonly calls: readonly Call[] }> = Omit<T, 'calls'> & {
  readonly calls: string[];
};

const Key = z.object({ key: z.number().int() });
const Document = z.object({ document: z.string() });
const Account = z.object({ account: AccountId });
const Count = z.object({ calls: z.number().int() });
const Facet = z.object({ key: z.string(), name: z.string(), accountId: AccountId, calls: z.number().int() });

/** How long counting may keep the worker from other questions, ms; one count is always made. */
const countingMs = 10;

/** Keys come newest first, and so do the documents. */
const documentsOf = (database: Database, keys: readonly number[]): string[] =>
  database.rows(Document, documentsSql, JSON.stringify(keys)).map(({ document }) => document);

/**
 * One window of the newest-first list; see CallPageRequest for what the anchor does. Answered as soon as the calls of
 * the window are known; until all calls were read, the total is what was seen of them.
 */
export function readPage(
  { database, columns }: Stored,
  { filter, anchor: asked, offset, limit }: CallPageRequest,
  now: number,
): Documents<CallPage> | Later {
  const anchor = asked ?? columns.newestKey();
  if (anchor === null)
    return { calls: [], joined: [], offset, anchor, total: { count: 0, exact: true }, newer: 0 };
  const question = questionOf(database, filter, now);
  const keys = columns.answers.window(question, anchor, offset, limit);
  const { complete } = columns;
  if (!complete && keys.length < limit) return later;
  const { upTo, above } = columns.answers.counts(question, anchor);
  return {
    calls: documentsOf(database, keys),
    joined: joinedCounts(database, keys),
    offset,
    anchor,
    total: { count: upTo, exact: complete },
    newer: above,
  };
}

/** The newest calls below a place that an earlier slice ended at (null: from the newest), and where this one ends. */
export function readSlice(
  { database, columns }: Stored,
  filter: CallFilter,
  below: number | null,
  limit: number,
  now: number,
): Documents<CallSlice> | Later {
  if (!columns.complete) return later;
  const question = questionOf(database, filter, now);
  const keys = columns.answers.below(question, below ?? endOfKeys, limit);
  return {
    calls: documentsOf(database, keys),
    below: keys.length < limit ? null : (keys.at(-1) ?? null),
  };
}

/** The local days that have matching calls up to the anchor, newest first. */
export function readDays(
  { database, columns }: Stored,
  filter: CallFilter,
  anchor: number | null,
  now: number,
): CallDay[] | Later {
  return columns.complete ? columns.answers.days(questionOf(database, filter, now), anchor) : later;
}

/**
 * How many calls match each filter. Many are counted a few at a time: `counted` are those of the turns before, and takes
 * the others. To look at them again at every turn could take the whole turn.
 */
export function readCounts(
  { database, columns }: Stored,
  filters: readonly CallFilter[],
  now: number,
  counted: CallCount[],
  legs?: 'all',
): CallCount[] | Later {
  if (!columns.complete) return later;
  const until = performance.now() + countingMs;
  for (const filter of filters.slice(counted.length)) {
    counted.push({ count: columns.answers.count(questionOf(database, filter, now, legs)), exact: true });
    if (counted.length < filters.length && performance.now() > until) return later;
  }
  return counted;
}

/** A call with its story over all legs, of whatever account; null when it is not stored. */
export function readDetail(database: Database, id: CallId): CallDetail | null {
  const stored = storyOfCall(database, id);
  if (stored === null) return null;
  const { call, legs, joins } = stored;
  return { call, story: storyOf(call, legs, joins), legs: [...legs], joins: [...joins] };
}

const facet = (database: Database, table: 'agents' | 'lines'): z.infer<typeof Facet>[] =>
  database
    .rows(Facet, facetSql(table))
    .sort((a, b) => a.name.localeCompare(b.name) || a.key.localeCompare(b.key));

/** What the filters may offer, by name. Every stored call counts, folded rings too. */
export function readFacets(database: Database): CallFacets {
  const earliest = database.row(Key, 'SELECT key FROM calls ORDER BY key LIMIT 1');
  return {
    agents: facet(database, 'agents'),
    lines: facet(database, 'lines'),
    earliest: earliest === undefined ? null : startOfKey(earliest.key),
    total: database.row(Count, 'SELECT coalesce(sum(calls), 0) AS calls FROM accounts')?.calls ?? 0,
  };
}

export const countCalls = (database: Database, accountId: AccountId): number =>
  database.row(Count, countOfAccountSql, accountId)?.calls ?? 0;

export const readAccounts = (database: Database): AccountId[] =>
  database.rows(Account, 'SELECT account FROM accounts').map(({ account }) => account);
