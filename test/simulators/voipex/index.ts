import type { FastifyInstance } from 'fastify';
import { SimulatorClock } from '../control/clock.ts';
import { addControlPlane, type Control } from '../control/control-plane.ts';
import { Faults } from '../control/faults.ts';
import { HappeningCalls } from '../control/happening-calls.ts';
import { listenOn } from '../control/listen.ts';
import type { World } from '../world/world.ts';
import { type Access, makeAccesses } from './accesses.ts';
import { createAuthServer } from './auth-server.ts';
import { linkedIdOf } from './call-ids.ts';
import { writtenAt } from './call-row.ts';
import { CallRows } from './call-rows.ts';
import { createCentralServer } from './central-server.ts';
import { Grants } from './grants.ts';
import { addSubscriptions, type Subscriptions } from './graphql/subscription-server.ts';
import { createIpbxServer } from './ipbx-server.ts';
import { LiveCalls } from './live-calls.ts';
import type { Pbx } from './pbx.ts';
import { grantProblemBody, problemBody } from './problem.ts';
import { RequestLimit } from './request-limit.ts';
import { defaultSwitches, VoipexSwitchChange, VoipexSwitches } from './switches.ts';

export { type VoipexSwitches } from './switches.ts';

export interface VoipexOptions {
  readonly world: World;
  /** Left out: one that runs from the end of the world's range, when all its calls have begun. */
  readonly clock?: SimulatorClock;
  /** Left out or 0: a free one each. */
  readonly ports?: { readonly auth?: number; readonly ipbx?: number; readonly central?: number };
  readonly switches?: VoipexSwitchChange;
}

export interface SignInAs {
  readonly email: string;
  readonly password: string;
}

/** A VoIPEX that answers on loopback: the auth server, the IPBX API and the central REST API. */
export interface VoipexSimulator extends SignInAs {
  readonly authUrl: string;
  readonly ipbxUrl: string;
  readonly centralUrl: string;
  /** Without impersonation: sees one API only (1.3). */
  readonly limited: SignInAs;
  /** Ordinary users of the PBX, by their place in the world. */
  readonly userLogins: readonly SignInAs[];
  readonly world: World;
  readonly control: Control<VoipexSwitches>;
  /** The WebSocket of GraphQL. */
  readonly subscriptions: Subscriptions;
  close(): Promise<void>;
}

const signInAs = ({ email, password }: Access): SignInAs => ({ email, password });

const faultText = 'Fault of the simulator';

const changed = (switches: VoipexSwitches, change: unknown): VoipexSwitches =>
  VoipexSwitches.parse({ ...switches, ...VoipexSwitchChange.parse(change) });

/**
 * Starts the three servers. The `email` and `password` of the result belong to an access with impersonation.
 * What the vendor has not published is marked [I] where it is decided, and mostly a switch (`switches.ts`).
 */
export async function startVoipex(options: VoipexOptions): Promise<VoipexSimulator> {
  const { world } = options;
  const clock = options.clock ?? new SimulatorClock({ instant: world.options.to });
  let switches = changed(defaultSwitches, options.switches ?? {});
  const now = (): number => clock.now();
  const read = (): VoipexSwitches => switches;

  const accesses = makeAccesses(world);
  const grants = new Grants(accesses, read, now);
  const calls = new HappeningCalls(world, 'voipex', clock);
  const limits = new RequestLimit(clock);
  const control: Control<VoipexSwitches> = {
    clock,
    faults: new Faults(),
    calls,
    tokens: grants,
    limits,
    switches: {
      read,
      change: (change) => {
        switches = changed(switches, change);
        return switches;
      },
    },
    idOf: (index) => linkedIdOf(world, world.call('voipex', index)),
    bodyOf: (status) => problemBody(switches, status, faultText),
  };
  const pbx: Pbx = {
    world,
    clock,
    accesses,
    grants,
    rows: new CallRows(world, now, (call) => writtenAt(call, switches)),
    live: new LiveCalls(world, clock, calls, read),
    switches: read,
  };

  const prepare = (server: FastifyInstance): void => {
    addControlPlane(server, control);
    limits.guard(server, read);
  };
  const auth = createAuthServer({ accesses, grants, switches: read }, (server) => {
    addControlPlane(server, { ...control, bodyOf: (status) => grantProblemBody(status, faultText) });
  });
  const ipbx = createIpbxServer(pbx, prepare);
  const subscriptions = addSubscriptions(ipbx, pbx, calls);
  const central = createCentralServer(pbx, prepare);

  // The servers cut what is open: a client that gave up before it asked anything leaves a connection nobody ends.
  const close = async (): Promise<void> => {
    await Promise.all([auth.close(), ipbx.close(), central.close()]);
  };
  const { ports = {} } = options;
  const listen = async () => ({
    authUrl: await listenOn(auth, ports.auth ?? 0, "VoIPEX's auth server"),
    ipbxUrl: await listenOn(ipbx, ports.ipbx ?? 0, "VoIPEX's IPBX API"),
    centralUrl: await listenOn(central, ports.central ?? 0, "VoIPEX's central REST API"),
  });
  const urls = await listen().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  grants.issueAs(`${urls.authUrl}/realms/IPEX`);
  return {
    ...signInAs(accesses.full),
    ...urls,
    limited: signInAs(accesses.limited),
    userLogins: accesses.users.map(signInAs),
    world,
    control,
    subscriptions,
    close,
  };
}
