import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Bench, startBench } from './bench.ts';
import { Refused } from './documented.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterEach(() => {
  bench.simulator.control.faults.clear();
  bench.simulator.control.limits.change({ perMinute: null });
});
afterAll(() => bench.close());

const calls = '/calls?pageSize=5';
const text = async (path: string): Promise<string> => {
  const headers = { authorization: `Bearer ${await bench.signIn()}` };
  return (await fetch(bench.simulator.ipbxUrl + path, { headers })).text();
};

describe('faults', () => {
  it('answer another status with VoIPEX’s own body, as often as told', async () => {
    bench.simulator.control.faults.add({ path: '^/calls', times: 1, fault: { kind: 'status', status: 503 } });
    const { status, body } = await bench.ask('ipbx', calls, Refused);
    expect([status, body.statusCode, body.error]).toEqual([503, 503, 'Service Unavailable']);
    expect(await bench.status('ipbx', calls)).toBe(200);
  });

  it('cut the connection', async () => {
    bench.simulator.control.faults.add({ path: '^/calls', fault: { kind: 'cut' } });
    await expect(bench.status('ipbx', calls)).rejects.toThrow();
  });

  it('spoil the body: no JSON, wrong types, unknown words, too large', async () => {
    const { faults } = bench.simulator.control;
    faults.add({ path: '^/calls', times: 1, fault: { kind: 'malformed' } });
    const broken = await text(calls);
    expect(() => {
      JSON.parse(broken);
    }).toThrow();
    faults.add({ path: '^/calls', times: 1, fault: { kind: 'wrong-types', fields: ['duration'] } });
    expect(await text(calls)).toMatch(/"duration":"\d+"/u);
    faults.add({ path: '^/calls', times: 1, fault: { kind: 'unknown-values', fields: ['way'] } });
    expect(await text(calls)).toMatch(/"way":"\w+_of_tomorrow"/u);
    faults.add({ path: '^/calls', times: 1, fault: { kind: 'oversized', bytes: 1_000_000 } });
    expect(Buffer.byteLength(await text(calls))).toBeGreaterThanOrEqual(1_000_000);
  });

  it('strike the auth server too', async () => {
    bench.simulator.control.faults.add({ path: '^/token', times: 1, fault: { kind: 'status', status: 500 } });
    const { status, body } = await bench.form('/token', {});
    expect([status, body.error]).toEqual([500, 'server_error']);
  });
});

describe('a limit', () => {
  it('refuses with 429 and the seconds to wait, until the next minute', async () => {
    bench.simulator.control.limits.change({ perMinute: 2 });
    expect(await bench.status('ipbx', '/pauses')).toBe(200);
    expect(await bench.status('central', '/v1/users/me')).toBe(200);
    const { status, headers } = await bench.ask('ipbx', '/pauses', Refused);
    expect([status, headers.get('retry-after')]).toEqual([429, '60']);
    bench.clock.advance(60_000);
    expect(await bench.status('ipbx', '/pauses')).toBe(200);
  });
});

describe('switches', () => {
  it('change one by one over HTTP, and refuse what is none', async () => {
    const change = async (body: unknown): Promise<number> =>
      (
        await fetch(`${bench.simulator.ipbxUrl}/__sim/switches`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      ).status;
    expect(await change({ numberFormat: 'national' })).toBe(200);
    expect(bench.simulator.control.switches.read()).toMatchObject({
      numberFormat: 'national',
      messyRows: true,
    });
    expect(await change({ numberFormat: 'roman' })).toBe(400);
    expect(await change({ colour: 'red' })).toBe(400);
    expect(await change({ numberFormat: 'plus' })).toBe(200);
  });

  it('are part of the state, with time, tokens and what runs', async () => {
    const response = await fetch(`${bench.simulator.centralUrl}/__sim/state`);
    const State = z.looseObject({
      now: z.number(),
      frozen: z.boolean(),
      tokens: z.array(z.unknown()).min(1),
    });
    expect(State.parse(await response.json())).toMatchObject({ frozen: true, now: bench.clock.now() });
  });
});
