import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { anyCall, type CallFilter } from '../../../domain/call.ts';
import type { Value } from '../../../main/storage/database.ts';
import { conditionOf } from '../../../main/storage/filter-sql.ts';
import {
  conversationSql,
  countOfAccountSql,
  countSql,
  facetSql,
  keysSql,
  newestBelowSql,
} from '../../../main/storage/list-sql.ts';
import { aCall, aircallAccount } from '../../support/calls.ts';
import { emptyDatabase } from '../../support/direct-store.ts';
import { fill, start } from './bench.ts';

const database = emptyDatabase();
fill(
  database,
  Array.from({ length: 2000 }, (_, place) =>
    aCall({ providerCallId: String(place), startedAt: start + place * 1000 }),
  ),
);
database.script('ANALYZE');

const Step = z.object({ detail: z.string() });
const planOf = (sql: string, values: readonly Value[]): string =>
  database
    .rows(Step, `EXPLAIN QUERY PLAN ${sql}`, ...values)
    .map((step) => step.detail)
    .join('\n');

const filters: readonly [string, Partial<CallFilter>][] = [
  ['nothing', {}],
  ['accounts', { accounts: [aircallAccount] }],
  ['directions and outcomes', { directions: ['in'], outcomes: ['answered', 'missed'] }],
  ['agents and lines', { agents: [`${aircallAccount}/456`], lines: [`${aircallAccount}/1234`] }],
  ['time', { from: start, to: start + 5000 }],
  [
    'everything',
    {
      accounts: [aircallAccount],
      providers: ['aircall'],
      directions: ['in'],
      outcomes: ['answered'],
      agents: [`${aircallAccount}/456`],
      lines: [`${aircallAccount}/1234`],
      from: start,
    },
  ],
];

describe.each(filters)('the list narrowed by %s', (_, filter) => {
  const { sql, values } = conditionOf(database, { ...anyCall, ...filter });

  it.each([
    ['skips and pages', keysSql(sql), [start * 2000, 50, 1000]],
    ['counts', countSql(sql), [0, start * 2000]],
    ['leaps to the next day', newestBelowSql(sql), [start * 2000]],
  ])('%s within the covering index, in its order', (_what, query, more) => {
    const plan = planOf(query, [...values, ...more]);
    expect(plan).toMatch(/^SEARCH calls USING COVERING INDEX calls_newest_first \(key[<>]\?/);
    expect(plan).not.toContain('TEMP B-TREE');
  });
});

it('a search for text walks the same index and sorts nothing', () => {
  const { sql, values } = conditionOf(database, { ...anyCall, text: 'jana 606' });
  const plan = planOf(keysSql(sql), [...values, start * 2000, 50, 0]);
  expect(plan).toBe('SEARCH calls USING INDEX calls_newest_first (key<?)');
});

it('the legs of a conversation are looked up, in order', () => {
  const plan = planOf(conversationSql, [1, 'c']);
  expect(plan).toBe('SEARCH calls USING INDEX calls_of_conversation (account=? AND conversation=?)');
});

it.each(['agents', 'lines'] as const)('counts for the filter of %s stay within an index', (table) => {
  const plan = planOf(facetSql(table), []);
  expect(plan).toContain(
    `SEARCH calls USING COVERING INDEX calls_of_${table.slice(0, -1)} (${table.slice(0, -1)}=?)`,
  );
  expect(plan).not.toContain('TEMP B-TREE');
});

it('the count of an account stays within an index', () => {
  expect(planOf(countOfAccountSql, [aircallAccount])).toContain(
    'SCAN calls USING COVERING INDEX calls_newest_first',
  );
});

it('a document is found by its key', () => {
  expect(planOf('SELECT document FROM calls WHERE key = ?', [1])).toBe(
    'SEARCH calls USING INTEGER PRIMARY KEY (rowid=?)',
  );
});
