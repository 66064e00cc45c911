import { expect, it, onTestFinished } from 'vitest';
import { createHttp } from '../../../../main/http.ts';
import { documentedEndpoints } from '../../../../main/providers/endpoints.ts';
import { createVoipex } from '../../../../main/providers/voipex/index.ts';
import { startVoipex } from '../../../simulators/voipex/index.ts';
import { createWorld } from '../../../simulators/world/create-world.ts';
import { authorityOf, contextOf, failureOf, neverAborted } from '../session-context.ts';
import { accessTo } from './voipex-stub.ts';

const to = Date.UTC(2026, 10, 20, 11);

/** The presence of somebody who signed in, or of the API access. */
async function signedIn(who: 'user' | 'api') {
  const world = createWorld({ seed: 3, calls: 40, people: 8, from: to - 86_400_000, to });
  const simulator = await startVoipex({ world });
  onTestFinished(() => simulator.close());
  const login = who === 'user' ? simulator.userLogins[1] : simulator;
  if (login === undefined) throw new Error('there should be a second user');
  const { authUrl: auth, ipbxUrl: ipbx, centralUrl: central } = simulator;
  const provider = createVoipex({ ...documentedEndpoints.voipex, auth, ipbx, central }, () => 0);
  const http = createHttp(fetch);
  const clock = { now: () => to, sleep: async () => undefined };
  const { email, password } = login;
  const grant = { way: 'voipex-password', email, password } as const;
  const credential = await provider.signIn(grant, { http, clock }, neverAborted);
  const connect = (surface: 'ipbx' | 'central') =>
    provider.connect(
      contextOf({
        accountId: 'voipex:testacct2',
        http,
        clock,
        access: accessTo(surface),
        authority: authorityOf(provider.authorization(credential)),
      }),
    );
  const { presence } = connect('ipbx');
  if (presence === null) throw new Error('there should be presence to set');
  return { presence, connect };
}

it('the profiles of VoIPEX are what a person may be set to, one of them at a time', async () => {
  const { presence } = await signedIn('user');
  const before = await presence.choices(neverAborted);
  expect(before.map(({ name, active }) => [name, active])).toEqual([
    ['Kancelář', true],
    ['Mobil', false],
    ['Nepřítomen', false],
  ]);
  await presence.set(before[2]?.id ?? '', neverAborted);
  const after = await presence.choices(neverAborted);
  expect(after.map(({ active }) => active)).toEqual([false, false, true]);
});

it('a profile that is not theirs is refused without asking for it', async () => {
  const { presence } = await signedIn('user');
  expect(await failureOf(presence.set('9000', neverAborted))).toBe('not-found');
});

it('an access that is nobody has nothing to choose, and the central API no profiles at all', async () => {
  const { presence, connect } = await signedIn('api');
  expect(await presence.choices(neverAborted)).toEqual([]);
  expect(connect('central').presence).toBeNull();
});
