import { createPublicKey, verify } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Bench, startBench, Tokens } from './bench.ts';
import { CallPage, Me, Refused } from './documented.ts';
import { defaultSwitches } from './switches.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
beforeEach(() => {
  bench.simulator.control.switches.change(defaultSwitches);
});
afterAll(() => bench.close());

const grant = (more: Record<string, string> = {}) => ({
  grant_type: 'password',
  client_id: 'api',
  username: bench.simulator.email,
  password: bench.simulator.password,
  ...more,
});
const refreshGrant = (token: string | undefined) => ({
  grant_type: 'refresh_token',
  client_id: 'api',
  refresh_token: token ?? '',
});

describe('the password grant', () => {
  it('answers with the documented fields and lifetimes, and no id token without a scope', async () => {
    const { status, body } = await bench.form('/token', grant());
    expect(status).toBe(200);
    const keys = 'access_token expires_in refresh_expires_in refresh_token token_type not-before-policy';
    expect(new Set(Object.keys(body))).toEqual(new Set([...keys.split(' '), 'session_state', 'scope']));
    expect(body).toMatchObject({ expires_in: 3000, refresh_expires_in: 7200, token_type: 'Bearer' });
    expect(body.scope).toBe('profile email');
  });

  it('adds an id token when openid is asked for, unless scopes are refused', async () => {
    const scope = { scope: 'openid profile' };
    expect((await bench.form('/token', grant(scope))).body.id_token).toBeDefined();
    bench.simulator.control.switches.change({ refuseScope: true });
    const refused = await bench.form('/token', grant(scope));
    expect([refused.status, refused.body.error]).toEqual([400, 'invalid_scope']);
    expect((await bench.form('/token', grant())).status).toBe(200);
  });

  it('signs its tokens with the key that it publishes', async () => {
    const { body } = await bench.form('/token', grant());
    const response = await fetch(`${bench.simulator.authUrl}/realms/IPEX/protocol/openid-connect/certs`);
    const Keys = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });
    const [key = { kty: '' }] = Keys.parse(await response.json()).keys;
    const [header, payload, signature] = (body.access_token ?? '').split('.');
    const content = Buffer.from(`${header ?? ''}.${payload ?? ''}`);
    const publicKey = createPublicKey({ key, format: 'jwk' });
    expect(verify('RSA-SHA256', content, publicKey, Buffer.from(signature ?? '', 'base64url'))).toBe(true);
    const claims: unknown = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ typ: 'Bearer', azp: 'api', email: bench.simulator.email });
  });

  it.each([
    ['a wrong password', { password: 'no' }, 401, 'invalid_grant'],
    ['an unknown user', { username: 'nobody@lumora.example' }, 401, 'invalid_grant'],
    ['an unknown client', { client_id: 'web' }, 401, 'invalid_client'],
    ['a missing password', { password: '' }, 400, 'invalid_request'],
    ['another grant', { grant_type: 'client_credentials' }, 400, 'unsupported_grant_type'],
  ])('refuses %s', async (_what, change, status, error) => {
    const refused = await bench.form('/token', grant(change));
    expect([refused.status, refused.body.error]).toEqual([status, error]);
  });

  it('does not read JSON', async () => {
    const response = await fetch(`${bench.simulator.authUrl}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(grant()),
    });
    expect(response.status).toBe(415);
  });

  it('lets an ordinary user of the switchboard in', async () => {
    const [user] = bench.simulator.userLogins;
    const token = await bench.signIn(user);
    const { body } = await bench.ask('central', '/v1/users/me', Me, { token });
    expect(body.email).toBe(user?.email);
  });
});

describe('refreshing', () => {
  it('replaces the refresh token, and the old one is of no use any more', async () => {
    const first = (await bench.form('/token', grant())).body;
    const second = await bench.form('/token', refreshGrant(first.refresh_token));
    expect(second.status).toBe(200);
    const again = await bench.form('/token', refreshGrant(first.refresh_token));
    expect([again.status, again.body.error]).toEqual([400, 'invalid_grant']);
    expect((await bench.form('/token', refreshGrant(second.body.refresh_token))).status).toBe(200);
  });

  it('fails once the refresh token is too old', async () => {
    const { body } = await bench.form('/token', grant());
    bench.clock.advance(7_199_000);
    const later = await bench.form('/token', refreshGrant(body.refresh_token));
    expect(later.status).toBe(200);
    bench.clock.advance(7_200_000);
    expect((await bench.form('/token', refreshGrant(later.body.refresh_token))).status).toBe(400);
  });
});

describe('the end of an access token', () => {
  it('comes with the clock, after the lifetime that was announced', async () => {
    bench.simulator.control.switches.change({ accessTokenLife: 60 });
    const token = await bench.signIn();
    bench.clock.advance(59_000);
    expect(await bench.status('ipbx', '/pauses', { token })).toBe(200);
    bench.clock.advance(1000);
    const { status, body } = await bench.ask('ipbx', '/pauses', Refused, { token });
    expect(status).toBe(401);
    expect(body).toEqual({ statusCode: 401, error: 'Unauthorized', message: 'Expired token' });
  });

  it('can be brought about, and the refresh token still works', async () => {
    const { body } = await bench.form('/token', grant());
    const token = body.access_token ?? '';
    bench.simulator.control.tokens.expire(null);
    expect(await bench.status('central', '/v1/users/me', { token })).toBe(401);
    const renewed = (await bench.form('/token', refreshGrant(body.refresh_token))).body.access_token ?? '';
    expect(await bench.status('central', '/v1/users/me', { token: renewed })).toBe(200);
  });

  it('takes the refresh token with it when the session is revoked', async () => {
    const { body } = await bench.form('/token', grant());
    const label = bench.simulator.control.tokens.list().at(-1)?.label ?? '';
    expect(bench.simulator.control.tokens.revoke(label)).toBe(1);
    expect(await bench.status('ipbx', '/pauses', { token: body.access_token ?? '' })).toBe(401);
    expect((await bench.form('/token', refreshGrant(body.refresh_token))).status).toBe(400);
  });

  it('is the end for a token of another simulator, too', async () => {
    const other = await startBench({ world: { calls: 10 } });
    const token = await other.signIn();
    await other.close();
    expect(await bench.status('ipbx', '/pauses', { token })).toBe(401);
  });
});

describe('impersonation', () => {
  const exchange = async (token: string, body: unknown) => {
    const response = await fetch(`${bench.simulator.authUrl}/token-exchange`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: Tokens.parse(await response.json()) };
  };
  const email = (): string => bench.simulator.userLogins[2]?.email ?? '';

  it('gives the tokens of the user', async () => {
    const { status, body } = await exchange(await bench.signIn(), { email: email() });
    expect(status).toBe(200);
    const me = await bench.ask('central', '/v1/users/me', Me, { token: body.access_token ?? '' });
    expect(me.body.email).toBe(email());
  });

  it('is refused to an access without the right, for an unknown user, and without a token', async () => {
    expect((await exchange(await bench.signIn(bench.simulator.limited), { email: email() })).status).toBe(
      403,
    );
    expect((await exchange(await bench.signIn(), { email: 'nobody@lumora.example' })).status).toBe(404);
    expect((await exchange('nonsense', { email: email() })).status).toBe(401);
  });

  it('gives a token that sees what the user sees, and may not act as somebody in turn', async () => {
    bench.simulator.control.switches.change({ usersRead: 'own' });
    const user = bench.simulator.userLogins[2];
    const token = (await exchange(await bench.signIn(), { email: email() })).body.access_token ?? '';
    const rows = async (as: string) =>
      (await bench.ask('ipbx', '/calls?pageSize=5000', CallPage, { token: as })).body;
    const seen = await rows(token);
    expect(seen.totalResults).toBe((await rows(await bench.signIn(user))).totalResults);
    expect(new Set(seen.items.map(({ line }) => String(line)))).toEqual(new Set(['203']));
    expect((await exchange(token, { email: bench.simulator.userLogins[1]?.email })).status).toBe(403);
  });

  it('may answer with a token alone, or with 400 for an unknown user', async () => {
    bench.simulator.control.switches.change({ exchangeAnswer: 'token-only', unknownUserStatus: 400 });
    const token = await bench.signIn();
    expect(Object.keys((await exchange(token, { email: email() })).body)).toEqual(['access_token']);
    expect((await exchange(token, { email: 'nobody@lumora.example' })).status).toBe(400);
  });

  it('takes the old field name only when told to', async () => {
    const token = await bench.signIn();
    expect((await exchange(token, { 'e-mail': email() })).status).toBe(400);
    bench.simulator.control.switches.change({ acceptHyphenatedEmail: true });
    expect((await exchange(token, { 'e-mail': email() })).status).toBe(200);
  });
});
