import { describe, expect, it } from 'vitest';
import { DeskError } from '../../../../main/failures.ts';
import type { HttpReply } from '../../../../main/http.ts';
import { documentedEndpoints } from '../../../../main/providers/endpoints.ts';
import type { Credential } from '../../../../main/providers/provider.ts';
import { createVoipex } from '../../../../main/providers/voipex/index.ts';
import { failureOf, hurriedClock, neverAborted, reply, scriptedHttp } from '../session-context.ts';

const now = Date.UTC(2026, 10, 21, 9, 0, 0);
const clock = hurriedClock(now);
const voipex = createVoipex(documentedEndpoints.voipex, () => 0.5);
const request = {
  way: 'voipex-password',
  label: null,
  renew: null,
  email: 'jana+api@example.test',
  password: 'p&ss w+rd ',
} as const;

/** voipex.md 14.1, with short invented tokens. */
const documented = {
  access_token: 'access-1',
  expires_in: 3000,
  refresh_expires_in: 7200,
  refresh_token: 'refresh-1',
  token_type: 'Bearer',
  'not-before-policy': 0,
  session_state: '7d0c2f0e-1a5b-4c39-9b1e-2f6a8c4d9e10',
  scope: 'openid profile email',
};

const signIn = (answer: (nth: number) => HttpReply) => {
  const { http, requests } = scriptedHttp((_request, nth) => answer(nth));
  return { requests, signedIn: voipex.signIn(request, { http, clock }, neverAborted) };
};
const renew = (credential: Credential, answer: HttpReply) => {
  const { http, requests } = scriptedHttp(() => answer);
  return { requests, renewed: voipex.renew(credential, { http, clock }, neverAborted) };
};
const form = (body: string | undefined): unknown => Object.fromEntries(new URLSearchParams(body));

const credential: Credential = {
  way: 'voipex-password',
  grant: JSON.stringify({ accessToken: 'access-1', refreshToken: 'refresh-1', email: request.email }),
  obtainedAt: now - 3_000_000,
  expiresAt: now,
  renewableUntil: now + 4_200_000,
};

