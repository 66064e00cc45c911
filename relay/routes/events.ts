import type { FastifyInstance } from 'fastify';
import { relayPaths, StreamPosition } from '../../domain/relay.ts';
import type { RelayContext } from '../context.ts';
import { isFromPage, refuse } from '../refusals.ts';
import { tokenOf } from '../sessions.ts';

/** Somewhere that is in no log: a desktop that says where it was in words we do not know has missed what came since. */
const nowhere = '0-0';
/** When there is room again nobody knows. */
const retryAfterSeconds = 10;
/** After so long without a word the system asks whether the other side is there. */
const keepAliveMs = 30_000;

/** The stream of a company's events, to desktops of that company. */
export function addEventsRoute(server: FastifyInstance, context: RelayContext): void {
  const { sessions, streams } = context;
  const count = (outcome: string): void =>
    context.metrics.count('switchdeck_relay_streams_total', { outcome });

  server.get(relayPaths.events, async (request, reply) => {
    if (isFromPage(request)) return refuse(reply, 403, 'invalid');
    const session = await sessions.check(tokenOf(request) ?? '');
    if (session === null) {
      count('refused');
      return refuse(reply, 401, 'session');
    }
    const said = request.headers['last-event-id'];
    const last = said === undefined ? null : (StreamPosition.safeParse(said).data ?? nowhere);
    const beginning = await streams.beginningOf(session.company, last);
    const isPolled = await context.polling.isPolled(session.company);
    if (streams.isFull) {
      count('full');
      return refuse(reply.header('retry-after', retryAfterSeconds), 503, 'busy');
    }

    reply.hijack();
    const response = reply.raw;
    if (response.destroyed) return reply; // it went away meanwhile
    // Without chunks one buffer can be written to everybody as it is: the answer lasts until the connection ends.
    response.removeHeader('transfer-encoding');
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) response.setHeader(name, value);
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'x-accel-buffering': 'no', // nginx would wait for more
      connection: 'close',
    });
    request.raw.socket.setKeepAlive(true, keepAliveMs);
    streams.open(session, response, beginning, isPolled);
    return reply;
  });
}
