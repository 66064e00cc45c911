import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Webhook, WebhookChange } from '../books/webhook-book.ts';
import type { Caller } from '../credentials.ts';
import type { Desk } from '../desk.ts';
import { badRequest, notFound } from '../errors.ts';
import { single } from '../paging.ts';
import { webhookRecord } from '../wire/records.ts';
import { bodyOf, listed, listReply, queryOf } from './reply.ts';

interface Named {
  Params: { id: string };
}

const Change = z.object({
  url: z.string().optional(),
  custom_name: z.string().optional(),
  events: z.array(z.string()).optional(),
  active: z.boolean().optional(),
});

const changeOf = (request: FastifyRequest): WebhookChange => {
  const { custom_name, ...rest } = bodyOf(request, Change);
  return { ...rest, customName: custom_name };
};

/** Webhooks (5.6). */
export function addWebhookRoutes(
  server: FastifyInstance,
  desk: Desk,
  callerOf: (request: object) => Caller,
): void {
  const webhookOr404 = (request: FastifyRequest<Named>): Webhook => {
    const webhook = desk.webhooks.find(request.params.id, callerOf(request));
    if (webhook === null) throw notFound('The webhook');
    return webhook;
  };

  server.get('/v1/webhooks', async (request) => {
    const own = listed(desk.webhooks.visibleTo(callerOf(request)));
    return listReply(desk, request, 'webhooks', own, (webhook) => webhookRecord(desk, webhook));
  });
  server.get<Named>('/v1/webhooks/:id', async (request) => ({
    webhook: webhookRecord(desk, webhookOr404(request)),
  }));
  server.post('/v1/webhooks', async (request, reply) => {
    const made = desk.webhooks.create(changeOf(request), callerOf(request), desk.clock.now());
    return reply.code(201).send({ webhook: webhookRecord(desk, made) });
  });
  server.put<Named>('/v1/webhooks/:id', async (request) => {
    const webhook = webhookOr404(request);
    const action = single(queryOf(request), 'events_action') ?? null;
    if (action !== null && action !== 'add' && action !== 'remove')
      throw badRequest('events_action is invalid.');
    return { webhook: webhookRecord(desk, desk.webhooks.update(webhook, changeOf(request), action)) };
  });
  server.delete<Named>('/v1/webhooks/:id', async (request, reply) => {
    desk.webhooks.delete(webhookOr404(request));
    return reply.code(204).send();
  });
}
