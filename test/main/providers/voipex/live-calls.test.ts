import { describe, expect, it } from 'vitest';
import { authorityOf, neverAborted, reply } from '../session-context.ts';
import { channel, numbers, stub, whole } from './small-company.ts';
import { accessTo, ipbx, now, voipexStub } from './voipex-stub.ts';

describe('the calls in progress of the IPBX API', () => {
  it.each([
    ['Up', 'talking', []],
    ['Ringing', 'ringing', ['u-petr']],
    ['Pre-ring', 'ringing', ['u-petr']],
    ['Ring', 'ringing', []],
    ['Dialing', 'ringing', []],
    ['OffHook', 'ringing', []],
    ['Offhook', 'ringing', []],
    ['Down', undefined, undefined],
    ['Busy', undefined, undefined],
    ['Unknown', undefined, undefined],
    ['Levitating', undefined, undefined],
    [undefined, undefined, undefined],
  ])('a channel in the state %s is a call that is %s, ringing at %j', async (state, told, ringing) => {
    const current = [{ ...channel, state, user: { id: 32, login: null } }];
    const board = stub({ [`${ipbx}/calls/current`]: current });
    const { people, liveCalls } = await board.session.switchboard.read('everything', neverAborted);
    expect([liveCalls[0]?.state, liveCalls[0]?.ringing]).toEqual([told, ringing]);
    // What he is but for his calls.
    expect(people.find(({ id }) => id === 'u-petr')).toMatchObject({ presence: 'paused', liveCallId: null });
    expect(board.counted.unknown.includes('calls/current.state')).toBe(state === 'Levitating');
  });

  it('shows a call with the colleague on it, and the trunk’s side of it not again', async () => {
    const trunk = { ...channel, channelId: '1795180001.402', user: null };
    const { session } = stub({ [`${ipbx}/calls/current`]: [trunk, channel] });
    const { people, liveCalls } = await session.switchboard.read('everything', neverAborted);
    expect(liveCalls).toEqual([
      {
        id: '1795180001.403',
        accountId: 'voipex:testacct2',
        callId: null,
        conversationId: '1795180001.402',
        direction: 'in',
        state: 'talking',
        remote: { number: '+420555010203', name: null },
        personId: 'u-jana',
        ringing: [],
        lineId: null,
        way: [],
        startedAt: Date.parse('2026-11-21T08:59:53Z'),
      },
    ]);
    expect(people[0]).toMatchObject({ presence: 'available', since: null, liveCallId: null });
  });

  it('tells by which line a call came, and to which queue or menu that leads', async () => {
    const main = { ...numbers[1], ownerId: 5, applicationType: 'queue' };
    const trunk = { ...channel, channelId: 't', user: null, dst: '00420555777001' };
    const out = { ...channel, callId: 'o', channelId: 'o', direction: 'Out', src: '201' };
    const { session } = stub({
      [`${ipbx}/numbers`]: [main],
      [`${ipbx}/calls/current`]: [trunk, channel, { ...out, dst: '+420555777001' }],
    });
    const { liveCalls } = await session.switchboard.read('everything', neverAborted);
    expect(liveCalls.map(({ id, lineId, way }) => [id, lineId, way])).toEqual([
      [
        '1795180001.403',
        '2',
        [
          { kind: 'line', name: 'Hlavní' },
          { kind: 'queue', name: 'Podpora' },
        ],
      ],
      ['o', null, []],
    ]);
  });

  it('shows a caller nobody has answered yet once, however many channels there are', async () => {
    const waiting = { ...channel, user: null, state: 'Ring', src: 'anonymous', creationTime: undefined };
    const { session } = stub({ [`${ipbx}/calls/current`]: [waiting, { ...waiting, channelId: 'x' }] });
    const { liveCalls } = await session.switchboard.read('everything', neverAborted);
    expect(liveCalls.map((c) => [c.id, c.remote.number, c.personId, c.startedAt])).toEqual([
      [channel.channelId, null, null, now - 7_000],
    ]);
  });

  it('shows both colleagues of an internal call, each with the other', async () => {
    const loc = { ...channel, direction: 'Loc', src: '202', dst: '201' };
    const petr = { ...loc, channelId: 'p', user: { id: 'u-petr' } };
    const { session } = stub({ [`${ipbx}/calls/current`]: [loc, petr] });
    const { liveCalls } = await session.switchboard.read('everything', neverAborted);
    expect(liveCalls.map((c) => [c.personId, c.direction, c.remote.number, c.remote.name])).toEqual([
      ['u-jana', 'internal', '202', 'Petr Dub'],
      ['u-petr', 'internal', '201', 'Jana Nováková'],
    ]);
  });

  it('asks only for the calls in progress when nothing else is wanted', async () => {
    const { session, requests, paths } = stub();
    await session.switchboard.read('calls', neverAborted);
    expect(paths()).toHaveLength(5);
    requests.length = 0;
    const { people } = await session.switchboard.read('calls', neverAborted);
    expect(paths()).toEqual([`${ipbx}/calls/current`]);
    expect(people[0]?.presence).toBe('available');
  });

  it('asks for no calls every few seconds that it may not see, and spends no tokens on it', async () => {
    const authority = authorityOf('Bearer old', 'Bearer new');
    const board = voipexStub(
      { ...whole, [`${ipbx}/calls/current`]: 401 },
      { access: accessTo('ipbx'), authority },
    );
    const { switchboard } = board.session;
    await switchboard.read('everything', neverAborted);
    board.requests.length = 0;
    for (let poll = 0; poll < 5; poll += 1) await switchboard.read('calls', neverAborted);
    expect(board.paths()).toEqual([]);
    expect(authority.renewals).toBe(0);
  });

  it('renews a token that grew old between two readings of the calls', async () => {
    const authority = authorityOf('Bearer old', 'Bearer new');
    let expired = false;
    const board = voipexStub(
      {
        ...whole,
        [`${ipbx}/calls/current`]: (_query, token) =>
          expired && token === 'Bearer old' ? reply(401, '') : reply(200, [channel]),
      },
      { access: accessTo('ipbx'), authority },
    );
    const { switchboard } = board.session;
    await switchboard.read('everything', neverAborted);
    expired = true;
    expect((await switchboard.read('calls', neverAborted)).liveCalls).toHaveLength(1);
    expect(authority.renewals).toBe(1);
  });

  it('shows a call whose length comes in parts of a second', async () => {
    const odd = { ...channel, duration: 7.0004, creationTime: undefined };
    const { session } = stub({ [`${ipbx}/calls/current`]: [odd] });
    const { liveCalls } = await session.switchboard.read('everything', neverAborted);
    expect(liveCalls[0]?.startedAt).toBe(now - 7_000);
  });
});
