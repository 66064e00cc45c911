import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { silentLog } from '../../../main/log.ts';
import type { Database } from '../../../main/storage/database.ts';
import { openCallStore, type OpenCallStore } from '../../../main/storage/open-call-store.ts';
import { rowsAtATime } from '../../../main/storage/remove-calls.ts';
import { aCall, aircallAccount, voipexAccount } from '../../support/calls.ts';
import { createDirectStore, emptyDatabase } from '../../support/direct-store.ts';
import { checkpoint, fill, found, idOf, start } from './bench.ts';

const minute = 60_000;
const numbered = (count: number, accountId = aircallAccount, shift = 0) =>
  Array.from({ length: count }, (_, place) =>
    aCall({
      accountId,
      providerCallId: `c${String(place)}`,
      startedAt: start - place * minute - shift,
      remote: { name: `Volající ${String(place)}`, e164: `+4207${String(10_000_000 + place)}` },
    }),
  );

const Rows = z.object({ rows: z.number() });
const rowsIn = (database: Database, table: string): number =>
  database.row(Rows, `SELECT count(*) AS rows FROM ${table}`)?.rows ?? -1;

/** Every full-text index says of itself that it is whole. */
const checkIndexes = (database: Database): void => {
  for (const table of ['dictionary_words', 'dictionary_digits', 'notes'])
    database.script(`INSERT INTO ${table} (${table}) VALUES ('integrity-check')`);
};

describe('what the provider no longer has', () => {
  it('goes with the page that tells so, and what only it was called by', () => {
    const database = emptyDatabase();
    const store = createDirectStore(database);
    const tags = [{ id: '1', name: 'VIP', colour: null }];
    const gone = aCall({ providerCallId: 'gone', remote: { name: 'Zmizelá' }, tags });
    fill(database, [gone, aCall({ providerCallId: 'kept', startedAt: start - minute })]);
    const ids = [idOf('gone'), idOf('never')];
    return expect(store.store(aircallAccount, [], checkpoint, ids))
      .resolves.toEqual({ changed: 1 })
      .then(() => {
        expect(found(database, {})).toEqual(['kept']);
        expect(found(database, { text: 'zmizela' })).toEqual([]);
        expect(['parties', 'marks'].map((table) => rowsIn(database, table))).toEqual([1, 0]);
        checkIndexes(database);
      });
  });

  it('of another account stays', async () => {
    const database = emptyDatabase();
    fill(database, [aCall({ providerCallId: 'a' }), aCall({ accountId: voipexAccount })]);
    const store = createDirectStore(database);
    expect(await store.store(voipexAccount, [], checkpoint, [idOf('a')])).toEqual({ changed: 0 });
    expect(await store.count(aircallAccount)).toBe(1);
  });
});

describe('keeping within limits', () => {
  it('removes the oldest of one account, a part at a time', async () => {
    const database = emptyDatabase();
    fill(database, [...numbered(rowsAtATime + 200), ...numbered(5, voipexAccount, 30 * 24 * 60 * minute)]);
    const store = createDirectStore(database);
    const limits = { before: start - 99.5 * minute, rows: null };
    expect(await store.trim(aircallAccount, limits)).toEqual({ removed: rowsAtATime, more: true });
    expect(await store.trim(aircallAccount, limits)).toEqual({ removed: 100, more: false });
    expect(await store.trim(aircallAccount, limits)).toEqual({ removed: 0, more: false });
    expect(await store.count(aircallAccount)).toBe(100);
    expect(await store.earliest(aircallAccount)).toBe(start - 99 * minute);
    expect(await store.count(voipexAccount)).toBe(5);
    expect(rowsIn(database, 'parties')).toBe(100);
    checkIndexes(database);
  });

  it('keeps the newest of so many rows, whichever limit is tighter', async () => {
    const database = emptyDatabase();
    fill(database, numbered(50));
    const store = createDirectStore(database);
    const trim = async (limits: { before: number | null; rows: number | null }) => {
      while ((await store.trim(aircallAccount, limits)).more);
      return store.count(aircallAccount);
    };
    expect(await trim({ before: null, rows: 40 })).toBe(40);
    expect(found(database, {})[0]).toBe('c0');
    expect(await trim({ before: start - 9.5 * minute, rows: 30 })).toBe(10);
    expect(await trim({ before: start - 20 * minute, rows: 5 })).toBe(5);
    expect(await trim({ before: null, rows: null })).toBe(5);
    expect(await store.trim('aircall:nobody00', { before: start, rows: 1 })).toEqual({
      removed: 0,
      more: false,
    });
  });
});

