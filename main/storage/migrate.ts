import { z } from 'zod';
import { DeskError } from '../failures.ts';
import type { Database } from './database.ts';

/** One step of the schema. Once released it is never edited: a new step corrects it. */
export interface Migration {
  /** Numbered in tens, so that an urgent step fits between two planned ones. */
  readonly version: number;
  apply(database: Database): void;
}

const Version = z.object({ user_version: z.number().int() });

/** The version of the last step that was applied; 0 for an empty database. */
export const versionOf = (database: Database): number =>
  database.row(Version, 'PRAGMA user_version')?.user_version ?? 0;

/**
 * Applies the steps that are still missing, each in its own transaction together with its version. Throws
 * DeskError `cache-unavailable` (`where: 'newer database'`) for a database of a newer app, which stays as it is.
 */
export function migrate(database: Database, steps: readonly Migration[]): void {
  const before = versionOf(database);
  const newest = steps.at(-1)?.version ?? 0;
  if (before > newest) throw new DeskError('cache-unavailable', { where: 'newer database' });
  for (const step of steps) {
    if (step.version <= before) continue;
    database.transaction(() => {
      step.apply(database);
      database.script(`PRAGMA user_version = ${step.version}`);
    });
  }
}
