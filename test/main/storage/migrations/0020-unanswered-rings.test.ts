import { expect, it } from 'vitest';
import { z } from 'zod';
import { openDatabase } from '../../../../main/storage/database.ts';
import { migrate, versionOf } from '../../../../main/storage/migrate.ts';
import { callsAndCheckpoints } from '../../../../main/storage/migrations/0010-calls-and-checkpoints.ts';
import { unansweredRings } from '../../../../main/storage/migrations/0020-unanswered-rings.ts';

const Row = z.object({ id: z.string(), folded: z.number() });

it('folds the rings of conversations that are already stored', () => {
  const database = openDatabase(':memory:');
  migrate(database, [callsAndCheckpoints]);
  database.script(`
    INSERT INTO accounts VALUES (1, 'voipex:testacct2');
    INSERT INTO calls VALUES
      (1024, 'answered', 1, 'in', 'answered', NULL, NULL, 'c1', '', '', '{}'),
      (1025, 'rang', 1, 'in', 'missed', NULL, NULL, 'c1', '', '', '{}'),
      (2048, 'missed', 1, 'in', 'missed', NULL, NULL, 'c2', '', '', '{}'),
      (3072, 'alone', 1, 'in', 'missed', NULL, NULL, NULL, '', '', '{}'),
      (4096, 'running', 1, 'in', NULL, NULL, NULL, 'c1', '', '', '{}');
  `);
  migrate(database, [callsAndCheckpoints, unansweredRings]);
  expect(versionOf(database)).toBe(20);
  expect(database.rows(Row, 'SELECT id, folded FROM calls ORDER BY key')).toEqual([
    { id: 'answered', folded: 0 },
    { id: 'rang', folded: 1 },
    { id: 'missed', folded: 0 },
    { id: 'alone', folded: 0 },
    { id: 'running', folded: 0 },
  ]);
});
