import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openDatabase } from '../../../main/storage/database.ts';
import { migrate, type Migration, versionOf } from '../../../main/storage/migrate.ts';
import { migrations } from '../../../main/storage/migrations/index.ts';

const step = (version: number, sql: string): Migration => ({
  version,
  apply: (database) => database.script(sql),
});
const tables = z.object({ name: z.string() });

describe('migrating', () => {
  it('applies only the steps that are missing, in order', () => {
    const database = openDatabase(':memory:');
    migrate(database, [step(10, 'CREATE TABLE a (x)')]);
    migrate(database, [step(10, 'CREATE TABLE a (x)'), step(20, 'ALTER TABLE a ADD COLUMN y')]);
    expect(versionOf(database)).toBe(20);
    migrate(database, [step(10, 'CREATE TABLE a (x)'), step(20, 'ALTER TABLE a ADD COLUMN y')]);
  });

  it('leaves nothing of a step that failed, and keeps those before it', () => {
    const database = openDatabase(':memory:');
    const steps = [
      step(10, 'CREATE TABLE a (x)'),
      step(20, 'CREATE TABLE b (x); INSERT INTO nowhere VALUES (1)'),
    ];
    expect(() => migrate(database, steps)).toThrow();
    expect(versionOf(database)).toBe(10);
    expect(database.rows(tables, 'SELECT name FROM sqlite_schema')).toEqual([{ name: 'a' }]);
  });

  it('refuses a database of a newer app and leaves it as it is', () => {
    const database = openDatabase(':memory:');
    database.script('CREATE TABLE future (x); PRAGMA user_version = 990');
    expect(() => migrate(database, migrations)).toThrow(
      expect.objectContaining({ code: 'cache-unavailable', where: 'newer database' }),
    );
    expect(versionOf(database)).toBe(990);
    expect(database.rows(tables, 'SELECT name FROM sqlite_schema')).toEqual([{ name: 'future' }]);
  });

  it('has its steps numbered in tens, rising', () => {
    const versions = migrations.map((migration) => migration.version);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
    expect(versions.every((version) => version % 10 === 0)).toBe(true);
  });
});
