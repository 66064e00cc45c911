import { readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { type Database, openDatabase } from './database.ts';
import { beginJoined } from './joins.ts';
import { migrate, versionOf } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { isDamage } from './sqlite-failure.ts';

const Check = z.object({ quick_check: z.string() });

/** Thrown and caught here only: `quick_check` tells of damage without failing. */
class Damaged extends Error {}

function openMigrated(file: string, suspect: boolean): Database {
  const database = openDatabase(file);
  try {
    if (suspect && database.row(Check, 'PRAGMA quick_check(1)')?.quick_check !== 'ok') throw new Damaged();
    const isNew = versionOf(database) === 0;
    migrate(database, migrations);
    // To look at each call again would be as much work as storing it.
    if (isNew) beginJoined(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

const exists = (file: string): boolean => statSync(file, { throwIfNoEntry: false }) !== undefined;

const setAsidePrefix = (file: string): string => `${path.basename(file)}.damaged-`;

/** Removes the copy of a damaged database: calls that are to be gone for good are in it, too. */
export function removeSetAside(file: string): void {
  const folder = path.dirname(file);
  for (const name of readdirSync(folder)) {
    if (name.startsWith(setAsidePrefix(file))) rmSync(path.join(folder, name));
  }
}

/** Moves a damaged database out of the way and returns its new name. Only the latest such copy is kept. */
function setAside(file: string, at: number): string {
  const folder = path.dirname(file);
  removeSetAside(file);
  const kept = setAsidePrefix(file) + new Date(at).toISOString().slice(0, 19).replaceAll(':', '-');
  // The log may hold the only healthy copy of a page: it goes along under the name SQLite will look for.
  for (const suffix of ['', '-wal', '-shm']) {
    if (exists(file + suffix)) renameSync(file + suffix, path.join(folder, kept + suffix));
  }
  return kept;
}

/**
 * Opens and migrates the database. A damaged file is set aside under a dated name and a new one begun: the calls in
 * it are a copy of what the providers have. `suspect` has every page of the file checked first.
 */
export function openOrRebuild(
  file: string,
  suspect: boolean,
  at: number,
): { database: Database; keptAside: string | null } {
  try {
    return { database: openMigrated(file, suspect), keptAside: null };
  } catch (error) {
    if (!(error instanceof Damaged) && !isDamage(error)) throw error;
    const keptAside = setAside(file, at);
    return { database: openMigrated(file, false), keptAside };
  }
}
