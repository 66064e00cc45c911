import fastify, { type FastifyInstance } from 'fastify';
import type { WorldCall } from '../world/world.ts';
import type { Access } from './accesses.ts';
import { writtenAt } from './call-row.ts';
import { billingRows } from './central-calls.ts';
import { sendArray } from './json-array.ts';
import { readJsonBodies } from './json-body.ts';
import { dayStart, instantOf } from './moments.ts';
import { addOldSignIn } from './old-sign-in.ts';
import { customerId, type Pbx, pbx as ownPbx, readerOf } from './pbx.ts';
import { Problem, problemBody, problemHandler } from './problem.ts';
import { homeZone, Query } from './query.ts';

const serviceId = 88012;

/** A `YYYY-MM-DD` as local midnight, or null when absent. Anything else is a 400 (6.4). */
function day(query: Query, name: string): number | null {
  const text = query.text(name);
  if (text === null) return null;
  const wall = Date.parse(`${text}T00:00:00Z`);
  if (
    !/^\d{4}-\d{2}-\d{2}$/u.test(text) ||
    Number.isNaN(wall) ||
    new Date(wall).toISOString().slice(0, 10) !== text
  ) {
    throw new Problem(400, `child "${name}" fails because ["${name}" must be a valid date YYYY-MM-DD]`);
  }
  return instantOf(wall, homeZone);
}

/** `restapi.ipex.cz`: who am I, the switchboard, the billing call list (section 6). */
export function createCentralServer(pbx: Pbx, prepare: (server: FastifyInstance) => void): FastifyInstance {
  const { world, clock, switches } = pbx;
  const server = fastify({ forceCloseConnections: true });
  readJsonBodies(server);
  prepare(server);
  server.setErrorHandler(problemHandler(switches));
  server.setNotFoundHandler(async (_request, reply) =>
    reply.code(404).send(problemBody(switches(), 404, 'Not Found')),
  );

  const switchboardName = `Ústředna ${world.companyName}`;
  const me = (reader: Access) => ({
    id: reader.id,
    email: reader.email,
    firstName: reader.firstName,
    lastName: reader.lastName,
    customer: { id: customerId },
    services: [
      { name: switchboardName, type: 'pbx', properties: { ...ownPbx } },
      { name: `Helpdesk ${world.companyName}`, type: 'helpdesk', properties: {} },
    ],
  });

  // GET /v1/users/me: 6.2, 14.5. `detail` is accepted; its meaning is unknown.
  server.get('/v1/users/me', async (request) => me(readerOf(pbx, request, 'central')));

  // GET /v1/pbx: 6.3. No published answer: all three forms of 14.5 are inferred [I].
  server.get('/v1/pbx', async (request) => {
    readerOf(pbx, request, 'central');
    const query = new Query(request.query);
    const asked = [
      [query.number('id'), serviceId],
      [query.number('serviceId'), serviceId],
      [query.number('customerId'), customerId],
    ] as const;
    const mine = asked.every(([wanted, own]) => wanted === null || wanted === own);
    const base = { id: serviceId, name: switchboardName, type: 'pbx' };
    const nested = { ...base, properties: { ...ownPbx } };
    switch (switches().pbxShape) {
      case 'properties':
        return mine ? [nested] : [];
      case 'flat':
        return mine ? [{ ...base, ...ownPbx }] : [];
      case 'items':
        return { items: mine ? [nested] : [] };
    }
  });

  // GET /v1/calls: 6.4. No paging; `dateTo` is a day that belongs to the list, today when left out [I]. The switches
  // `show*` are accepted and change nothing: a consumer gets all columns without them (16.1 no. 35).
  server.get('/v1/calls', async (request, reply) => {
    readerOf(pbx, request, 'central');
    const query = new Query(request.query);
    const from = day(query, 'dateFrom');
    if (from === null) throw new Problem(400, 'child "dateFrom" fails because ["dateFrom" is required]');
    const now = clock.now();
    const lastDay = day(query, 'dateTo') ?? dayStart(now, homeZone);
    // A day has 23 to 25 hours; 36 hours after midnight is always within the next one.
    const to = Math.min(dayStart(lastDay + 36 * 3_600_000, homeZone), now + 1);
    const wanted = query.number('customerId');
    if (to <= from || (wanted !== null && wanted !== customerId)) return [];
    const number = query.text('number')?.replace(/\D/gu, '').slice(-9) ?? null;
    const isWritten = (call: WorldCall): boolean => writtenAt(call, switches()) <= now;
    const rows = billingRows({ world, from, to, number, isWritten });
    return sendArray(reply, rows, world.indexAt('voipex', to) - world.indexAt('voipex', from));
  });

  addOldSignIn(server, pbx);

  // 6.1: both exist; what they answer is not published [I].
  for (const path of ['/alive', '/health']) server.get(path, async () => ({ status: 'OK' }));

  return server;
}
