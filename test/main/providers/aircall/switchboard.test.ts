import { describe, expect, it } from 'vitest';
import { SwitchboardSnapshot } from '../../../../domain/switchboard.ts';
import { createAircallClient } from '../../../../main/providers/aircall/client.ts';
import { createSwitchboard, readPresence } from '../../../../main/providers/aircall/switchboard.ts';
import { contextOf, failureOf, neverAborted, reply, scriptedHttp } from '../session-context.ts';

const user = {
  id: 1719365,
  name: 'Claire Martin',
  email: 'claire.martin@example.com',
  available: true,
  availability_status: 'available',
  substatus: 'always_opened',
  extension: '001',
};
const other = {
  ...user,
  id: 1719366,
  name: 'Hugo Petit',
  email: 'hugo@example.com',
  substatus: 'on_a_break',
  extension: null,
};
const call = {
  id: 30,
  direction: 'inbound',
  status: 'done',
  started_at: 1795248000,
  answered_at: null,
  ended_at: 1795248010,
};

const documented: Record<string, readonly unknown[] | number> = {
  '/v2/users': [user, other],
  '/v1/users/availabilities': [
    { id: 1719365, availability: 'available' },
    { id: 1719366, availability: 'do_not_disturb' },
  ],
  '/v1/numbers': [
    {
      id: 1096199,
      name: 'Paris main line',
      digits: '+33 1 76 00 00 11',
      open: true,
      availability_status: 'custom',
      users: [user],
    },
    {
      id: 1096200,
      name: 'Old line',
      digits: '+33 1 76 00 00 12',
      availability_status: 'on_the_moon',
      users: [user, other],
    },
  ],
  '/v1/teams': [
    { id: 204848, name: 'Support FR', created_at: '2025-09-15T13:09:37.000Z', users: [{ id: 1719365 }] },
  ],
  '/v1/calls': [call],
};

/** Lists with their rows, or the status they answer with; two rows a page. */
function aircall(lists: Record<string, readonly unknown[] | number> = {}) {
  const all = { ...documented, ...lists };
  const scripted = scriptedHttp(({ url }) => {
    const { pathname, searchParams } = new URL(url);
    const rows = all[pathname] ?? 404;
    if (typeof rows === 'number') return reply(rows, { message: 'no' });
    const page = Number(searchParams.get('page'));
    const shown = rows.slice((page - 1) * 2, page * 2);
    const key =
      pathname.split('/').at(-1) === 'availabilities' ? 'users' : (pathname.split('/').at(-1) ?? '');
    const next = page * 2 < rows.length ? `https://api.aircall.io${pathname}?page=${page + 1}` : null;
    return reply(200, {
      meta: { total: rows.length, current_page: page, per_page: 2, next_page_link: next },
      [key]: shown,
    });
  });
  const context = contextOf({ http: scripted.http });
  const client = createAircallClient('https://api.aircall.io', context, () => 0.5);
  const paths = (): string[] => scripted.requests.map(({ url }) => new URL(url).pathname).sort();
  return { ...scripted, source: createSwitchboard(client, context), counted: context.counted, paths };
}

