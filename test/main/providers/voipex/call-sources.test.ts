import { describe, expect, it } from 'vitest';
import type { CallSource } from '../../../../main/providers/provider.ts';
import { authorityOf, failureOf, neverAborted, reply } from '../session-context.ts';
import documented from './documented-calls.json' with { type: 'json' };
import { accessTo, type Answer, central, ipbx, voipexStub } from './voipex-stub.ts';

async function readAll(source: CallSource, from: number, to: number, mostPages = 100) {
  const ids: string[] = [];
  let cursor: string | null = null;
  for (let pages = 1; pages <= mostPages; pages += 1) {
    const batch = await source.page({ from, to }, cursor, 'history', neverAborted);
    ids.push(...batch.calls.map(({ providerCallId }) => providerCallId));
    if (batch.next === null) return { ids, pages };
    cursor = batch.next;
  }
  throw new Error('the source does not come to an end');
}

const from = Date.parse('2026-11-20T00:00:00+01:00');
const to = Date.parse('2026-11-21T00:00:00+01:00');
const [row] = documented.items as [(typeof documented.items)[0]]; // the reference has two

/** A log of `count` rows, newest first. */
const log =
  (count: number): Answer =>
  (query) => {
    const [page, size] = [Number(query.get('page')), Number(query.get('pageSize'))];
    const items = Array.from({ length: count }, (_, i) => ({ ...row, uniqueid: `1795179792.${count - i}` }));
    const shown = items.slice((page - 1) * size, page * size);
    return reply(200, {
      items: shown,
      currentPage: page,
      totalPages: Math.ceil(count / size),
      totalResults: count,
    });
  };

const onIpbx = (calls: Answer, more: Record<string, Answer> = {}) =>
  voipexStub({ [`${ipbx}/calls`]: calls, ...more }, { access: accessTo('ipbx') });

