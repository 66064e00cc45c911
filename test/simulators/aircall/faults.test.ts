import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Fault } from '../control/faults.ts';
import { CallList, type Desk, openDesk } from './desk-under-test.ts';

const order = (desk: Desk, fault: z.input<typeof Fault>, over: object = {}) =>
  desk.ask('/__sim/faults', { method: 'POST', body: { fault, ...over }, authorization: null });
const Loose = z.looseObject({ calls: z.array(z.looseObject({})) });

describe('a fault', () => {
  it('answers another status, with the body Aircall gives it or one of the test', async () => {
    const desk = await openDesk();
    await order(desk, { kind: 'status', status: 503, headers: { 'retry-after': '7' } }, { times: 1 });
    const first = await desk.ask('/v1/ping');
    expect([first.status, first.headers.get('retry-after')]).toEqual([503, '7']);
    expect(first.body).toMatchObject({ error: 'Service Unavailable' });
    expect((await desk.ask('/v1/ping')).status).toBe(200);
    await order(desk, { kind: 'status', status: 403 }, { times: 1 });
    expect((await desk.ask('/v1/ping')).body).toEqual({ message: 'Forbidden' });
    await order(desk, { kind: 'status', status: 500, body: '<h1>Sorry</h1>' });
    expect((await desk.ask('/v1/ping')).text).toBe('<h1>Sorry</h1>');
  });

  it('strikes only the requests it was meant for, as often as told, and is counted', async () => {
    const desk = await openDesk();
    const rule = { method: 'get', path: '^/v1/calls\\?', times: 2, skip: 1 };
    await order(desk, { kind: 'status', status: 502 }, rule);
    const statuses: number[] = [];
    for (const path of [
      '/v1/ping',
      '/v1/calls?page=1',
      '/v1/calls?page=2',
      '/v1/calls?page=3',
      '/v1/calls?page=4',
    ]) {
      statuses.push((await desk.ask(path)).status);
    }
    expect(statuses).toEqual([200, 200, 502, 502, 200]);
    expect(desk.simulator.control.faults.list()).toMatchObject([{ id: 1, left: 0, struck: 2 }]);
  });

  it('lasts until it is cleared, and never touches the control plane', async () => {
    const desk = await openDesk();
    const { body } = await order(desk, { kind: 'status', status: 500 });
    expect((await desk.ask('/v1/ping')).status).toBe(500);
    const { id } = z.object({ id: z.number() }).parse(body);
    const cleared = await desk.ask(`/__sim/faults/${String(id)}`, { method: 'DELETE' });
    expect(cleared.body).toEqual({ cleared: 1 });
    expect((await desk.ask('/v1/ping')).status).toBe(200);
  });

  it('delays an answer until its time, and lets go when the simulator closes', async () => {
    const desk = await openDesk();
    await order(desk, { kind: 'delay', ms: 1 }, { times: 1 });
    expect((await desk.ask('/v1/ping')).status).toBe(200);
    await order(desk, { kind: 'delay', ms: 600_000 });
    const waiting = desk.ask('/v1/ping').then(
      () => 'answered',
      () => 'dropped',
    );
    const struck = () => desk.simulator.control.faults.list().at(-1)?.struck === 1;
    while (!struck()) await desk.ask('/__sim/state', { authorization: null });
    await desk.simulator.close();
    expect(await waiting).toBe('dropped');
  });

  it('cuts the connection before the first byte, or half-way through the body', async () => {
    const desk = await openDesk();
    await order(desk, { kind: 'cut' }, { times: 1 });
    await expect(desk.ask('/v1/calls')).rejects.toThrow('fetch failed');
    await order(desk, { kind: 'cut', after: 'half' }, { times: 1 });
    const response = await fetch(`${desk.simulator.url}/v1/calls?per_page=50`, {
      headers: { authorization: `Bearer ${desk.simulator.accessToken}` },
    });
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
    expect((await desk.ask('/v1/ping')).status).toBe(200);
  });

  it('sends a body that is no JSON: cut short, or a page', async () => {
    const desk = await openDesk();
    await order(desk, { kind: 'malformed' }, { times: 1 });
    const short = await desk.ask('/v1/calls');
    expect([short.status, short.body]).toEqual([200, null]);
    expect(short.text.startsWith('{"meta"')).toBe(true);
    await order(desk, { kind: 'malformed', as: 'html' }, { times: 1 });
    const page = await desk.ask('/v1/calls');
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.body).toBeNull();
  });

  it('sends a body of any size', async () => {
    const desk = await openDesk();
    await order(desk, { kind: 'oversized', bytes: 3_000_000 }, { times: 1 });
    const { text, body } = await desk.ask('/v1/ping');
    expect(text.length).toBe(3_000_000);
    expect(body).toEqual({ ping: 'pong' });
  });

  it('changes the types of named fields, or of every number', async () => {
    const desk = await openDesk();
    await order(desk, { kind: 'wrong-types', fields: ['started_at', 'raw_digits', 'tags'] }, { times: 1 });
    const { calls } = await desk.read('/v1/calls', Loose);
    for (const call of calls) {
      expect(call['started_at']).toBeTypeOf('string');
      expect(call).toMatchObject({ raw_digits: 42, tags: {} });
    }
    await order(desk, { kind: 'wrong-types' }, { times: 1 });
    expect(CallList.safeParse((await desk.ask('/v1/calls')).body).success).toBe(false);
    expect(CallList.safeParse((await desk.ask('/v1/calls')).body).success).toBe(true);
  });

  it('can spoil one record and leave the rest of the page alone', async () => {
    const desk = await openDesk();
    await order(desk, { kind: 'wrong-types', fields: ['id'], records: 'first' }, { times: 1 });
    const { calls } = await desk.read('/v1/calls', Loose);
    expect(calls.map((call) => typeof call['id']).slice(0, 3)).toEqual(['string', 'number', 'number']);
  });

  it('invents words that no enumeration has', async () => {
    const desk = await openDesk();
    await order(desk, { kind: 'unknown-values' }, { times: 1 });
    const { calls } = await desk.read('/v1/calls', Loose);
    expect(calls[0]).toMatchObject({ status: 'done_of_tomorrow' });
    expect(calls[0]?.['direction']).toMatch(/^(in|out)bound_of_tomorrow$/u);
    await order(desk, { kind: 'unknown-values', fields: ['direction'] }, { times: 1 });
    expect((await desk.read('/v1/calls', Loose)).calls[0]).toMatchObject({ status: 'done' });
  });

  it('is refused when it is not understood', async () => {
    const desk = await openDesk();
    expect((await order(desk, { kind: 'status', status: 99 })).status).toBe(400);
    expect((await order(desk, { kind: 'cut' }, { path: '(' })).status).toBe(400);
    expect((await order(desk, { kind: 'cut' }, { colour: 'red' })).status).toBe(400);
  });
});

