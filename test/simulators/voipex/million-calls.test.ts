import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, noon, startBench } from './bench.ts';
import { CallPage } from './documented.ts';
import { legCount } from './legs.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench({ world: { calls: 1_000_000, people: 200, from: noon - 183 * 86_400_000 } });
});
afterAll(() => bench.close());

const page = async (query: string) => (await bench.ask('ipbx', `/calls?${query}`, CallPage)).body;

describe('a company with a million calls', () => {
  it('serves the far end of its call log without holding the calls', async () => {
    const before = process.memoryUsage().heapUsed;
    const { totalResults, totalPages } = await page('pageSize=500');
    const deep = await page(`pageSize=500&page=${String(totalPages - 1)}`);
    const newest = await page('pageSize=500&sortDirection=desc');
    const grown = process.memoryUsage().heapUsed - before;

    expect(totalResults).toBeGreaterThan(550_000);
    expect(deep.items).toHaveLength(500);
    expect(Date.parse(newest.items[0]?.calldate ?? '')).toBeGreaterThan(
      Date.parse(deep.items[0]?.calldate ?? ''),
    );
    // The rows as objects would take some 700 MB; what is remembered are counts per block. The rest is not yet collected.
    expect(grown).toBeLessThan(250_000_000);
  }, 60_000);

  it('counts a day exactly, by looking at that day only', async () => {
    const { world } = bench.simulator;
    const from = Date.parse('2026-09-15T00:00:00+02:00');
    const first = world.indexAt('voipex', from);
    const last = world.indexAt('voipex', from + 86_400_000);
    let rows = 0;
    for (let index = first; index < last; index++) rows += legCount(world.call('voipex', index));
    const end = encodeURIComponent('2026-09-15T23:59:59+02:00');
    const { totalResults } = await page(`startTime=2026-09-15&endTime=${end}&pageSize=1`);
    expect(totalResults).toBe(rows);
  });
});
