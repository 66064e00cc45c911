import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Desk, openDesk } from './desk-under-test.ts';

const redirect = 'http://127.0.0.1:53999/callback';
const Token = z.strictObject({
  access_token: z.string().regex(/^[0-9a-f]{40}$/u),
  token_type: z.literal('Bearer'),
  created_at: z.number().int(),
});

function authorize(desk: Desk, over: Record<string, string> = {}): Promise<Response> {
  const query = new URLSearchParams({
    ...{ client_id: desk.simulator.clientId, redirect_uri: redirect, response_type: 'code' },
    ...{ scope: 'public_api', state: 'opaque state', ...over },
  });
  return fetch(`${desk.simulator.url}/oauth/authorize?${query.toString()}`, { redirect: 'manual' });
}

async function codeOf(desk: Desk): Promise<string> {
  const response = await authorize(desk, { decision: 'grant' });
  return new URL(response.headers.get('location') ?? '').searchParams.get('code') ?? '';
}

const exchange = (desk: Desk, code: string, over: Record<string, string> = {}) =>
  desk.ask('/v1/oauth/token', {
    method: 'POST',
    authorization: null,
    body: {
      ...{ code, redirect_uri: redirect, grant_type: 'authorization_code' },
      ...{ client_id: desk.simulator.clientId, client_secret: desk.simulator.clientSecret, ...over },
    },
  });

describe('sign-in by OAuth at Aircall', () => {
  it('shows a page, and sends the decision back with the state unchanged', async () => {
    const desk = await openDesk();
    const page = await authorize(desk);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const granted = new URL((await authorize(desk, { decision: 'grant' })).headers.get('location') ?? '');
    expect(granted.origin + granted.pathname).toBe(redirect);
    expect(granted.searchParams.get('state')).toBe('opaque state');
    expect(granted.searchParams.get('code')).not.toBeNull();
    const refused = new URL((await authorize(desk, { decision: 'deny' })).headers.get('location') ?? '');
    expect(Object.fromEntries(refused.searchParams)).toEqual({
      state: 'opaque state',
      error: 'access_denied',
    });
  });

  it('decides at once when switched so', async () => {
    const desk = await openDesk({ consent: 'grant' });
    expect((await authorize(desk)).headers.get('location')).toContain('code=');
    desk.simulator.control.switches.change({ consent: 'deny' });
    expect((await authorize(desk)).headers.get('location')).toContain('error=access_denied');
  });

  it('never redirects for an unknown client or to an unsafe address', async () => {
    const desk = await openDesk();
    const unsafe = ['http://relay.example/cb', 'javascript:alert(1)', 'not an address'];
    for (const over of [{ client_id: 'other' }, ...unsafe.map((redirect_uri) => ({ redirect_uri }))]) {
      expect((await authorize(desk, { decision: 'grant', ...over })).status).toBe(400);
    }
    desk.simulator.control.switches.change({ redirects: 'strict' });
    expect((await authorize(desk)).status).toBe(400);
    expect((await authorize(desk, { redirect_uri: 'https://relay.example/cb' })).status).toBe(200);
  });

  it('gives a token for the code, without expiry or refresh token, and the token works', async () => {
    const desk = await openDesk();
    const { status, body } = await exchange(desk, await codeOf(desk));
    expect(status).toBe(200);
    const { access_token, created_at } = Token.parse(body);
    expect(created_at).toBe(desk.clock.now() / 1000);
    expect((await desk.ask('/v1/ping', { authorization: `Bearer ${access_token}` })).status).toBe(200);
    expect(access_token).not.toBe(desk.simulator.accessToken);
  });

  it('takes a form as well as JSON', async () => {
    const desk = await openDesk();
    const { clientId, clientSecret, url } = desk.simulator;
    const response = await fetch(`${url}/v1/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        ...{ code: await codeOf(desk), redirect_uri: redirect, grant_type: 'authorization_code' },
        ...{ client_id: clientId, client_secret: clientSecret },
      }),
    });
    expect(Token.safeParse(await response.json()).success).toBe(true);
  });

  it('refuses with 400 a used, an old and an unknown code, another redirect, and a wrong client', async () => {
    const desk = await openDesk();
    const used = await codeOf(desk);
    await exchange(desk, used);
    expect(await exchange(desk, used)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    const old = await codeOf(desk);
    desk.clock.advance(600_001);
    expect(await exchange(desk, old)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(await exchange(desk, 'unknown')).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    const fresh = await codeOf(desk);
    const elsewhere = { redirect_uri: 'http://127.0.0.1:1/callback' };
    expect(await exchange(desk, fresh, elsewhere)).toMatchObject({ body: { error: 'invalid_grant' } });
    const wrong = await exchange(desk, fresh, { client_secret: 'x' });
    expect(wrong).toMatchObject({ status: 400, body: { error: 'invalid_client' } });
    const grant = await exchange(desk, fresh, { grant_type: 'password' });
    expect(grant).toMatchObject({ status: 400, body: { error: 'unsupported_grant_type' } });
  });
});
