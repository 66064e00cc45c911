import { describe, expect, it } from 'vitest';
import { anyCall, type Call } from '../../../../domain/call.ts';
import { createHttp } from '../../../../main/http.ts';
import { documentedEndpoints } from '../../../../main/providers/endpoints.ts';
import { createVoipex } from '../../../../main/providers/voipex/index.ts';
import { bytesOf, minute, tellVoipexDesk } from '../../../support/voipex-desk.ts';
import { failureOf, neverAborted } from '../session-context.ts';

const story = tellVoipexDesk();
const hour = 60 * minute;

/** The list as a person left it: filtered, scrolled and frozen at a call. */
const view = async (accountId: string, anchor: number | null = null) =>
  story.bench.ask('calls.page', {
    filter: { ...anyCall, accounts: [accountId], directions: ['in'] },
    anchor,
    offset: 20,
    limit: 30,
  });
const idsOf = (calls: readonly Call[]): string[] => calls.map(({ id }) => id);
const codeOf = async (id: string): Promise<string | undefined> =>
  (await story.account(id)).health.failure?.code;

describe('the password grant of VoIPEX', () => {
  const signIn = async (scope?: string): Promise<string> => {
    const { authUrl: auth, email, password } = story.simulator;
    const provider = createVoipex({ ...documentedEndpoints.voipex, auth }, () => 0.5);
    const grant = {
      way: 'voipex-password',
      email,
      password,
      ...(scope === undefined ? {} : { scope }),
    } as const;
    return failureOf(provider.signIn(grant, { http: createHttp(fetch), clock: story.clock }, neverAborted));
  };

  it('works with the documented scope, another one, and none', async () => {
    for (const scope of [undefined, 'openid', '']) expect(await signIn(scope)).toBe('none');
  });

  it('where scopes are refused works without one, unless one was named', async () => {
    story.simulator.control.switches.change({ refuseScope: true });
    expect(await signIn()).toBe('none');
    expect(await signIn('')).toBe('none');
    expect(await signIn('openid profile')).toBe('provider-refused');
    expect((await story.signIn()).status).toBe('signed-in');
  });
});

