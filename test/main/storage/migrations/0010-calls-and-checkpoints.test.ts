import { expect, it } from 'vitest';
import { z } from 'zod';
import { openDatabase } from '../../../../main/storage/database.ts';
import { migrate, versionOf } from '../../../../main/storage/migrate.ts';
import { callsAndCheckpoints } from '../../../../main/storage/migrations/0010-calls-and-checkpoints.ts';

const Name = z.object({ name: z.string() });

it('turns an empty database into one that holds calls', () => {
  const database = openDatabase(':memory:');
  migrate(database, [callsAndCheckpoints]);
  expect(versionOf(database)).toBe(10);
  const names = database.rows(
    Name,
    "SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name",
  );
  expect(names.map(({ name }) => name)).toEqual([
    'accounts',
    'agents',
    'calls',
    'calls_newest_first',
    'calls_of_agent',
    'calls_of_conversation',
    'calls_of_line',
    'checkpoints',
    'lines',
  ]);
});

it('keeps one row for a call and none for an account that is not there', () => {
  const database = openDatabase(':memory:');
  migrate(database, [callsAndCheckpoints]);
  database.script(`
    INSERT INTO accounts VALUES (1, 'aircall:testacct1');
    INSERT INTO calls VALUES (1024, 'aircall:testacct1:1', 1, 'in', NULL, NULL, NULL, NULL, '', '', '{}');
  `);
  const insert = (key: number, id: string, account: number) => () =>
    database.run(
      "INSERT INTO calls VALUES (?, ?, ?, 'in', NULL, NULL, NULL, NULL, '', '', '{}')",
      key,
      id,
      account,
    );
  expect(insert(2048, 'aircall:testacct1:1', 1)).toThrow(/UNIQUE/);
  expect(insert(1024, 'aircall:testacct1:2', 1)).toThrow(/UNIQUE/);
  expect(insert(2048, 'aircall:testacct1:2', 2)).toThrow(/FOREIGN KEY/);
});
