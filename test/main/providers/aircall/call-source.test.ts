import { describe, expect, it } from 'vitest';
import { Call } from '../../../../domain/call.ts';
import { createCallSource } from '../../../../main/providers/aircall/call-source.ts';
import { createAircallClient } from '../../../../main/providers/aircall/client.ts';
import type { HttpReply } from '../../../../main/http.ts';
import { contextOf, neverAborted, reply, scriptedHttp } from '../session-context.ts';

interface Stub {
  /** Start of every call, UNIX seconds; the position is the id. */
  readonly starts: readonly number[];
  readonly cap?: number;
  readonly boundsExcluded?: boolean;
  readonly total?: (real: number) => number | null;
  /** Answers to `GET /v1/calls/:id`. */
  readonly byId?: Readonly<Record<string, HttpReply>>;
  /** Sees every question; may answer in the stub's place. */
  readonly instead?: (query: URLSearchParams) => HttpReply | null;
}

/** Aircall's call list as documented: desc, cap of 10,000 records a query, links that lose the filters. */
function aircall({
  starts,
  cap = 10_000,
  boundsExcluded = false,
  total = (n) => n,
  byId = {},
  instead = () => null,
}: Stub) {
  const rows = starts.map((started_at, index) => ({
    id: index + 1,
    direction: 'inbound',
    status: 'done',
    started_at,
  }));
  let newestFirst = rows.sort((a, b) => b.started_at - a.started_at);
  const scripted = scriptedHttp(({ url }) => {
    const { pathname, searchParams: query } = new URL(url);
    const one = byId[pathname.slice('/v1/calls/'.length)];
    if (one !== undefined) return one;
    const other = instead(query);
    if (other !== null) return other;
    const [from, to, page, size] = ['from', 'to', 'page', 'per_page'].map((key) => Number(query.get(key)));
    if (from === undefined || to === undefined || page === undefined || size === undefined)
      throw new Error('query');
    const matching = newestFirst.filter(({ started_at: at }) =>
      boundsExcluded ? at > from && at < to : at >= from && at <= to,
    );
    const reachable = matching.slice(0, cap);
    const calls = reachable.slice((page - 1) * size, page * size);
    const next = page * size < reachable.length ? `https://api.aircall.io/v1/calls?page=${page + 1}` : null;
    const meta = {
      count: calls.length,
      total: total(matching.length),
      current_page: page,
      per_page: size,
      next_page_link: next,
    };
    return reply(200, { meta, calls });
  });
  const context = contextOf({ http: scripted.http });
  const client = createAircallClient('https://api.aircall.io', context, () => 0.5);
  const remove = (...ids: number[]): void => {
    newestFirst = newestFirst.filter(({ id }) => !ids.includes(id));
  };
  return { ...scripted, source: createCallSource(client, context), remove, counted: context.counted };
}

type Source = ReturnType<typeof aircall>['source'];

async function readAll(source: Source, from: number, to: number, mostPages = 5_000) {
  const ids: string[] = [];
  let cursor: string | null = null;
  for (let pages = 1; pages <= mostPages; pages += 1) {
    const batch = await source.page({ from: from * 1000, to: to * 1000 }, cursor, 'history', neverAborted);
    ids.push(...batch.calls.map(({ providerCallId }) => providerCallId));
    if (batch.next === null) return { ids, distinct: new Set(ids).size, pages };
    cursor = batch.next;
  }
  throw new Error('the source does not come to an end');
}

const first = 1_795_000_000;
const every = (seconds: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => first + i * seconds);

