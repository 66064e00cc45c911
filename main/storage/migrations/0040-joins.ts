import type { Migration } from '../migrate.ts';

/**
 * Calls that are legs of one story though no provider's id says so (main/calls/joins.ts). By call id, which outlives a
 * row that is read again; `signs` is a JSON list. A `parted` row is the agent's word that they are two stories.
 *
 * `joins_pass` says which rules the stored calls were looked at with, and below which key that is still to be done: the
 * calls of an older database were never looked at. `lines_of_digits` finds a line by a number that was dialled.
 */
export const joins: Migration = {
  version: 40,
  apply: (database) =>
    database.script(`
      CREATE TABLE joins (
        from_id TEXT NOT NULL,
        to_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        signs TEXT NOT NULL,
        parted INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (from_id, to_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX joins_to ON joins (to_id);

      CREATE TABLE joins_pass (rules INTEGER NOT NULL, below INTEGER NOT NULL) STRICT;
      INSERT INTO joins_pass (rules, below) VALUES (0, 0);

      CREATE INDEX lines_of_digits ON lines (digits) WHERE digits <> '';
    `),
};