describe('signing in to VoIPEX with a password', () => {
  it('sends the documented form, every value encoded', async () => {
    const { requests, signedIn } = signIn(() => reply(200, documented));
    await signedIn;
    expect(requests[0]).toMatchObject({
      method: 'POST',
      url: 'https://auth.voipex.io/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(requests[0]?.body).toContain('username=jana%2Bapi%40example.test');
    expect(form(requests[0]?.body)).toEqual({
      grant_type: 'password',
      client_id: 'api',
      username: request.email,
      password: request.password,
      scope: 'openid profile',
    });
  });

  it.each([
    [2999.6, 3_000_000],
    [1e18, 3_000_000],
    [-5, 3_000_000],
  ])('takes a life of %d seconds as whole seconds, or as the published one', async (expires_in, life) => {
    const kept = await signIn(() => reply(200, { ...documented, expires_in })).signedIn;
    expect(kept.expiresAt).toBe(now + life);
  });

  it('keeps tokens, whose they are and how long they live, and never the password', async () => {
    const kept = await signIn(() => reply(200, documented)).signedIn;
    expect(kept).toEqual({
      way: 'voipex-password',
      grant: JSON.stringify({ accessToken: 'access-1', refreshToken: 'refresh-1', email: request.email }),
      obtainedAt: now,
      expiresAt: now + 3_000_000,
      renewableUntil: now + 7_200_000,
    });
    expect(JSON.stringify(kept)).not.toContain(request.password.trim());
    expect(voipex.authorization(kept)).toBe('Bearer access-1');
  });

  it('assumes the published lifetimes where the answer names none', async () => {
    const { access_token, refresh_token } = documented;
    const kept = await signIn(() => reply(200, { access_token, refresh_token })).signedIn;
    expect([kept.expiresAt, kept.renewableUntil]).toEqual([now + 3_000_000, now + 7_200_000]);
  });

  it('cannot be renewed without a refresh token', async () => {
    const kept = await signIn(() => reply(200, { access_token: 'a' })).signedIn;
    expect(kept.renewableUntil).toBeNull();
    expect(await failureOf(renew(kept, reply(200, documented)).renewed)).toBe('not-signed-in');
  });

  it('asks again without a scope when the scope is what was refused', async () => {
    const { requests, signedIn } = signIn((nth) =>
      nth === 1 ? reply(400, { error: 'invalid_scope' }) : reply(200, documented),
    );
    await signedIn;
    expect(requests.map(({ body }) => new URLSearchParams(body).has('scope'))).toEqual([true, false]);
  });

  it.each([
    ['none', '', null],
    ['another', 'openid', 'openid'],
  ])('sends the scope it was told to: %s', async (_which, scope, sent) => {
    const { http, requests } = scriptedHttp(() => reply(200, documented));
    await voipex.signIn({ ...request, scope }, { http, clock }, neverAborted);
    expect(requests.map(({ body }) => new URLSearchParams(body).get('scope'))).toEqual([sent]);
  });

  it.each([
    ['openid', 'provider-refused'],
    ['', 'provider-contract-broken'],
  ])('does not go on without the scope %j that was named', async (scope, code) => {
    const { http, requests } = scriptedHttp(() => reply(400, { error: 'invalid_scope' }));
    expect(await failureOf(voipex.signIn({ ...request, scope }, { http, clock }, neverAborted))).toBe(code);
    expect(requests).toHaveLength(1);
  });

  it.each([
    [401, { error: 'invalid_grant', error_description: 'Invalid user credentials' }, 'sign-in-rejected'],
    [400, { error: 'invalid_grant', error_description: 'Account is not fully set up' }, 'sign-in-rejected'],
    [401, '<html>no</html>', 'sign-in-rejected'],
    [401, { error: 'invalid_client' }, 'provider-refused'],
    [403, '', 'provider-refused'],
    [400, { error: 'invalid_request' }, 'provider-contract-broken'],
    [404, '', 'provider-contract-broken'],
    [429, '', 'rate-limited'],
    [500, '<html>oops</html>', 'provider-unavailable'],
    [503, '', 'provider-unavailable'],
    [200, '<html>portal</html>', 'provider-contract-broken'],
    [200, { token: 'x' }, 'provider-contract-broken'],
  ])('%i with %j is %s, and the password is not tried twice', async (status, body, code) => {
    const { requests, signedIn } = signIn(() => reply(status, body));
    expect(await failureOf(signedIn)).toBe(code);
    expect(requests).toHaveLength(1);
  });

  it('never calls a broken network a wrong password', async () => {
    const http = () => Promise.reject(new DeskError('offline'));
    expect(await failureOf(voipex.signIn(request, { http, clock }, neverAborted))).toBe('offline');
  });

  it('says nothing of the password or the answer in its failure', async () => {
    const { signedIn } = signIn(() =>
      reply(401, { error: 'invalid_grant', error_description: 'secret text' }),
    );
    const failure = await signedIn.catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DeskError);
    expect(String(failure)).toBe('DeskError: sign-in-rejected at token');
  });
});

describe('renewing a VoIPEX sign-in', () => {
  it('sends the refresh token and keeps the new pair', async () => {
    const answer = reply(200, { ...documented, access_token: 'access-2', refresh_token: 'refresh-2' });
    const { requests, renewed } = renew(credential, answer);
    const kept = await renewed;
    expect(form(requests[0]?.body)).toEqual({
      grant_type: 'refresh_token',
      client_id: 'api',
      refresh_token: 'refresh-1',
    });
    expect(JSON.parse(kept.grant)).toEqual({
      accessToken: 'access-2',
      refreshToken: 'refresh-2',
      email: request.email,
    });
    expect([kept.expiresAt, kept.renewableUntil]).toEqual([now + 3_000_000, now + 7_200_000]);
  });

  it('keeps the old refresh token, and its end, when no new one comes', async () => {
    const kept = await renew(credential, reply(200, { access_token: 'access-2', expires_in: 60 })).renewed;
    expect(JSON.parse(kept.grant)).toMatchObject({ accessToken: 'access-2', refreshToken: 'refresh-1' });
    expect([kept.expiresAt, kept.renewableUntil]).toEqual([now + 60_000, credential.renewableUntil]);
  });

  it.each([
    [400, { error: 'invalid_grant', error_description: 'Token is not active' }, 'not-signed-in'],
    [401, '', 'not-signed-in'],
    [503, '', 'provider-unavailable'],
    [429, '', 'rate-limited'],
  ])('answered %i with %j is %s', async (status, body, code) => {
    expect(await failureOf(renew(credential, reply(status, body)).renewed)).toBe(code);
  });

  it('asks to sign in again when what was kept cannot be read', async () => {
    expect(await failureOf(renew({ ...credential, grant: '{}' }, reply(200, documented)).renewed)).toBe(
      'not-signed-in',
    );
  });
});

describe('acting as another VoIPEX user', () => {
  const asUser = (answer: HttpReply) => {
    const { http, requests } = scriptedHttp(() => answer);
    const exchanged = voipex.impersonate?.('Bearer base', 'petr@example.test', { http, clock }, neverAborted);
    if (exchanged === undefined) throw new Error('VoIPEX knows impersonation');
    return { requests, exchanged };
  };

  it('exchanges the token of the access for one of the user, under the documented field name', async () => {
    const { requests, exchanged } = asUser(reply(200, documented));
    await exchanged;
    expect(requests).toMatchObject([
      {
        method: 'POST',
        url: 'https://auth.voipex.io/token-exchange',
        headers: { authorization: 'Bearer base', 'content-type': 'application/json' },
        body: '{"email":"petr@example.test"}',
      },
    ]);
  });

  it.each([
    ['whole', documented],
    ['without anything but a token', { access_token: 'access-1' }],
  ])('takes an answer that is %s; nothing of it can be renewed by itself', async (_how, answer) => {
    const kept = await asUser(reply(200, answer)).exchanged;
    expect(kept).toEqual({
      way: 'voipex-password',
      grant: JSON.stringify({ accessToken: 'access-1', refreshToken: null, email: 'petr@example.test' }),
      obtainedAt: now,
      expiresAt: now + 3_000_000,
      renewableUntil: null,
    });
    expect(voipex.authorization(kept)).toBe('Bearer access-1');
  });

  it.each([
    [403, { error: 'access_denied' }, 'provider-refused'],
    [400, { error: 'unauthorized_client' }, 'provider-refused'],
    [404, { error: 'user_not_found' }, 'not-found'],
    [400, '', 'not-found'],
    [401, { error: 'invalid_token' }, 'not-signed-in'],
    [429, '', 'rate-limited'],
    [503, '', 'provider-unavailable'],
    [418, '', 'provider-contract-broken'],
    [200, { token: 'x' }, 'provider-contract-broken'],
  ])('answered %i with %j is %s', async (status, body, code) => {
    expect(await failureOf(asUser(reply(status, body)).exchanged)).toBe(code);
  });
});
