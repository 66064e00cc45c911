import { describe, expect, it } from 'vitest';
import { authorityOf, failureOf, neverAborted, reply } from '../session-context.ts';
import me from './documented-me.json' with { type: 'json' };
import { accessTo, central, ipbx, now, voipexStub } from './voipex-stub.ts';

const noRows = { items: [], links: [], currentPage: 1, totalPages: 0, totalResults: 0 };
const pbx = { pbxId: '1203', name: 'Ústředna Ukázka', hostname: 'ukazka.voipex.io', version: '5.4.0' };
const whole = {
  [`${ipbx}/calls`]: noRows,
  [`${ipbx}/pbx/users`]: [],
  [`${central}/v1/users/me`]: me,
  [`${central}/v1/pbx`]: [{ id: 88012, name: pbx.name, type: 'pbx', properties: { ...pbx, pbxId: 1203 } }],
};

describe('probing a VoIPEX access', () => {
  it('that sees everything works on the switchboard’s own call log', async () => {
    const { session, paths, requests } = voipexStub(whole);
    expect(await session.probe(neverAborted)).toEqual({
      signedInAs: 'jana.novakova@example.test',
      capabilities: {
        calls: 'proven',
        switchboard: 'proven',
        recordings: 'unknown',
        dial: 'unknown',
        impersonate: 'unknown',
      },
      pbx: [pbx],
      surface: 'ipbx',
      agent: null,
    });
    expect(paths()).not.toContain(`${central}/v1/calls`);
    const query = new URL(requests[0]?.url ?? '').searchParams;
    expect([query.get('pageSize'), query.get('startTime'), query.get('endTime')]).toEqual([
      '1',
      '2026-11-21T08:00:00.000Z',
      new Date(now).toISOString(),
    ]);
  });

  it.each([401, 403, 404])(
    'that the IPBX API refuses with %i works on the central billing list',
    async (status) => {
      const { session, authority } = voipexStub({
        ...whole,
        [`${ipbx}/calls`]: status,
        [`${ipbx}/pbx/users`]: status,
        [`${central}/v1/calls`]: [],
      });
      expect(await session.probe(neverAborted)).toMatchObject({
        capabilities: { calls: 'proven', switchboard: 'proven', recordings: 'refused', dial: 'refused' },
        surface: 'central',
      });
      expect(authority).toMatchObject({ renewals: 0 });
    },
  );

  it('that may read people but no calls keeps the switchboard', async () => {
    const { session } = voipexStub({ ...whole, [`${ipbx}/calls`]: 403, [`${central}/v1/calls`]: 403 });
    expect(await session.probe(neverAborted)).toMatchObject({
      capabilities: { calls: 'refused', switchboard: 'proven' },
      surface: 'ipbx',
    });
  });

  it('that is refused everything is refused', async () => {
    expect(await failureOf(voipexStub({}).session.probe(neverAborted))).toBe('provider-refused');
    const onlyMe = voipexStub({ [`${central}/v1/users/me`]: { ...me, services: [] } });
    expect(await failureOf(onlyMe.session.probe(neverAborted))).toBe('provider-refused');
  });

  it('with an old token that nothing takes any more renews it once', async () => {
    const authority = authorityOf('Bearer old', 'Bearer new');
    const answers = Object.fromEntries(
      Object.entries(whole).map(([path, body]) => [
        path,
        (_query: URLSearchParams, token: string) =>
          token === 'Bearer new' ? reply(200, body) : reply(401, ''),
      ]),
    );
    const refuseAll = (_query: URLSearchParams, token: string) =>
      reply(token === 'Bearer new' ? 403 : 401, '');
    const { session } = voipexStub(
      { ...answers, [`${central}/v1/calls`]: refuseAll },
      { authority, access: accessTo('ipbx') },
    );
    expect((await session.probe(neverAborted)).surface).toBe('ipbx');
    expect(authority.renewals).toBe(1);
  });

  it('does not settle on another call log because a server is down', async () => {
    const { session } = voipexStub({ ...whole, [`${ipbx}/calls`]: 503, [`${central}/v1/calls`]: [] });
    expect(await failureOf(session.probe(neverAborted))).toBe('provider-unavailable');
  });

  it('goes without the names of switchboards when only their source is down', async () => {
    const { session } = voipexStub({ ...whole, [`${central}/v1/users/me`]: 500, [`${central}/v1/pbx`]: 500 });
    expect(await session.probe(neverAborted)).toMatchObject({
      signedInAs: '',
      pbx: [],
      surface: 'ipbx',
    });
  });

  it.each([
    [
      'an array with properties',
      [{ name: pbx.name, properties: { pbxId: 1203, hostname: pbx.hostname, version: pbx.version } }],
    ],
    ['one object', { name: pbx.name, pbxId: 1203, hostname: pbx.hostname, version: pbx.version }],
    ['items', { items: [{ ...pbx, properties: null }] }],
  ])('finds its switchboard in %s', async (_form, list) => {
    const { session } = voipexStub({
      ...whole,
      [`${central}/v1/users/me`]: 403,
      [`${central}/v1/pbx`]: list,
    });
    expect((await session.probe(neverAborted)).pbx).toEqual([pbx]);
  });

  it('knows several switchboards, each once, and nothing of their inner hosts', async () => {
    const services = [
      ...me.services,
      { name: 'Brno', type: 'pbx', properties: { pbxId: 1204, dbHost: 'secret-db' } },
    ];
    const { session } = voipexStub({ ...whole, [`${central}/v1/users/me`]: { ...me, services } });
    const access = await session.probe(neverAborted);
    expect(access.pbx.map(({ pbxId, name }) => [pbxId, name])).toEqual([
      ['1203', 'Ústředna Ukázka'],
      ['1204', 'Brno'],
    ]);
    expect(JSON.stringify(access)).not.toContain('secret-db');
  });
});

