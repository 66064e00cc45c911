import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anyCall } from '../../../domain/call.ts';
import type { LogFacts } from '../../../main/log.ts';
import { openDatabase } from '../../../main/storage/database.ts';
import { openCallStore, type OpenCallStore } from '../../../main/storage/open-call-store.ts';
import { aCall, aircallAccount, voipexAccount } from '../../support/calls.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { checkpoint, start } from './bench.ts';

const everything = { filter: anyCall, anchor: null, offset: 0, limit: 100 };
const unavailable = (where: string) => ({ code: 'cache-unavailable', where });

let root: string;
let folder: string;
let stores: OpenCallStore[];
let logged: [string, LogFacts | undefined][];
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'switchdeck-store-'));
  folder = root;
  stores = [];
  logged = [];
});
afterEach(async () => {
  await Promise.all(stores.map((store) => store.close()));
  rmSync(root, { recursive: true });
});

type Fault = 'crashing' | 'babbling' | 'unjoining';

async function open(worker: 'real' | Fault = 'real', clock = createFakeClock(start)): Promise<OpenCallStore> {
  const note = (event: string, facts?: LogFacts) => logged.push([event, facts]);
  const store = await openCallStore({
    file: path.join(folder, 'calls.db'),
    worker: new URL(
      worker === 'real' ? '../../../main/storage/worker.ts' : `${worker}-worker.ts`,
      import.meta.url,
    ),
    log: { info: note, warn: note, error: note },
    clock,
  });
  stores.push(store);
  return store;
}

const manyCalls = Array.from({ length: 2000 }, (_, place) =>
  aCall({ providerCallId: String(place), startedAt: start - place * 60_000 }),
);

/** Overwrites everything but the first pages, where the header and the schema are. */
function damage(file: string): void {
  const bytes = readFileSync(file);
  bytes.fill(0xff, 48 * 4096);
  writeFileSync(file, bytes);
}

describe('the calls store over its worker', () => {
  it('tells what is held of a window that is being read, which carries more than its bounds', async () => {
    const store = await open();
    const window = { from: start - 3 * 60_000, to: start, cursor: 'page 2' };
    await store.store(aircallAccount, manyCalls.slice(0, 10), { ...checkpoint, open: window });
    expect((await store.heldIn(aircallAccount, window)).length).toBe(3);
  });

  it('keeps calls and checkpoint from one run to the next, in a file for this user only', async () => {
    const first = await open();
    await first.store(aircallAccount, [aCall()], checkpoint);
    await first.close();
    const second = await open();
    expect((await second.page(everything, 0)).calls).toEqual([aCall()]);
    expect(await second.checkpoint(aircallAccount)).toEqual(checkpoint);
    expect(await second.count(aircallAccount)).toBe(1);
    expect(second.keptAside).toBeNull();
    for (const name of readdirSync(folder))
      expect(statSync(path.join(folder, name)).mode & 0o777).toBe(0o600);
  });

  it('leaves no trace of a forgotten account in its files', async () => {
    const store = await open();
    const note = { id: '1', text: 'quite-unmistakable', author: null, at: null };
    await store.store(aircallAccount, [aCall({ notes: [note] })], checkpoint);
    await store.forget(aircallAccount);
    for (const name of readdirSync(folder)) {
      expect(readFileSync(path.join(folder, name)).includes('quite-unmistakable')).toBe(false);
    }
  });

  it('refuses what the contract does not allow, naming the field and not its value', async () => {
    const store = await open();
    await expect(store.page({ ...everything, limit: 100_000 }, 0)).rejects.toMatchObject({
      code: 'invalid-request',
      where: 'page.request.limit',
    });
    await expect(store.store(voipexAccount, [aCall()], checkpoint)).rejects.toMatchObject({
      code: 'invalid-request',
    });
  });

  it('answers what was asked before it closes, and refuses what comes later', async () => {
    const store = await open();
    const asked = Promise.all([
      store.store(aircallAccount, manyCalls, checkpoint),
      store.count(aircallAccount),
    ]);
    const closed = store.close();
    await expect(store.facets()).rejects.toMatchObject(unavailable('closing'));
    expect(await asked).toEqual([{ changed: 2000 }, 2000]);
    await closed;
    await store.close();
  });

  it('refuses the database of a newer app and leaves it alone', async () => {
    const database = openDatabase(path.join(folder, 'calls.db'));
    database.script('PRAGMA user_version = 990');
    database.close();
    const before = readFileSync(path.join(folder, 'calls.db'));
    await expect(open()).rejects.toMatchObject(unavailable('newer database'));
    expect(readFileSync(path.join(folder, 'calls.db'))).toEqual(before);
  });

  it('says so when its file cannot be made', async () => {
    mkdirSync(path.join(folder, 'calls.db'));
    await expect(open()).rejects.toMatchObject(unavailable('database not opened'));
  });
});

