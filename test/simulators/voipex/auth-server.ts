import formbody from '@fastify/formbody';
import fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Access, Accesses } from './accesses.ts';
import type { Grants, TokenAnswer } from './grants.ts';
import { GrantProblem, grantProblemHandler } from './problem.ts';
import type { VoipexSwitches } from './switches.ts';
import { keySet } from './tokens.ts';

export interface AuthServerParts {
  readonly accesses: Accesses;
  readonly grants: Grants;
  readonly switches: () => VoipexSwitches;
}

const Form = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

function single(form: z.infer<typeof Form>, name: string): string | null {
  const value = form[name];
  if (Array.isArray(value)) throw new GrantProblem(400, 'invalid_request', 'duplicated parameter');
  return value === undefined || value === '' ? null : value;
}

function required(form: z.infer<typeof Form>, name: string): string {
  const value = single(form, name);
  if (value === null) throw new GrantProblem(400, 'invalid_request', `Missing form parameter: ${name}`);
  return value;
}

/** The bearer of a request to the auth server, or a 401 (2.4). */
function bearer(header: string | undefined, grants: Grants): Access {
  const token = /^Bearer (.+)$/u.exec(header ?? '')?.[1];
  const access = token === undefined ? 'invalid' : grants.check(token);
  if (typeof access === 'string') throw new GrantProblem(401, 'invalid_token', 'Token verification failed');
  return access;
}

/** `auth.voipex.io`: sign-in, refresh, impersonation (section 2). Error bodies are Keycloak's. [I] `prepare` runs first. */
export function createAuthServer(
  { accesses, grants, switches }: AuthServerParts,
  prepare: (server: FastifyInstance) => void,
): FastifyInstance {
  const server = fastify({ forceCloseConnections: true });
  prepare(server);
  server.setErrorHandler(grantProblemHandler);

  const passwordGrant = (form: z.infer<typeof Form>): TokenAnswer => {
    const username = required(form, 'username');
    const password = required(form, 'password');
    const scope = single(form, 'scope');
    if (scope !== null && switches().refuseScope) {
      throw new GrantProblem(400, 'invalid_scope', `Invalid scopes: ${scope}`);
    }
    const access = accesses.find(username);
    if (access?.password !== password) {
      throw new GrantProblem(401, 'invalid_grant', 'Invalid user credentials');
    }
    return grants.begin(access, scope?.split(' ').includes('openid') ?? false);
  };

  const refreshGrant = (form: z.infer<typeof Form>): TokenAnswer => {
    const answer = grants.refresh(required(form, 'refresh_token'));
    if (answer === null) throw new GrantProblem(400, 'invalid_grant', 'Token is not active');
    return answer;
  };

  // POST /token: 2.1 password grant, 2.4 refresh, 2.8 errors [I]. Form body only: anything else is a 415.
  void server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    await scope.register(formbody);
    scope.post('/token', async (request, reply) => {
      const parsed = Form.safeParse(request.body ?? {});
      if (!parsed.success) throw new GrantProblem(400, 'invalid_request', 'Malformed form body');
      const form = parsed.data;
      const grant = required(form, 'grant_type');
      if (single(form, 'client_id') !== 'api') {
        throw new GrantProblem(401, 'invalid_client', 'Invalid client or Invalid client credentials');
      }
      void reply.header('cache-control', 'no-store');
      if (grant === 'password') return passwordGrant(form);
      if (grant === 'refresh_token') return refreshGrant(form);
      throw new GrantProblem(400, 'unsupported_grant_type', 'Unsupported grant_type');
    });
  });

  // POST /token-exchange: 2.4 impersonation. Answer shape, 403 and 404 are inferred [I]; field name 16.1 no. 3.
  server.post('/token-exchange', async (request, reply) => {
    const access = bearer(request.headers.authorization, grants);
    if (!access.impersonation) {
      throw new GrantProblem(403, 'access_denied', 'The access has no right to impersonate');
    }
    const body = z.record(z.string(), z.string()).safeParse(request.body);
    const names = body.success ? Object.keys(body.data) : [];
    const allowed = switches().acceptHyphenatedEmail ? ['email', 'e-mail'] : ['email'];
    const [name] = names;
    const email = body.data?.[name ?? ''];
    if (names.length !== 1 || name === undefined || !allowed.includes(name) || email === undefined) {
      throw new GrantProblem(400, 'invalid_request', 'The body must be an object with the one field "email"');
    }
    const user = accesses.find(email);
    const { unknownUserStatus, exchangeAnswer } = switches();
    if (user?.kind !== 'user') throw new GrantProblem(unknownUserStatus, 'user_not_found', 'Unknown user');
    void reply.header('cache-control', 'no-store');
    const answer = grants.begin(user, false);
    return exchangeAnswer === 'whole' ? answer : { access_token: answer.access_token };
  });

  // 2.5: where IPEX's own services fetch the signing key.
  server.get('/realms/IPEX/protocol/openid-connect/certs', async () => keySet());

  return server;
}
