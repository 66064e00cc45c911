import { z } from 'zod';
import { CallId } from '../../domain/call.ts';
import type { Database, NumberRow } from './database.ts';
import { storyOfCall } from './stories.ts';

const Id = z.object({ id: CallId });

/**
 * Value: a JSON array of keys. For each that has a story of more than itself: its key, how many legs of its
 * conversation the list shows, and whether any leg of it is joined.
 */
export const storiesSql = `
  WITH page AS (SELECT calls.key, calls.id, account, conversation, folded FROM json_each(?) AS asked CROSS JOIN calls ON calls.key = asked.value),
    legs AS (
      SELECT key AS of, id, folded FROM page
      UNION ALL
      SELECT page.key, leg.id, leg.folded FROM page CROSS JOIN calls AS leg INDEXED BY calls_of_conversation
        ON leg.account = page.account AND leg.conversation = page.conversation AND leg.key <> page.key
      WHERE page.conversation IS NOT NULL
    )
  SELECT of, sum(1 - folded) AS shown, max(
    EXISTS (SELECT 1 FROM joins WHERE from_id = legs.id AND parted = 0)
    OR EXISTS (SELECT 1 FROM joins WHERE to_id = legs.id AND parted = 0)
  ) AS joined FROM legs GROUP BY of HAVING shown > 1 OR joined`;

/** Value: a JSON array of ids. */
const shownSql =
  'SELECT sum(1 - calls.folded) FROM json_each(?) AS asked CROSS JOIN calls ON calls.id = asked.value';

function shownOf(database: Database, [key = 0, shown, joined]: NumberRow): number {
  if (joined === 0) return shown ?? 0;
  const row = database.row(Id, 'SELECT id FROM calls WHERE key = ?', key);
  const story = row === undefined ? null : storyOfCall(database, row.id);
  if (story === null) return 0;
  const ids = [story.call, ...story.legs].map(({ id }) => id);
  return database.numbers(shownSql, JSON.stringify(ids))[0]?.[0] ?? 0;
}

/** For each key, how many other calls its story has that the list shows: not the rings of the same conversation. */
export function joinedCounts(database: Database, keys: readonly number[]): number[] {
  const stories = new Map(
    database
      .numbers(storiesSql, JSON.stringify(keys))
      .map((row) => [row[0], Math.max(0, shownOf(database, row) - 1)]),
  );
  return keys.map((key) => stories.get(key) ?? 0);
}
