import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Checkpoint } from '../../../main/calls/call-store.ts';
import { beginning } from '../../../main/calls/coverage.ts';
import { silentLog } from '../../../main/log.ts';
import type { CallBatch } from '../../../main/providers/provider.ts';
import { openCallStore } from '../../../main/storage/open-call-store.ts';
import { bareIngest, emptyBareDatabase, insertsOf } from '../bare-ingest.ts';
import { worker } from '../calls-database.ts';
import { companyNow } from '../company.ts';
import { compare, type Entry, median } from '../entry.ts';
import { wirePages, type WirePages } from '../wire-pages.ts';

const aircallCalls = 9_500;
const voipexRows = 80_000;
const rounds = 3;
const wholePast = { from: 0, to: companyNow };

/** What each page brought, for whoever writes the same again. */
interface ReadPage {
  readonly accountId: string;
  readonly text: string;
  readonly ids: readonly string[];
  readonly checkpoint: Checkpoint;
}

/** Reads one account page by page and stores each with where the pull stands before it reads the next, as pulls do. */
async function pull(
  of: WirePages,
  store: Awaited<ReturnType<typeof openCallStore>>,
  read: ReadPage[],
): Promise<void> {
  const source = of.source();
  const { signal } = new AbortController();
  let cursor: string | null = null;
  for (const text of of.pages) {
    const batch: CallBatch = await source.page(wholePast, cursor, 'history', signal);
    cursor = batch.next;
    const checkpoint = { ...beginning(companyNow), open: { ...wholePast, cursor } };
    await store.store(of.accountId, batch.calls, checkpoint);
    read.push({ accountId: of.accountId, text, ids: batch.calls.map(({ id }) => id), checkpoint });
  }
}

/** Wire JSON to rows on disk: ours with every check, index and dictionary, against parsing and inserting and nothing else. */
export const ingest: Entry = {
  name: 'ingest',
  about: `pages of ${String(aircallCalls)} Aircall calls (50 a page) and ${String(voipexRows)} VoIPEX rows (500 a page) from their JSON through the clients' checks, translation and the worker into SQLite, both accounts at once as they are pulled, against JSON.parse and prepared inserts of the same rows into the same schema in the same transactions`,
  async run() {
    const sides = wirePages(aircallCalls, voipexRows);
    const rows = sides.reduce((sum, { records }) => sum + records, 0);
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'switchdeck-bench-'));
    try {
      const ours: number[] = [];
      const against: number[] = [];
      for (let round = -1; round < rounds; round += 1) {
        const file = path.join(folder, `ours-${String(round)}.db`);
        const store = await openCallStore({ file, worker, log: silentLog });
        const read: ReadPage[] = [];
        const from = performance.now();
        await Promise.all(sides.map((side) => pull(side, store, read)));
        const oursMs = performance.now() - from;
        await store.close();

        const pages = insertsOf(file, read);
        const bare = emptyBareDatabase(
          path.join(folder, `bare-${String(round)}.db`),
          sides.map(({ accountId }) => accountId),
        );
        const bareFrom = performance.now();
        bareIngest(bare, pages);
        const bareMs = performance.now() - bareFrom;
        const held = Number(bare.prepare('SELECT count(*) AS held FROM calls').get()?.['held']);
        bare.close();
        if (held !== rows) throw new Error(`bare SQL holds ${String(held)} of ${String(rows)} rows`);
        if (round < 0) continue;
        ours.push((rows / oursMs) * 1000);
        against.push((rows / bareMs) * 1000);
      }
      return compare(
        'ingest',
        'rows/s',
        0.5,
        { ours: median(ours), against: median(against) },
        `${String(rows)} rows into empty databases, medians of ${String(rounds)} rounds in turns; must be 0.5 at least`,
        'at least',
      );
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  },
};
