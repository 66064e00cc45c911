import type { FastifyInstance } from 'fastify';
import { relayPaths, WebhookClaim } from '../../domain/relay.ts';
import type { RelayContext } from '../context.ts';
import { isFromPage, refuse } from '../refusals.ts';
import { sha256 } from '../secrets.ts';
import { tokenOf } from '../sessions.ts';

/** What a desktop does with its session besides listening. */
export function addSessionRoutes(server: FastifyInstance, context: RelayContext): void {
  const { sessions, store, clock, streams } = context;
  const count = (what: 'renew' | 'end' | 'claim', outcome: string): void =>
    context.metrics.count('switchdeck_relay_sessions_total', { what, outcome });

  server.post(relayPaths.renewSession, async (request, reply) => {
    if (isFromPage(request)) return refuse(reply, 403, 'invalid');
    const renewed = await sessions.renew(tokenOf(request) ?? '');
    count('renew', renewed === null ? 'refused' : 'renewed');
    return renewed === null ? refuse(reply, 401, 'session') : reply.send(renewed);
  });

  server.post(relayPaths.endSession, async (request, reply) => {
    if (isFromPage(request)) return refuse(reply, 403, 'invalid');
    const ended = await sessions.end(tokenOf(request) ?? '');
    count('end', ended === null ? 'refused' : 'ended');
    if (ended === null) return refuse(reply, 401, 'session');
    streams.endSession(ended.id);
    return reply.code(204).send();
  });

  server.post(relayPaths.claimWebhook, async (request, reply) => {
    if (isFromPage(request)) return refuse(reply, 403, 'invalid');
    const session = await sessions.check(tokenOf(request) ?? '');
    const claim = WebhookClaim.safeParse(request.body);
    if (session === null || !claim.success) {
      count('claim', session === null ? 'refused' : 'invalid');
      return session === null ? refuse(reply, 401, 'session') : refuse(reply, 400, 'invalid');
    }
    const claimed = await store.claimWebhook(sha256(claim.data.token), session.company, clock.now());
    count('claim', claimed);
    return claimed === 'taken' ? refuse(reply, 409, 'taken') : reply.code(204).send();
  });
}
