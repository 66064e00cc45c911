import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Call } from '../../../domain/call.ts';
import { covered, filledStore, manyCalls } from '../calls-database.ts';
import { compare, type Entry, inTurns } from '../entry.ts';
import { aircallAccount } from '../../support/calls.ts';

const perPage = 500;
const rounds = 20;

/** Storing a page of calls with its checkpoint: how far from writing the same JSON rows in one bare transaction? */
export const storePages: Entry = {
  name: 'store-pages',
  about: `${String(perPage)} calls and their checkpoint in one transaction through the worker, against bare inserts of the same documents`,
  async run() {
    const { store, remove } = await filledStore(1000);
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'switchdeck-bench-'));
    const bare = new DatabaseSync(path.join(folder, 'bare.db'));
    try {
      bare.exec(
        'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE calls (key INTEGER PRIMARY KEY, id TEXT UNIQUE, document TEXT)',
      );
      const insert = bare.prepare('INSERT INTO calls (key, id, document) VALUES (?, ?, ?)');
      const calls = [...manyCalls((rounds + 1) * perPage + 1000)].slice(1000);
      const pageOf = (round: number): readonly Call[] =>
        calls.slice((round + 1) * perPage, (round + 2) * perPage);
      const medians = await inTurns(
        rounds,
        async (round) => {
          const page = pageOf(round);
          await store.store(aircallAccount, page, covered(page.at(-1)?.startedAt ?? 0));
        },
        (round) => {
          bare.exec('BEGIN');
          for (const call of pageOf(round)) insert.run(call.startedAt * 1024, call.id, JSON.stringify(call));
          bare.exec('COMMIT');
        },
      );
      return compare(
        'store-pages',
        'ms',
        12,
        medians,
        `${String(perPage)} calls a page, ${String(rounds)} pages in turns`,
      );
    } finally {
      bare.close();
      fs.rmSync(folder, { recursive: true, force: true });
      await remove();
    }
  },
};