describe('the calls of a window from the IPBX API', () => {
  it('come newest first, five hundred a page, until the last page', async () => {
    const { session, requests } = onIpbx(log(1001));
    const { ids, pages } = await readAll(session.calls, from, to);
    expect([new Set(ids).size, ids[0], ids.at(-1), pages]).toEqual([
      1001,
      '1795179792.1001',
      '1795179792.1',
      3,
    ]);
    const query = Object.fromEntries(new URL(requests.at(-1)?.url ?? '').searchParams);
    expect(query).toEqual({
      startTime: '2026-11-19T23:00:00.000Z',
      endTime: '2026-11-20T23:00:00.000Z',
      page: '3',
      pageSize: '500',
      sortDirection: 'desc',
      metadata: 'true',
    });
  });

  it('end at once when there are none', async () => {
    expect(await readAll(onIpbx(log(0)).session.calls, from, to)).toEqual({ ids: [], pages: 1 });
  });

  it('come to an end when the number of pages is not told', async () => {
    const answer: Answer = (query) => reply(200, { items: query.get('page') === '1' ? [row] : [] });
    expect((await readAll(onIpbx(answer).session.calls, from, to)).ids).toHaveLength(1);
  });

  it('are not taken for read when the server gives the same page again', async () => {
    const answer: Answer = () => reply(200, { items: [row], currentPage: 1, totalPages: 900 });
    expect(await failureOf(readAll(onIpbx(answer).session.calls, from, to))).toBe('provider-contract-broken');
  });

  it('are in order even when the server ignores what was asked', async () => {
    const rows = ['2026-11-20T09:00:00+01:00', '2026-11-20T11:00:00+01:00', '2026-11-20T10:00:00+01:00'];
    const items = rows.map((calldate, i) => ({ ...row, calldate, uniqueid: `u${i}` }));
    const { ids } = await readAll(onIpbx({ items, currentPage: 1, totalPages: 1 }).session.calls, from, to);
    expect(ids).toEqual(['u1', 'u2', 'u0']);
  });

  it('are all read, and said to be read in part only, when rows are deleted meanwhile', async () => {
    // Rows a second apart; after the first page two of the newest go and every later row moves up.
    let rows = Array.from({ length: 1200 }, (_, i) => ({
      ...row,
      calldate: new Date(to - (i + 1) * 1000).toISOString(),
      uniqueid: `u.${i}`,
    }));
    const { session } = onIpbx((query) => {
      const [page, size] = [Number(query.get('page')), Number(query.get('pageSize'))];
      const end = Date.parse(query.get('endTime') ?? '');
      const matching = rows.filter(({ calldate }) => Date.parse(calldate) <= end);
      const items = matching.slice((page - 1) * size, page * size);
      const answer = { items, totalPages: Math.ceil(matching.length / size), totalResults: matching.length };
      if (rows.length === 1200) rows = rows.slice(2);
      return reply(200, answer);
    });
    const ids = new Set<string>();
    const partial: boolean[] = [];
    let cursor: string | null = null;
    do {
      const batch = await session.calls.page({ from, to }, cursor, 'history', neverAborted);
      for (const { providerCallId } of batch.calls) ids.add(providerCallId);
      partial.push(batch.partial === true);
      cursor = batch.next;
    } while (cursor !== null);
    expect([ids.size, partial]).toEqual([1200, [false, true, false, false]]);
  });

  it('are counted with one question, and asked for one by one when the list lacks them', async () => {
    const { session } = onIpbx(log(1001));
    expect(await session.calls.count?.({ from, to }, 'history', neverAborted)).toEqual({
      calls: 1001,
      requests: 3,
    });
    const there = (calls: Answer, providerCallId: string) =>
      onIpbx(calls).session.calls.stillThere?.(
        { id: `v:${providerCallId}`, providerCallId, startedAt: from },
        neverAborted,
      );
    expect(await there(log(2), '1795179792.2')).toBe(true);
    expect(await there(log(2), '1795179792.3')).toBe(false);
    // A full page may have it on the next one; an unreadable row may be it.
    expect(await there(log(500), '1795179792.501')).toBeNull();
    expect(await there({ items: ['rubbish'], totalPages: 1 }, '1795179792.3')).toBeNull();
  });

  it('name colleagues by the people of the switchboard, read once', async () => {
    const people = [
      { id: row.user_id, login: 'jana.novakova@example.test', name: 'Jana', surname: 'Nováková', exten: 201 },
    ];
    const { session, paths } = onIpbx(log(1), { [`${ipbx}/pbx/users`]: people });
    const batch = await session.calls.page({ from, to }, null, 'soon', neverAborted);
    await session.calls.page({ from, to }, null, 'soon', neverAborted);
    expect(batch.calls[0]?.agent?.name).toBe('Jana Nováková');
    expect(paths()).toEqual([`${ipbx}/calls`, `${ipbx}/calls`, `${ipbx}/pbx/users`]);
  });

  it('come without a bad row, which is counted, and do without its bad parts', async () => {
    const items = [row, { ...row, calldate: null }, { ...row, uniqueid: 'u3', user: 'jana' }, 'rubbish'];
    const { session, counted } = onIpbx({ items, currentPage: 1, totalPages: 1 });
    expect((await readAll(session.calls, from, to)).ids).toEqual(['1795179792.312', 'u3']);
    expect(counted.rejected).toEqual(['items[1].calldate', 'items[2].user', 'items[3]']);
  });

  it('are refused with a 403, and ask for a fresh token with a 401', async () => {
    expect(await failureOf(readAll(onIpbx(403).session.calls, from, to))).toBe('provider-refused');
    const authority = authorityOf('Bearer old', 'Bearer new');
    const calls: Answer = (query, token) =>
      token === 'Bearer new' && query.has('page')
        ? reply(200, { items: [row], currentPage: 1, totalPages: 1 })
        : reply(401, { statusCode: 401, error: 'Unauthorized', message: 'Expired token' });
    const { session } = voipexStub({ [`${ipbx}/calls`]: calls }, { access: accessTo('ipbx'), authority });
    expect((await readAll(session.calls, from, to)).ids).toHaveLength(1);
  });

  it('start over from a cursor that cannot be read', async () => {
    const { session, requests } = onIpbx(log(600));
    for (const broken of ['{', '{"page":"two"}', '{"day":"2026-11-20"}']) {
      await session.calls.page({ from, to }, broken, 'soon', neverAborted);
      expect(new URL(requests.at(-1)?.url ?? '').searchParams.get('page')).toBe('1');
    }
  });
});