describe('who a VoIPEX access stands for', () => {
  const jana = {
    ...{ login: 'jana.novakova@example.test', name: 'Jana', surname: 'Nováková', exten: 201, pbxUserId: 31 },
    id: '0f3a1c86-0a61-4a6b-9d0b-5b0f4f0f7a11',
  };
  const told = { name: 'Jana Nováková', email: 'jana.novakova@example.test', company: null };
  const agentOf = async (answers: Parameters<typeof voipexStub>[0]) =>
    (await voipexStub({ ...whole, ...answers }).session.probe(neverAborted)).agent;

  it('is the user whom the switchboard lists, under the id that their calls carry', async () => {
    expect(await agentOf({ [`${ipbx}/pbx/users`]: [jana] })).toEqual({ ...told, id: jana.id });
  });

  it('is found by address where the two systems number people differently', async () => {
    expect(await agentOf({ [`${ipbx}/pbx/users`]: [{ ...jana, id: 77 }] })).toEqual({ ...told, id: '77' });
  });

  it('is nobody for an access that the switchboard does not list, or when it lists nobody', async () => {
    const petr = { ...jana, id: 'other', login: 'petr.dub@example.test', pbxUserId: 32 };
    expect(await agentOf({ [`${ipbx}/pbx/users`]: [petr] })).toBeNull();
    expect(await agentOf({ [`${ipbx}/pbx/users`]: 403 })).toBeNull();
  });

  it('has no id where only the central list is read, whose rows name nobody', async () => {
    expect(
      await agentOf({
        [`${ipbx}/pbx/users`]: [jana],
        [`${ipbx}/calls`]: 403,
        [`${central}/v1/calls`]: [],
      }),
    ).toEqual({ ...told, id: '' });
  });

  /** A token whose claims say everything that could be said in its favour. */
  const boasting = (claims: Record<string, unknown>): string =>
    `Bearer e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;

  it('may be told by the token for display, but no right follows from what a token says of itself', async () => {
    const answers = { ...whole, [`${central}/v1/users/me`]: 403, [`${ipbx}/pbx/users`]: [jana] };
    const plain = voipexStub(answers, { authority: authorityOf(boasting({ email: jana.login })) });
    const boast = voipexStub(answers, {
      authority: authorityOf(
        boasting({
          email: jana.login,
          permissions: ['impersonate', 'impersonation', 'admin', 'calls', 'recordings', 'dial'],
          realm_access: { roles: ['owner', 'pbx_supervisor'] },
        }),
      ),
    });
    const proven = await boast.session.probe(neverAborted);
    expect(proven).toEqual(await plain.session.probe(neverAborted));
    expect(proven.capabilities).toMatchObject({
      impersonate: 'unknown',
      recordings: 'unknown',
      dial: 'unknown',
    });
    expect(boast.paths()).toEqual(plain.paths());
    expect(proven.agent).toEqual({ ...told, id: jana.id });
  });
});
