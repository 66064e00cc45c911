import type { FastifyInstance } from 'fastify';
import type { Desk } from '../desk.ts';
import { notFound } from '../errors.ts';
import type { Caller } from '../credentials.ts';
import { integrationRecord } from '../wire/records.ts';

/** Ping, company and integration (5.5). */
export function addAccountRoutes(
  server: FastifyInstance,
  desk: Desk,
  callerOf: (request: object) => Caller,
): void {
  /** 1.2: the best probe of a credential. */
  server.get('/v1/ping', async () => ({ ping: 'pong' }));

  /** 4.4: nothing but these three. */
  server.get('/v1/company', async () => ({
    company: {
      name: desk.world.companyName,
      users_count: desk.users.all().length,
      numbers_count: desk.lines.all().length,
    },
  }));

  // 5.5: for OAuth and Aircall-built integrations only. What an API key gets is [I]: there is none, so 404.
  const mustBeIntegration = (request: object): void => {
    if (callerOf(request).scheme !== 'Bearer') throw notFound('The integration');
  };
  server.get('/v1/integrations/me', async (request) => {
    mustBeIntegration(request);
    return { integration: integrationRecord(desk) };
  });
  for (const [verb, active] of [
    ['enable', true],
    ['disable', false],
  ] as const) {
    server.post(`/v1/integrations/${verb}`, async (request) => {
      mustBeIntegration(request);
      desk.integration.active = active;
      return { integration: integrationRecord(desk) };
    });
  }
}