describe('the calls of a window from the central API', () => {
  const bill = (datetime: string, number: string) => ({
    cislo_int: '555777001',
    cislo_ext: number,
    datetime,
    odchozi: 'N',
    stav: 'Zodpovězeno',
    delka: 60,
    jednotka: 's',
    cdr_flags: 'C',
  });
  const rows = [
    bill('2026-11-18 23:59:59', '555000001'),
    bill('2026-11-19 00:00:00', '555000002'),
    bill('2026-11-19 12:00:00', '555000003'),
    bill('2026-11-20 08:00:00', '555000004'),
    bill('2026-11-21 00:00:00', '555000005'),
  ];
  /** `toIncluded`: whether rows of the day `dateTo` are answered, which is not documented. */
  const list =
    (toIncluded: boolean): Answer =>
    (query) => {
      const [first, last] = [query.get('dateFrom') ?? '', query.get('dateTo') ?? ''];
      const day = (r: { readonly datetime: string }) => r.datetime.slice(0, 10);
      return reply(
        200,
        rows.filter((r) => day(r) >= first && (toIncluded ? day(r) <= last : day(r) < last)),
      );
    };
  const onCentral = (answer: Answer) =>
    voipexStub({ [`${central}/v1/calls`]: answer }, { access: accessTo('central') });

  it.each([true, false])(
    'come a day at a time, newest day first, whether or not the last day is included: %s',
    async (included) => {
      const { session, requests } = onCentral(list(included));
      const batches: string[][] = [];
      let cursor: string | null = null;
      do {
        const window = { from: Date.parse('2026-11-19T00:00:00+01:00'), to };
        const batch = await session.calls.page(window, cursor, 'history', neverAborted);
        batches.push(batch.calls.map(({ remote }) => remote.raw));
        cursor = batch.next;
      } while (cursor !== null);
      expect(batches).toEqual([['555000004'], ['555000003', '555000002']]);
      expect(requests.map(({ url }) => new URL(url).search)).toEqual([
        '?dateFrom=2026-11-20&dateTo=2026-11-21',
        '?dateFrom=2026-11-19&dateTo=2026-11-20',
      ]);
    },
  );

  it('come a month at a time where there are few', async () => {
    const { session, requests } = onCentral(list(true));
    const year = { from: Date.parse('2025-11-20T00:00:00+01:00'), to };
    let cursor: string | null = null;
    const seen: string[] = [];
    do {
      const batch = await session.calls.page(year, cursor, 'history', neverAborted);
      seen.push(...batch.calls.map(({ remote }) => remote.raw));
      cursor = batch.next;
    } while (cursor !== null);
    expect(seen).toEqual(['555000004', '555000003', '555000002', '555000001']);
    expect(requests.length).toBeLessThan(20);
  });

  it('are asked for again by their day when the list lacks them', async () => {
    const { session } = onCentral(list(true));
    const window = { from: Date.parse('2026-11-19T00:00:00+01:00'), to };
    const [call] = (await session.calls.page(window, null, 'soon', neverAborted)).calls;
    if (call === undefined) throw new Error('no call');
    expect(await session.calls.stillThere?.(call, neverAborted)).toBe(true);
    expect(await session.calls.stillThere?.({ ...call, providerCallId: 'gone' }, neverAborted)).toBe(false);
  });

  it('are only those of the window', async () => {
    const { session } = onCentral(list(true));
    const window = {
      from: Date.parse('2026-11-19T06:00:00+01:00'),
      to: Date.parse('2026-11-19T18:00:00+01:00'),
    };
    const { calls, next } = await session.calls.page(window, null, 'soon', neverAborted);
    expect([calls.map(({ remote }) => remote.raw), next]).toEqual([['555000003'], null]);
  });

  it('are none in an empty window, without asking', async () => {
    const { session, requests } = onCentral(list(true));
    expect(await session.calls.page({ from: to, to }, null, 'soon', neverAborted)).toEqual({
      calls: [],
      next: null,
    });
    expect(requests).toEqual([]);
  });
});
