import type { Migration } from '../migrate.ts';

/**
 * Erasures of people that were begun and have not ended: a start goes on with what it finds here. Who is meant must be
 * known for that, so a row holds the number, and the names (a JSON list) that saved views may speak of;
 * it goes with the last trace of the person. `until`: calls that started before (epoch ms) are meant.
 */
export const erasures: Migration = {
  version: 50,
  apply: (database) =>
    database.script(`
      CREATE TABLE erasures (
        id INTEGER PRIMARY KEY,
        number TEXT NOT NULL,
        country TEXT NOT NULL,
        names TEXT NOT NULL,
        until INTEGER NOT NULL,
        UNIQUE (number, country)
      ) STRICT;
    `),
};
