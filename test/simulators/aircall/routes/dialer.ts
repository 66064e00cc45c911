import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Campaign } from '../books/campaign-book.ts';
import type { Desk } from '../desk.ts';
import { AircallError, notFound } from '../errors.ts';
import { iso } from '../identity.ts';
import { bodyOf, e164, listed, listReply } from './reply.ts';

interface Named {
  Params: { id: string };
}

const Numbers = z.object({ phone_numbers: z.array(e164).min(1) });

const campaignRecord = ({ id, createdAt }: Campaign) => ({
  id,
  number_id: null,
  created_at: iso(createdAt),
});

/** The Power Dialer, per user (5.3). Statuses of success, and the 404 without a campaign, are [I]. */
export function addDialerRoutes(server: FastifyInstance, desk: Desk): void {
  const path = '/v1/users/:id/dialer_campaign';
  const userOr404 = (request: FastifyRequest<Named>): number => {
    const user = desk.users.findById(request.params.id);
    if (user === null) throw notFound('The user');
    return user.index;
  };
  const campaignOr404 = (user: number): Campaign => {
    const campaign = desk.campaigns.of(user);
    if (campaign === null) throw notFound('The dialer campaign');
    return campaign;
  };
  /** 422 names what was imported before; the rest is in the campaign then (5.3). */
  const add = (user: number, request: FastifyRequest): Campaign => {
    const { phone_numbers } = bodyOf(request, Numbers);
    const repeated = desk.campaigns.add(user, phone_numbers, desk.clock.now());
    if (repeated.length > 0) {
      throw AircallError.withErrors({
        dialer_campaign: repeated.map((number) => `${number} already imported, but not called`),
      });
    }
    return campaignOr404(user);
  };

  server.get<Named>(path, async (request) => ({
    dialer_campaign: campaignRecord(campaignOr404(userOr404(request))),
  }));
  server.post<Named>(path, async (request, reply) =>
    reply.code(201).send({ dialer_campaign: campaignRecord(add(userOr404(request), request)) }),
  );
  server.delete<Named>(path, async (request, reply) => {
    const user = userOr404(request);
    campaignOr404(user);
    desk.campaigns.delete(user);
    return reply.code(204).send();
  });

  /** The key of the list is `numbers`. */
  server.get<Named>(`${path}/phone_numbers`, async (request) => {
    const { entries } = campaignOr404(userOr404(request));
    return listReply(desk, request, 'numbers', listed(entries), ({ id, number, called, createdAt }) => ({
      ...{ id, number, called, created_at: iso(createdAt) },
    }));
  });
  server.post<Named>(`${path}/phone_numbers`, async (request, reply) => {
    const user = userOr404(request);
    campaignOr404(user);
    add(user, request);
    return reply.code(204).send();
  });
  server.delete<{ Params: { id: string; entry: string } }>(
    `${path}/phone_numbers/:entry`,
    async (request, reply) => {
      const user = desk.users.findById(request.params.id);
      if (user === null) throw notFound('The user');
      if (!desk.campaigns.remove(user.index, Number(request.params.entry)))
        throw notFound('The phone number');
      return reply.code(204).send();
    },
  );
}
