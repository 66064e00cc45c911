import { z } from 'zod';
import { Call, Direction, Outcome } from '../../../domain/call.ts';
import {
  agentText,
  lineText,
  marksText,
  notesText,
  partyText,
  talkOf,
  type WordsAndDigits,
} from '../../calls/search-text.ts';
import type { Database } from '../database.ts';
import type { Migration } from '../migrate.ts';

const schema = `
  CREATE TABLE parties (
    id INTEGER PRIMARY KEY,
    words TEXT NOT NULL,
    digits TEXT NOT NULL,
    number TEXT,
    UNIQUE (digits, words)
  ) STRICT;
  CREATE INDEX parties_of_number ON parties (number) WHERE number IS NOT NULL;

  CREATE TABLE marks (
    id INTEGER PRIMARY KEY,
    tags TEXT NOT NULL,
    teams TEXT NOT NULL,
    transfers TEXT NOT NULL,
    digits TEXT NOT NULL,
    shown TEXT NOT NULL,
    calls INTEGER NOT NULL DEFAULT 0,
    UNIQUE (shown, transfers, digits)
  ) STRICT;

  ALTER TABLE accounts ADD COLUMN calls INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE agents ADD COLUMN words TEXT NOT NULL DEFAULT '';
  ALTER TABLE agents ADD COLUMN digits TEXT NOT NULL DEFAULT '';
  ALTER TABLE agents ADD COLUMN calls INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE lines ADD COLUMN words TEXT NOT NULL DEFAULT '';
  ALTER TABLE lines ADD COLUMN digits TEXT NOT NULL DEFAULT '';
  ALTER TABLE lines ADD COLUMN calls INTEGER NOT NULL DEFAULT 0;

  CREATE VIRTUAL TABLE dictionary_words USING fts5 (
    party, agent, line, tag, team, transfer, digits,
    content = '', prefix = '2 3', tokenize = 'unicode61 remove_diacritics 0'
  );
  CREATE VIRTUAL TABLE dictionary_digits USING fts5 (digits, content = '', tokenize = 'trigram');
  CREATE VIRTUAL TABLE notes USING fts5 (
    words, prefix = '2 3', tokenize = 'unicode61 remove_diacritics 0'
  );
  INSERT INTO dictionary_words (dictionary_words, rank) VALUES ('secure-delete', 1);
  INSERT INTO dictionary_digits (dictionary_digits, rank) VALUES ('secure-delete', 1);
  INSERT INTO notes (notes, rank) VALUES ('secure-delete', 1);

  ALTER TABLE calls RENAME TO calls_before;
  CREATE TABLE calls (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES accounts (id),
    direction INTEGER NOT NULL,
    outcome INTEGER NOT NULL,
    agent INTEGER,
    line INTEGER,
    party INTEGER NOT NULL,
    marks INTEGER,
    talk INTEGER,
    folded INTEGER NOT NULL DEFAULT 0,
    conversation TEXT,
    document TEXT NOT NULL
  ) STRICT;`;

// Made last, from all rows at once; the old ones of the same names go with the old table.
const indexes = `
  DROP TABLE calls_before;
  CREATE INDEX calls_columns
    ON calls (key, account, direction, outcome, agent, line, party, marks, talk, folded);
  CREATE INDEX calls_of_account ON calls (account, key);
  CREATE INDEX calls_of_party ON calls (party, key);
  CREATE INDEX calls_of_conversation ON calls (account, conversation, key) WHERE conversation IS NOT NULL;`;

const directionCodes = { in: 0, out: 1, internal: 2 } as const satisfies Record<Direction, number>;
const outcomeCodes = {
  answered: 1,
  missed: 2,
  voicemail: 3,
  abandoned: 4,
  busy: 5,
  failed: 6,
  blocked: 7,
  other: 8,
} as const satisfies Record<Outcome, number>;

const Id = z.object({ id: z.number().int() });
const Before = z.object({
  key: z.number().int(),
  account: z.number().int(),
  direction: Direction,
  outcome: Outcome.nullable(),
  agent: z.number().int().nullable(),
  line: z.number().int().nullable(),
  folded: z.number().int(),
  document: z.string(),
});
const rowsAtATime = 500;

function partyId(database: Database, call: Call): number {
  const { words, digits, number } = partyText(call.remote);
  const known = database.row(Id, 'SELECT id FROM parties WHERE digits = ? AND words = ?', digits, words);
  if (known !== undefined) return known.id;
  return database.run(
    'INSERT INTO parties (words, digits, number) VALUES (?, ?, ?)',
    ...[words, digits, number],
  );
}

