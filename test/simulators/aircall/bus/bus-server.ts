import Fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Desk } from '../desk.ts';
import { companyId, userIdOf } from '../identity.ts';
import type { BusSessions } from './bus-sessions.ts';
import { runBusPage } from './page-script.ts';
import type { SsoCodes } from './sso-codes.ts';

const page =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Simulated bus</title><script src="/bus.js"></script></html>';
const Sso = z.object({ code: z.string(), redirectUrl: z.string() });

/** The page of the bus and its back-end, of an origin of their own (1.5, steps 1 to 8). */
export function createBusServer(desk: Desk, codes: SsoCodes, sessions: BusSessions): FastifyInstance {
  const server = Fastify({ forceCloseConnections: true, exposeHeadRoutes: false });
  server.addHook('onRequest', async (_request, reply) => {
    void reply.header('cache-control', 'no-store');
  });
  server.get('/', async (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
  server.get('/bus.js', async (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(`(${runBusPage.toString()})();`),
  );

  /** The company's person at a position as the bus might name it; its shape is not published. [I] */
  const userOf = (person: number) => {
    const user = desk.users.find(person);
    if (user === null) throw new RangeError(`there is no person ${String(person)}`);
    const { firstName, lastName, email, language } = user;
    return {
      id: userIdOf(desk.world, person),
      ...{ email, first_name: firstName, last_name: lastName, name: `${firstName} ${lastName}`, language },
    };
  };

  server.post('/backend/register', async () => {
    const { bus } = desk.switches();
    return { silent: bus.silent === 'register', ...(bus.restoresUser ? { user: userOf(0) } : {}) };
  });

  server.post('/backend/sso', async (request, reply) => {
    const { bus } = desk.switches();
    if (bus.silent === 'sso') return { silent: true };
    if (bus.rejects !== null) return reply.code(401).send({ error: rejections[bus.rejects] });
    const { code, redirectUrl } = Sso.parse(request.body);
    const person = codes.take(code, redirectUrl, desk.clock.now());
    if (typeof person === 'string') return reply.code(401).send({ error: person });
    const migrated = bus.credentials === 'migrated';
    const { id, tokens } = sessions.open(person, migrated);
    return {
      sessionId: id,
      credentials: migrated ? tokens : { legacy_token: `simulated-legacy-token-${id}` },
      currentUser: userOf(person),
      company: { id: companyId, name: desk.world.companyName },
    };
  });

  server.get<{ Params: { id: string } }>('/backend/events/:id', (request, reply) => {
    const end = sessions.listen(request.params.id, (event) => {
      reply.raw.write(`data: ${JSON.stringify(event)}\n\n`);
    });
    if (end === null) return reply.code(404).send({});
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    reply.raw.write(': open\n\n');
    request.raw.once('close', end);
    return reply;
  });
  return server;
}

/** "Whatever the back-end returned" (003_d5fb4f046f5f5c62.txt): a text, something with words in it, or nothing. */
const rejections = {
  text: 'The single sign-on of this company was switched off.',
  object: { code: 'SSO_DISABLED', message: 'The single sign-on of this company was switched off.' },
  empty: null,
} as const;
