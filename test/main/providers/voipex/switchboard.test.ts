import { describe, expect, it, vi } from 'vitest';
import { SwitchboardSnapshot } from '../../../../domain/switchboard.ts';
import { Colleagues } from '../../../../main/providers/voipex/directory.ts';
import { authorityOf, failureOf, neverAborted, reply } from '../session-context.ts';
import { callCentre, destinations, presences, stub, whole } from './small-company.ts';
import { accessTo, type Answer, ipbx, voipexStub } from './voipex-stub.ts';

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
