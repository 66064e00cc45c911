import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { anyCall } from '../../../domain/call.ts';
import { type LogFacts, silentLog } from '../../../main/log.ts';
import { readCheckpoint } from '../../../main/storage/checkpoints.ts';
import { type Database, openDatabase } from '../../../main/storage/database.ts';
import { openCallStore, type OpenCallStore } from '../../../main/storage/open-call-store.ts';
import { openOrRebuild } from '../../../main/storage/open-or-rebuild.ts';
import { countCalls } from '../../../main/storage/read-calls.ts';
import { asCacheFailure } from '../../../main/storage/sqlite-failure.ts';
import { storeCalls } from '../../../main/storage/write-calls.ts';
import { aCall, aircallAccount } from '../../support/calls.ts';
import { checkpoint, found, start } from './bench.ts';

const minute = 60_000;
const everything = { filter: anyCall, anchor: null, offset: 0, limit: 100 };

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'switchdeck-disaster-'));
  file = path.join(folder, 'calls.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Page `number` of a pull: its calls, and the checkpoint that says so. */
const pageOf = (number: number, size = 50) => ({
  calls: Array.from({ length: size }, (_, place) => {
    const at = number * size + place;
    return aCall({
      providerCallId: String(at),
      startedAt: start - at * minute,
      remote: { name: `Volající ${String(at)}`, e164: `+4206${String(10_000_000 + at * 13)}` },
      notes: at % 5 === 0 ? [{ id: '1', text: `Poznámka ${String(at)}`, author: null, at: null }] : [],
    });
  }),
  checkpoint: {
    ...checkpoint,
    coveredFrom: start - ((number + 1) * size - 1) * minute,
    coveredTo: start + 1,
  },
});

function storePage(database: Database, number: number, size?: number): void {
  const page = pageOf(number, size);
  storeCalls(database, aircallAccount, page.calls, page.checkpoint);
}

const Check = z.object({ integrity_check: z.string() });
const isWhole = (database: Database): boolean =>
  database.row(Check, 'PRAGMA integrity_check')?.integrity_check === 'ok';

/** Every call that the checkpoint says is stored is there, and no other. */
function expectAgreement(database: Database, size = 50): number {
  const covered = readCheckpoint(database, aircallAccount);
  const pages = covered === null ? 0 : Math.round((start - covered.coveredFrom) / minute + 1) / size;
  expect(countCalls(database, aircallAccount)).toBe(pages * size);
  expect(found(database, {})).toHaveLength(Math.min(500, pages * size));
  const last = pages * size - 1;
  if (pages > 0) expect(found(database, { text: `volajici ${String(last)}` })).toContain(String(last));
  for (const table of ['dictionary_words', 'dictionary_digits', 'notes'])
    database.script(`INSERT INTO ${table} (${table}) VALUES ('integrity-check')`);
  return pages;
}

describe('a full disk', () => {
  it('keeps nothing of the page that had no room, and takes it once there is some', () => {
    const { database } = openOrRebuild(file, false, start);
    storePage(database, 0);
    const Pages = z.object({ page_count: z.number() });
    const room = (pages: number): void => {
      const used = database.row(Pages, 'PRAGMA page_count')?.page_count ?? 0;
      database.script(`PRAGMA max_page_count = ${String(used + pages)}`);
    };
    // Wherever in the transaction the room ends: rows, dictionaries, full text, commit.
    for (const pages of [0, 1, 2, 3, 5, 8, 13]) {
      room(pages);
      let failure: unknown;
      try {
        storePage(database, 1, 1000);
      } catch (error) {
        failure = asCacheFailure(error);
      }
      expect(failure).toMatchObject({ code: 'cache-unavailable', where: 'disk full' });
      expect(expectAgreement(database)).toBe(1);
    }
    expect(isWhole(database)).toBe(true);
    room(1_000_000);
    storePage(database, 1);
    expect(expectAgreement(database)).toBe(2);
    database.close();
  });

  it('fails the pull and nothing else: what is stored can be read', async () => {
    const store = await openCallStore({
      file,
      worker: new URL('small-disk-worker.ts', import.meta.url),
      log: silentLog,
    });
    await store.store(aircallAccount, pageOf(0).calls, pageOf(0).checkpoint);
    const large = pageOf(1, 20_000);
    await expect(store.store(aircallAccount, large.calls, large.checkpoint)).rejects.toMatchObject({
      code: 'cache-unavailable',
      where: 'disk full',
    });
    expect(await store.checkpoint(aircallAccount)).toEqual(pageOf(0).checkpoint);
    expect((await store.page(everything, start)).total).toEqual({ count: 50, exact: true });
    expect(await store.store(aircallAccount, pageOf(1).calls, pageOf(1).checkpoint)).toEqual({ changed: 50 });
    expect(await store.count(aircallAccount)).toBe(100);
    expect(store.keptAside).toBeNull();
    await store.close();
  });

  it('leaves no gaps in lists when calls went and their traces could not be removed', async () => {
    const store = await openCallStore({
      file,
      worker: new URL('no-checkpoint-worker.ts', import.meta.url),
      log: silentLog,
    });
    await store.store(aircallAccount, pageOf(0).calls, pageOf(0).checkpoint);
    expect((await store.page(everything, start)).total.count).toBe(50);
    await expect(store.trim(aircallAccount, { before: null, rows: 30 })).rejects.toMatchObject({
      code: 'cache-unavailable',
      where: 'disk full',
    });
    expect(await store.count(aircallAccount)).toBe(30);
    expect(await store.counts([anyCall], start)).toEqual([{ count: 30, exact: true }]);
    const page = await store.page(everything, start);
    expect([page.calls.length, page.joined.length, page.total.count]).toEqual([30, 30, 30]);
    await store.close();
  });
});

describe('lost power', () => {
  it('takes the last pages of a pull as a whole or not at all, wherever the log ends', () => {
    const { database } = openOrRebuild(file, false, start);
    storePage(database, 0);
    database.script('PRAGMA wal_checkpoint(TRUNCATE)');
    for (let number = 1; number < 8; number += 1) storePage(database, number);
    const copies = path.join(folder, 'copies');
    const copy = path.join(folder, 'copy.db');
    writeFileSync(copies, readFileSync(file));
    const log = readFileSync(`${file}-wal`);
    database.close();
    const kept = new Set<number>();
    const ends = Array.from({ length: 24 }, (_, part) => Math.floor((log.length * part * 41) / 1000));
    for (const end of [...ends, log.length - 1, log.length]) {
      copyFileSync(copies, copy);
      writeFileSync(`${copy}-wal`, log);
      truncateSync(`${copy}-wal`, Math.min(end, log.length));
      rmSync(`${copy}-shm`, { force: true });
      const opened = openOrRebuild(copy, false, start);
      expect(opened.keptAside).toBeNull();
      kept.add(expectAgreement(opened.database));
      opened.database.close();
    }
    expect(kept.has(1)).toBe(true);
    expect(kept.has(8)).toBe(true);
    expect(kept.size).toBeGreaterThan(3);
  });

  it('takes a log whose last pages were written torn for what was whole before', () => {
    const { database } = openOrRebuild(file, false, start);
    storePage(database, 0);
    database.script('PRAGMA wal_checkpoint(TRUNCATE)');
    for (let number = 1; number < 5; number += 1) storePage(database, number);
    const copy = path.join(folder, 'torn.db');
    copyFileSync(file, copy);
    const log = readFileSync(`${file}-wal`);
    database.close();
    log.fill(0x5a, Math.floor(log.length * 0.6), Math.floor(log.length * 0.6) + 700);
    writeFileSync(`${copy}-wal`, log);
    const opened = openOrRebuild(copy, false, start);
    const pages = expectAgreement(opened.database);
    expect(pages).toBeGreaterThanOrEqual(1);
    expect(pages).toBeLessThan(5);
    opened.database.close();
  });
});

const Root = z.object({ name: z.string(), page: z.number().int() });
const pageSize = 4096;

describe('a database with damaged pages', () => {
  let stores: OpenCallStore[] = [];
  let logged: [string, LogFacts | undefined][] = [];
  /** The database before any damage, copied for each test: filling it takes longer than what is done to it. */
  let whole: Buffer;
  beforeAll(() => {
    const filled = mkdtempSync(path.join(tmpdir(), 'switchdeck-disaster-'));
    const { database } = openOrRebuild(path.join(filled, 'calls.db'), false, start);
    for (let number = 0; number < 40; number += 1) storePage(database, number);
    database.close(); // the last to close it leaves no log
    expect(readdirSync(filled)).toEqual(['calls.db']);
    whole = readFileSync(path.join(filled, 'calls.db'));
    rmSync(filled, { recursive: true });
  });
  beforeEach(() => {
    stores = [];
    logged = [];
    writeFileSync(file, whole);
  });
  afterEach(() => Promise.all(stores.map((store) => store.close())));

  async function open(): Promise<OpenCallStore> {
    const note = (event: string, facts?: LogFacts) => logged.push([event, facts]);
    const store = await openCallStore({
      file,
      worker: new URL('../../../main/storage/worker.ts', import.meta.url),
      log: { info: note, warn: note, error: note },
    });
    stores.push(store);
    return store;
  }

  function spoil(name: string): void {
    const database = openDatabase(file);
    const page =
      database.row(Root, 'SELECT name, rootpage AS page FROM sqlite_schema WHERE name = ?', name)?.page ?? 0;
    database.close();
    expect(page).toBeGreaterThan(1);
    const bytes = readFileSync(file);
    bytes.fill(0xa5, (page - 1) * pageSize, page * pageSize);
    writeFileSync(file, bytes);
  }

  it.each([
    ['calls', { text: '' }],
    ['calls_columns', { text: '' }],
    ['sqlite_autoindex_calls_1', null],
    ['calls_of_account', null],
    ['checkpoints', null],
    ['parties', null],
    ['dictionary_words_data', { text: 'volajici' }],
    ['dictionary_words_idx', { text: 'volajici' }],
    ['dictionary_digits_data', { text: '610' }],
    ['notes_data', { text: 'note:poznamka' }],
    ['notes_content', null],
  ])('(%s) is set aside and begun anew, and says so', async (name, asked) => {
    spoil(name);
    const opened = await open();
    // What an app does: look at the list, search, pull a page. One of them meets the damage.
    const tries: (() => Promise<unknown>)[] = [
      () => opened.page({ ...everything, filter: { ...anyCall, text: asked?.text ?? '' } }, start),
      () => opened.checkpoint(aircallAccount),
      () => opened.earliest(aircallAccount),
      () =>
        opened.store(
          aircallAccount,
          pageOf(39).calls.map((call) => ({ ...call, notes: [] })),
          checkpoint,
        ),
      () => opened.forget(aircallAccount),
    ];
    for (const attempt of tries) if (opened.keptAside === null) await attempt().catch(() => undefined);
    await opened.count(aircallAccount);
    expect(opened.keptAside).toMatch(/^calls\.db\.damaged-/);
    expect(logged.map(([event]) => event)).toContain('storage.rebuilt');
    expect(readdirSync(folder)).toContain(opened.keptAside);
    expect(await opened.count(aircallAccount)).toBe(0);
    expect(await opened.checkpoint(aircallAccount)).toBeNull();
    await opened.store(aircallAccount, pageOf(0).calls, pageOf(0).checkpoint);
    expect((await opened.page(everything, start)).total).toEqual({ count: 50, exact: true });
  });
});
