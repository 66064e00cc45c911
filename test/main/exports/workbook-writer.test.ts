import { describe, expect, it } from 'vitest';
import type { Call } from '../../../domain/call.ts';
import { DeskError } from '../../../main/failures.ts';
import { localTime } from '../../../main/exports/local-time.ts';
import { createWorkbookWriter } from '../../../main/exports/workbook-writer.ts';
import { exportWords } from '../../../main/exports/words.ts';
import { aCall } from '../../support/calls.ts';
import { type ReadSheet, readWorkbook } from '../../support/read-workbook.ts';
import { elementsOf } from '../../support/read-xml.ts';

const facts = { words: exportWords.en, labelOf: () => 'Atelier & Co. <1>' };

async function written(calls: readonly Call[], rowsOfSheet?: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const target = { write: async (data: string | Uint8Array) => void chunks.push(Buffer.from(data)) };
  const writer = createWorkbookWriter(target, facts, rowsOfSheet);
  // In parts, as an export does.
  for (let at = 0; at < calls.length; at += 2) await writer.write(calls.slice(at, at + 2));
  await writer.finish();
  return Buffer.concat(chunks);
}
async function sheetOf(call: Call): Promise<ReadSheet> {
  const [sheet] = readWorkbook(await written([call]));
  if (sheet === undefined) throw new Error('no sheet');
  return sheet;
}
const named = (name: string): Call => aCall({ remote: { name } });

describe('a workbook of calls', () => {
  it('has real dates, counts, and numbers that stay text', async () => {
    const call = aCall();
    const { name, cells } = await sheetOf(call);
    const { date, time } = localTime(call.startedAt);
    expect(name).toBe('Calls');
    expect([cells.get('A1'), cells.get('D1'), cells.get('X1')]).toEqual(['Account', 'Start', 'Recording']);
    expect([cells.get('A2'), cells.get('D2')]).toEqual(['Atelier & Co. <1>', `${date} ${time}`]);
    expect([cells.get('K2'), cells.get('L2'), cells.get('M2')]).toEqual([12, 120, '+420606123456']);
    expect(cells.get('N2')).toBeUndefined();
  });

  it('keeps its head in sight, offers a filter over all rows, and gives the columns room', async () => {
    const { xml } = await sheetOf(aCall());
    const [pane, filter] = [elementsOf(xml, 'pane')[0], elementsOf(xml, 'autoFilter')[0]];
    expect([pane?.attributes.get('ySplit'), pane?.attributes.get('state')]).toEqual(['1', 'frozen']);
    expect(filter?.attributes.get('ref')).toBe('A1:X2');
    expect(elementsOf(xml, 'col')).toHaveLength(24);
    // The order that the schema of a sheet prescribes.
    expect(xml.children.map((child) => child.name)).toEqual([
      'sheetViews',
      'sheetFormatPr',
      'cols',
      'sheetData',
      'autoFilter',
    ]);
  });

  it.each([
    ['markup', `<b>&"x'</b> ]]>`],
    ['a formula', '=HYPERLINK("https://example.test")'],
    ['blanks and lines', '  two\n lines\t '],
    ['control characters', 'bell \u0007 nul \u0000 del \u007f'],
    ['what looks like one of them escaped', 'a_x0007_b _x005F_ _xZZZZ_'],
    ['characters beyond the first plane', 'smile 😀 𝒩ovák'],
    ['what is no character', 'x\uffff\ufffey'],
  ])('tells %s as it is', async (_, text) => {
    expect((await sheetOf(named(text))).cells.get('N2')).toBe(text);
  });

  it('replaces half a character, and writes line ends in one way', async () => {
    expect((await sheetOf(named('half \ud83d'))).cells.get('N2')).toBe('half \ufffd');
    expect((await sheetOf(named('a\r\nb\rc'))).cells.get('N2')).toBe('a\nb\nc');
  });

  it('never fills a cell beyond what Excel takes', async () => {
    const long = String((await sheetOf(named('x'.repeat(40_000)))).cells.get('N2'));
    expect([long.length, long.at(-1)]).toEqual([32_767, '…']);
    const pairs = String((await sheetOf(named(`a${'😀'.repeat(20_000)}`))).cells.get('N2'));
    expect([pairs.isWellFormed(), pairs.length, pairs.at(-1)]).toEqual([true, 32_766, '…']);
  });

  it('goes on in further sheets, each with its head', async () => {
    const calls = Array.from({ length: 7 }, (_, n) => aCall({ providerCallId: String(n) }));
    const sheets = readWorkbook(await written(calls, 4));
    expect(sheets.map(({ name }) => name)).toEqual(['Calls', 'Calls 2', 'Calls 3']);
    const ids = sheets.map(({ cells }) => ['C1', 'C2', 'C3', 'C4'].map((place) => cells.get(place)));
    expect(ids).toEqual([
      ['Call id', ...calls.slice(0, 3).map(({ id }) => id)],
      ['Call id', ...calls.slice(3, 6).map(({ id }) => id)],
      ['Call id', calls[6]?.id, undefined, undefined],
    ]);
  });

  it('with no call at all has its head', async () => {
    const sheets = readWorkbook(await written([]));
    expect(sheets.map(({ cells }) => [cells.size, cells.get('A1')])).toEqual([[24, 'Account']]);
  });

  it('tells the next who writes that the disk refused, and waits for nothing after it', async () => {
    const refusal = new DeskError('disk-full');
    const writer = createWorkbookWriter({ write: () => Promise.reject(refusal) }, facts);
    const calls = Array.from({ length: 500 }, () => named('x'.repeat(5_000)));
    const write = async (): Promise<void> => {
      for (;;) await writer.write(calls);
    };
    await expect(write()).rejects.toBe(refusal);
    await expect(writer.finish()).rejects.toBe(refusal);
    writer.abandon();
  });
});
