import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { heartbeatMs } from '../domain/relay.ts';
import cookie from '@fastify/cookie';
import Fastify, { type FastifyInstance } from 'fastify';
import type { RelayConfig } from './config.ts';
import { watchConnections } from './connections.ts';
import type { RelayContext } from './context.ts';
import { addEdges, answerUnreadable } from './edges.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import type { EventLog } from './events/event-log.ts';
import { createMemoryLog } from './events/memory-log.ts';
import { createRedisLog } from './events/redis-log.ts';
import { createStreams } from './events/streams.ts';
import { createSharedPolling, noPolling, tickMs } from './polling/shared-polling.ts';
import type { Every, Fetch, RelayClock } from './ports.ts';
import { addCallbackRoutes } from './routes/callback.ts';
import { addDoneRoutes } from './routes/done.ts';
import { addEventsRoute } from './routes/events.ts';
import { addOperationsRoutes } from './routes/operations.ts';
import { addRedeemRoutes } from './routes/redeem.ts';
import { addSessionRoutes } from './routes/session.ts';
import { addStartRoutes } from './routes/start.ts';
import { addWebhookRoute } from './routes/webhook.ts';
import { createSessions } from './sessions.ts';
import { createMemoryStore } from './store/memory-store.ts';
import { createRedisStore } from './store/redis-store.ts';
import type { Store } from './store/store.ts';

/** The outside world, for tests to replace. */
export interface RelayPorts {
  readonly clock?: RelayClock;
  readonly fetch?: Fetch;
  /** Takes each line of the log, with its line break. */
  readonly write?: (line: string) => void;
  /** Closed together with the relay. */
  readonly store?: Store;
  /** Closed together with the relay. */
  readonly events?: EventLog;
  readonly every?: Every;
}

export interface Relay {
  /** Takes requests by `inject` too, without listening. */
  readonly server: FastifyInstance;
  /** Resolves with the public origin once requests are taken. Rejects when the address is not free. */
  listen(): Promise<string>;
  /** Takes no more requests, lets those under way end, whoever keeps a connection open, then leaves the store. */
  close(): Promise<void>;
}

const everyInterval: Every = (ms, run) => {
  const timer = setInterval(run, ms);
  timer.unref();
  return () => clearInterval(timer);
};

/** Bodies of the desktop are three short words. */
const largestBodyBytes = 4096;
/** Nobody may hold a connection by sending slowly, or nothing. Fastify leaves these to whoever makes the server. */
const limits = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 5_000,
} as const;
const handshakeTimeout = 10_000;

/** The relay, assembled and not yet listening. */
export async function createRelay(config: RelayConfig, ports: RelayPorts = {}): Promise<Relay> {
  const clock = ports.clock ?? { now: () => Date.now() };
  const log = createLog(ports.write ?? ((line) => void process.stdout.write(line)), clock);
  const store =
    ports.store ??
    (config.redisUrl === null ? createMemoryStore({ clock }) : createRedisStore(config.redisUrl, log));
  let publicUrl = config.publicUrl ?? '';
  const events =
    ports.events ?? (config.redisUrl === null ? createMemoryLog({ clock }) : createRedisLog(config.redisUrl));
  const metrics = createMetrics();
  const streams = createStreams({ log: events, store, clock, metrics, note: log, most: config.maxStreams });
  const polling = config.sharedPolling
    ? createSharedPolling({
        ...{ api: config.aircall.api, clientSecret: config.aircall.clientSecret },
        ...{ store, events, streams, clock, metrics, note: log, fetch: ports.fetch ?? fetch },
      })
    : noPolling;
  const context: RelayContext = {
    config,
    publicUrl: () => publicUrl,
    store,
    sessions: createSessions(config.aircall.clientSecret, store, clock),
    events,
    streams,
    polling,
    clock,
    fetch: ports.fetch ?? fetch,
    metrics,
    log,
  };

  const server = Fastify({
    bodyLimit: largestBodyBytes,
    exposeHeadRoutes: false, // a HEAD must not begin or end a sign-in
    trustProxy: config.trustProxy,
    frameworkErrors: answerUnreadable(context),
    serverFactory: (handler) =>
      config.tls === null
        ? http.createServer(limits, handler)
        : https.createServer({ ...limits, ...config.tls, handshakeTimeout, minVersion: 'TLSv1.2' }, handler),
  });
  const connections = watchConnections(server.server);
  await server.register(cookie);
  addEdges(server, context);
  addStartRoutes(server, context);
  addCallbackRoutes(server, context);
  addDoneRoutes(server, context);
  addRedeemRoutes(server, context);
  addSessionRoutes(server, context);
  addEventsRoute(server, context);
  addWebhookRoute(server, context);
  addOperationsRoutes(server, context);

  const every = ports.every ?? everyInterval;
  const stopBeating = every(heartbeatMs, () => void streams.heartbeat());
  const stopPolling = config.sharedPolling ? every(tickMs, () => void polling.tick()) : () => undefined;

  return {
    server,
    async listen() {
      await server.listen({ host: config.host, port: config.port });
      // It listens on TCP, so the address is no text.
      const { port } = server.server.address() as AddressInfo;
      if (config.publicUrl === null) publicUrl = `https://localhost:${port}`;
      log.info('listening', {
        port,
        tls: config.tls !== null,
        store: config.redisUrl === null ? 'memory' : 'redis',
      });
      return publicUrl;
    },
    async close() {
      stopBeating();
      stopPolling();
      const closed = server.close();
      await streams.close(); // they would last for ever
      await polling.tick(); // nobody listens here any more: another instance may poll
      await connections.end();
      await closed;
      await events.close();
      await store.close();
    },
  };
}
