import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { openDatabase } from '../../main/storage/database.ts';
import { migrate } from '../../main/storage/migrate.ts';
import { migrations } from '../../main/storage/migrations/index.ts';

/** One row to be inserted: which statement, and its values. */
type Insert = readonly [sql: string, values: readonly SQLInputValue[]];

/** A page as bare SQL has it: the text it parses, and the rows it then writes in one transaction. */
export interface BarePage {
  readonly text: string;
  readonly inserts: readonly Insert[];
}

const insertInto = (table: string, columns: readonly string[]): string =>
  `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;

const checkpointSql =
  'INSERT INTO checkpoints (account, document) VALUES (?, ?) ON CONFLICT (account) DO UPDATE SET document = excluded.document';

const words = ['party', 'agent', 'line', 'tag', 'team', 'transfer'] as const;

/** The rows that each page added to a database that the app filled, and its checkpoint, in the order of the pages. */
export function insertsOf(
  file: string,
  pages: readonly {
    readonly accountId: string;
    readonly text: string;
    readonly ids: readonly string[];
    readonly checkpoint: object;
  }[],
): BarePage[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const call = database.prepare('SELECT * FROM calls WHERE id = ?');
    const note = database.prepare('SELECT words FROM notes WHERE rowid = ?');
    const rowOf = (table: string) => database.prepare(`SELECT * FROM ${table} WHERE id = ?`);
    const dictionaries = [
      { column: 'party', table: 'parties', row: rowOf('parties'), texts: { party: 'words' } },
      {
        column: 'marks',
        table: 'marks',
        row: rowOf('marks'),
        texts: { tag: 'tags', team: 'teams', transfer: 'transfers' },
      },
      { column: 'agent', table: 'agents', row: rowOf('agents'), texts: { agent: 'words' } },
      { column: 'line', table: 'lines', row: rowOf('lines'), texts: { line: 'words' } },
    ] as const;
    const join = database.prepare('SELECT * FROM joins WHERE from_id = ?1 OR to_id = ?1');
    const account = database.prepare('SELECT id FROM accounts WHERE account = ?');
    /** By their number in the full-text indexes. */
    const met = new Set<number>();
    const metCalls = new Set<SQLInputValue>();

    /** Of a call's joins those whose other call came before. */
    const joinsOf = (id: string): Insert[] => {
      metCalls.add(id);
      return join
        .all(id)
        .filter(({ from_id, to_id }) => metCalls.has(from_id ?? null) && metCalls.has(to_id ?? null))
        .map((row) => [insertInto('joins', Object.keys(row)), Object.values(row)]);
    };

    const entry = (kind: number, id: SQLInputValue): Insert[] => {
      const dictionary = dictionaries[kind];
      if (dictionary === undefined || id === null) return [];
      const number = Number(id) * 4 + kind;
      const row = met.has(number) ? undefined : dictionary.row.get(id);
      if (row === undefined) return [];
      met.add(number);
      const texts: Readonly<Record<string, string>> = dictionary.texts;
      const digits = row['digits'] ?? '';
      return [
        [insertInto(dictionary.table, Object.keys(row)), Object.values(row)],
        [
          insertInto('dictionary_words', ['rowid', ...words, 'digits']),
          [number, ...words.map((column) => row[texts[column] ?? ''] ?? ''), digits],
        ],
        [insertInto('dictionary_digits', ['rowid', 'digits']), [number, digits]],
      ];
    };

    const ofCall = (id: string): Insert[] => {
      const row = call.get(id);
      if (row === undefined) return [];
      const noted = note.get(row['key'] ?? null)?.['words'];
      return [
        ...dictionaries.flatMap(({ column }, kind) => entry(kind, row[column] ?? null)),
        [insertInto('calls', Object.keys(row)), Object.values(row)],
        ...(noted === undefined
          ? []
          : [[insertInto('notes', ['rowid', 'words']), [row['key'] ?? null, noted]] as const]),
        ...joinsOf(id),
      ];
    };

    return pages.map(({ accountId, text, ids, checkpoint }) => ({
      text,
      inserts: [
        ...ids.flatMap(ofCall),
        [checkpointSql, [account.get(accountId)?.['id'] ?? null, JSON.stringify(checkpoint)]],
      ],
    }));
  } finally {
    database.close();
  }
}

/** An empty database of the app's schema, opened with the app's settings and nothing else of it. */
export function emptyBareDatabase(file: string, accounts: readonly string[]): DatabaseSync {
  const made = openDatabase(file);
  migrate(made, migrations);
  made.close();
  const database = new DatabaseSync(file);
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    PRAGMA secure_delete = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA wal_autocheckpoint = 4000;
    PRAGMA cache_size = -16000;
  `);
  const account = database.prepare('INSERT INTO accounts (account) VALUES (?)');
  for (const name of accounts) account.run(name);
  return database;
}

/** Parses each page and inserts its rows with prepared statements, a transaction a page. */
export function bareIngest(database: DatabaseSync, pages: readonly BarePage[]): void {
  const prepared = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  for (const { text, inserts } of pages) {
    JSON.parse(text);
    database.exec('BEGIN');
    for (const [sql, values] of inserts) {
      const statement = prepared.get(sql) ?? database.prepare(sql);
      prepared.set(sql, statement);
      statement.run(...values);
    }
    database.exec('COMMIT');
  }
}
