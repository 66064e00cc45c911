import { z } from 'zod';
import { AccountId } from '../../domain/account.ts';
import {
  anyCall,
  Call,
  type CallDay,
  type CallDetail,
  type CallFacets,
  type CallFilter,
  type CallId,
  type CallPage,
  type CallPageRequest,
} from '../../domain/call.ts';
import { storyOf } from '../calls/story.ts';
import type { Database } from './database.ts';
import { type Condition, conditionOf } from './filter-sql.ts';
import {
  conversationSql,
  countOfAccountSql,
  countSql,
  facetSql,
  keysSql,
  newestBelowSql,
} from './list-sql.ts';
import { localDayStart } from './local-days.ts';
import { firstKeyAt, startOfKey } from './row-key.ts';

const Key = z.object({ key: z.number().int() });
const Count = z.object({ count: z.number().int() });
const Document = z.object({ document: z.string() });
const LegDocument = z.object({
  document: z.string(),
  account: z.number().int(),
  conversation: z.string().nullable(),
});
const Account = z.object({ account: AccountId });
const Facet = z.object({ key: z.string(), name: z.string(), accountId: AccountId, calls: z.number().int() });

/** Above every key. */
const endOfKeys = Number.MAX_SAFE_INTEGER;

const callOf = (row: { readonly document: string }): Call => Call.parse(JSON.parse(row.document));

function countBetween(database: Database, condition: Condition, from: number, to: number): number {
  return database.row(Count, countSql(condition.sql), ...condition.values, from, to)?.count ?? 0;
}

function newestBelow(database: Database, condition: Condition, below: number): number | null {
  return database.row(Key, newestBelowSql(condition.sql), ...condition.values, below)?.key ?? null;
}

const everything: Condition = { sql: 'TRUE', values: [] };

/** One window of the newest-first list; see CallPageRequest for what the anchor does. */
export function readPage(database: Database, request: CallPageRequest): CallPage {
  const condition = conditionOf(database, request.filter);
  const anchor = request.anchor ?? newestBelow(database, everything, endOfKeys);
  if (anchor === null)
    return {
      calls: [],
      joined: [],
      offset: request.offset,
      anchor: null,
      total: { count: 0, exact: true },
      newer: 0,
    };
  const keys = database.rows(
    Key,
    keysSql(condition.sql),
    ...condition.values,
    anchor,
    request.limit,
    request.offset,
  );
  // One look-up by key each: what was skipped or counted never leaves the index.
  const calls = keys.flatMap(({ key }) =>
    database.rows(Document, 'SELECT document FROM calls WHERE key = ?', key).map(callOf),
  );
  return {
    calls,
    joined: calls.map(() => 0),
    offset: request.offset,
    anchor,
    total: { count: countBetween(database, condition, 0, anchor + 1), exact: true },
    newer: countBetween(database, condition, anchor + 1, endOfKeys),
  };
}

/** The local days that have matching calls up to the anchor, newest first. Leaps from day to day along the index. */
export function readDays(database: Database, filter: CallFilter, anchor: number | null): CallDay[] {
  const condition = conditionOf(database, filter);
  const days: CallDay[] = [];
  let below = anchor === null ? endOfKeys : anchor + 1;
  for (;;) {
    const newest = newestBelow(database, condition, below);
    if (newest === null) return days;
    const startsAt = localDayStart(startOfKey(newest));
    const firstKey = firstKeyAt(startsAt);
    days.push({ startsAt, count: countBetween(database, condition, firstKey, below) });
    // East of Greenwich the first local day of the epoch begins before 1970, where no key is.
    if (startsAt <= 0) return days;
    below = firstKey;
  }
}

/** A call with its story and the other legs of its conversation; null when it is not stored. */
export function readDetail(database: Database, id: CallId): CallDetail | null {
  const row = database.row(LegDocument, 'SELECT document, account, conversation FROM calls WHERE id = ?', id);
  if (row === undefined) return null;
  const call = callOf(row);
  const conversation =
    row.conversation === null ? [] : database.rows(Document, conversationSql, row.account, row.conversation);
  const legs = conversation.map(callOf).filter((leg) => leg.id !== id);
  return { call, story: storyOf(call, legs), legs, joins: [] };
}

function facet(database: Database, table: 'agents' | 'lines'): z.infer<typeof Facet>[] {
  return database
    .rows(Facet, facetSql(table))
    .filter(({ calls }) => calls > 0)
    .sort((a, b) => a.name.localeCompare(b.name) || a.key.localeCompare(b.key));
}

/** What the filters may offer, by name. */
export function readFacets(database: Database): CallFacets {
  const earliest = database.row(Key, 'SELECT key FROM calls ORDER BY key LIMIT 1');
  return {
    agents: facet(database, 'agents'),
    lines: facet(database, 'lines'),
    earliest: earliest === undefined ? null : startOfKey(earliest.key),
    total: countBetween(database, conditionOf(database, anyCall), 0, endOfKeys),
  };
}

export function countCalls(database: Database, accountId: AccountId): number {
  return database.row(Count, countOfAccountSql, accountId)?.count ?? 0;
}

export const readAccounts = (database: Database): AccountId[] =>
  database.rows(Account, 'SELECT account FROM accounts').map(({ account }) => account);