describe('the time of the simulator', () => {
  it('is set, moved, frozen and freed through the control plane', async () => {
    const desk = await openDesk();
    const move = async (body: object) => {
      const reply = await desk.ask('/__sim/time', { method: 'POST', body, authorization: null });
      return z.looseObject({ now: z.number(), frozen: z.boolean() }).parse(reply.body);
    };
    const { now } = await move({ set: '2026-11-25T12:00:00+01:00' });
    expect(now).toBe(Date.UTC(2026, 10, 25, 11));
    expect((await move({ advanceMs: 1500 })).now).toBe(now + 1500);
    const freed = await move({ frozen: false });
    expect(freed.frozen).toBe(false);
    expect(freed.now).toBeGreaterThanOrEqual(now + 1500);
    expect((await move({ frozen: true })).frozen).toBe(true);
  });

  it('changes switches one by one, and refuses those that do not exist', async () => {
    const desk = await openDesk({ capPerQuery: 77 });
    const change = (body: unknown) =>
      desk.ask('/__sim/switches', { method: 'POST', body, authorization: null });
    expect((await change({ v1Users: 'alive' })).body).toMatchObject({ v1Users: 'alive', capPerQuery: 77 });
    expect((await change({ v2Users: 'alive' })).status).toBe(400);
    expect((await change({ v1Users: 'undead' })).status).toBe(400);
  });
});
