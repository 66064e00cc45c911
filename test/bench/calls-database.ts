import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beginning } from '../../main/calls/coverage.ts';
import { silentLog } from '../../main/log.ts';
import { openDatabase } from '../../main/storage/database.ts';
import { beginJoined } from '../../main/storage/joins.ts';
import { migrate } from '../../main/storage/migrate.ts';
import { migrations } from '../../main/storage/migrations/index.ts';
import { openCallStore, type OpenCallStore } from '../../main/storage/open-call-store.ts';
import { storeCalls } from '../../main/storage/write-calls.ts';
import { companyCalls, companyNow } from './company.ts';

export const worker = new URL('../../main/storage/worker.ts', import.meta.url);

/** To be raised when other calls come out of company.ts, or the rows of a call are made otherwise. */
const generatorVersion = 3;

/** Where databases are kept from one run to the next: outside the project, since one of them takes more than a gigabyte. */
const cacheFolder = (): string => {
  const named = process.env['XDG_CACHE_HOME'] ?? '';
  return path.join(named === '' ? path.join(os.homedir(), '.cache') : named, 'switchdeck-bench');
};

/** Steps that leave calls as they are: a database that was built before them takes them when it is opened. */
const besideCalls: ReadonlySet<number> = new Set([50]);

/** Whatever changes the rows changes the name, so that an old database is never taken for a new one. */
function fileOf(count: number): string {
  const steps = migrations.map(({ version }) => version).filter((version) => !besideCalls.has(version));
  const shape = createHash('sha256')
    .update(JSON.stringify([steps, generatorVersion, count]))
    .digest('hex')
    .slice(0, 12);
  return path.join(cacheFolder(), `calls-${String(count)}-${shape}.db`);
}

function build(count: number, file: string): void {
  const database = openDatabase(file);
  try {
    // What is lost when the machine fails is built again.
    database.script('PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;');
    migrate(database, migrations);
    beginJoined(database);
    for (const { accountId, calls } of companyCalls(count)) {
      if (calls.length === 0) continue;
      const from = calls[0]?.startedAt ?? companyNow;
      storeCalls(database, accountId, calls, {
        ...beginning(companyNow),
        coveredFrom: Math.min(from, companyNow),
        lastSuccessAt: companyNow,
        newestStartAt: companyNow,
      });
    }
  } finally {
    database.close();
  }
}

/** Builds the database where there is none yet. Two that build at once do not disturb each other: the last one stays. */
function built(count: number): string {
  const file = fileOf(count);
  if (fs.existsSync(file)) return file;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const unfinished = `${file}.${randomUUID()}`;
  try {
    build(count, unfinished);
    fs.renameSync(unfinished, file);
  } finally {
    for (const suffix of ['', '-wal', '-shm']) fs.rmSync(unfinished + suffix, { force: true });
  }
  return file;
}

/**
 * The path of a database with `count` calls of an invented company over both phone systems, to be used, changed, moved
 * and removed as one likes: it is a copy, in a folder of its own. The first call for a count builds it: some four
 * minutes for a million on two quiet cores, 1.3 GB; later ones only copy.
 */
export async function cachedDatabase(count: number): Promise<string> {
  const kept = built(count);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'switchdeck-bench-'));
  const copy = path.join(folder, 'calls.db');
  await fs.promises.copyFile(kept, copy, fs.constants.COPYFILE_FICLONE);
  return copy;
}

/** A store over a copy with `count` calls; `remove` closes and deletes it. */
export async function cachedStore(
  count: number,
): Promise<{ store: OpenCallStore; file: string; readonly remove: () => Promise<void> }> {
  const file = await cachedDatabase(count);
  const store = await openCallStore({ file, worker, log: silentLog });
  return {
    store,
    file,
    remove: async () => {
      await store.close();
      fs.rmSync(path.dirname(file), { recursive: true, force: true });
    },
  };
}