describe('on disk', () => {
  let folder: string;
  let store: OpenCallStore;
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'switchdeck-removing-'));
    store = await openCallStore({
      file: path.join(folder, 'calls.db'),
      worker: new URL('../../../main/storage/worker.ts', import.meta.url),
      log: silentLog,
    });
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  const traces = (text: string): string[] =>
    readdirSync(folder).filter((name) => readFileSync(path.join(folder, name)).includes(text));

  // Names and numbers that share nothing with others', so that any piece of them is seen.
  const canaries = ['zyxquadrille', '777314159', 'kvapiltrojzvuk', 'wolframovice'];
  const person = aCall({
    providerCallId: 'canary',
    remote: {
      name: 'Zyxquadrille',
      organisation: 'Wolframovice',
      e164: '+420777314159',
      raw: '777 314 159',
    },
    notes: [{ id: '1', text: 'kvapiltrojzvuk volal', author: null, at: null }],
  });

  it('nothing is left of an erased person: no name, number or note', async () => {
    await store.store(aircallAccount, [person, ...numbered(3000)], checkpoint);
    await store.store(aircallAccount, [{ ...person, notes: [] }], checkpoint);
    await store.store(aircallAccount, [person], checkpoint);
    expect(traces('zyxquadrille')).not.toEqual([]);
    expect(await store.erase('00420 777 314 159', 'CZ')).toEqual({ erased: 1 });
    for (const canary of canaries) expect(traces(canary), canary).toEqual([]);
    expect(traces('Zyxquadrille')).toEqual([]);
    expect(await store.count(aircallAccount)).toBe(3000);
    await store.close();
    for (const canary of canaries) expect(traces(canary), canary).toEqual([]);
  });

  it('nothing is left of what was trimmed', async () => {
    await store.store(
      aircallAccount,
      [...numbered(3000), { ...person, startedAt: start - 1e10 }],
      checkpoint,
    );
    expect(await store.trim(aircallAccount, { before: null, rows: 3000 })).toEqual({
      removed: 1,
      more: false,
    });
    for (const canary of canaries) expect(traces(canary), canary).toEqual([]);
  });

  it('nothing is left of many people among others', async () => {
    // Words without a pattern: every third is erased.
    let seed = 7;
    const letter = (): string => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return String.fromCharCode(97 + (seed % 26));
    };
    const names = Array.from({ length: 4500 }, () => Array.from({ length: 10 }, letter).join(''));
    const numbers = names.map((_, place) => `+42060${String(1_000_000 + place * 7)}`);
    const calls = names.map((name, place) =>
      aCall({
        providerCallId: `p${String(place)}`,
        startedAt: start - place * minute,
        remote: { name, e164: numbers[place] ?? '', raw: numbers[place] ?? '' },
      }),
    );
    for (let from = 0; from < calls.length; from += 500)
      await store.store(aircallAccount, calls.slice(from, from + 500), checkpoint);
    const erased = names.map((_, place) => place).filter((place) => place % 90 === 0);
    for (const place of erased) expect(await store.erase(numbers[place] ?? '', 'CZ')).toEqual({ erased: 1 });
    const bytes = readdirSync(folder).map((name) => readFileSync(path.join(folder, name)));
    const left = erased.filter((place) =>
      [names[place] ?? '', (numbers[place] ?? '').slice(1)].some((text) =>
        bytes.some((file) => file.includes(text)),
      ),
    );
    expect(left.map((place) => names[place])).toEqual([]);
  });
});
