import formbody from '@fastify/formbody';
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { z } from 'zod';
import { SimulatorClock } from '../control/clock.ts';
import { addControlPlane, type Control, isControlPath } from '../control/control-plane.ts';
import { Faults } from '../control/faults.ts';
import { HappeningCalls } from '../control/happening-calls.ts';
import { listenOn } from '../control/listen.ts';
import type { World } from '../world/world.ts';
import { type Bus, startBus } from './bus/start-bus.ts';
import { type Caller, Credentials } from './credentials.ts';
import { createDesk, type Desk } from './desk.ts';
import { addEventControl, createWebhookEvents, type WebhookEvents } from './events/webhook-events.ts';
import { AircallError, bodyOf, refuseAtEdge } from './errors.ts';
import { idOf } from './identity.ts';
import { availabilities, type Availability } from './presence.ts';
import { RateLimit } from './rate-limit.ts';
import { addAccountRoutes } from './routes/account.ts';
import { addCallRoutes } from './routes/calls.ts';
import { addContactRoutes } from './routes/contacts.ts';
import { addDialerRoutes } from './routes/dialer.ts';
import { addDirectoryRoutes } from './routes/directory.ts';
import { addLiveCallRoutes } from './routes/live-calls.ts';
import { addMediaRoutes } from './routes/media.ts';
import { addOauthRoutes } from './routes/oauth.ts';
import { addTeamRoutes } from './routes/teams.ts';
import { addUserRoutes } from './routes/users.ts';
import { addWebhookRoutes } from './routes/webhooks.ts';
import { type AircallSwitchChange, AircallSwitches } from './switches.ts';
import { eventEnvelope } from './wire/records.ts';

export interface AircallOptions {
  readonly world: World;
  /** Left out: one that runs from the end of the world. */
  readonly clock?: SimulatorClock;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Of the bus and of the identity host, which have origins of their own; 0, the default, takes free ones. */
  readonly busPort?: number;
  readonly identityPort?: number;
  readonly switches?: AircallSwitchChange;
  /** A certificate (PEM) that deliveries of events trust beside the public ones. */
  readonly trusts?: string;
}

export interface AircallSimulator extends Pick<Bus, 'busUrl' | 'identityUrl' | 'bus'> {
  /** Origin of the API: `http://127.0.0.1:4020`. */
  readonly url: string;
  readonly apiId: string;
  readonly apiToken: string;
  readonly accessToken: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly control: Control<AircallSwitches>;
  /** Fixes what a person (by position) is doing; null frees it. */
  setAvailability(person: number, availability: Availability | null): void;
  /** What would be posted now, and where, were this event to happen (6.1). */
  deliveriesOf(event: string, data: object): readonly { readonly url: string; readonly body: unknown }[];
  /** The events that are sent to webhooks. */
  readonly events: WebhookEvents;
  /** Every webhook is switched off, as after too many failed deliveries (6.2). */
  disableWebhooks(): void;
  close(): Promise<void>;
}

/** Paths that take no credential and are not counted: the root, sign-in, and signed audio addresses. */
const open = /^\/($|\?|oauth\/|v1\/oauth\/|media\/|s\/)/u;

const AvailabilityChange = z.strictObject({
  person: z.number().int().nonnegative(),
  availability: z.enum(availabilities).nullable(),
});

function switchBoard(initial: AircallSwitchChange = {}) {
  let switches = AircallSwitches.parse(initial);
  return {
    read: () => switches,
    change: (change: unknown) => {
      const given = AircallSwitches.partial().parse(change);
      // Parsing a part fills in every default: only what was named may change.
      const named = new Set(Object.keys(z.record(z.string(), z.unknown()).parse(change)));
      const told = Object.fromEntries(Object.entries(given).filter(([name]) => named.has(name)));
      switches = AircallSwitches.parse({ ...switches, ...told });
      return switches;
    },
  };
}

/** JSON in, tolerant of an empty body behind a JSON content type: PUT and DELETE must send one (5). */
async function readBodies(server: FastifyInstance): Promise<void> {
  await server.register(formbody);
  server.removeContentTypeParser('application/json');
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    if (text === '') {
      done(null, undefined);
      return;
    }
    try {
      done(null, JSON.parse(String(text)));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      done(new AircallError(400, 'The body is not valid JSON.'), undefined);
    }
  });
}

