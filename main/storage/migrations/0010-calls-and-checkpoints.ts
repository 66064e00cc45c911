import type { Migration } from '../migrate.ts';

/**
 * Calls, what they are filtered by, and where the pull of each account stands.
 *
 * `calls.key` follows the start of the call (row-key.ts). `document` is the whole call as JSON; the other columns are
 * there to be searched. Accounts, agents and lines are small numbers, so that `calls_newest_first`, which answers
 * counting, grouping by day and skipping for every combination of filters without touching the calls themselves,
 * stays small beside a million of them.
 */
export const callsAndCheckpoints: Migration = {
  version: 10,
  apply: (database) =>
    database.script(`
      CREATE TABLE accounts (
        id INTEGER PRIMARY KEY,
        account TEXT NOT NULL UNIQUE
      ) STRICT;

      CREATE TABLE agents (
        id INTEGER PRIMARY KEY,
        account INTEGER NOT NULL REFERENCES accounts (id),
        key TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        named_at INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE lines (
        id INTEGER PRIMARY KEY,
        account INTEGER NOT NULL REFERENCES accounts (id),
        key TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        named_at INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE calls (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        account INTEGER NOT NULL REFERENCES accounts (id),
        direction TEXT NOT NULL,
        outcome TEXT,
        agent INTEGER REFERENCES agents (id),
        line INTEGER REFERENCES lines (id),
        conversation TEXT,
        words TEXT NOT NULL,
        digits TEXT NOT NULL,
        document TEXT NOT NULL
      ) STRICT;

      CREATE INDEX calls_newest_first ON calls (key, account, direction, outcome, agent, line);
      CREATE INDEX calls_of_agent ON calls (agent) WHERE agent IS NOT NULL;
      CREATE INDEX calls_of_line ON calls (line) WHERE line IS NOT NULL;
      CREATE INDEX calls_of_conversation ON calls (account, conversation, key) WHERE conversation IS NOT NULL;

      CREATE TABLE checkpoints (
        account INTEGER PRIMARY KEY REFERENCES accounts (id),
        document TEXT NOT NULL
      ) STRICT;
    `),
};
