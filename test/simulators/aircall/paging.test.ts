import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CallList, day, type Desk, Meta, noon, openDesk, someText } from './desk-under-test.ts';

const anyList = z.looseObject({ meta: Meta });

async function everyPage(desk: Desk, path: string): Promise<readonly number[]> {
  const ids: number[] = [];
  for (let next: string | null = path; next !== null;) {
    const { meta, calls }: CallList = await desk.read(next, CallList);
    expect(meta.count).toBe(calls.length);
    ids.push(...calls.map(({ id }) => id));
    next = meta.next_page_link;
  }
  return ids;
}

describe('a list of Aircall', () => {
  it('starts with page 1 of 20, oldest first, and links to the next only', async () => {
    const desk = await openDesk();
    const { meta, calls } = await desk.read('/v1/calls', CallList);
    expect(meta).toMatchObject({ count: 20, current_page: 1, per_page: 20, previous_page_link: null });
    expect(meta.total).toBe(desk.world.count('aircall'));
    expect(meta.next_page_link).toBe(`${desk.simulator.url}/v1/calls?page=2&per_page=20`);
    expect(calls.map(({ started_at }) => started_at)).toEqual(
      calls.map(({ started_at }) => started_at).sort((a, b) => a - b),
    );
  });

  it('is read completely, each record once, by following its links, which keep the filters', async () => {
    const desk = await openDesk({}, { calls: 700 });
    const ids = await everyPage(desk, '/v1/calls?order=desc&per_page=50');
    expect(new Set(ids).size).toBe(desk.world.count('aircall'));
    expect([...ids].sort((a, b) => b - a)).toEqual(ids);
    const { meta } = await desk.read('/v1/calls?order=desc&per_page=50&page=2', anyList);
    expect(meta.next_page_link).toContain('order=desc');
    expect(meta.previous_page_link).toContain('page=1');
  });

  it('drops the filters from its links when switched so', async () => {
    const desk = await openDesk({ linksKeepFilters: false });
    const { meta } = await desk.read('/v1/calls?order=desc&per_page=5', anyList);
    expect(meta.next_page_link).toBe(`${desk.simulator.url}/v1/calls?page=2&per_page=5`);
  });

  it.each(['0', '51', '-1', 'ten', '1.5'])(
    'refuses per_page=%s with 400 instead of clamping it',
    async (size) => {
      const desk = await openDesk();
      const { status, body } = await desk.ask(`/v1/calls?per_page=${size}`);
      expect(status).toBe(400);
      expect(body).toEqual({ error: 'Bad Request', troubleshoot: someText });
    },
  );

  it('ends with an empty page past the last one', async () => {
    const desk = await openDesk({}, { calls: 100 });
    const { meta, calls } = await desk.read('/v1/calls?page=40', CallList);
    expect(calls).toEqual([]);
    expect(meta).toMatchObject({ count: 0, total: 45, next_page_link: null });
  });

  it('takes from and to in seconds, both inclusive', async () => {
    const desk = await openDesk();
    const { calls } = await desk.read('/v1/calls?page=9', CallList);
    const [first, last] = [calls[3]?.started_at ?? 0, calls[11]?.started_at ?? 0];
    const within = await desk.read(`/v1/calls?from=${String(first)}&to=${String(last)}`, CallList);
    expect(within.calls.map(({ id }) => id)).toEqual(
      calls.filter(({ started_at }) => started_at >= first && started_at <= last).map(({ id }) => id),
    );
    expect(within.meta.total).toBe(within.calls.length);
  });

  it('is empty, not an error, for an ISO text and for bounds the wrong way round', async () => {
    const desk = await openDesk();
    for (const query of ['from=2026-11-01T00:00:00Z', 'to=2026-11-10', 'from=1795000000&to=1790000000']) {
      const { meta, calls } = await desk.read(`/v1/calls?${query}`, CallList);
      expect(calls).toEqual([]);
      expect(meta).toMatchObject({ total: 0, next_page_link: null });
    }
  });

  it('lets nobody past the 10,000th record, though it counts all of them', async () => {
    const desk = await openDesk({}, { calls: 30_000, from: noon - 90 * day });
    const last = await desk.read('/v1/calls?per_page=50&page=200', CallList);
    expect(last.meta).toMatchObject({ count: 50, total: 13_500, next_page_link: null });
    const beyond = await desk.read('/v1/calls?per_page=50&page=201', CallList);
    expect(beyond.calls).toEqual([]);
    expect(beyond.meta.next_page_link).toBeNull();
    const uneven = await desk.read('/v1/calls?per_page=30&page=334', CallList);
    expect(uneven.meta).toMatchObject({ count: 10, next_page_link: null });
  });

  it('answers 400 beyond the cap when switched so', async () => {
    const desk = await openDesk({ beyondCap: '400', capPerQuery: 100 });
    expect((await desk.ask('/v1/calls?per_page=50&page=2')).status).toBe(200);
    expect((await desk.ask('/v1/calls?per_page=50&page=3')).status).toBe(400);
  });

  it('caps a time window by itself, so that windows reach everything', async () => {
    const desk = await openDesk({ capPerQuery: 500 });
    const middle = Math.floor((noon - 10 * day) / 1000);
    const before = await everyPage(desk, `/v1/calls?per_page=50&to=${String(middle - 1)}`);
    expect(before.length).toBe(500);
    const { meta } = await desk.read(`/v1/calls?from=${String(middle)}`, anyList);
    expect(meta.total).toBeGreaterThan(0);
    expect(meta.total).toBeLessThan(desk.world.count('aircall'));
  });

  it('forgets calls older than six months, by list and by id', async () => {
    const desk = await openDesk({}, { calls: 3000, from: noon - 300 * day });
    const horizon = Date.UTC(2026, 4, 20, 11) / 1000;
    const { calls } = await desk.read('/v1/calls?from=0', CallList);
    expect(calls[0]?.started_at).toBeGreaterThanOrEqual(horizon);
    expect((await desk.ask('/v1/calls/3000000000')).status).toBe(404);
    desk.simulator.control.switches.change({ historyMonths: 12 });
    expect((await desk.ask('/v1/calls/3000000000')).status).toBe(200);
  });

  it('has the same meta for every listed resource', async () => {
    const desk = await openDesk();
    const lists = ['/v1/calls/search', '/v2/users', '/v1/users/availabilities', '/v1/numbers', '/v1/teams'];
    for (const path of [...lists, '/v1/tags', '/v1/contacts', '/v1/contacts/search', '/v1/webhooks']) {
      const { meta } = await desk.read(`${path}?per_page=2`, anyList);
      expect(meta).toMatchObject({ current_page: 1, per_page: 2, previous_page_link: null });
    }
  });
});

describe('a million calls', () => {
  it('are served to the last page without being kept in memory', async () => {
    const desk = await openDesk(
      { capPerQuery: 1_000_000 },
      { calls: 1_000_000, from: noon - 183 * day, people: 60 },
    );
    const total = desk.world.count('aircall');
    expect(total).toBe(450_000);
    await desk.ask('/v1/calls?per_page=50');
    const before = process.memoryUsage().heapUsed;
    const { calls, meta } = await desk.read(`/v1/calls?per_page=50&page=${String(total / 50)}`, CallList);
    expect(calls).toHaveLength(50);
    expect(meta.next_page_link).toBeNull();
    for (let page = 1; page < 9000; page += 900) await desk.ask(`/v1/calls?per_page=50&page=${String(page)}`);
    // Objects for a million calls would take hundreds of megabytes.
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(80 * 1024 * 1024);
  });
});
