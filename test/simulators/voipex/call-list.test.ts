import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, noon, startBench } from './bench.ts';
import { type CallItem, CallPage, Refused } from './documented.ts';
import { defaultSwitches } from './switches.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterEach(() => {
  bench.simulator.control.switches.change(defaultSwitches);
});
afterAll(() => bench.close());

const list = async (query: string) => (await bench.ask('ipbx', `/calls?${query}`, CallPage)).body;
const items = async (query: string): Promise<readonly CallItem[]> =>
  (await list(`pageSize=5000&${query}`)).items;
const key = (item: CallItem): string =>
  JSON.stringify([item.linkedid, item.uniqueid, item.line, item.calldate]);
const since = (days: number): string => encodeURIComponent(new Date(noon - days * 86_400_000).toISOString());

describe('pages of the call log', () => {
  it('hold a hundred rows from the oldest on, unless told otherwise', async () => {
    const page = await list('');
    expect(page.items).toHaveLength(100);
    expect(page.currentPage).toBe(1);
    expect(page.totalPages).toBe(Math.ceil(page.totalResults / 100));
    const starts = page.items.map(({ calldate }) => Date.parse(calldate));
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(starts[0]).toBeLessThan(noon - 13 * 86_400_000);
  });

  it('put together give every row once, in either direction', async () => {
    const { totalPages, totalResults } = await list('pageSize=700');
    const walk = async (direction: string): Promise<readonly string[]> => {
      const keys: string[] = [];
      for (let page = 1; page <= totalPages; page++) {
        const { items: rows } = await list(`pageSize=700&page=${String(page)}&sortDirection=${direction}`);
        keys.push(...rows.map(key));
      }
      return keys;
    };
    const oldestFirst = await walk('asc');
    expect(new Set(oldestFirst).size).toBe(totalResults);
    expect([...(await walk('desc'))].reverse()).toEqual(oldestFirst);
  });

  it('beyond the last are empty', async () => {
    const { items: rows, currentPage } = await list('page=9999');
    expect(rows).toEqual([]);
    expect(currentPage).toBe(9999);
  });

  it('link to the next and the last, keeping the question', async () => {
    const { links, totalPages } = await list('pageSize=50&way=In');
    const next = links.find(({ rel }) => rel === 'next');
    expect(next?.method).toBe('GET');
    expect(next?.href).toBe('/calls?pageSize=50&way=In&page=2');
    expect(links.find(({ rel }) => rel === 'last')?.href).toContain(`page=${String(totalPages)}`);
  });

  it.each([
    'pageSize=5001',
    'pageSize=0',
    'page=0',
    'page=x',
    'way=in',
    'timezone=Mars',
    'startTime=soon',
    'sortColumn=x',
  ])('are refused for %s', async (query) => {
    const { status, body } = await bench.ask('ipbx', `/calls?${query}`, Refused);
    expect([status, body.statusCode, body.error]).toEqual([400, 400, 'Bad Request']);
  });
});

describe('the window of the call log', () => {
  it('takes in both ends', async () => {
    const [first] = await items('');
    const at = encodeURIComponent(first?.calldate ?? '');
    const rows = await items(`startTime=${at}&endTime=${at}`);
    expect(rows.map(key)).toContain(key(first ?? rows[0] ?? fail()));
    expect(rows.every(({ calldate }) => calldate === first?.calldate)).toBe(true);
  });

  it('counts the same rows as the whole list has in it', async () => {
    const all = await items('');
    const inside = all.filter(({ calldate }) => Date.parse(calldate) >= noon - 3 * 86_400_000);
    const { totalResults } = await list(`startTime=${since(3)}`);
    expect(totalResults).toBe(inside.length);
  });

  it('never shows a call before it is over and written', async () => {
    bench.simulator.control.switches.change({ rowDelay: 2 });
    const { calls } = bench.simulator.control;
    const before = (await list('')).totalResults;
    const call = calls.ring({ remote: '+420601999888', rungIndexes: [4] });
    expect((await list('')).totalResults).toBe(before);
    bench.clock.advance(5000);
    calls.answer(call);
    bench.clock.advance(20_000);
    calls.hangUp(call);
    bench.clock.advance(1000);
    expect(await items('phoneNumber=%2B420601999888')).toEqual([]);
    bench.clock.advance(1000);
    const [row] = await items('phoneNumber=%2B420601999888');
    expect(row).toMatchObject({
      duration: 25,
      billsec: 20,
      disposition: 'ANSWERED',
      userAnswered: true,
      way: 'In',
    });
  });
});

