import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { RelaySession } from '../../domain/relay.ts';
import type { RelayConfig } from '../../relay/config.ts';
import { createSessions } from '../../relay/sessions.ts';
import { createMemoryStore } from '../../relay/store/memory-store.ts';
import { listen, type ListeningDesktop, type ListenOptions } from '../support/listening-desktop.ts';
import {
  type Answer,
  configFor,
  createMovedClock,
  type MovedClock,
  openRelay,
  post,
  type RelayUnderTest,
} from './relay-under-test.ts';

/** An Aircall that nobody asks anything. */
export const upstream = { url: 'https://api.aircall.example', clientId: 'client', clientSecret: 'secret' };

export interface LiveRelay extends RelayUnderTest {
  /** `http://127.0.0.1:…`, as a proxy in front of it has it. */
  readonly origin: string;
  /** Has the relay's clockwork run once. */
  beat(): void;
  /** Has another instance that shares the store end a session. */
  endElsewhere(session: RelaySession): Promise<void>;
  /** Bytes that wait for desktops in this process. */
  waitingBytes(): number;
  openStreams(): number;
}

/** A relay for the length of the test that takes requests over HTTP. Its heart beats when the test says so. */
export const openLiveRelay = (
  change: Partial<RelayConfig> = {},
  ports: Parameters<typeof openRelay>[1] = {},
): Promise<LiveRelay> => openLiveRelayAt(upstream, change, ports);

/** The same, signing in at `aircall`. */
export async function openLiveRelayAt(
  aircall: Parameters<typeof configFor>[0],
  change: Partial<RelayConfig> = {},
  ports: Parameters<typeof openRelay>[1] = {},
): Promise<LiveRelay> {
  const beats: (() => void)[] = [];
  const every = (_ms: number, run: () => void): (() => void) => {
    beats.push(run);
    return () => undefined;
  };
  const clock = ports.clock ?? createMovedClock();
  const store = ports.store ?? (change.redisUrl == null ? createMemoryStore({ clock }) : undefined);
  const relay = await openRelay(configFor(aircall, change), {
    every,
    ...ports,
    clock,
    ...(store === undefined ? {} : { store }),
  });
  const sockets = new Set<Socket>();
  relay.server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await relay.listen();
  const { port } = relay.server.server.address() as AddressInfo; // it listens on TCP
  const beat = (): void => {
    for (const run of beats) run();
  };
  return {
    ...relay,
    origin: `http://127.0.0.1:${String(port)}`,
    beat,
    async endElsewhere({ token }) {
      if (store !== undefined) await createSessions(aircall.clientSecret, store, clock).end(token);
    },
    waitingBytes: () => [...sockets].reduce((sum, { writableLength }) => sum + writableLength, 0),
    openStreams: () => sockets.size,
  };
}

/** A session as a sign-in to that company would have made it. */
export async function sessionOf(
  company: string,
  clock: MovedClock,
  secret: string = upstream.clientSecret,
): Promise<RelaySession> {
  const store = createMemoryStore({ clock });
  onTestFinished(async () => store.close());
  return createSessions(secret, store, clock).open(company);
}

/** A desktop for the length of the test. */
export async function hear(
  relay: { readonly origin: string },
  options: ListenOptions,
): Promise<ListeningDesktop> {
  const desktop = await listen(relay.origin, options);
  onTestFinished(() => desktop.close());
  return desktop;
}

/** Has a company's desktop claim a webhook's token. */
export const claim = (relay: RelayUnderTest, session: RelaySession, token: string): Promise<Answer> =>
  post(relay, '/session/webhook', { token }, { authorization: `Bearer ${session.token}` });

export const delivery = (token: string, change: Record<string, unknown> = {}) => ({
  resource: 'call',
  event: 'call.created',
  timestamp: 1_795_219_200,
  token,
  data: { id: 1, status: 'initial' },
  ...change,
});

export const deliver = (relay: RelayUnderTest, body: object): Promise<Answer> =>
  post(relay, '/aircall/webhook', body);
