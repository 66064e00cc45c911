import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Bench, startBench } from './bench.ts';
import { Me } from './documented.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

/** 2.6, key by key. */
const ids = z.strictObject({ id: z.number() });
const Signed = z.strictObject({
  ...{ accessToken: z.string(), tokenType: z.literal('Bearer'), refreshToken: z.string() },
  ...{ expiresAt: z.iso.datetime(), expiresIn: z.literal(3000) },
  ...{ access_token: z.string(), token_type: z.literal('Bearer'), refresh_token: z.string() },
  ...{ expires_in: z.literal(3000), expires_at: z.number() },
  ...{ id: z.uuid(), anvilId: z.string(), userId: z.string(), firstName: z.string(), lastName: z.string() },
  ...{ username: z.string(), email: z.string(), level: z.string() },
  ...{ customer: ids, provider: ids, operator: ids },
  ...{ customerId: z.number(), providerId: z.number(), operatorId: z.number() },
  roles: z.strictObject({ communicator: z.array(z.string()), pbx: z.array(z.string()) }),
  ...{ commRoles: z.array(z.string()), pbxRoles: z.array(z.string()) },
  branding: z.strictObject({ theme: z.string(), logo: z.string().nullable() }),
});
const login = async () => {
  const { email, password } = bench.simulator;
  return bench.ask('central', '/v1/sso/login', Signed, { method: 'POST', body: { email, password } });
};
const refresh = async (authorization: string) =>
  fetch(`${bench.simulator.centralUrl}/v1/sso/refresh`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
  });

describe('the old sign-in of VoIPEX', () => {
  it('answers with both generations of keys, and its token opens both APIs', async () => {
    const { status, body } = await login();
    expect(status).toBe(200);
    expect(body.access_token).toBe(body.accessToken);
    expect(body.expires_at).toBe(Date.parse(body.expiresAt));
    const token = body.accessToken;
    expect((await bench.ask('central', '/v1/users/me', Me, { token })).body.id).toBe(body.id);
    expect(await bench.status('ipbx', '/calls/current', { token })).toBe(200);
  });

  it('renews with the bare refresh token and no body, once', async () => {
    const { refreshToken } = (await login()).body;
    const renewed = await refresh(refreshToken);
    expect(renewed.status).toBe(200);
    expect(Signed.parse(await renewed.json()).refreshToken).not.toBe(refreshToken);
    expect((await refresh(refreshToken)).status).toBe(401);
    expect((await refresh(`Bearer ${refreshToken}`)).status).toBe(401);
  });

  it('is 401 for a wrong password, and gone when switched off', async () => {
    const body = { email: bench.simulator.email, password: 'wrong' };
    const ask = async () => bench.status('central', '/v1/sso/login', { method: 'POST', body });
    expect(await ask()).toBe(401);
    bench.simulator.control.switches.change({ oldSignIn: false });
    expect(await ask()).toBe(404);
  });
});