describe('the calls of a window from Aircall', () => {
  it('come newest first, fifty a page, with the contact and without short links', async () => {
    const { source, requests } = aircall({ starts: every(60, 120) });
    const { ids, pages } = await readAll(source, first, first + 7200);
    expect([ids.length, ids[0], ids.at(-1), pages]).toEqual([120, '120', '1', 3]);
    const query = Object.fromEntries(new URL(requests[1]?.url ?? '').searchParams);
    expect(query).toEqual({
      from: String(first - 1),
      to: String(first + 7201),
      order: 'desc',
      page: '2',
      per_page: '50',
      fetch_contact: 'true',
      fetch_short_urls: 'false',
    });
  });

  it('end at once when there are none', async () => {
    const { source, requests } = aircall({ starts: [] });
    expect((await readAll(source, first, first + 60)).ids).toEqual([]);
    expect(requests).toHaveLength(1);
  });

  it('are all read when there are more than a query gives out', async () => {
    const { source } = aircall({ starts: every(10, 25_000) });
    const { distinct, pages } = await readAll(source, first, first + 250_000);
    expect(distinct).toBe(25_000);
    expect(pages).toBeLessThan(520);
  });

  it('are all read when they crowd into a few minutes of a long window', async () => {
    const crowd = Array.from({ length: 12_000 }, (_, i) => first + 500_000 + Math.floor(i / 40));
    const { source } = aircall({ starts: crowd });
    expect((await readAll(source, first, first + 1_000_000)).distinct).toBe(12_000);
  });

  it('are all read when Aircall does not include the bounds of a query', async () => {
    const { source } = aircall({ starts: every(1, 21_000), boundsExcluded: true });
    expect((await readAll(source, first, first + 21_000)).distinct).toBe(21_000);
  });

  it.each([
    ['missing', () => null],
    ['too small', (n: number) => Math.min(n, 10_000)],
  ])('are all read when the total is %s', async (_word, total) => {
    const { source } = aircall({ starts: every(10, 21_000), total });
    // The last reachable page has no link to a next one, so only the cap itself can tell.
    expect((await readAll(source, first, first + 210_000)).distinct).toBe(21_000);
  });

  it('come to an end when more calls than a query gives out began in one second', async () => {
    const { source, counted } = aircall({ starts: Array.from({ length: 10_500 }, () => first) });
    expect((await readAll(source, first, first + 60)).distinct).toBe(10_000);
    expect(counted.rejected).toContain('calls: more than can be asked for in one second');
  });

  it('are asked for page by page without asking any page twice where a span is cut', async () => {
    const { source, requests } = aircall({ starts: every(10, 25_000) });
    const { distinct, pages } = await readAll(source, first, first + 250_000);
    expect([distinct, pages <= 25_000 / 50 + 4]).toEqual([25_000, true]);
    const asked = requests.map(({ url }) => new URL(url).searchParams);
    // Beyond the first page of a span nothing is asked of a query that holds more than is given out.
    const wide = asked.filter(
      (query) => Number(query.get('to')) - Number(query.get('from')) > 100_000 && query.get('page') !== '1',
    );
    expect(wide).toEqual([]);
  });

  it('are all read, and said to be read in part only, when calls are deleted meanwhile', async () => {
    const starts = every(60, 200);
    const { source, remove } = aircall({ starts });
    const window = { from: first * 1000, to: (first + 12_000) * 1000 };
    const ids = new Set<string>();
    const partial: boolean[] = [];
    let cursor: string | null = null;
    do {
      const batch = await source.page(window, cursor, 'history', neverAborted);
      for (const { providerCallId } of batch.calls) ids.add(providerCallId);
      partial.push(batch.partial === true);
      cursor = batch.next;
      // Two of the newest go after the first page: every later call moves up by two.
      if (partial.length === 1) remove(199, 200);
    } while (cursor !== null);
    expect(ids.size).toBe(200);
    expect(partial).toEqual([false, true, false, false, false, false]);
  });

  it('are counted with one question that reads none', async () => {
    const { source, requests } = aircall({ starts: every(60, 120) });
    const window = { from: first * 1000, to: (first + 7200) * 1000 };
    expect(await source.count?.(window, 'history', neverAborted)).toEqual({ calls: 120, requests: 3 });
    expect(requests.map(({ url }) => new URL(url).searchParams.get('per_page'))).toEqual(['1']);
    const capped = aircall({ starts: every(10, 21_000), total: (n) => Math.min(n, 10_000) }).source;
    const all = { from: first * 1000, to: (first + 210_000) * 1000 };
    expect(await capped.count?.(all, 'history', neverAborted)).toEqual({ calls: null, requests: 0 });
  });

  it('come with how many there are, on the first page and where that is known', async () => {
    const window = { from: first * 1000, to: (first + 7200) * 1000 };
    const { source } = aircall({ starts: every(60, 120) });
    const one = await source.page(window, null, 'soon', neverAborted);
    const two = await source.page(window, one.next, 'soon', neverAborted);
    expect([one.total, two.total]).toEqual([120, undefined]);
    for (const total of [null, 10_000]) {
      const untold = aircall({ starts: every(60, 120), total: () => total });
      expect((await untold.source.page(window, null, 'soon', neverAborted)).total).toBeNull();
    }
  });

  it('are asked for one by one when the list lacks them', async () => {
    const { source } = aircall({
      starts: every(60, 3),
      byId: { 1: reply(200, { call: { id: 1 } }), 2: reply(404, {}), 3: reply(200, { call: { id: 4 } }) },
    });
    const there = (providerCallId: string) =>
      source.stillThere?.({ id: `a:${providerCallId}`, providerCallId, startedAt: 0 }, neverAborted);
    expect([await there('1'), await there('2'), await there('3')]).toEqual([true, false, null]);
  });

  it('tell where records were that could not be read', async () => {
    const fine = { id: 1, direction: 'inbound', status: 'done', started_at: first + 100 };
    const calls = [fine, { ...fine, id: 2, started_at: 'yesterday' }, { ...fine, id: 3, started_at: first }];
    const meta = { total: 3, current_page: 1, per_page: 50, next_page_link: null };
    const { source } = aircall({ starts: [], instead: () => reply(200, { meta, calls }) });
    const window = { from: first * 1000, to: (first + 3600) * 1000 };
    expect(await source.page(window, null, 'history', neverAborted)).toMatchObject({
      partial: true,
      faulty: { from: first * 1000, to: (first + 3601) * 1000 },
    });
  });

  it('go on from a cursor that was stored, and start over from one that cannot be read', async () => {
    const { source, requests } = aircall({ starts: every(60, 120) });
    const window = { from: first * 1000, to: (first + 7200) * 1000 };
    const { next } = await source.page(window, null, 'history', neverAborted);
    const second = await source.page(window, next, 'history', neverAborted);
    expect(second.calls[0]?.providerCallId).toBe('70');
    for (const broken of ['not json', '{"page":0}', '{"spans":[],"page":1}', '[]']) {
      await source.page(window, broken, 'history', neverAborted);
      expect(new URL(requests.at(-1)?.url ?? '').searchParams.get('page')).toBe('1');
    }
  });

  it('lose only the one that began at a moment no calendar knows', async () => {
    const fine = { id: 1, direction: 'inbound', status: 'done', started_at: first };
    const calls = [fine, { ...fine, id: 2, started_at: 1e300 }, { ...fine, id: 3, ended_at: -7 }];
    const { source, counted } = aircall({
      starts: [],
      instead: () => reply(200, { meta: { next_page_link: null }, calls }),
    });
    const batch = await source.page({ from: 0, to: 1 }, null, 'soon', neverAborted);
    expect(batch.calls.map((call) => Call.parse(call).providerCallId)).toEqual(['1']);
    expect(counted.rejected).toEqual(['calls[1].started_at', 'calls[2].ended_at']);
  });

  it('do not end with a page of which nothing can be read', async () => {
    const meta = {
      total: 3,
      current_page: 1,
      per_page: 2,
      next_page_link: 'https://api.aircall.io/v1/calls?page=2',
    };
    const calls = [{ id: 1 }, { id: 2 }];
    const { source, counted } = aircall({
      starts: [first],
      instead: (query) => (query.get('page') === '1' ? reply(200, { meta, calls }) : null),
    });
    const batch = await source.page(
      { from: first * 1000, to: (first + 60) * 1000 },
      null,
      'soon',
      neverAborted,
    );
    expect([batch.calls, batch.next === null]).toEqual([[], false]);
    expect(counted.rejected).toEqual(['calls[0].direction', 'calls[1].direction']);
  });
});
