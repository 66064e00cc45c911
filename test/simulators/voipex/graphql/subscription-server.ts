import type { FastifyInstance } from 'fastify';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { CallStep, HappeningCalls } from '../../control/happening-calls.ts';
import { type Access, maySee } from '../accesses.ts';
import type { Pbx } from '../pbx.ts';
import { type CallEvent, holdEvent, OwnCalls, rejectedEvent } from './call-events.ts';

/** The WebSocket of GraphQL, as a test sees it. */
export interface Subscriptions {
  /** Who is connected, with the ids of what they subscribed to. */
  clients(): readonly { readonly email: string; readonly subscriptions: readonly string[] }[];
  /** Cuts every connection. */
  drop(): void;
}

/** How often the clock is looked at; what moves it is looked at as well. */
const tickMs = 250;
/** Of the simulated clock; a heartbeat is expected within 90 s (9.2). [I] */
const heartbeatMs = 30_000;

const Message = z.object({ type: z.string(), id: z.string().optional(), payload: z.unknown().optional() });
const Init = z.object({ Authorization: z.string().optional(), authToken: z.string().optional() });
const Start = z.object({ query: z.string() });

function readMessage(data: RawData): z.infer<typeof Message> | null {
  try {
    // Text comes as one buffer.
    return Message.safeParse(JSON.parse(Buffer.isBuffer(data) ? data.toString() : '')).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

interface Client {
  readonly socket: WebSocket;
  access: Access | null;
  /** By id, the field of the subscription. */
  readonly subscriptions: Map<string, string>;
  readonly own: OwnCalls;
}

/**
 * The subscriptions of 8.3 over the legacy protocol of 9.2, at the root path of the IPBX API. `callEvents` are those of
 * the person signed in; an API access has none [I]. Queries and mutations are not served.
 */
export function addSubscriptions(server: FastifyInstance, pbx: Pbx, calls: HappeningCalls): Subscriptions {
  const { clock, world, live, grants, switches } = pbx;
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) => (offered.has('graphql-ws') ? 'graphql-ws' : false),
  });
  const clients = new Set<Client>();
  let beatAt = clock.now();

  const send = ({ socket }: Client, message: object): void => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
  };
  const tell = (client: Client, field: string, value: unknown): void => {
    for (const [id, subscribed] of client.subscriptions)
      if (subscribed === field) send(client, { type: 'data', id, payload: { data: { [field]: value } } });
  };
  const tellCalls = (client: Client, events: readonly CallEvent[]): void => {
    for (const event of events) tell(client, 'callEvents', event);
  };

  const look = (): void => {
    const listening = [...clients].filter(({ subscriptions }) => subscriptions.size > 0);
    if (listening.length === 0) return;
    const now = clock.now();
    const channels = live.channels();
    for (const client of listening) {
      const index = client.access?.person?.index;
      const own = channels.filter(({ person }) => person !== null && person.index === index);
      tellCalls(client, client.own.changes(own, now));
    }
    if (now - beatAt < heartbeatMs) return;
    beatAt = now;
    for (const client of listening) {
      send(client, { type: 'ka' });
      if (switches().graphql !== 'no-heartbeat')
        tell(client, 'heartbeat', { time: new Date(now).toISOString() });
    }
  };
  const stepped = (at: number, step: CallStep): void => {
    const holds = step.kind === 'held' || step.kind === 'resumed';
    if (!holds && step.kind !== 'declined') return;
    const whose = step.kind === 'declined' ? step.personIndex : world.call('voipex', at).personIndex;
    const event = holds ? holdEvent(step.kind === 'held') : rejectedEvent;
    for (const client of clients) if (client.access?.person?.index === whose) tellCalls(client, [event]);
  };

  /** Whose token a `connection_init` carries, in the form that is taken; null when it is refused. */
  const accessOf = (payload: unknown): Access | null => {
    const { connectionInit } = switches();
    const { Authorization, authToken } = Init.safeParse(payload).data ?? {};
    const token =
      (connectionInit === 'authToken' ? undefined : /^Bearer (\S+)$/u.exec(Authorization ?? '')?.[1]) ??
      (connectionInit === 'authorization' ? undefined : authToken);
    if (token === undefined) return null;
    const access = grants.check(token);
    return typeof access === 'string' || !maySee(access, 'ipbx', switches()) ? null : access;
  };

  const begin = (client: Client, payload: unknown): void => {
    client.access = accessOf(payload);
    if (client.access === null || switches().graphql === 'refuses') {
      send(client, { type: 'connection_error', payload: { message: 'Unauthorized' } });
      client.socket.close();
      return;
    }
    send(client, { type: 'connection_ack' });
    send(client, { type: 'ka' });
  };
  const subscribe = (client: Client, id: string, payload: unknown): void => {
    const field = /^\s*subscription\b[^{]*\{\s*(\w+)/u.exec(Start.safeParse(payload).data?.query ?? '')?.[1];
    const mode = switches().graphql;
    const known =
      (field === 'callEvents' && mode !== 'subscription-error') ||
      (field === 'heartbeat' && mode !== 'no-heartbeat');
    if (client.access === null || field === undefined || !known) {
      send(client, { type: 'error', id, payload: { message: `Cannot query field "${field ?? ''}"` } });
      return;
    }
    // What runs already is no news.
    if (field === 'callEvents') {
      const index = client.access.person?.index;
      const own = live.channels().filter(({ person }) => person !== null && person.index === index);
      client.own.changes(own, clock.now());
    }
    client.subscriptions.set(id, field);
  };

  const connected = (socket: WebSocket): void => {
    const client: Client = { socket, access: null, subscriptions: new Map(), own: new OwnCalls() };
    clients.add(client);
    socket.on('close', () => clients.delete(client));
    socket.on('error', () => socket.terminate());
    socket.on('message', (data) => {
      if (switches().graphql === 'silent') return;
      const message = readMessage(data);
      if (message === null) {
        send(client, { type: 'connection_error', payload: { message: 'Message must be JSON' } });
        return;
      }
      const { type, id, payload } = message;
      if (type === 'connection_init') begin(client, payload);
      if (type === 'start' && id !== undefined) subscribe(client, id, payload);
      if (type === 'stop' && id !== undefined) client.subscriptions.delete(id);
      if (type === 'connection_terminate') socket.close();
    });
  };

  server.server.on('upgrade', (request, stream, head) => {
    if (switches().graphql === 'off' || request.url !== '/') {
      stream.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, stream, head, connected);
  });
  const ticking = setInterval(look, tickMs).unref();
  const stops = [
    clock.onSet(look),
    calls.onStep(stepped),
    world.watch(({ system }) => {
      if (system === 'voipex') look();
    }),
  ];
  const drop = (): void => {
    for (const { socket } of clients) socket.terminate();
  };
  server.addHook('preClose', async () => {
    clearInterval(ticking);
    for (const stop of stops) stop();
    drop();
    sockets.close();
  });
  return {
    clients: () =>
      [...clients].map(({ access, subscriptions }) => ({
        email: access?.email ?? '',
        subscriptions: [...subscriptions.values()],
      })),
    drop,
  };
}
