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
const voipexRows = 40_000;
const rounds = 3;
/** Share of the pages that is stored before the clock starts. */
const unmeasured = 0.2;
const wholePast = { from: 0, to: companyNow };

/** What each page brought, for whoever writes the same again. */
interface ReadPage {
  readonly accountId: string;
  readonly text: string;
  readonly ids: readonly string[];
  readonly checkpoint: Checkpoint;
}

/**
 * Reads one account page by page and stores each with where the pull stands; each call of what is given back reads on so
 * many pages. While the worker stores a page the next one is translated, as the store's interface allows: a pull that
 * waits for the network has the worker idle as well.
 */
function pull(
  of: WirePages,
  store: Awaited<ReturnType<typeof openCallStore>>,
  read: ReadPage[],
): (count: number) => Promise<void> {
  const source = of.source();
  const { signal } = new AbortController();
  const left = [...of.pages];
  let cursor: string | null = null;
  return async (count) => {
    let storing: Promise<unknown> = Promise.resolve();
    for (const text of left.splice(0, count)) {
      const batch: CallBatch = await source.page(wholePast, cursor, 'history', signal);
      cursor = batch.next;
      const checkpoint = { ...beginning(companyNow), open: { ...wholePast, cursor } };
      await storing;
      storing = store.store(of.accountId, batch.calls, checkpoint);
      read.push({ accountId: of.accountId, text, ids: batch.calls.map(({ id }) => id), checkpoint });
    }
    await storing;
  };
}

const rowsOf = (pages: readonly ReadPage[]): number => pages.reduce((sum, { ids }) => sum + ids.length, 0);

/** Wire JSON to rows on disk: ours with every check, index and dictionary, against parsing and inserting and nothing else. */
export const ingest: Entry = {
  name: 'ingest',
  about: `pages of ${String(aircallCalls)} Aircall calls (50 a page) and ${String(voipexRows)} VoIPEX rows (500 a page) from their JSON through the clients' checks, translation and the worker into SQLite, both accounts at once as they are pulled, against JSON.parse and prepared inserts of the same rows into the same schema in the same transactions; of both, the first fifth of the pages comes before the clock starts, since a new worker thread has nothing compiled yet and a first pull takes minutes at least`,
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
        const pulls = sides.map((side) => ({ side, readOn: pull(side, store, read) }));
        await Promise.all(
          pulls.map(({ side, readOn }) => readOn(Math.floor(side.pages.length * unmeasured))),
        );
        const before = read.length;
        const from = performance.now();
        await Promise.all(pulls.map(({ side, readOn }) => readOn(side.pages.length)));
        const oursMs = performance.now() - from;
        await store.close();

        const pages = insertsOf(file, read);
        const bare = emptyBareDatabase(
          path.join(folder, `bare-${String(round)}.db`),
          sides.map(({ accountId }) => accountId),
        );
        bareIngest(bare, pages.slice(0, before));
        const bareFrom = performance.now();
        bareIngest(bare, pages.slice(before));
        const bareMs = performance.now() - bareFrom;
        const held = Number(bare.prepare('SELECT count(*) AS held FROM calls').get()?.['held']);
        bare.close();
        if (held !== rows) throw new Error(`bare SQL holds ${String(held)} of ${String(rows)} rows`);
        if (round < 0) continue;
        const timed = rowsOf(read.slice(before));
        ours.push((timed / oursMs) * 1000);
        against.push((timed / bareMs) * 1000);
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
