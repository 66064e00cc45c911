import { type AircallSimulator, startAircall } from './aircall/index.ts';
import type { AircallSwitchChange } from './aircall/switches.ts';
import { SimulatorClock } from './control/clock.ts';
import { putOnTheAir } from './control/on-the-air.ts';
import { startVoipex, type VoipexSimulator } from './voipex/index.ts';
import type { VoipexSwitchChange } from './voipex/switches.ts';
import { createWorld } from './world/create-world.ts';
import type { World } from './world/world.ts';

export interface SimulatorOptions {
  readonly seed?: number;
  /** Calls over both systems together. */
  readonly calls?: number;
  /** How far back they reach. */
  readonly days?: number;
  /** People over both systems together. */
  readonly people?: number;
  /** Epoch ms at which the calls end and the clock starts; real time when left out. */
  readonly now?: number;
  /** Left out: one that runs from `now`. */
  readonly clock?: SimulatorClock;
  /** Now is a busy working moment, whatever the hour: most people are there, many talk, some phones ring. */
  readonly busyNow?: boolean;
  readonly ports?: {
    readonly aircall?: number;
    readonly aircallBus?: number;
    readonly aircallIdentity?: number;
    readonly voipexAuth?: number;
    readonly voipexIpbx?: number;
    readonly voipexCentral?: number;
  };
  readonly aircall?: AircallSwitchChange;
  /** A certificate (PEM) that Aircall's deliveries of events trust: a relay's on loopback. */
  readonly aircallTrusts?: string;
  readonly voipex?: VoipexSwitchChange;
}

export interface Simulators {
  readonly world: World;
  readonly clock: SimulatorClock;
  readonly aircall: AircallSimulator;
  readonly voipex: VoipexSimulator;
  /** Provider addresses in the shape the app takes them (`SWITCHDECK_ENDPOINTS`). */
  readonly endpoints: {
    readonly aircall: { readonly api: string; readonly consent: string; readonly bus: string };
    readonly voipex: { readonly auth: string; readonly ipbx: string; readonly central: string };
  };
  close(): Promise<void>;
}

export const simulatorDefaults = { seed: 1, calls: 20_000, days: 183, people: 60 } as const;

/** Starts both phone systems over one world and one clock, on free loopback ports unless told. */
export async function startSimulators(options: SimulatorOptions = {}): Promise<Simulators> {
  const { seed, calls, days, people } = { ...simulatorDefaults, ...options };
  const now = options.now ?? options.clock?.now() ?? Date.now();
  const clock = options.clock ?? new SimulatorClock({ instant: now });
  const world = createWorld({
    ...{ seed, calls, people, from: now - days * 86_400_000, to: now },
    ...(options.busyNow === true ? { busyHourAt: now } : {}),
  });
  if (options.busyNow === true) {
    putOnTheAir(world, 'aircall', now);
    putOnTheAir(world, 'voipex', now);
  }
  const { ports = {} } = options;
  const aircall = await startAircall({
    world,
    clock,
    port: ports.aircall ?? 0,
    busPort: ports.aircallBus ?? 0,
    identityPort: ports.aircallIdentity ?? 0,
    ...(options.aircall === undefined ? {} : { switches: options.aircall }),
    ...(options.aircallTrusts === undefined ? {} : { trusts: options.aircallTrusts }),
  });
  const voipex = await startVoipex({
    world,
    clock,
    ports: { auth: ports.voipexAuth ?? 0, ipbx: ports.voipexIpbx ?? 0, central: ports.voipexCentral ?? 0 },
    ...(options.voipex === undefined ? {} : { switches: options.voipex }),
  }).catch(async (error: unknown) => {
    await aircall.close();
    throw error;
  });
  return {
    world,
    clock,
    aircall,
    voipex,
    endpoints: {
      aircall: { api: aircall.url, consent: aircall.url, bus: aircall.busUrl },
      voipex: { auth: voipex.authUrl, ipbx: voipex.ipbxUrl, central: voipex.centralUrl },
    },
    close: async () => {
      await Promise.all([aircall.close(), voipex.close()]);
    },
  };
}
