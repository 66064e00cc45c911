import { z } from 'zod';
import type { Erasure } from '../calls/call-store.ts';
import type { Database } from './database.ts';
import { leaveNoTrace } from './remove-calls.ts';

const ErasureRow = z
  .object({
    number: z.string(),
    country: z.string(),
    names: z
      .string()
      .transform((text): unknown => JSON.parse(text))
      .pipe(z.array(z.string())),
    until: z.number().int(),
  })
  .transform(({ number, country, names, until }): Erasure => ({
    number,
    homeCountry: country,
    names,
    until,
  }));

/** Writes down that a person is to be erased; asked for twice, both times are meant, and all names. */
export function beginErasure(database: Database, { number, homeCountry, names, until }: Erasure): void {
  const known = readErasures(database).find(
    (one) => one.number === number && one.homeCountry === homeCountry,
  );
  const all = [...new Set([...(known?.names ?? []), ...names])];
  database.run(
    `INSERT INTO erasures (number, country, names, until) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET names = excluded.names, until = max(until, excluded.until)`,
    ...[number, homeCountry, JSON.stringify(all), until],
  );
  // Synced: a power cut undoes it no more, though it may undo the first parts that went.
  database.script('PRAGMA wal_checkpoint(PASSIVE)');
}

/** The erasures that were begun and have not ended, in the order in which they were asked for. */
export const readErasures = (database: Database): Erasure[] =>
  database.rows(ErasureRow, 'SELECT number, country, names, until FROM erasures ORDER BY id');

/** The last trace of who was erased goes. */
export function endErasure(
  database: Database,
  { number, homeCountry }: Pick<Erasure, 'number' | 'homeCountry'>,
): void {
  database.run('DELETE FROM erasures WHERE number = ? AND country = ?', number, homeCountry);
  leaveNoTrace(database);
}
