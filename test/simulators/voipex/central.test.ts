import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Bench, noon, startBench } from './bench.ts';
import { BillingRows, Me, Refused } from './documented.ts';
import { defaultSwitches } from './switches.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench({ world: { from: noon - 40 * 86_400_000 } });
});
afterEach(() => {
  bench.simulator.control.switches.change(defaultSwitches);
});
afterAll(() => bench.close());

const rows = async (query: string) => (await bench.ask('central', `/v1/calls?${query}`, BillingRows)).body;

describe('the billing list', () => {
  it.each([
    '',
    'dateFrom=20.11.2026',
    'dateFrom=2026-11-20T00:00:00Z',
    'dateFrom=2026-02-30',
    'dateTo=2026-11-20',
  ])('is refused without a proper first day: %s', async (query) => {
    const { status, body } = await bench.ask('central', `/v1/calls?${query}`, Refused);
    expect([status, body.statusCode]).toEqual([400, 400]);
  });

  it('holds the calls of its days in local time, oldest first', async () => {
    const list = await rows('dateFrom=2026-11-12&dateTo=2026-11-13');
    const moments = list.map(({ datetime }) => datetime);
    expect(moments).toEqual([...moments].sort());
    expect(new Set(moments.map((moment) => moment.slice(0, 10)))).toEqual(
      new Set(['2026-11-12', '2026-11-13']),
    );
    expect(list.map(({ cislo_int: own }) => own).every((own) => /^\d{9}$/u.test(own))).toBe(true);
  });

  it('agrees with the world about what was called', async () => {
    const { world } = bench.simulator;
    const from = Date.parse('2026-11-12T00:00:00+01:00');
    const first = world.indexAt('voipex', from);
    const last = world.indexAt('voipex', from + 86_400_000);
    const calls = Array.from({ length: last - first }, (_, n) => world.call('voipex', first + n));
    const outside = calls.filter(({ direction }) => direction !== 'internal');
    const list = await rows('dateFrom=2026-11-12&dateTo=2026-11-12');
    expect(list).toHaveLength(outside.length);
    expect(list.filter(({ odchozi }) => odchozi === 'Y')).toHaveLength(
      outside.filter(({ direction }) => direction === 'out').length,
    );
    expect(list.filter(({ stav }) => stav === 'Zodpovězeno')).toHaveLength(
      outside.filter(({ answeredAt }) => answeredAt !== null).length,
    );
  });

  it('has a fee for every number on the first of the month, which is no call', async () => {
    const list = await rows('dateFrom=2026-10-31&dateTo=2026-11-02');
    const fees = list.filter(({ cdr_flags: flags }) => flags === 'F');
    expect(fees).toHaveLength(bench.simulator.world.numbers('voipex').length);
    expect(fees.every((fee) => fee.jednotka === 'ks' && fee.datetime === '2026-11-01 00:00:00')).toBe(true);
    expect(list.some((row) => row.cdr_flags === 'C' && row.jednotka === 's')).toBe(true);
  });

  it('narrows to a number on either side, and to nothing for another customer', async () => {
    const all = await rows('dateFrom=2026-11-01');
    const number = all.find(({ cdr_flags: flags }) => flags === 'C')?.cislo_ext ?? '';
    const found = await rows(`dateFrom=2026-11-01&number=%2B420${number}`);
    expect(found).toEqual(all.filter((row) => row.cislo_int === number || row.cislo_ext === number));
    expect(await rows('dateFrom=2026-11-01&customerId=1')).toEqual([]);
  });

  it('of a long time is sent as it is made', async () => {
    const large = await startBench({ world: { calls: 60_000, from: noon - 100 * 86_400_000 } });
    const { headers, body } = await large.ask('central', '/v1/calls?dateFrom=2026-08-01', BillingRows);
    expect(headers.get('transfer-encoding')).toBe('chunked');
    expect(body.length).toBeGreaterThan(25_000);
    await large.close();
  });
});

describe('who am I', () => {
  it('names the switchboard among the services', async () => {
    const { body } = await bench.ask('central', '/v1/users/me', Me);
    const [pbx, other] = body.services;
    expect(pbx).toMatchObject({ type: 'pbx', properties: { pbxId: 1203, hostname: 'lumora.voipex.io' } });
    expect(other?.type).toBe('helpdesk');
  });
});

describe('the switchboards', () => {
  const properties = { pbxId: 1203, hostname: 'lumora.voipex.io', version: '5.4.0' };
  it.each([
    ['properties', [{ properties }]],
    ['flat', [properties]],
    ['items', { items: [{ properties }] }],
  ] as const)('come in the form %s', async (pbxShape, shape) => {
    bench.simulator.control.switches.change({ pbxShape });
    expect((await bench.ask('central', '/v1/pbx', z.unknown())).body).toMatchObject(shape);
  });

  it('answer to health checks without a credential', async () => {
    for (const path of ['/alive', '/health']) {
      expect((await fetch(bench.simulator.centralUrl + path)).status).toBe(200);
    }
  });
});