describe('a VoIPEX sign-in', () => {
  it('of a user tells which calls are theirs; an API access is nobody', async () => {
    const access = await story.signIn();
    const own = await story.signIn(story.simulator.userLogins[1]);
    await story.pulled(own.id);
    expect(access.agent).toBeNull();
    const { people } = await story.bench.ask('me.read', {});
    expect(people).toMatchObject([{ accountId: own.id, name: own.agent?.name }]);
    const filter = { ...anyCall, agents: people[0]?.agentKeys ?? [] };
    const { calls } = await story.bench.ask('calls.page', { filter, anchor: null, offset: 0, limit: 500 });
    expect(calls.length).toBeGreaterThan(5);
    expect(new Set(calls.map(({ accountId, agent }) => [accountId, agent?.name].join(' ')))).toEqual(
      new Set([`${own.id} ${own.agent?.name ?? ''}`]),
    );
  });

  it('is renewed as long as the app is used', async () => {
    const { id } = await story.signIn();
    await story.pulled(id);
    for (let used = 0; used < 4; used += 1) {
      story.sleep(hour);
      await story.bench.ask('sync.now', { id });
      await story.pulled(id);
    }
    expect(await story.account(id)).toMatchObject({ status: 'signed-in', health: { failure: null } });
    expect(story.sent.filter(({ status }) => status !== 200)).toEqual([]);
    expect(story.sent.filter(({ path }) => path === '/token')).toHaveLength(5);
  });

  it('is over after hours of sleep, found out at first use; calls and the place in them stay', async () => {
    const { id } = await story.signIn();
    await story.pulled(id);
    const before = await view(id);
    const asked = story.sent.length;
    story.sleep(3 * hour);
    expect(story.sent).toHaveLength(asked);
    await story.bench.ask('sync.now', { id });
    expect(await story.account(id)).toMatchObject({
      status: 'needs-sign-in',
      health: { failure: { code: 'not-signed-in' } },
    });
    expect(before.total.count).toBeGreaterThan(50);
    expect(await view(id, before.anchor)).toEqual(before);
    // Nobody is asked for a password behind the user's back.
    expect(story.sent.filter(({ path }) => path === '/token').map(({ status }) => status)).toEqual([
      200, 400,
    ]);
    expect(await story.bench.failure('sync.now', { id })).toMatchObject({ code: 'not-signed-in' });
  });

  it('in place goes on with the same account: what came meanwhile is added to what was there', async () => {
    const first = await story.signIn(undefined, { label: 'Lumora' });
    await story.pulled(first.id);
    const before = await story.calls(first.id);
    const place = await view(first.id);
    story.sleep(3 * hour);
    const { calls } = story.simulator.control;
    const index = calls.ring({ remote: '+420585112233' });
    calls.answer(index);
    story.sleep(minute);
    calls.hangUp(index);
    story.sleep(minute);
    await story.bench.ask('sync.now', { id: first.id });

    const wrong = { ...story.simulator, password: 'no' };
    await expect(story.signIn(wrong, { renew: first.id })).rejects.toMatchObject({
      code: 'sign-in-rejected',
    });
    expect((await story.account(first.id)).status).toBe('needs-sign-in');

    const again = await story.signIn(undefined, { renew: first.id });
    const { id, label, colour, createdAt } = first;
    expect(again).toMatchObject({ id, label, colour, createdAt, status: 'signed-in' });
    const added = (): Promise<boolean> =>
      story.calls(id).then((now) => now.some(({ remote }) => remote.e164 === '+420585112233'));
    await story.live(added);
    const now = await story.calls(id);
    expect(now.length).toBeGreaterThan(before.length);
    expect(idsOf(now).slice(-before.length)).toEqual(idsOf(before));
    expect(idsOf((await view(id, place.anchor)).calls)).toEqual(idsOf(place.calls));
    expect((await story.bench.ask('accounts.list', {})).length).toBe(1);
  });

  it('that is over leaves other accounts as they were', async () => {
    const dead = await story.signIn();
    const alive = await story.signIn(story.simulator.userLogins[3]);
    await story.pulled(dead.id);
    await story.pulled(alive.id);
    const { tokens } = story.simulator.control;
    tokens.revoke(tokens.list().find(({ label }) => label.startsWith(story.simulator.email))?.label ?? '');
    await story.bench.ask('sync.now', { id: null });
    expect(await codeOf(dead.id)).toBe('not-signed-in');
    const asked = story.sent.length;
    await story.bench.ask('sync.now', { id: alive.id });
    await story.pulled(alive.id);
    expect(story.sent.length).toBeGreaterThan(asked);
    expect(await story.account(alive.id)).toMatchObject({ status: 'signed-in', health: { failure: null } });
    expect((await story.calls(dead.id)).length).toBeGreaterThan(50);
  });

  it('is not given up for want of a network after a long sleep, only once the provider says no', async () => {
    const { id } = await story.signIn();
    await story.pulled(id);
    story.sleep(3 * hour);
    story.offline = true;
    await story.bench.ask('sync.now', { id });
    expect(await story.account(id)).toMatchObject({
      status: 'signed-in',
      health: { failure: { code: 'offline' } },
    });
    story.offline = false;
    story.bench.desk.networkChanged(true);
    await story.live(async () => (await story.account(id)).status === 'needs-sign-in');
  });

  it('of a run that ended hours ago is asked for anew, with the calls of then on screen', async () => {
    const { id } = await story.signIn();
    await story.pulled(id);
    const before = await story.calls(id);
    const { password } = story.simulator;
    expect(bytesOf(story.profile)).not.toContain(Buffer.from(password).toString('latin1'));
    expect([...story.keychain.entries.values()].join('')).not.toContain('100%');
    await story.bench.stop();
    story.sleep(5 * hour);
    await story.restart();
    await story.live(async () => (await story.account(id)).status === 'needs-sign-in');
    expect(await story.calls(id)).toEqual(before);
  });
});
