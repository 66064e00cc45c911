import { describe, expect, it } from 'vitest';
import { columnsBelowSql, columnsOfSql } from '../../../main/storage/columns/load-columns.ts';
import type { Value } from '../../../main/storage/database.ts';
import { linesOfDigitsSql, othersOfNumberSql } from '../../../main/storage/any-near.ts';
import { storedIdsSql, takenKeysSql } from '../../../main/storage/call-rows.ts';
import { legCountsSql, legsSql } from '../../../main/storage/fold.ts';
import { storiesSql } from '../../../main/storage/joined-counts.ts';
import { z } from 'zod';
import {
  conversationSql,
  countOfAccountSql,
  documentSql,
  documentsSql,
  facetSql,
} from '../../../main/storage/list-sql.ts';
import { accountsSql, earliestSql, heldSql } from '../../../main/storage/holdings.ts';
import { callerCountSql, newestOfPartySql } from '../../../main/storage/caller-history.ts';
import { callsOfPersonSql, partiesSql } from '../../../main/storage/people.ts';
import { callsOfPartySql, newestPartiesSql } from '../../../main/storage/suggest.ts';
import { oldestOfAccountSql } from '../../../main/storage/remove-calls.ts';
import { digitsSql, notesSql, wordsSql } from '../../../main/storage/search-index.ts';
import { targetsSql, transferredSql } from '../../../main/storage/transfers.ts';
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

describe('queries over calls', () => {
  it.each<[string, string, Value[], string]>([
    [
      'read columns within the covering index, in its order',
      columnsBelowSql,
      [start * 2000, 50],
      'SEARCH calls USING COVERING INDEX calls_columns (key<?)',
    ],
    [
      'find the legs of a conversation, in order',
      conversationSql,
      [1, 'c'],
      'SEARCH calls USING INDEX calls_of_conversation (account=? AND conversation=?)',
    ],
    [
      'find which of a page are stored',
      storedIdsSql,
      ['["a","b"]'],
      'SEARCH calls USING COVERING INDEX sqlite_autoindex_calls_1 (id=?)',
    ],
    [
      'find which keys of a page are taken',
      takenKeysSql,
      ['[1,2]'],
      'SEARCH calls USING COVERING INDEX calls_columns (key=?)',
    ],
    [
      'find the legs that fold',
      legsSql,
      [1, 'c'],
      'SEARCH calls USING INDEX calls_of_conversation (account=? AND conversation=?)',
    ],
    [
      'find the oldest of an account, in order',
      oldestOfAccountSql,
      [1, start * 1024, 2000],
      'SEARCH calls USING INDEX calls_of_account (account=? AND key<?)',
    ],
    [
      'find the earliest of an account',
      earliestSql,
      [aircallAccount],
      'SEARCH calls USING COVERING INDEX calls_of_account (account=?)',
    ],
    [
      'find those of an account in a stretch of time, in order',
      heldSql,
      [aircallAccount, 0, 1],
      'SEARCH calls USING INDEX calls_of_account (account=? AND key>? AND key<?)',
    ],
    [
      'find the earliest of every account',
      accountsSql,
      [],
      'SEARCH calls USING COVERING INDEX calls_of_account (account=?)',
    ],
    [
      'count those of a person',
      partiesSql,
      ['["+420606123456"]'],
      'SEARCH calls USING COVERING INDEX calls_of_party (party=?)',
    ],
    [
      'count those of a caller',
      callerCountSql,
      ['["+420606123456"]'],
      'SEARCH calls USING INDEX calls_of_party (party=?)',
    ],
    [
      'find the newest of a caller',
      newestOfPartySql,
      [1, 300],
      'SEARCH calls USING INDEX calls_of_party (party=?)',
    ],
    [
      'find those of a person',
      callsOfPersonSql,
      ['["+420606123456"]', start * 1024, 10],
      'SEARCH calls USING INDEX calls_of_party (party=? AND key<?)',
    ],
    [
      'find where those with some marks were transferred to',
      targetsSql,
      ['[1]'],
      'SEARCH calls USING INTEGER PRIMARY KEY (rowid=?)',
    ],
    [
      'find those that were transferred to a person',
      transferredSql,
      ['[1]', '["+420606123456"]', start * 1024, 10],
      'SEARCH calls USING INTEGER PRIMARY KEY (rowid=?)',
    ],
    [
      'count those of one spelling of a person',
      callsOfPartySql,
      [1],
      'SEARCH calls USING COVERING INDEX calls_of_party (party=?)',
    ],
    [
      'tell who called lately, in order',
      newestPartiesSql,
      [10],
      'SCAN calls USING COVERING INDEX calls_columns',
    ],
    [
      'count the legs of conversations, within the index',
      legCountsSql,
      ['["c"]', 1],
      'SEARCH calls USING COVERING INDEX calls_of_conversation (account=? AND conversation=?)',
    ],
    [
      'find whether a number has others at that time, within the index',
      othersOfNumberSql,
      ['[["+420606123456", 0, 1, []]]'],
      'SEARCH calls USING COVERING INDEX calls_of_party (party=? AND key>? AND key<?)',
    ],
    [
      'find a window of documents by their keys, in order',
      documentsSql,
      ['[1]'],
      'SEARCH calls USING INTEGER PRIMARY KEY (rowid=?)',
    ],
    [
      'find the legs of what a window shows',
      storiesSql,
      ['[1]'],
      'SEARCH leg USING INDEX calls_of_conversation (account=? AND conversation=?)',
    ],
    ['find a document by its key', documentSql, [1], 'SEARCH calls USING INTEGER PRIMARY KEY (rowid=?)'],
  ])('%s', (_, sql, values, plan) => {
    const steps = planOf(sql, values);
    expect(steps.split('\n')).toContain(plan);
    expect(steps).not.toContain('TEMP B-TREE FOR ORDER');
    expect(steps).not.toMatch(/SCAN calls(?! USING COVERING INDEX)/);
  });

  it('read changed columns by their keys, within the covering index', () => {
    const plan = planOf(columnsOfSql, ['[1]']);
    expect(plan).toContain('SEARCH calls USING COVERING INDEX calls_columns (key=?)');
    expect(plan).not.toContain('SCAN calls');
  });

  it('are not needed to tell whether digits are those of a line', () => {
    expect(planOf(linesOfDigitsSql, ['["420226221870"]'])).not.toContain('calls');
  });

  it('are not needed to count those of an account, an agent or a line', () => {
    expect(planOf(countOfAccountSql, [aircallAccount])).toMatch(/^SEARCH accounts USING INDEX/);
    for (const table of ['agents', 'lines'] as const)
      expect(planOf(facetSql(table), [])).not.toContain('calls USING');
  });
});

it.each([wordsSql, digitsSql, notesSql])('what was typed is looked up in a full-text index: %s', (sql) => {
  expect(planOf(sql, ['"jana" *'])).toMatch(
    /^SCAN (?:dictionary_words|dictionary_digits|notes) VIRTUAL TABLE INDEX \d+:M/,
  );
});