function marksId(database: Database, call: Call): number | null {
  const text = marksText(call);
  if (text === null) return null;
  const shown = JSON.stringify(text.shown);
  const { tags, teams, transfers, digits } = text;
  database.run(
    `INSERT INTO marks (tags, teams, transfers, digits, shown) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    ...[tags, teams, transfers, digits, shown],
  );
  const known = database.row(
    Id,
    'SELECT id FROM marks WHERE shown = ? AND transfers = ? AND digits = ?',
    ...[shown, transfers, digits],
  );
  return known?.id ?? null;
}

/** The text of an agent or line is that of its newest call, since calls come oldest first. */
function describe(database: Database, table: 'agents' | 'lines', id: number, text: WordsAndDigits): void {
  database.run(`UPDATE ${table} SET words = ?, digits = ? WHERE id = ?`, text.words, text.digits, id);
}

function convert(database: Database, row: z.infer<typeof Before>): void {
  const call = Call.parse(JSON.parse(row.document));
  if (row.agent !== null && call.agent !== null)
    describe(database, 'agents', row.agent, agentText(call.agent));
  if (row.line !== null && call.line !== null) describe(database, 'lines', row.line, lineText(call.line));
  database.run(
    `INSERT INTO calls (key, id, account, direction, outcome, agent, line, party, marks, talk, folded, conversation, document)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    row.key,
    call.id,
    row.account,
    directionCodes[row.direction],
    row.outcome === null ? 0 : outcomeCodes[row.outcome],
    row.agent,
    row.line,
    partyId(database, call),
    marksId(database, call),
    talkOf(call),
    row.folded,
    call.conversationId,
    row.document,
  );
  const notes = notesText(call);
  if (notes !== '') database.run('INSERT INTO notes (rowid, words) VALUES (?, ?)', row.key, notes);
}

// Numbers of the four dictionaries share one index: id * 4 + kind.
const indexWords = `
  UPDATE accounts SET calls = (SELECT count(*) FROM calls WHERE account = accounts.id);
  UPDATE marks SET calls = counted.calls
    FROM (SELECT marks AS id, count(*) AS calls FROM calls GROUP BY marks) AS counted WHERE counted.id = marks.id;
  UPDATE agents SET calls = counted.calls
    FROM (SELECT agent, count(*) AS calls FROM calls GROUP BY agent) AS counted WHERE counted.agent = agents.id;
  UPDATE lines SET calls = counted.calls
    FROM (SELECT line, count(*) AS calls FROM calls GROUP BY line) AS counted WHERE counted.line = lines.id;
  DELETE FROM agents WHERE calls = 0;
  DELETE FROM lines WHERE calls = 0;
  INSERT INTO dictionary_words (rowid, party, digits) SELECT id * 4, words, digits FROM parties;
  INSERT INTO dictionary_words (rowid, tag, team, transfer, digits)
    SELECT id * 4 + 1, tags, teams, transfers, digits FROM marks;
  INSERT INTO dictionary_words (rowid, agent, digits) SELECT id * 4 + 2, words, digits FROM agents;
  INSERT INTO dictionary_words (rowid, line, digits) SELECT id * 4 + 3, words, digits FROM lines;
  INSERT INTO dictionary_digits (rowid, digits) SELECT id * 4, digits FROM parties;
  INSERT INTO dictionary_digits (rowid, digits) SELECT id * 4 + 1, digits FROM marks;
  INSERT INTO dictionary_digits (rowid, digits) SELECT id * 4 + 2, digits FROM agents;
  INSERT INTO dictionary_digits (rowid, digits) SELECT id * 4 + 3, digits FROM lines;`;

/**
 * Texts become numbers: what is searched stands once in a dictionary (`parties`: who was outside; `marks`: teams, tags
 * and transfers; agents and lines too), calls carry its number, and full-text search looks through dictionaries and
 * notes instead of calls. `calls_columns` holds all that lists are narrowed by, to be read into memory (ADR 0010).
 *
 * Dictionary rows that no call has are removed: `calls` counts those of accounts, agents, lines and marks, and
 * `calls_of_party` tells of parties. The full-text indexes over dictionaries keep no copy of the text; whoever removes
 * from them gives the words again. The rules for text are those of search-text.ts, codes are column-codes.ts's.
 */
export const dictionaries: Migration = {
  version: 30,
  apply: (database) => {
    database.script(schema);
    let above = -1;
    for (;;) {
      const rows = database.rows(
        Before,
        `SELECT key, account, direction, outcome, agent, line, folded, document FROM calls_before
         WHERE key > ? ORDER BY key LIMIT ?`,
        above,
        rowsAtATime,
      );
      for (const row of rows) convert(database, row);
      const last = rows.at(-1);
      if (last === undefined) break;
      above = last.key;
    }
    database.script(`${indexes} ${indexWords}`);
  },
};
