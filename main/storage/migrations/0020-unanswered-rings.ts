import { refoldSql } from '../fold.ts';
import type { Migration } from '../migrate.ts';

/**
 * A column that says which legs the list leaves out because another leg of the same conversation speaks for them
 * (fold.ts), in the covering index too, so that leaving them out costs no look-up.
 */
export const unansweredRings: Migration = {
  version: 20,
  apply: (database) =>
    database.script(`
      ALTER TABLE calls ADD COLUMN folded INTEGER NOT NULL DEFAULT 0;
      DROP INDEX calls_newest_first;
      CREATE INDEX calls_newest_first ON calls (key, account, direction, outcome, agent, line, folded);
      ${refoldSql('conversation IS NOT NULL')};
    `),
};
