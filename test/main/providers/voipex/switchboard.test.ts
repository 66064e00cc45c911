import { describe, expect, it, vi } from 'vitest';
import { SwitchboardSnapshot } from '../../../../domain/switchboard.ts';
import { Colleagues } from '../../../../main/providers/voipex/directory.ts';
import { authorityOf, failureOf, neverAborted, reply } from '../session-context.ts';
import { accessTo, type Answer, ipbx, now, voipexStub } from './voipex-stub.ts';

const users = [
  { login: 'jana@example.test', name: 'Jana', surname: 'Nováková', id: 'u-jana', pbxUserId: 31, exten: 201 },
  { login: 'petr@example.test', name: 'Petr', surname: 'Dub', id: 'u-petr', pbxUserId: 32, exten: 202 },
  { login: 'eva@example.test', name: 'Eva', surname: 'Malá', id: 'u-eva', pbxUserId: 33, exten: 203 },
  { login: 'ivo', name: 'Ivo', surname: null, id: 'u-ivo', pbxUserId: 34 },
];
const queue = { id: 5, name: 'Podpora', callerId: null };
const members = [
  {
    userId: 'u-jana',
    pbxUserId: 31,
    firstName: 'Jana',
    lastName: 'Nováková',
    login: 'jana@example.test',
    exten: { id: 77, number: '201' },
    queues: [queue],
    skillsGroup: null,
  },
  {
    userId: 'u-ota',
    pbxUserId: 35,
    firstName: 'Ota',
    lastName: 'Host',
    login: 'ota@example.test',
    exten: null,
    queues: [queue],
    skillsGroup: null,
  },
];
const numbers = [
  { number: '201', ownerId: 31, id: 1, ownerType: 'user', type: 'exten', numplan: {} },
  {
    number: '+420555777001',
    ownerId: 9,
    id: 2,
    ownerType: 'application',
    applicationType: 'ivr',
    type: 'ddi',
    numplan: { name: 'Hlavní' },
  },
  { number: '+420555777002', ownerId: 9, id: 3, ownerType: 'application', type: 'cid', numplan: {} },
  { number: '*99', ownerId: 9, id: 4, ownerType: 'application', type: 'teleport', numplan: {} },
];
const callCentre = (isPaused: boolean, agentState?: string) => ({
  status: { callCenter: { isPaused, agentState } },
});
const destinations = [
  {
    id: 31,
    name: 'Jana Nováková',
    extension: '201',
    ownerType: 'user',
    properties: { id: 31, ...callCentre(false, 'NOT_INUSE') },
  },
  {
    id: 32,
    name: 'Petr Dub',
    extension: '202',
    ownerType: 'user',
    properties: { id: 32, ...callCentre(true) },
  },
  { id: 33, name: 'Eva Malá', extension: '203', ownerType: 'user', properties: { id: 33, status: null } },
  {
    id: 5,
    name: 'Podpora',
    extension: '600',
    ownerType: 'application',
    properties: { applicationType: 'queue', freeAgents: 1 },
  },
];

const whole: Record<string, Answer> = {
  [`${ipbx}/pbx/users`]: users,
  [`${ipbx}/members`]: members,
  [`${ipbx}/numbers`]: numbers,
  [`${ipbx}/calls/transfer/destinations`]: destinations,
  [`${ipbx}/calls/current`]: [],
};
const stub = (change: Record<string, Answer> = {}) =>
  voipexStub({ ...whole, ...change }, { access: accessTo('ipbx') });
const presences = async ({ session }: ReturnType<typeof stub>) =>
  Object.fromEntries(
    (await session.switchboard.read('everything', neverAborted)).people.map((p) => [
      p.id,
      [p.presence, p.presenceWord],
    ]),
  );

const channel = {
  callId: '1795180001.402',
  src: '+420555010203',
  dst: '201',
  channelId: '1795180001.403',
  duration: 7,
  user: { id: 'u-jana', login: 'jana@example.test' },
  direction: 'In',
  state: 'Up',
  creationTime: '2026-11-21T08:59:53.000Z',
};