describe('a worker that dies', () => {
  it('fails the question it left open, and the next one is answered by a new worker', async () => {
    const store = await open('crashing');
    await store.store(aircallAccount, [aCall()], checkpoint);
    const [crash, behind] = await Promise.allSettled([
      store.count('aircall:crashing0'),
      store.count(aircallAccount),
    ]);
    expect([crash, behind]).toMatchObject([
      { status: 'rejected', reason: unavailable('worker ended') },
      { status: 'rejected', reason: unavailable('worker ended') },
    ]);
    expect(await store.count(aircallAccount)).toBe(1);
    expect(await store.checkpoint(aircallAccount)).toEqual(checkpoint);
  });

  it('closes its database first, so that nothing of it is torn down open', async () => {
    const store = await open('crashing');
    await store.store(aircallAccount, manyCalls, checkpoint);
    expect(readdirSync(folder)).toContain('calls.db-wal');
    await store.count('aircall:crashing0').catch(() => undefined);
    expect(readdirSync(folder)).toEqual(['calls.db']);
  });

  it('is not started over and over when it dies at once', async () => {
    const clock = createFakeClock(start);
    const store = await open('crashing', clock);
    await expect(store.count('aircall:crashing0')).rejects.toMatchObject(unavailable('worker ended'));
    const ended = () => logged.filter(([event]) => event === 'storage.worker-ended').length;
    expect(ended()).toBe(1);
    await expect(store.count(aircallAccount)).rejects.toMatchObject(unavailable('worker ended'));
    expect(ended()).toBe(1);
    await clock.advance(5000);
    expect(await store.count(aircallAccount)).toBe(0);
  });

  it('fails the opening when it dies while opening', async () => {
    folder = path.join(folder, 'crash-at-open');
    mkdirSync(folder);
    await expect(open('crashing')).rejects.toMatchObject(unavailable('worker ended'));
  });
});

describe('a worker that', () => {
  // How long a question took says nothing here.
  const told = () => logged.filter(([event]) => event !== 'storage.slow');

  it('answers with nonsense closes and ends by itself, and the next question is answered by another', async () => {
    const store = await open('babbling');
    await store.store(aircallAccount, [aCall()], checkpoint);
    await expect(store.count('aircall:babbling0')).rejects.toMatchObject(unavailable('worker ended'));
    expect(await store.count(aircallAccount)).toBe(1);
    expect(told().map(([event]) => event)).toEqual(['storage.bad-reply']);
  });

  it.each([
    ['no room', 'full', 'storage.joins-put-off', { code: 'cache-unavailable', where: 'disk full' }],
    ['a bug', 'joins-bug', 'storage.bug', { operation: 'join', bug: 'RangeError' }],
  ])('cannot join older calls for %s says so once, and goes on', async (_, name, event, facts) => {
    folder = path.join(folder, name);
    mkdirSync(folder);
    const store = await open('unjoining');
    await store.store(aircallAccount, [aCall()], checkpoint);
    expect(await store.counts([anyCall], 0)).toEqual([{ count: 1, exact: true }]);
    await expect.poll(told, { timeout: 15_000 }).toEqual([[event, facts]]);
    expect(await store.count(aircallAccount)).toBe(1);
  });
});

describe('a damaged database', () => {
  const damagedCopies = (): string[] => readdirSync(folder).filter((name) => name.includes('damaged'));

  it('is set aside under a dated name when it is met at the start', async () => {
    writeFileSync(path.join(folder, 'calls.db'), 'this is no database, however long it may be'.repeat(200));
    const store = await open();
    expect(store.keptAside).toBe('calls.db.damaged-2026-01-15T08-00-00');
    expect(readdirSync(folder)).toContain('calls.db.damaged-2026-01-15T08-00-00');
    expect((await store.page(everything, 0)).total.count).toBe(0);
  });

  it('is set aside when a query meets it, and no pull goes on as if its rows were still there', async () => {
    const first = await open();
    await first.store(aircallAccount, manyCalls, checkpoint);
    await first.close();
    damage(path.join(folder, 'calls.db'));

    const store = await open();
    expect(store.keptAside).toBeNull();
    await expect(
      store.page({ ...everything, filter: { ...anyCall, text: 'jana' } }, 0),
    ).rejects.toMatchObject(unavailable('database damaged'));
    await expect(store.store(aircallAccount, [aCall()], checkpoint)).rejects.toMatchObject(
      unavailable('database rebuilt'),
    );
    expect(store.keptAside).toMatch(/^calls\.db\.damaged-/);
    expect(await store.checkpoint(aircallAccount)).toBeNull();
    expect(await store.store(aircallAccount, [aCall()], checkpoint)).toEqual({ changed: 1 });
  });

  it.each<[string, (store: OpenCallStore) => Promise<unknown>]>([
    ['a person is erased', (store) => store.erase('606123456', 'CZ')],
    ['an account is forgotten', (store) => store.forget(aircallAccount)],
    [
      'what is kept for a time is trimmed',
      (store) => store.trim(aircallAccount, { before: start, rows: null }),
    ],
  ])('goes for good when %s: what is to be gone is in it, too', async (_, remove) => {
    writeFileSync(path.join(folder, 'calls.db'), 'no database'.repeat(1000));
    const store = await open();
    await store.store(aircallAccount, [aCall({ startedAt: start })], checkpoint);
    expect(damagedCopies()).toHaveLength(1);
    await remove(store);
    expect(damagedCopies()).toEqual([]);
  });

  it('is kept in one copy only', async () => {
    for (const at of [start, start + 60_000]) {
      writeFileSync(path.join(folder, 'calls.db'), 'no database'.repeat(1000));
      await (await open('real', createFakeClock(at))).close();
    }
    expect(damagedCopies()).toEqual(['calls.db.damaged-2026-01-15T08-01-00']);
  });
});
