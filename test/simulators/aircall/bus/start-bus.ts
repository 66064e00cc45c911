import type { FastifyInstance } from 'fastify';
import { listenOn } from '../../control/listen.ts';
import type { Desk } from '../desk.ts';
import { createBusServer } from './bus-server.ts';
import { BusSessions } from './bus-sessions.ts';
import { createIdentityServer } from './identity-server.ts';
import { SsoCodes } from './sso-codes.ts';

/** What a test does to the bus. */
export interface BusControl extends Pick<BusSessions, 'tick' | 'refresh' | 'expire' | 'list'> {
  /** A code as the browser would bring it back, for a person by position. */
  codeFor(person: number, redirectUrl: string): string;
}

export interface Bus {
  /** Origin of the bus frame. */
  readonly busUrl: string;
  /** Origin of the identity host; a browser begins at `/sso`, with `redirectUrl` and `state`. */
  readonly identityUrl: string;
  readonly bus: BusControl;
  close(): Promise<void>;
}

/** Time as it passes brings renewals too, not only a test's `tick`. */
const tickMs = 5_000;

/** Starts the bus and the identity host beside the API: `POST /__sim/bus/{tick,refresh,expire}` there moves them. */
export async function startBus(
  desk: Desk,
  api: FastifyInstance,
  ports: { readonly bus: number; readonly identity: number },
): Promise<Bus> {
  const codes = new SsoCodes(desk.world.options.seed);
  const sessions = new BusSessions(desk.clock);
  const bus: BusControl = {
    tick: () => sessions.tick(),
    refresh: () => sessions.refresh(),
    expire: () => sessions.expire(),
    list: () => sessions.list(),
    codeFor: (person, redirectUrl) => codes.grant(person, redirectUrl, desk.clock.now()),
  };
  api.get('/__sim/bus', async () => ({ sessions: sessions.list() }));
  for (const what of ['tick', 'refresh', 'expire'] as const)
    api.post(`/__sim/bus/${what}`, async () => ({ told: sessions[what]() }));

  const busServer = createBusServer(desk, codes, sessions);
  const busUrl = await listenOn(busServer, ports.bus, "Aircall's bus");
  const identityServer = createIdentityServer(desk, codes);
  const identity = await listenOn(identityServer, ports.identity, "Aircall's identity host").catch(
    async (error: unknown) => {
      await busServer.close();
      throw error;
    },
  );
  const ticking = setInterval(() => sessions.tick(), tickMs).unref();
  return {
    busUrl,
    identityUrl: identity,
    bus,
    close: async () => {
      clearInterval(ticking);
      await Promise.all([busServer.close(), identityServer.close()]);
    },
  };
}
