import { describe, expect, it } from 'vitest';
import { asCacheFailure, isDamage } from '../../../main/storage/sqlite-failure.ts';
import { openDatabase } from '../../../main/storage/database.ts';

const failureOf = (work: () => void): unknown => {
  try {
    work();
  } catch (error) {
    return asCacheFailure(error);
  }
  throw new Error('nothing failed');
};

describe('what SQLite and the disk fail with', () => {
  it('is `cache-unavailable` when the disk is full', () => {
    const database = openDatabase(':memory:');
    database.script('CREATE TABLE t (x); PRAGMA max_page_count = 10');
    const failure = failureOf(() => database.run('INSERT INTO t VALUES (hex(randomblob(100000)))'));
    expect(failure).toMatchObject({ code: 'cache-unavailable', where: 'disk full' });
  });

  it('is `cache-unavailable` when the database may only be read', () => {
    const database = openDatabase(':memory:');
    database.script('CREATE TABLE t (x); PRAGMA query_only = ON');
    const failure = failureOf(() => database.run('INSERT INTO t VALUES (1)'));
    expect(failure).toMatchObject({ code: 'cache-unavailable', where: 'database read-only' });
  });

  it('is `cache-unavailable` when the folder is not there', () => {
    const failure = failureOf(() => openDatabase('/nowhere/at/all/calls.db'));
    expect(failure).toMatchObject({ code: 'cache-unavailable', where: 'database not opened' });
  });

  it('stays what it is when our own SQL is wrong', () => {
    const failure = failureOf(() => openDatabase(':memory:').run('SELECT nonsense'));
    expect(failure).not.toHaveProperty('where');
    expect(isDamage(failure)).toBe(false);
  });
});