function addErrors(server: FastifyInstance): void {
  server.setNotFoundHandler(async (_request, reply) => refuseAtEdge(reply, 404));
  server.setErrorHandler(async (error: FastifyError | AircallError | Error, _request, reply) => {
    if (error instanceof AircallError) return reply.code(error.status).send(error.body);
    const status = 'statusCode' in error ? (error.statusCode ?? 500) : 500;
    // A body Fastify could not take (wrong content type, too large) is an invalid request to Aircall: [I].
    if (status < 500) return reply.code(400).send(new AircallError(400, 'The request is invalid.').body);
    process.emitWarning(error);
    return reply.code(500).send(bodyOf(500));
  });
}

/** Who may pass (7): 401 without any credential, 403 for a wrong one, then the company's budget (2). */
function addGate(server: FastifyInstance, desk: Desk, limit: RateLimit): (request: object) => Caller {
  const callers = new WeakMap<object, Caller>();
  server.addHook('onRequest', async (request, reply) => {
    if (reply.sent || request.is404 || isControlPath(request.url) || open.test(request.url)) return;
    const { authorization } = request.headers;
    if (authorization === undefined) return refuseAtEdge(reply, 401);
    const caller = desk.credentials.recognise(authorization);
    if (caller === null) return refuseAtEdge(reply, 403);
    callers.set(request, caller);
    await limit.take(reply);
  });
  return (request) => callers.get(request) ?? { label: 'nobody', scheme: 'Basic' };
}

/** Starts the Aircall stand-in on loopback. Everything it serves is invented from the world. */
export async function startAircall(options: AircallOptions): Promise<AircallSimulator> {
  const { world } = options;
  const clock = options.clock ?? new SimulatorClock({ instant: world.options.to });
  const switches = switchBoard(options.switches);
  const credentials = new Credentials(world.options.seed);
  const calls = new HappeningCalls(world, 'aircall', clock);
  const limits = new RateLimit(clock, switches);
  let origin = '';
  const desk: Desk = createDesk(
    { world, clock, credentials, calls, switches: switches.read, origin: () => origin },
    { tell: (event, data) => events.tell(event, data), webhookMade: () => events.start() },
  );
  const events = createWebhookEvents(desk);
  if (options.trusts !== undefined) events.trust(options.trusts);
  const control: Control<AircallSwitches> = {
    clock,
    faults: new Faults(),
    calls,
    tokens: credentials,
    limits,
    switches,
    idOf: (index) => idOf('call', index),
    bodyOf,
  };

  const server = Fastify({ forceCloseConnections: true, exposeHeadRoutes: false });
  await readBodies(server);
  addErrors(server);
  addControlPlane(server, control);
  const callerOf = addGate(server, desk, limits);

  /** 1.1: a small object; the values are invented. */
  server.get('/', async () => ({
    resource: 'Aircall Public API (simulated)',
    contact: 'nobody@lumora.example',
  }));
  addAccountRoutes(server, desk, callerOf);
  addOauthRoutes(server, desk);
  addCallRoutes(server, desk);
  addLiveCallRoutes(server, desk);
  addUserRoutes(server, desk);
  addDialerRoutes(server, desk);
  addDirectoryRoutes(server, desk);
  addTeamRoutes(server, desk);
  addContactRoutes(server, desk);
  addWebhookRoutes(server, desk, callerOf);
  addMediaRoutes(server, desk);

  const setAvailability = (person: number, availability: Availability | null): void => {
    if (person >= world.people('aircall').length)
      throw new RangeError(`there is no person ${String(person)}`);
    desk.presence.fix(person, availability);
  };
  /** Aircall's own part of the control plane. */
  server.post('/__sim/availability', async (request) => {
    const { person, availability } = AvailabilityChange.parse(request.body);
    setAvailability(person, availability);
    return { person, availability: desk.presence.of(person) };
  });

  addEventControl(server, events);

  const agents = await startBus(desk, server, {
    bus: options.busPort ?? 0,
    identity: options.identityPort ?? 0,
  });
  origin = await listenOn(server, options.port ?? 0, "Aircall's API").catch(async (error: unknown) => {
    await agents.close();
    throw error;
  });
  const { busUrl, identityUrl, bus } = agents;
  const { apiId, apiToken, accessToken, clientId, clientSecret } = credentials;
  return {
    url: origin,
    ...{ apiId, apiToken, accessToken, clientId, clientSecret },
    ...{ busUrl, identityUrl, bus },
    control,
    events,
    setAvailability,
    deliveriesOf: (event, data) =>
      desk.webhooks
        .subscribedTo(event)
        .map((webhook) => ({ url: webhook.url, body: eventEnvelope(webhook, event, data, clock.now()) })),
    disableWebhooks: () => desk.webhooks.disableAll(),
    close: async () => {
      events.stop();
      await Promise.all([server.close(), agents.close()]);
    },
  };
}
