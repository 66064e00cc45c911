import { anyCall } from '../../../domain/call.ts';
import { filledStore, openDirectly } from '../calls-database.ts';
import { compare, type Entry, inTurns } from '../entry.ts';

const stored = 100_000;
const rows = 100;

/** The list asks for a window of rows while somebody scrolls: how far is the whole way from SQLite alone? */
export const callsWindow: Entry = {
  name: 'calls-window',
  about: `${String(rows)} rows at a random place of ${String(stored)} calls through worker and checks, against reading as many rows by key`,
  async run() {
    const { store, file, remove } = await filledStore(stored);
    const database = openDirectly(file);
    try {
      const byKey = database.prepare('SELECT * FROM calls WHERE key <= ? ORDER BY key DESC LIMIT ?');
      const newest = database.prepare('SELECT max(key) AS key FROM calls').get()?.['key'];
      const oldest = database.prepare('SELECT min(key) AS key FROM calls').get()?.['key'];
      if (typeof newest !== 'number' || typeof oldest !== 'number')
        throw new Error('the bench database is empty');
      const place = (round: number): number => (((round + 2) * 7919) % 997) / 997;
      const medians = await inTurns(
        60,
        async (round) => {
          const offset = Math.floor(place(round) * (stored - rows));
          await store.page({ filter: anyCall, anchor: null, offset, limit: rows }, 0);
        },
        (round) => {
          byKey.all(Math.floor(oldest + place(round) * (newest - oldest)), rows);
        },
      );
      return compare(
        'calls-window',
        'ms',
        60,
        medians,
        `${String(rows)} of ${String(stored)} rows, 60 rounds in turns`,
      );
    } finally {
      database.close();
      await remove();
    }
  },
};
