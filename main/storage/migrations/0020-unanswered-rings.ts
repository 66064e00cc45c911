import type { Migration } from '../migrate.ts';

/**
 * A column that says which legs the list leaves out because another leg of the same conversation speaks for them
 * (fold.ts), in the covering index too, so that leaving them out costs no look-up. The rule is written out here as it
 * was at this step: a later rule is a later step.
 */
export const unansweredRings: Migration = {
  version: 20,
  apply: (database) =>
    database.script(`
      ALTER TABLE calls ADD COLUMN folded INTEGER NOT NULL DEFAULT 0;
      DROP INDEX calls_newest_first;
      CREATE INDEX calls_newest_first ON calls (key, account, direction, outcome, agent, line, folded);
      UPDATE calls SET folded =
        outcome IS NOT NULL AND outcome <> 'answered' AND EXISTS (
          SELECT 1 FROM calls AS other INDEXED BY calls_of_conversation
          WHERE other.account = calls.account AND other.conversation = calls.conversation
            AND other.direction = calls.direction AND other.key <> calls.key AND other.outcome IS NOT NULL
            AND (other.outcome = 'answered' OR
              (CASE other.outcome WHEN 'voicemail' THEN 0 WHEN 'abandoned' THEN 1 ELSE 2 END, other.key) <
              (CASE calls.outcome WHEN 'voicemail' THEN 0 WHEN 'abandoned' THEN 1 ELSE 2 END, calls.key))
        )
      WHERE conversation IS NOT NULL;
    `),
};
