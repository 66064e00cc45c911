import Fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Desk } from '../desk.ts';
import type { SsoCodes } from './sso-codes.ts';

const Asked = z.object({ redirectUrl: z.string(), state: z.string().optional() });
const Chosen = Asked.extend({ person: z.coerce.number().int().nonnegative() });

const loopbackHosts = new Set(['127.0.0.1', 'localhost', '[::1]']);
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/**
 * The host where agents sign in (`id.aircall` in 003_d5fb4f046f5f5c62.txt), of an origin of its own. Address, names of
 * parameters and whether `state` comes back are not published: [I]. Instead of asking for a password it lets a person be
 * chosen.
 */
export function createIdentityServer(desk: Desk, codes: SsoCodes): FastifyInstance {
  const server = Fastify({ forceCloseConnections: true, exposeHeadRoutes: false });
  server.addHook('onRequest', async (_request, reply) => {
    void reply.headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  });

  const mayRedirectTo = (text: string): boolean => {
    if (!URL.canParse(text)) return false;
    const { protocol, hostname } = new URL(text);
    return protocol === 'https:' || (protocol === 'http:' && loopbackHosts.has(hostname));
  };

  server.get('/sso', async (request, reply) => {
    const asked = Asked.safeParse(request.query);
    void reply.type('text/html; charset=utf-8');
    if (!asked.success || !mayRedirectTo(asked.data.redirectUrl))
      return reply.code(400).send('<!doctype html><h1>Unknown app</h1>');
    const entries = desk.users.all().map(({ index, firstName, lastName }) => {
      const { redirectUrl, state } = asked.data;
      const back = { redirectUrl, ...(state === undefined ? {} : { state }) };
      const query = new URLSearchParams({ ...back, person: String(index) }).toString();
      return `<li><a href="/sso/continue?${escaped(query)}">${escaped(`${firstName} ${lastName}`)}</a></li>`;
    });
    return reply.send(
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>Simulated Aircall sign-in</title>
<h1>Simulated Aircall sign-in</h1><p>Who are you?</p><ul>${entries.join('\n')}</ul></html>`,
    );
  });

  server.get('/sso/continue', async (request, reply) => {
    const chosen = Chosen.safeParse(request.query);
    if (!chosen.success || !mayRedirectTo(chosen.data.redirectUrl) || !desk.users.find(chosen.data.person))
      return reply.code(400).type('text/html; charset=utf-8').send('<!doctype html><h1>Unknown app</h1>');
    const { redirectUrl, state, person } = chosen.data;
    const back = new URL(redirectUrl);
    back.searchParams.set('code', codes.grant(person, redirectUrl, desk.clock.now()));
    if (state !== undefined && desk.switches().bus.ssoState === 'returned')
      back.searchParams.set('state', state);
    return reply.redirect(back.href, 303);
  });
  return server;
}