describe('the switchboard of an Aircall company', () => {
  it('shows people, lines and teams, and is what the contract allows', async () => {
    const { source, counted } = aircall();
    const reading = await source.read('everything', neverAborted);
    SwitchboardSnapshot.parse({
      sequence: 1,
      parts: [],
      people: reading.people,
      lines: reading.lines,
      groups: reading.groups,
      liveCalls: reading.liveCalls,
    });
    expect(reading.people.map((p) => [p.name, p.presence, p.presenceWord, p.extension, p.teamIds])).toEqual([
      ['Claire Martin', 'available', 'available', '001', ['204848']],
      ['Hugo Petit', 'do-not-disturb', 'on_a_break', null, []],
    ]);
    expect(reading.lines.map((l) => [l.name, l.number, l.kind, l.open, l.owner])).toEqual([
      ['Paris main line', '+33 1 76 00 00 11', 'number', 'by-schedule', 'Claire Martin'],
      ['Old line', '+33 1 76 00 00 12', 'number', 'unknown', null],
    ]);
    expect(reading.groups).toEqual([
      {
        id: '204848',
        accountId: 'aircall:testacct1',
        kind: 'team',
        name: 'Support FR',
        memberIds: ['1719365'],
        free: null,
        waiting: null,
      },
    ]);
    expect([reading.liveCalls, reading.pbx]).toEqual([[], []]);
    expect(counted.unknown).toEqual(['numbers.availability_status']);
  });

  it('reads lists to their end', async () => {
    const people = Array.from({ length: 5 }, (_, i) => ({ ...user, id: i + 1 }));
    const { source } = aircall({ '/v2/users': people });
    expect((await source.read('everything', neverAborted)).people).toHaveLength(5);
  });

  it('keeps the directory and asks only for availabilities and the newest calls when only the state is wanted', async () => {
    const { source, requests, paths } = aircall();
    await source.read('state', neverAborted);
    expect(paths()).toEqual([
      '/v1/calls',
      '/v1/numbers',
      '/v1/teams',
      '/v1/users/availabilities',
      '/v2/users',
    ]);
    requests.length = 0;
    expect((await source.read('state', neverAborted)).people).toHaveLength(2);
    expect(paths()).toEqual(['/v1/calls', '/v1/users/availabilities']);
  });

  it('asks only for the newest calls when nothing else is wanted, once it knows the rest', async () => {
    const { source, requests, paths } = aircall();
    await source.read('calls', neverAborted);
    expect(paths()).toHaveLength(5);
    requests.length = 0;
    const { people } = await source.read('calls', neverAborted);
    expect(paths()).toEqual(['/v1/calls']);
    expect(people.map((p) => p.presence)).toEqual(['available', 'do-not-disturb']);
  });

  it('tells of running calls as the list has them, and of people what they are but for their calls', async () => {
    const talking = {
      ...call,
      id: 31,
      status: 'answered',
      answered_at: 1795248005,
      ended_at: null,
      raw_digits: '+33 6 12 34 56 78',
      user,
    };
    const waiting = {
      ...call,
      ...{ id: 32, status: 'initial', ended_at: null, raw_digits: 'anonymous' },
      number: { id: 1096199, name: 'Paris main line', digits: '+33 1 76 00 00 11' },
      teams: [{ id: 204848, name: 'Support FR' }],
    };
    const { people, liveCalls } = await aircall({ '/v1/calls': [talking, waiting] }).source.read(
      'everything',
      neverAborted,
    );
    expect(liveCalls.map((c) => [c.id, c.state, c.remote.number, c.personId, c.startedAt])).toEqual([
      ['31', 'talking', '+33 6 12 34 56 78', '1719365', 1795248005_000],
      ['32', 'ringing', null, null, 1795248000_000],
    ]);
    expect(liveCalls[1]).toMatchObject({
      callId: 'aircall:testacct1:32',
      ringing: [],
      lineId: '1096199',
      way: [
        { kind: 'line', name: 'Paris main line' },
        { kind: 'team', name: 'Support FR' },
      ],
    });
    expect(people.map((p) => [p.presence, p.since, p.liveCallId])).toEqual([
      ['available', null, null],
      ['do-not-disturb', null, null],
    ]);
  });

  it('shows people as unknown, and not as offline, when availabilities are out of reach', async () => {
    const { people } = await aircall({ '/v1/users/availabilities': 404 }).source.read(
      'everything',
      neverAborted,
    );
    expect(people.map((p) => [p.presence, p.presenceWord])).toEqual([
      ['unknown', null],
      ['unknown', null],
    ]);
  });

  it('fails as a whole when the people cannot be read', async () => {
    expect(await failureOf(aircall({ '/v2/users': 404 }).source.read('everything', neverAborted))).toBe(
      'not-found',
    );
  });
});

describe('an Aircall availability', () => {
  const quiet = { unknownValue: () => undefined, rejectedRecord: () => undefined };
  it.each([
    ['available', 'always_opened', 'available', 'available'],
    ['offline', 'always_closed', 'offline', 'offline'],
    ['do_not_disturb', 'out_for_lunch', 'do-not-disturb', 'out_for_lunch'],
    ['do_not_disturb', 'always_closed', 'do-not-disturb', 'do_not_disturb'],
    ['in_call', 'always_opened', 'on-call', 'in_call'],
    ['after_call_work', 'on_a_break', 'wrap-up', 'after_call_work'],
    ['levitating', null, 'unknown', 'levitating'],
    [null, 'on_a_break', 'unknown', null],
  ])('%s with substatus %s is %s, told as %s', (availability, substatus, presence, word) => {
    expect(readPresence(availability, substatus, quiet)).toEqual({ presence, word });
  });
});
