import type { Migration } from '../migrate.ts';

/**
 * As of which provider's instant (epoch ms) the stored facts of a call are, where events tell of calls and a pull may be
 * overtaken by them (main/calls/fact-order.ts). Of the last days only; goes with the call.
 */
export const callInstants: Migration = {
  version: 60,
  apply: (database) =>
    database.script(`
      CREATE TABLE call_instants (
        call TEXT PRIMARY KEY,
        as_of INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX call_instants_as_of ON call_instants (as_of);
      CREATE TRIGGER call_instants_gone AFTER DELETE ON calls BEGIN
        DELETE FROM call_instants WHERE call = OLD.id;
      END;
    `),
};
