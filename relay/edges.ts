import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { relayPaths, type RelayRefusal } from '../domain/relay.ts';
import type { RelayContext } from './context.ts';
import { factsOfBug } from './log.ts';
import { sendNotice } from './pages/page.ts';
import { StoreUnavailable } from './store/store.ts';

const safeHeaders = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  // Whoever opened the page keeps no hold of it, and nobody embeds what it is made of.
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'strict-transport-security': 'max-age=31536000',
  // Pages put their own in its place.
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
} as const;

const retryAfterSeconds = 30;

/** The line in the log. */
function note({ config, log }: RelayContext, request: FastifyRequest, reply: FastifyReply): void {
  log.info('request', {
    method: request.method,
    route: request.routeOptions.url ?? 'none',
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime),
    ...(config.logAddresses ? { address: request.ip } : {}),
  });
}

/**
 * Answers an address that cannot be decoded (`/%ZZ`). Such a request reaches no route and no hook, and Fastify's own
 * answer repeats the address, with the code in its query.
 */
export const answerUnreadable =
  (context: RelayContext) =>
  (_error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    sendNotice(request, reply.headers(safeHeaders), 400, 'badStart');
    note(context, request, reply);
  };

/** What holds for every request: headers, the line in the log, and answers to what goes wrong. */
export function addEdges(server: FastifyInstance, context: RelayContext): void {
  server.removeContentTypeParser('text/plain');

  server.addHook('onRequest', async (_request, reply) => {
    reply.headers(safeHeaders);
  });

  server.addHook('onResponse', async (request, reply) => note(context, request, reply));

  server.setNotFoundHandler(async (request, reply) => sendNotice(request, reply, 404, 'notFound'));

  server.setErrorHandler(async (error: FastifyError | Error, request, reply) => {
    const forPeople = request.method === 'GET' && request.routeOptions.url !== relayPaths.events;
    const answer = (status: number, word: RelayRefusal['error'], notice: 'busy' | 'broken' | 'badStart') =>
      forPeople
        ? sendNotice(request, reply, status, notice)
        : reply.code(status).send({ error: word } satisfies RelayRefusal);
    if (error instanceof StoreUnavailable) {
      context.log.warn('store.unavailable', { why: error.why });
      reply.header('retry-after', retryAfterSeconds);
      return answer(503, 'busy', 'busy');
    }
    const status = 'statusCode' in error ? (error.statusCode ?? 500) : 500;
    // What the server itself could not read: no JSON, too large, another content type.
    if (status < 500) return answer(status, 'invalid', 'badStart');
    context.log.error('bug', factsOfBug(error));
    return answer(500, 'busy', 'broken');
  });
}
