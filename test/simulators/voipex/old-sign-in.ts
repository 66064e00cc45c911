import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Access } from './accesses.ts';
import type { TokenAnswer } from './grants.ts';
import { bodyOf } from './live-routes.ts';
import { customerId, type Pbx } from './pbx.ts';
import { Problem } from './problem.ts';

const Login = z.object({ email: z.string(), password: z.string() });
const providerId = 7;

/** The sign-in of 2018 to 2023 (2.6): dropped from the guide; whether it still answers is unknown. [I] */
export function addOldSignIn(server: FastifyInstance, pbx: Pbx): void {
  const { accesses, grants, clock, switches } = pbx;
  const mustBeOn = (): void => {
    if (!switches().oldSignIn) throw new Problem(404, 'Not Found');
  };

  /** Both generations of keys, side by side. */
  const answer = (access: Access, tokens: TokenAnswer): object => {
    const expiresAt = clock.now() + tokens.expires_in * 1000;
    const roles = { communicator: ['owner'], pbx: access.person === null ? [] : ['pbx_user', 'pbx_agent'] };
    return {
      accessToken: tokens.access_token,
      tokenType: tokens.token_type,
      refreshToken: tokens.refresh_token,
      expiresAt: new Date(expiresAt).toISOString(),
      expiresIn: tokens.expires_in,
      access_token: tokens.access_token,
      token_type: tokens.token_type,
      refresh_token: tokens.refresh_token,
      expires_in: tokens.expires_in,
      expires_at: expiresAt,
      ...{ id: access.id, anvilId: access.id, userId: access.id, level: 'user' },
      ...{ firstName: access.firstName, lastName: access.lastName },
      ...{ username: access.email, email: access.email },
      ...{ customer: { id: customerId }, provider: { id: providerId }, operator: { id: providerId } },
      ...{ customerId, providerId, operatorId: providerId },
      ...{ roles, commRoles: roles.communicator, pbxRoles: roles.pbx },
      branding: { theme: 'default', logo: null },
    };
  };

  server.post('/v1/sso/login', async (request) => {
    mustBeOn();
    const { email, password } = bodyOf(Login, request.body);
    const access = accesses.find(email);
    if (access?.password !== password) throw new Problem(401, 'Invalid username or password');
    return answer(access, grants.begin(access, false));
  });

  /** The refresh token stands in the header, without `Bearer`; no body. */
  server.post('/v1/sso/refresh', async (request) => {
    mustBeOn();
    const tokens = grants.refresh(request.headers.authorization ?? '');
    const access = tokens === null ? 'invalid' : grants.check(tokens.access_token);
    if (tokens === null || typeof access === 'string') throw new Problem(401, 'Invalid token');
    return answer(access, tokens);
  });
}
