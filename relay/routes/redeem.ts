import type { FastifyInstance } from 'fastify';
import { AckRequest, RedeemReply, RedeemRequest, relayPaths } from '../../domain/relay.ts';
import type { RelayContext } from '../context.ts';
import { isFromPage, refuse } from '../refusals.ts';
import { sha256, unseal } from '../secrets.ts';

const statuses = { unknown: 404, used: 410, 'wrong-verifier': 403 } as const;

/** What the desktop itself calls: hands out a result to whoever holds both handle and verifier, then forgets it. */
export function addRedeemRoutes(server: FastifyInstance, context: RelayContext): void {
  server.post(relayPaths.redeem, async (request, reply) => {
    const count = (outcome: string): void =>
      context.metrics.count('switchdeck_relay_redeems_total', { outcome });
    const body = RedeemRequest.safeParse(request.body);
    if (isFromPage(request) || !body.success) {
      count('invalid');
      return refuse(reply, isFromPage(request) ? 403 : 400, 'invalid');
    }
    const { h, v, receipt = null } = body.data;
    const redeemed = await context.store.redeem(sha256(h), sha256(v), receipt);
    count(redeemed.outcome);
    if (redeemed.outcome !== 'redeemed') {
      const error = redeemed.outcome === 'used' ? 'unknown' : redeemed.outcome;
      return refuse(reply, statuses[redeemed.outcome], error);
    }
    return reply.send(RedeemReply.parse(JSON.parse(unseal(h, redeemed.sealed))));
  });

  server.post(relayPaths.ack, async (request, reply) => {
    const count = (outcome: string): void =>
      context.metrics.count('switchdeck_relay_acks_total', { outcome });
    const body = AckRequest.safeParse(request.body);
    if (isFromPage(request) || !body.success) {
      count('invalid');
      return refuse(reply, isFromPage(request) ? 403 : 400, 'invalid');
    }
    const forgotten = await context.store.forget(sha256(body.data.h), sha256(body.data.v));
    count(forgotten);
    if (forgotten === 'wrong-verifier') return refuse(reply, statuses[forgotten], forgotten);
    // Nothing left to forget is what was asked for: the reply to an earlier ack may have been lost.
    return reply.code(204).send();
  });
}
