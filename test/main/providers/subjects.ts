import type { Call } from '../../../domain/call.ts';
import { documentedEndpoints } from '../../../main/providers/endpoints.ts';
import type { Provider, SignInGrant } from '../../../main/providers/provider.ts';
import { createProviders } from '../../../main/providers/registry.ts';
import { type AircallOptions, startAircall } from '../../simulators/aircall/index.ts';
import { SimulatorClock } from '../../simulators/control/clock.ts';
import { startVoipex, type VoipexOptions } from '../../simulators/voipex/index.ts';
import { createWorld } from '../../simulators/world/create-world.ts';
import type { System, WorldCall } from '../../simulators/world/world.ts';
import type { Subject } from './subject.ts';

const from = Date.UTC(2026, 9, 26);
/** A Friday morning: people work. */
const to = Date.UTC(2026, 10, 20, 10, 0, 0);

function aWorld(system: System, count: number) {
  const world = createWorld({ seed: 7, calls: count, from, to, people: 40 });
  const calls = Array.from({ length: world.count(system) }, (_, index) => world.call(system, index));
  const ended = calls.filter(({ endedAt }) => endedAt !== null && endedAt <= to);
  const clock = new SimulatorClock({ instant: to, frozen: true });
  return { world, calls, ended, clock, people: world.people(system).length };
}

function providerOf(id: Provider['id'], endpoints: Parameters<typeof createProviders>[0]): Provider {
  const provider = createProviders(endpoints, () => 0.5).find((candidate) => candidate.id === id);
  if (provider === undefined) throw new Error(`no provider ${id}`);
  return provider;
}

/** Aircall over its simulator. `count`: calls of the world, of which 45 % are Aircall's. */
export async function aircallSubject(
  switches: AircallOptions['switches'] = {},
  count = 1_600,
  way: 'aircall-api-key' | 'aircall-oauth' = 'aircall-api-key',
): Promise<Subject> {
  const { world, calls, clock, people } = aWorld('aircall', count);
  const simulator = await startAircall({ world, clock, switches });
  const { apiId, accessToken } = simulator;
  const grantOf = (apiToken: string, bearer: string): SignInGrant =>
    way === 'aircall-oauth' ? { way, accessToken: bearer } : { way, apiId, apiToken };
  return {
    provider: providerOf('aircall', {
      ...documentedEndpoints,
      aircall: { ...documentedEndpoints.aircall, api: simulator.url },
    }),
    signIn: grantOf(simulator.apiToken, accessToken),
    wrongSignIn: grantOf('wrong', 'wrong'),
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
}

const secondsOf = ({ answeredAt, endedAt }: WorldCall): number =>
  answeredAt === null || endedAt === null ? 0 : (endedAt - answeredAt) / 1000;

/** VoIPEX over its simulator. `surface`: which of the two call logs the access may read. */
export async function voipexSubject(
  surface: 'ipbx' | 'central',
  switches: VoipexOptions['switches'] = {},
): Promise<Subject> {
  const { world, ended, clock, people } = aWorld('voipex', 1_600);
  const simulator = await startVoipex({ world, clock, switches });
  const { authUrl, ipbxUrl, centralUrl, control } = simulator;
  const { email, password } = surface === 'ipbx' ? simulator : simulator.limited;
  const signIn = { way: 'voipex-password', label: null, renew: null, email, password } as const;
  const shared = {
    provider: providerOf('voipex', {
      ...documentedEndpoints,
      voipex: { auth: authUrl, ipbx: ipbxUrl, central: centralUrl },
    }),
    signIn,
    wrongSignIn: { ...signIn, password: 'wrong' },
    control,
    range: { from, to },
    renews: true,
    close: () => simulator.close(),
  };
  if (surface === 'ipbx') {
    return {
      ...shared,
      callPages: '^/calls(\\?|$)',
      words: ['disposition', 'way'],
      vital: 'calldate',
      // A conversation may have several rows: each must be there with at least one.
      expected: new Set(ended.map(({ index }) => String(control.idOf(index)))),
      markOf: ({ conversationId }) => conversationId ?? 'none',
      people,
    };
  }
  return {
    ...shared,
    callPages: '^/v1/calls(\\?|$)',
    words: ['stav'],
    vital: 'datetime',
    // The billing list names no ids and knows no internal calls.
    expected: new Set(
      ended
        .filter(({ direction }) => direction !== 'internal')
        .map((call) => `${call.direction} ${String(call.startedAt)} ${String(secondsOf(call))}`),
    ),
    markOf: ({ direction, startedAt, talkSeconds }: Call) =>
      `${direction} ${String(startedAt)} ${String(talkSeconds ?? 0)}`,
    people: 0,
  };
}
