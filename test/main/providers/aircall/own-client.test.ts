import { describe, expect, it } from 'vitest';
import { DeskError } from '../../../../main/failures.ts';
import type { HttpReply } from '../../../../main/http.ts';
import { createAircall } from '../../../../main/providers/aircall/index.ts';
import { documentedEndpoints } from '../../../../main/providers/endpoints.ts';
import { failureOf, hurriedClock, neverAborted, reply, scriptedHttp } from '../session-context.ts';

const now = Date.UTC(2026, 10, 21, 9, 0, 0);
const clock = hurriedClock(now);
const aircall = createAircall(documentedEndpoints.aircall, () => 0.5);
const client = {
  clientId: 'client-1',
  clientSecret: 'secret-1',
  callbackUrl: 'http://127.0.0.1:8400/callback',
};
const grant = { way: 'aircall-own-client', client, code: 'code-1', mayOpenBrowser: false } as const;
const granted = { access_token: 'token-1', token_type: 'Bearer', created_at: 1_795_219_200 };

const exchange = (answer: HttpReply) => {
  const scripted = scriptedHttp(() => answer);
  return { ...scripted, credential: aircall.signIn(grant, { http: scripted.http, clock }, neverAborted) };
};

describe('the exchange of a customer’s own client', () => {
  it('sends what Aircall documents, as JSON, once', async () => {
    const { requests, credential } = exchange(reply(200, granted));
    const kept = await credential;
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ method: 'POST', url: 'https://api.aircall.io/v1/oauth/token' });
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
      code: 'code-1',
      redirect_uri: client.callbackUrl,
      client_id: 'client-1',
      client_secret: 'secret-1',
      grant_type: 'authorization_code',
    });
    expect(kept).toMatchObject({ way: grant.way, obtainedAt: now, expiresAt: null, renewableUntil: null });
    expect(aircall.authorization(kept)).toBe('Bearer token-1');
    expect(aircall.ownClient?.(kept)).toEqual({ ...client, mayOpenBrowser: false });
  });

  it.each([
    ['an end of life', { expires_in: 3_600 }, now + 3_600_000],
    ['one as text', { expires_in: '3600' }, now + 3_600_000],
    ['one that is none', { expires_in: 'soon' }, null],
    ['no type', { token_type: undefined }, null],
    ['a type in small letters', { token_type: 'bearer' }, null],
    ['scope and refresh token', { scope: 'public_api', refresh_token: 'r' }, null],
  ])('takes a reply with %s', async (_what, change, expiresAt) => {
    expect(await exchange(reply(200, { ...granted, ...change })).credential).toMatchObject({ expiresAt });
  });

  it.each([
    ['a refused code', reply(400, { error: 'invalid_grant' }), 'sign-in-rejected'],
    ['a refusal without a word', reply(400, ''), 'sign-in-rejected'],
    ['a wrong client', reply(401, { error: 'invalid_client' }), 'sign-in-rejected'],
    ['the edge’s refusal', reply(403, { message: 'Forbidden' }), 'provider-refused'],
    ['too many requests', reply(429, {}), 'rate-limited'],
    ['a server in trouble', reply(503, '<html>'), 'provider-unavailable'],
    ['a page', reply(200, '<html>'), 'provider-contract-broken'],
    ['no token', reply(200, { token_type: 'Bearer' }), 'provider-contract-broken'],
    ['another type', reply(200, { ...granted, token_type: 'mac' }), 'provider-contract-broken'],
  ])('tells %s for what it is', async (_what, answer, code) => {
    expect(await failureOf(exchange(answer).credential)).toBe(code);
  });

  it.each(['offline', 'provider-unavailable'] as const)('never takes %s for a wrong secret', async (code) => {
    const http = () => Promise.reject(new DeskError(code));
    expect(await failureOf(aircall.signIn(grant, { http, clock }, neverAborted))).toBe(code);
  });

  it('hands on what Aircall said', async () => {
    const answer = reply(400, { error: 'invalid_grant', error_description: 'The code was used.' });
    await expect(exchange(answer).credential).rejects.toMatchObject({ said: 'The code was used.' });
    await expect(exchange(reply(400, { error: 'invalid_grant' })).credential).rejects.toMatchObject({
      said: 'invalid_grant',
    });
  });

  it('notes another client on a credential without touching the token', async () => {
    const kept = await exchange(reply(200, granted)).credential;
    const noted = aircall.withOwnClient?.(kept, {
      ...client,
      clientSecret: 'secret-2',
      mayOpenBrowser: true,
    });
    if (noted === undefined) throw new Error('Aircall has own clients');
    expect(aircall.ownClient?.(noted)).toEqual({ ...client, clientSecret: 'secret-2', mayOpenBrowser: true });
    expect(aircall.authorization(noted)).toBe('Bearer token-1');
  });
});

describe('a credential of another way', () => {
  const oauth = { way: 'aircall-oauth', accessToken: 'token-2' } as const;
  const never = { http: () => Promise.reject(new Error('nothing is sent')), clock };

  it('from the relay is kept as it came', async () => {
    const kept = await aircall.signIn(oauth, never, neverAborted);
    expect(aircall.authorization(kept)).toBe('Bearer token-2');
    expect([aircall.ownClient?.(kept), aircall.enteredUser?.(kept)]).toEqual([null, null]);
    expect(await failureOf(aircall.renew(kept, never, neverAborted))).toBe('not-signed-in');
  });

  it('that cannot be read means signing in again, and repeats nothing of it', async () => {
    const kept = await aircall.signIn(oauth, never, neverAborted);
    const broken = { ...kept, grant: '{"accessToken":"token-canary' };
    let thrown: unknown = null;
    try {
      aircall.authorization(broken);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: 'not-signed-in', cause: undefined });
  });

  it('with an API key tells the id that was typed', async () => {
    const key = { way: 'aircall-api-key', apiId: 'id-1', apiToken: 't' } as const;
    expect(aircall.enteredUser?.(await aircall.signIn(key, never, neverAborted))).toBe('id-1');
  });
});
