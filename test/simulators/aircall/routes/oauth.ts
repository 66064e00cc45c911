import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Desk } from '../desk.ts';
import { queryOf } from './reply.ts';
import { single } from '../paging.ts';

const Exchange = z.object({
  code: z.string(),
  redirect_uri: z.string(),
  client_id: z.string(),
  client_secret: z.string(),
  grant_type: z.string(),
});

const loopbackHosts = new Set(['127.0.0.1', 'localhost', '[::1]']);

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const consentPage = (query: string): string => `<!doctype html><html lang="en"><meta charset="utf-8">
<title>Simulated Aircall consent</title><h1>Simulated Aircall</h1>
<p>An app asks for access to this invented company.</p>
<p><a href="/oauth/authorize?${escaped(query)}&amp;decision=grant">Authorize</a>
<a href="/oauth/authorize?${escaped(query)}&amp;decision=deny">Refuse</a></p></html>`;

/** Sign-in of technology partners (1.3). Neither route takes a credential. */
export function addOauthRoutes(server: FastifyInstance, desk: Desk): void {
  const mayRedirectTo = (text: string): boolean => {
    if (!URL.canParse(text)) return false;
    const { protocol, hostname } = new URL(text);
    if (protocol === 'https:') return true;
    return desk.switches().redirects === 'relaxed' && protocol === 'http:' && loopbackHosts.has(hostname);
  };

  /** 1.3: the consent page, a browser GET. Both documented hosts have this path; here it is the API's own host. */
  server.get('/oauth/authorize', async (request, reply) => {
    const query = queryOf(request);
    const redirectUri = single(query, 'redirect_uri') ?? '';
    if (single(query, 'client_id') !== desk.credentials.clientId || !mayRedirectTo(redirectUri)) {
      // [I]: a redirect that cannot be trusted is never followed.
      return reply.code(400).type('text/html; charset=utf-8').send('<!doctype html><h1>Unknown app</h1>');
    }
    const back = new URL(redirectUri);
    const state = single(query, 'state');
    if (state !== undefined) back.searchParams.set('state', state);
    const refuse = (error: string) => {
      back.searchParams.set('error', error);
      return reply.redirect(back.href);
    };
    if (single(query, 'response_type') !== 'code') return refuse('unsupported_response_type');
    if (single(query, 'scope') !== 'public_api') return refuse('invalid_scope');

    const told = single(query, 'decision');
    const decision = desk.switches().consent === 'page' ? told : desk.switches().consent;
    if (decision === 'deny') return refuse('access_denied');
    if (decision === 'grant') {
      back.searchParams.set('code', desk.credentials.grantCode(redirectUri, desk.clock.now()));
      return reply.redirect(back.href);
    }
    return reply.type('text/html; charset=utf-8').send(consentPage(request.url.split('?')[1] ?? ''));
  });

  /** 1.3: the exchange; JSON, and form encoding too. Every failure is a 400 with `error`; the words are [I]. */
  server.post('/v1/oauth/token', async (request, reply) => {
    const refuse = (error: string, description: string) =>
      reply.code(400).send({ error, error_description: description });
    const body = Exchange.safeParse(request.body ?? {});
    if (!body.success) return refuse('invalid_request', 'A parameter is missing.');
    const { code, redirect_uri, client_id, client_secret, grant_type } = body.data;
    if (client_id !== desk.credentials.clientId || client_secret !== desk.credentials.clientSecret) {
      return refuse('invalid_client', 'Client authentication failed.');
    }
    if (grant_type !== 'authorization_code')
      return refuse('unsupported_grant_type', 'Use authorization_code.');
    const token = desk.credentials.exchange(code, redirect_uri, desk.clock.now());
    if (token === null) return refuse('invalid_grant', 'The code is invalid, expired or was used.');
    return { access_token: token, token_type: 'Bearer', created_at: Math.floor(desk.clock.now() / 1000) };
  });
}
