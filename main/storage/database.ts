import { closeSync, fchmodSync, openSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { z } from 'zod';

export type Value = null | number | string;
export type NumberRow = readonly (number | null)[];

/** The one way to talk to SQLite; every row is parsed. Throws the driver's errors (see sqlite-failure.ts). */
export interface Database {
  rows<T>(shape: z.ZodType<T>, sql: string, ...values: Value[]): T[];
  row<T>(shape: z.ZodType<T>, sql: string, ...values: Value[]): T | undefined;
  /**
   * Rows of nothing but numbers, in the order of their columns; for reads of so many that an object for each would be
   * most of the work. Throws TypeError when a column holds something else.
   */
  numbers(sql: string, ...values: Value[]): NumberRow[];
  /** Returns the rowid of the row that was inserted last. */
  run(sql: string, ...values: Value[]): number;
  /** Several statements at once, without values. */
  script(sql: string): void;
  /** All of `work` or nothing of it. Not to be nested. */
  transaction<T>(work: () => T): T;
  close(): void;
}

const isNumberRow = (row: unknown): row is NumberRow =>
  Array.isArray(row) && row.every((value) => value === null || typeof value === 'number');

/** Filters combine freely, so statements are made on demand; this many are kept ready. */
const keptStatements = 100;

/** SQLite would create the file readable by everybody; its -wal and -shm files take over the mode of this one. */
function makePrivate(file: string): void {
  const descriptor = openSync(file, 'a', 0o600);
  try {
    fchmodSync(descriptor, 0o600);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Opens or creates a database file, readable by this user only.
 *
 * WAL with synchronous=NORMAL: a killed app loses no committed transaction, and a power cut can only undo the last
 * ones as a whole. Rows and the checkpoint that speaks of them share a transaction, so what is undone is read again.
 */
export function openDatabase(file: string): Database {
  if (file !== ':memory:') makePrivate(file);
  const driver = new DatabaseSync(file, {
    timeout: 5000,
    enableForeignKeyConstraints: true,
    defensive: true,
    allowExtension: false,
  });
  try {
    driver.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      PRAGMA secure_delete = ON;
      PRAGMA trusted_schema = OFF;
      PRAGMA temp_store = MEMORY;
      PRAGMA journal_size_limit = 33554432;
      PRAGMA wal_autocheckpoint = 4000;
      PRAGMA cache_size = -16000;
    `);
  } catch (error) {
    driver.close();
    throw error;
  }
  const keeping = (prepare: (sql: string) => StatementSync): ((sql: string) => StatementSync) => {
    const statements = new Map<string, StatementSync>();
    return (sql) => {
      const known = statements.get(sql);
      if (known !== undefined) return known;
      const [oldest] = statements.keys();
      if (oldest !== undefined && statements.size >= keptStatements) statements.delete(oldest);
      const statement = prepare(sql);
      statements.set(sql, statement);
      return statement;
    };
  };
  const prepared = keeping((sql) => driver.prepare(sql));
  const preparedForNumbers = keeping((sql) => {
    const statement = driver.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
  });
  return {
    rows: (shape, sql, ...values) =>
      prepared(sql)
        .all(...values)
        .map((row) => shape.parse(row)),
    row: (shape, sql, ...values) => {
      const row = prepared(sql).get(...values);
      return row === undefined ? undefined : shape.parse(row);
    },
    numbers: (sql, ...values) => {
      // The driver declares rows as objects; setReturnArrays makes them arrays, which is checked below.
      const rows: unknown[] = preparedForNumbers(sql).all(...values);
      if (!rows.every(isNumberRow))
        throw new TypeError('a column that should hold numbers holds something else');
      return rows;
    },
    run: (sql, ...values) => Number(prepared(sql).run(...values).lastInsertRowid),
    script: (sql) => driver.exec(sql),
    transaction: (work) => {
      driver.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        driver.exec('COMMIT');
        return result;
      } catch (error) {
        // A full disk makes SQLite roll back by itself.
        if (driver.isTransaction) driver.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => driver.close(),
  };
}
