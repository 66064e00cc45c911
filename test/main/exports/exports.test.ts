import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Call, anyCall } from '../../../domain/call.ts';
import type { ExportRequest, ExportState } from '../../../domain/export.ts';
import { createExports, type ExportPorts } from '../../../main/exports/exports.ts';
import { DeskError } from '../../../main/failures.ts';
import { silentLog } from '../../../main/log.ts';
import { anAccountRecord } from '../../support/account-record.ts';
import { aCall } from '../../support/calls.ts';
import { scratchProfile } from '../../support/desk-bench.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { fakeKeptFile } from '../../support/kept-file.ts';
import { listedCalls } from '../../support/listed-calls.ts';
import { readCsv } from '../../support/read-csv.ts';
import { readWorkbook } from '../../support/read-workbook.ts';

let folder: string;
let told: ExportState[];
let listeners: Set<() => void>;
beforeEach(() => {
  folder = scratchProfile();
  told = [];
  listeners = new Set();
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const clock = createFakeClock();
const calls: Call[] = Array.from({ length: 1203 }, (_, n) =>
  aCall({ providerCallId: String(n), startedAt: Date.UTC(2026, 0, 15, 8) - n * 1000 }),
);
const open = (ports: Partial<ExportPorts> = {}) =>
  createExports({
    store: listedCalls(calls),
    register: { find: (id) => anAccountRecord({ id, label: 'Atelier' }) },
    announce: {
      exportsChanged(state) {
        told.push(state);
        for (const listener of listeners) listener();
      },
    },
    clock,
    log: silentLog,
    unfinishedFile: fakeKeptFile(),
    chooseFile: async ({ name }) => path.join(folder, name),
    revealFile: () => Promise.resolve(),
    ...ports,
  });
const request = (part: Partial<ExportRequest> = {}): ExportRequest => ({
  filter: anyCall,
  format: 'csv',
  language: 'en',
  ...part,
});
/** Resolves with the state once it is the last one. */
const ended = (): Promise<ExportState> =>
  new Promise((resolve) => {
    const look = (): void => {
      const last = told.at(-1);
      if (last === undefined || last.phase === 'running') return;
      listeners.delete(look);
      resolve(last);
    };
    listeners.add(look);
    look();
  });
const left = (): string[] => fs.readdirSync(folder);
const idsIn = (file: string): (string | undefined)[] => {
  const text = fs.readFileSync(path.join(folder, file), 'utf8');
  expect(text.startsWith('\uFEFF')).toBe(true);
  return readCsv(text.slice(1), ',')
    .slice(1)
    .map((row) => row[2]);
};

describe('an export', () => {
  it('writes every call of the list, newest first, under the name that was chosen', async () => {
    const exports = open();
    const begun = await exports.handlers['exports.begin'](request());
    expect(begun).toMatchObject({ phase: 'running', format: 'csv', written: 0 });
    const last = await ended();
    const [file = ''] = left();
    expect(last).toEqual({
      phase: 'done',
      format: 'csv',
      fileName: file,
      written: calls.length,
      total: calls.length,
      failure: null,
    });
    expect(await exports.handlers['exports.read']({})).toEqual(last);
    expect(file).toMatch(/^calls-2026-01-15\.csv$/);
    expect(idsIn(file)).toEqual(calls.map(({ id }) => id));
  });

  it('is a workbook where that is asked for, in the language asked for', async () => {
    await open().handlers['exports.begin'](request({ format: 'xlsx', language: 'cs' }));
    await ended();
    expect(left()).toEqual(['hovory-2026-01-15.xlsx']);
    const [sheet] = readWorkbook(fs.readFileSync(path.join(folder, 'hovory-2026-01-15.xlsx')));
    expect([sheet?.name, sheet?.cells.get('A1'), sheet?.cells.get('A2')]).toEqual([
      'Hovory',
      'Účet',
      'Atelier',
    ]);
    const ids = calls.map((_, n) => sheet?.cells.get(`C${String(n + 2)}`));
    expect(ids).toEqual(calls.map(({ id }) => id));
  });

  it('asks the store for the list of one instant, however long it takes', async () => {
    const asked: unknown[][] = [];
    const store = listedCalls(calls);
    const filter = { ...anyCall, text: 'today' };
    const begunAt = clock.now();
    await open({
      store: {
        ...store,
        slice: async (...given) => {
          asked.push(given);
          await clock.advance(1000);
          return store.slice(...given);
        },
      },
    }).handlers['exports.begin'](request({ filter }));
    await ended();
    expect(asked).toEqual([
      [filter, null, 500, begunAt],
      [filter, 703, 500, begunAt],
      [filter, 203, 500, begunAt],
    ]);
  });

  it('tells how far it is, and how far it is to go', async () => {
    const store = listedCalls(calls);
    await open({
      store: {
        ...store,
        slice: async (...given) => {
          await clock.advance(300);
          return store.slice(...given);
        },
      },
    }).handlers['exports.begin'](request());
    await ended();
    expect(told.map(({ written }) => written)).toEqual([0, 0, 500, 1000, 1203, 1203]);
    expect(told.slice(1).map(({ total }) => total)).toEqual(Array.from({ length: 5 }, () => 1203));
  });

  it('writes a call once that is met again further down, because its start was corrected', async () => {
    const [first] = calls;
    if (first === undefined) throw new Error('no calls');
    await open({ store: listedCalls([...calls, first, ...calls.slice(0, 3)]) }).handlers['exports.begin'](
      request(),
    );
    expect((await ended()).written).toBe(calls.length);
    expect(idsIn('calls-2026-01-15.csv')).toEqual(calls.map(({ id }) => id));
  });

  it('replaces the file that was chosen, once it is whole', async () => {
    const file = path.join(folder, 'mine.csv');
    fs.writeFileSync(file, 'earlier');
    const seen: string[] = [];
    const store = listedCalls(calls);
    await open({
      chooseFile: async () => file,
      store: {
        ...store,
        slice: async (...given) => {
          seen.push(fs.readFileSync(file, 'utf8'));
          return store.slice(...given);
        },
      },
    }).handlers['exports.begin'](request());
    await ended();
    expect(new Set(seen)).toEqual(new Set(['earlier']));
    expect(left()).toEqual(['mine.csv']);
    expect(idsIn('mine.csv')).toHaveLength(calls.length);
  });

  it('adds the extension that was left out, unless that is the name of another file', async () => {
    const exports = open({ chooseFile: async () => path.join(folder, 'mine') });
    await exports.handlers['exports.begin'](request());
    expect((await ended()).fileName).toBe('mine.csv');
    await exports.handlers['exports.begin'](request());
    expect((await ended()).fileName).toBe('mine');
  });

  it('begins nothing when no file is chosen', async () => {
    const exports = open({ chooseFile: async () => null });
    expect(await exports.handlers['exports.begin'](request())).toBeNull();
    expect([await exports.handlers['exports.read']({}), left(), told]).toEqual([null, [], []]);
  });

  it('shows the finished file in its folder, as long as it is there', async () => {
    const shown: string[] = [];
    const exports = open({ revealFile: async (file) => void shown.push(file) });
    const reveal = () => exports.handlers['exports.reveal']({});
    await expect(reveal()).rejects.toMatchObject({ code: 'not-found' });
    await exports.handlers['exports.begin'](request());
    await ended();
    await reveal();
    const file = path.join(folder, 'calls-2026-01-15.csv');
    expect(shown).toEqual([file]);
    fs.rmSync(file);
    await expect(reveal()).rejects.toMatchObject({ code: 'not-found', where: 'export' });
  });
});

/** A store whose second slice waits until it is let go. */
function halting() {
  const store = listedCalls(calls);
  const reached = Promise.withResolvers<void>();
  const letGo = Promise.withResolvers<void>();
  return {
    reached: reached.promise,
    letGo: letGo.resolve,
    fail: letGo.reject,
    store: {
      ...store,
      slice: async (...given: Parameters<typeof store.slice>) => {
        if (given[1] !== null) {
          reached.resolve();
          await letGo.promise;
        }
        return store.slice(...given);
      },
    },
  };
}

describe.each(['csv', 'xlsx'] as const)('an export to %s that does not come to its end', (format) => {
  it('leaves nothing behind when it is cancelled', async () => {
    const halt = halting();
    const exports = open({ store: halt.store });
    await exports.handlers['exports.begin'](request({ format }));
    await halt.reached;
    expect(left()).toEqual([expect.stringMatching(/^\.switchdeck-[0-9a-f]{12}\.part$/)]);
    const cancelled = exports.handlers['exports.cancel']({});
    halt.letGo();
    expect(await cancelled).toEqual({ done: true });
    expect([told.at(-1)?.phase, told.at(-1)?.failure, left()]).toEqual(['cancelled', null, []]);
    await exports.handlers['exports.begin'](request({ format }));
    expect((await ended()).phase).toBe('done');
  });

  it('leaves nothing behind when the app quits, and nothing begins any more', async () => {
    const halt = halting();
    const exports = open({ store: halt.store });
    await exports.handlers['exports.begin'](request({ format }));
    await halt.reached;
    const stopped = exports.stop();
    halt.letGo();
    await stopped;
    expect(left()).toEqual([]);
    expect(await exports.handlers['exports.begin'](request({ format }))).toBeNull();
  });

  it('says why the calls could not be read', async () => {
    const halt = halting();
    await open({ store: halt.store }).handlers['exports.begin'](request({ format }));
    await halt.reached;
    halt.fail(new DeskError('cache-unavailable', { where: 'read' }));
    expect(await ended()).toMatchObject({
      phase: 'failed',
      failure: { code: 'cache-unavailable', where: 'read' },
    });
    expect(left()).toEqual([]);
  });

  it.each([
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['EIO', 'file-refused'],
  ])('says of %s that it is %s', async (errno, code) => {
    const refuse = async (): Promise<never> =>
      Promise.reject(Object.assign(new Error(errno), { code: errno }));
    await open({
      createFile: async (file) => {
        const real = await fs.promises.open(file, 'wx');
        await real.appendFile('a part of it');
        return { appendFile: refuse, sync: () => real.sync(), close: () => real.close() };
      },
    }).handlers['exports.begin'](request({ format }));
    expect(await ended()).toMatchObject({ phase: 'failed', failure: { code, where: 'export' } });
    expect(left()).toEqual([]);
  });
});

describe('an export that cannot begin', () => {
  const begin = (file: string) => open({ chooseFile: async () => file }).handlers['exports.begin'](request());

  it('says so of a folder that is not there, is no folder, or of a folder in the place of the file', async () => {
    fs.writeFileSync(path.join(folder, 'file'), '');
    fs.mkdirSync(path.join(folder, 'folder.csv'));
    for (const file of ['gone/a.csv', 'file/a.csv', 'folder.csv'])
      await expect(begin(path.join(folder, file))).rejects.toMatchObject({ code: 'file-refused' });
    expect([left(), told]).toEqual([['file', 'folder.csv'], []]);
  });

  it('does not keep another from beginning', async () => {
    const files = [path.join(folder, 'gone/a.csv'), path.join(folder, 'a.csv')];
    const exports = open({ chooseFile: async () => files.shift() ?? null });
    const first = exports.handlers['exports.begin'](request());
    await expect(first).rejects.toMatchObject({ code: 'file-refused' });
    await exports.handlers['exports.begin'](request());
    expect((await ended()).phase).toBe('done');
  });

  it('is refused while another runs, or is being asked where to', async () => {
    const refusal = { code: 'invalid-request', where: 'exports.running' };
    const choosing = Promise.withResolvers<string | null>();
    const halt = halting();
    const exports = open({ store: halt.store, chooseFile: () => choosing.promise });
    const first = exports.handlers['exports.begin'](request());
    await expect(exports.handlers['exports.begin'](request())).rejects.toMatchObject(refusal);
    choosing.resolve(path.join(folder, 'a.csv'));
    await first;
    await expect(exports.handlers['exports.begin'](request())).rejects.toMatchObject(refusal);
    halt.letGo();
    expect((await ended()).phase).toBe('done');
  });
});
