import type { Call } from '../../../domain/call.ts';
import { documentedEndpoints } from '../../../main/providers/endpoints.ts';
import type { Provider } from '../../../main/providers/provider.ts';
import { createProviders } from '../../../main/providers/registry.ts';
import { startAircall } from '../../simulators/aircall/index.ts';
import { SimulatorClock } from '../../simulators/control/clock.ts';
import { startVoipex } from '../../simulators/voipex/index.ts';
import { createWorld } from '../../simulators/world/create-world.ts';
import type { System, WorldCall } from '../../simulators/world/world.ts';
import { conformance, type Subject } from './conformance.ts';

const from = Date.UTC(2026, 9, 15);
/** A time of day at which people work; the end of summer time (25 October) lies within. */
const to = Date.UTC(2026, 10, 21, 9, 0, 0);

function aWorld(system: System) {
  const world = createWorld({ seed: 7, calls: 1_600, from, to, people: 40 });
  const calls = Array.from({ length: world.count(system) }, (_, index) => world.call(system, index));
  const ended = calls.filter(({ endedAt }) => endedAt !== null && endedAt <= to);
  return {
    world,
    calls,
    ended,
    clock: new SimulatorClock({ instant: to, frozen: true }),
    people: world.people(system).length,
  };
}

const providerOf = (id: Provider['id'], endpoints: Parameters<typeof createProviders>[0]): Provider => {
  const provider = createProviders(endpoints, () => 0.5).find((candidate) => candidate.id === id);
  if (provider === undefined) throw new Error(`no provider ${id}`);
  return provider;
};

conformance('aircall', async (): Promise<Subject> => {
  const { world, calls, clock, people } = aWorld('aircall');
  const simulator = await startAircall({ world, clock });
  const key = { way: 'aircall-api-key', label: null, renew: null, apiId: simulator.apiId } as const;
  return {
    provider: providerOf('aircall', { ...documentedEndpoints, aircall: { api: simulator.url } }),
    signIn: { ...key, apiToken: simulator.apiToken },
    wrongSignIn: { ...key, apiToken: 'wrong' },
    control: simulator.control,
    callPages: '^/v1/calls',
    words: ['status', 'direction', 'missed_call_reason'],
    vital: 'direction',
    range: { from, to },
    expected: new Set(calls.map(({ index }) => String(simulator.control.idOf(index)))),
    markOf: ({ providerCallId }) => providerCallId,
    renews: false,
    people,
    close: () => simulator.close(),
  };
});

/** `surface`: which of the two APIs the access sees. */
const voipex = async (
  surface: 'ipbx' | 'central',
): Promise<Subject & { readonly ended: readonly WorldCall[] }> => {
  const { world, ended, clock, people } = aWorld('voipex');
  const simulator = await startVoipex({ world, clock });
  const { authUrl, ipbxUrl, centralUrl, control } = simulator;
  const endpoints = { ...documentedEndpoints, voipex: { auth: authUrl, ipbx: ipbxUrl, central: centralUrl } };
  const who = surface === 'ipbx' ? simulator : simulator.limited;
  const signIn = {
    way: 'voipex-password',
    label: null,
    renew: null,
    email: who.email,
    password: who.password,
  } as const;
  return {
    provider: providerOf('voipex', endpoints),
    signIn,
    wrongSignIn: { ...signIn, password: 'wrong' },
    control,
    callPages: surface === 'ipbx' ? '^/calls(\\?|$)' : '^/v1/calls(\\?|$)',
    words: ['disposition', 'way', 'stav'],
    vital: surface === 'ipbx' ? 'calldate' : 'datetime',
    range: { from, to },
    expected: new Set(ended.map(({ index }) => String(control.idOf(index)))),
    markOf: ({ conversationId }: Call) => conversationId ?? 'none',
    renews: true,
    people,
    close: () => simulator.close(),
    ended,
  };
};

conformance('voipex on the IPBX API', () => voipex('ipbx'));
