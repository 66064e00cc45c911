import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { anyCall } from '../../../domain/call.ts';
import { listedCalls } from '../../support/listed-calls.ts';
import { readCsv } from '../../support/read-csv.ts';
import { readWorkbook } from '../../support/read-workbook.ts';
import { calls, request, useExports } from './exports-bench.ts';

const { clock, open, told, left, ended, inFolder } = useExports();
const idsIn = (file: string): (string | undefined)[] => {
  const text = fs.readFileSync(inFolder(file), 'utf8');
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
    const [sheet] = readWorkbook(fs.readFileSync(inFolder('hovory-2026-01-15.xlsx')));
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
    expect(told().map(({ written }) => written)).toEqual([0, 0, 500, 1000, 1203, 1203]);
    expect(
      told()
        .slice(1)
        .map(({ total }) => total),
    ).toEqual(Array.from({ length: 5 }, () => 1203));
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
    const file = inFolder('mine.csv');
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
    const exports = open({ chooseFile: async () => inFolder('mine') });
    await exports.handlers['exports.begin'](request());
    expect((await ended()).fileName).toBe('mine.csv');
    await exports.handlers['exports.begin'](request());
    expect((await ended()).fileName).toBe('mine');
  });

  it('begins nothing when no file is chosen', async () => {
    const exports = open({ chooseFile: async () => null });
    expect(await exports.handlers['exports.begin'](request())).toBeNull();
    expect([await exports.handlers['exports.read']({}), left(), told()]).toEqual([null, [], []]);
  });

  it('shows the finished file in its folder, as long as it is there', async () => {
    const shown: string[] = [];
    const exports = open({ revealFile: async (file) => void shown.push(file) });
    const reveal = () => exports.handlers['exports.reveal']({});
    await expect(reveal()).rejects.toMatchObject({ code: 'not-found' });
    await exports.handlers['exports.begin'](request());
    await ended();
    await reveal();
    const file = inFolder('calls-2026-01-15.csv');
    expect(shown).toEqual([file]);
    fs.rmSync(file);
    await expect(reveal()).rejects.toMatchObject({ code: 'not-found', where: 'export' });
  });
});