describe('the switchboard of the IPBX API', () => {
  it('shows people, lines and queues, and is what the contract allows', async () => {
    const { session, counted } = stub();
    const reading = await session.switchboard.read('everything', neverAborted);
    const { people, lines, groups, liveCalls } = reading;
    SwitchboardSnapshot.parse({ sequence: 1, parts: [], people, lines, groups, liveCalls });
    expect(people.map((p) => [p.id, p.name, p.email, p.extension, p.teamIds])).toEqual([
      ['u-jana', 'Jana Nováková', 'jana@example.test', '201', ['5']],
      ['u-petr', 'Petr Dub', 'petr@example.test', '202', []],
      ['u-eva', 'Eva Malá', 'eva@example.test', '203', []],
      ['u-ivo', 'Ivo', null, null, []],
      ['u-ota', 'Ota Host', 'ota@example.test', null, ['5']],
    ]);
    expect(lines.map((l) => [l.name, l.number, l.kind, l.open, l.owner])).toEqual([
      ['Jana Nováková', '201', 'extension', 'unknown', 'Jana Nováková'],
      ['Hlavní', '+420555777001', 'number', 'unknown', null],
      ['+420555777002', '+420555777002', 'caller-id', 'unknown', null],
      ['*99', '*99', 'other', 'unknown', null],
    ]);
    expect(groups).toEqual([
      {
        id: '5',
        accountId: 'voipex:testacct2',
        kind: 'queue',
        name: 'Podpora',
        memberIds: ['u-jana', 'u-ota'],
        free: 1,
        waiting: null,
      },
    ]);
    expect(reading.pbx).toEqual(accessTo('ipbx').pbx);
    expect(counted.unknown).toEqual(['numbers.type']);
  });

  it('tells who is free and who paused, and of others only that it does not know', async () => {
    expect(await presences(stub())).toEqual({
      'u-jana': ['available', 'NOT_INUSE'],
      'u-petr': ['paused', 'isPaused'],
      'u-eva': ['unknown', null],
      'u-ivo': ['unknown', null],
      'u-ota': ['unknown', null],
    });
  });

  it.each(['loggedOut', 'LOGGED_OUT', 'unavailable'])(
    'does not call an agent free who is %s',
    async (word) => {
      const [jana] = destinations;
      const away = [{ ...jana, properties: { id: 31, ...callCentre(false, word) } }];
      const board = stub({ [`${ipbx}/calls/transfer/destinations`]: away });
      expect((await presences(board))['u-jana']).toEqual(['offline', word]);
    },
  );

  it.each([
    ['Up', 'on-call'],
    ['Ringing', 'ringing'],
    ['Pre-ring', 'ringing'],
    ['Ring', 'ringing'],
    ['OffHook', 'ringing'],
    ['Offhook', 'ringing'],
    ['Down', 'paused'],
    ['Busy', 'paused'],
    ['Unknown', 'paused'],
    ['Levitating', 'paused'],
    [undefined, 'paused'],
  ])('a channel in the state %s makes a paused agent %s', async (state, presence) => {
    const current = [{ ...channel, state, user: { id: 32, login: null } }];
    const board = stub({ [`${ipbx}/calls/current`]: current });
    expect((await presences(board))['u-petr']?.[0]).toBe(presence);
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
        direction: 'in',
        state: 'talking',
        remote: { number: '+420555010203', name: null },
        personId: 'u-jana',
        startedAt: Date.parse('2026-11-21T08:59:53Z'),
      },
    ]);
    expect(people[0]).toMatchObject({ presence: 'on-call', liveCallId: '1795180001.403' });
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

  it('asks only for what changes by the minute once it knows the rest', async () => {
    const { session, requests, paths } = stub();
    await session.switchboard.read('state', neverAborted);
    expect(paths()).toHaveLength(5);
    requests.length = 0;
    expect((await session.switchboard.read('state', neverAborted)).people).toHaveLength(5);
    expect(paths()).toEqual([`${ipbx}/calls/current`, `${ipbx}/calls/transfer/destinations`]);
  });

  it('says it does not know when the sources of presence are refused', async () => {
    const refused = stub({ [`${ipbx}/calls/transfer/destinations`]: 403, [`${ipbx}/calls/current`]: 401 });
    expect(new Set(Object.values(await presences(refused)).map(([presence]) => presence))).toEqual(
      new Set(['unknown']),
    );
    expect(refused.authority).toMatchObject({ renewals: 0 });
  });

  it('renews no token for a right that is missing, however often it is asked', async () => {
    const authority = authorityOf('Bearer old', 'Bearer new');
    const { session } = voipexStub(
      { ...whole, [`${ipbx}/calls/transfer/destinations`]: 401, [`${ipbx}/calls/current`]: 401 },
      { access: accessTo('ipbx'), authority },
    );
    await session.switchboard.read('everything', neverAborted);
    for (let poll = 0; poll < 5; poll += 1) {
      expect((await session.switchboard.read('state', neverAborted)).people).toHaveLength(5);
    }
    // Once, because a token may have grown old since everything was read.
    expect(authority.renewals).toBe(1);
  });

  it('shows a call whose length comes in parts of a second', async () => {
    const odd = { ...channel, duration: 7.0004, creationTime: undefined };
    const { session } = stub({ [`${ipbx}/calls/current`]: [odd] });
    const { liveCalls } = await session.switchboard.read('everything', neverAborted);
    expect(liveCalls[0]?.startedAt).toBe(now - 7_000);
  });

  it('shows a thousand colleagues in the blink of an eye', async () => {
    const many = Array.from({ length: 1000 }, (_, n) => ({ id: `u-${n}`, login: `u${n}`, pbxUserId: n }));
    const places = many.map(({ pbxUserId }) => ({
      id: pbxUserId,
      ownerType: 'user',
      properties: { id: pbxUserId, ...callCentre(true) },
    }));
    const { session } = stub({
      [`${ipbx}/pbx/users`]: many,
      [`${ipbx}/calls/transfer/destinations`]: places,
    });
    await session.switchboard.read('everything', neverAborted);
    const looked = vi.spyOn(Colleagues.prototype, 'find');
    const { people } = await session.switchboard.read('state', neverAborted);
    expect(people.filter(({ presence }) => presence === 'paused')).toHaveLength(1000);
    expect(looked.mock.calls.length).toBeLessThan(3000);
    looked.mockRestore();
  });

  it('fails when everything is refused, and renews a token that nothing takes', async () => {
    const closed = voipexStub({}, { access: accessTo('ipbx') });
    expect(await failureOf(closed.session.switchboard.read('everything', neverAborted))).toBe(
      'provider-refused',
    );
    const authority = authorityOf('Bearer old', 'Bearer new');
    const guarded = Object.fromEntries(
      Object.entries(whole).map(([path, body]): [string, Answer] => [
        path,
        (_query, token) => (token === 'Bearer new' ? reply(200, body) : reply(401, '')),
      ]),
    );
    const { session } = voipexStub(guarded, { access: accessTo('ipbx'), authority });
    expect((await session.switchboard.read('everything', neverAborted)).people).toHaveLength(5);
    expect(authority.renewals).toBe(1);
  });
});