describe('moments in rows', () => {
  it('are in the zone that was asked for', async () => {
    const [prague] = await items('');
    const [newYork] = await items('timezone=America%2FNew_York');
    expect(prague?.calldate).toMatch(/\+01:00$/u);
    expect(newYork?.calldate).toMatch(/-05:00$/u);
    expect(Date.parse(newYork?.calldate ?? '')).toBe(Date.parse(prague?.calldate ?? ''));
  });

  it('pass the October fold in order', async () => {
    const fold = Date.parse('2026-10-25T00:00:00Z');
    const world = { from: fold - 3_600_000, to: fold + 4 * 3_600_000, calls: 2000 };
    const autumn = await startBench({ world });
    const { items: rows } = (await autumn.ask('ipbx', '/calls?pageSize=5000', CallPage)).body;
    const offsets = rows.map(({ calldate }) => calldate.slice(-6));
    expect(new Set(offsets)).toEqual(new Set(['+02:00', '+01:00']));
    expect(offsets.lastIndexOf('+02:00')).toBeLessThan(offsets.indexOf('+01:00'));
    autumn.simulator.control.switches.change({ dateFormat: 'plain' });
    const response = await fetch(`${autumn.simulator.ipbxUrl}/calls?pageSize=1`, {
      headers: { authorization: `Bearer ${await autumn.signIn()}` },
    });
    expect(await response.text()).toMatch(/"calldate":"2026-10-25 0\d:\d\d:\d\d"/u);
    await autumn.close();
  });
});

describe('filters of the call log', () => {
  it.each([
    ['way=Out', (row: CallItem) => row.way === 'Out'],
    ['disposition=BUSY', (row: CallItem) => row.disposition === 'BUSY'],
    [
      'disposition=NO%20ANSWER&way=In',
      (row: CallItem) => row.disposition === 'NO ANSWER' && row.way === 'In',
    ],
    ['line=204', (row: CallItem) => String(row.line) === '204'],
    ['extensions=203&extensions=205', (row: CallItem) => ['203', '205'].includes(String(row.line))],
    ['extensions=%5B%22203%22%2C%22205%22%5D', (row: CallItem) => ['203', '205'].includes(String(row.line))],
    ['src=202', (row: CallItem) => row.src === '202'],
    ['dst=202&way=Loc', (row: CallItem) => row.dst === '202' && row.way === 'Loc'],
    [
      'metadata=true&categories=%5B%5B1%2C2%5D%5D',
      (row: CallItem) => categories(row, ['Reklamace', 'Zpětné volání']),
    ],
    ['metadata=true&categories=1,2', (row: CallItem) => categories(row, ['Reklamace', 'Zpětné volání'])],
  ])('%s', async (query, holds) => {
    // Irregular rows may hide what a filter looked at; these must not.
    bench.simulator.control.switches.change({ messyRows: false });
    const all = await items('metadata=True');
    const found = await items(query);
    expect(found.length).toBeGreaterThan(0);
    expect(found.map(key)).toEqual(all.filter(holds).map(key));
  });

  it('find a number however it is written', async () => {
    const row = (await items('way=Out')).find(({ dst }) => dst.startsWith('+420'));
    const national = row?.dst.slice('+420'.length) ?? '';
    const spellings = [encodeURIComponent(row?.dst ?? ''), national, `00420${national}`];
    const counts = await Promise.all(spellings.map(async (n) => (await items(`phoneNumber=${n}`)).length));
    expect(counts[0]).toBeGreaterThan(0);
    expect(new Set(counts).size).toBe(1);
  });

  it('find a conversation by its id, all legs of it', async () => {
    const all = await items('');
    const counts = new Map<string, number>();
    for (const { linkedid } of all) counts.set(linkedid ?? '', (counts.get(linkedid ?? '') ?? 0) + 1);
    const [linkedid, legs] = [...counts].find(([, count]) => count >= 3) ?? ['', 0];
    const found = await items(`linkedid=${linkedid}`);
    expect(found.map(({ linkedid: id }) => id)).toEqual(Array(legs).fill(linkedid));
    expect(await items('linkedid=1795180001.402')).toEqual([]);
  });

  it('order by another column when asked', async () => {
    const durations = (await items('sortColumn=duration&sortDirection=desc')).map(({ duration }) => duration);
    expect(durations).toEqual([...durations].sort((a, b) => b - a));
  });
});

describe('number formats', () => {
  it.each([
    ['plus', /^\+420\d{9}$/u],
    ['national', /^\d{9}$/u],
    ['double-zero', /^00420\d{9}$/u],
  ] as const)('switched to %s', async (numberFormat, form) => {
    bench.simulator.control.switches.change({ numberFormat });
    const czech = (await items('way=Out')).filter(({ dst }) => !/^(\+|00)(33|44)/u.test(dst));
    expect(czech.every(({ dst, phoneNumber }) => form.test(dst) && phoneNumber === dst)).toBe(true);
  });
});

function categories(row: CallItem, names: readonly string[]): boolean {
  return row.categories?.some((name) => names.includes(name)) ?? false;
}

function fail(): never {
  throw new Error('there is no row');
}
