import { describe, expect, it } from 'vitest';
import { basic, openDesk, someText } from './desk-under-test.ts';

const rateHeaders = ['x-aircallapi-limit', 'x-aircallapi-remaining', 'x-aircallapi-reset'];

describe('access to Aircall', () => {
  it('answers the root without a credential', async () => {
    const desk = await openDesk();
    const { status, body } = await desk.ask('/', { authorization: null });
    expect(status).toBe(200);
    expect(body).toEqual({ resource: someText, contact: someText });
  });

  it('is 401 from the edge when there is no credential at all', async () => {
    const desk = await openDesk({ limitPerMinute: 120 });
    const { status, body, headers } = await desk.ask('/v1/ping', { authorization: null });
    expect(status).toBe(401);
    expect(body).toEqual({ message: 'Unauthorized' });
    expect(headers.has('apigw-requestid')).toBe(true);
    for (const name of rateHeaders) expect(headers.has(name)).toBe(false);
  });

  it('is 403 from the edge for any wrong credential', async () => {
    const desk = await openDesk();
    const { apiId, apiToken, accessToken } = desk.simulator;
    const wrong = [
      ...[
        basic(apiId, 'wrong'),
        basic('wrong', apiToken),
        basic(apiToken, apiId),
        'Basic !!!',
        'Basic',
        'nonsense',
      ],
      ...[`Bearer ${apiToken}`, `Bearer ${accessToken}0`, `Basic ${accessToken}`, ''],
    ];
    for (const authorization of wrong) {
      const { status, body } = await desk.ask('/v1/ping', { authorization });
      expect([status, body]).toEqual([403, { message: 'Forbidden' }]);
    }
  });

  it('is open to the API key and to the OAuth token', async () => {
    const desk = await openDesk();
    expect((await desk.ask('/v1/ping')).body).toEqual({ ping: 'pong' });
    const { body } = await desk.ask('/v1/ping', { authorization: `Bearer ${desk.simulator.accessToken}` });
    expect(body).toEqual({ ping: 'pong' });
  });

  it('knows the company in three facts, and the integration for OAuth only', async () => {
    const desk = await openDesk();
    expect((await desk.ask('/v1/company')).body).toEqual({
      company: {
        name: desk.world.companyName,
        users_count: desk.world.people('aircall').length,
        numbers_count: desk.world.numbers('aircall').length,
      },
    });
    expect((await desk.ask('/v1/integrations/me')).status).toBe(404);
    const authorization = `Bearer ${desk.simulator.accessToken}`;
    const { body } = await desk.ask('/v1/integrations/me', { authorization });
    expect(body).toMatchObject({ integration: { active: true, user: { email: someText } } });
    const off = await desk.ask('/v1/integrations/disable', { method: 'POST', authorization });
    expect(off.body).toMatchObject({ integration: { active: false } });
  });

  it('is 404 from the edge on an unknown path or verb, and from the application for an unknown id', async () => {
    const desk = await openDesk();
    for (const [method, path] of [
      ['GET', '/v1/nothing'],
      ['DELETE', '/v1/calls'],
      ['POST', '/v1/calls'],
    ] as const) {
      const { status, body } = await desk.ask(path, { method });
      expect([status, body]).toEqual([404, { message: 'Not Found' }]);
    }
    for (const path of ['calls/1', 'calls/x', 'numbers/1', 'teams/1', 'tags/1', 'contacts/1', 'webhooks/1']) {
      const { status, body } = await desk.ask(`/v1/${path}`);
      expect([status, body]).toEqual([404, { error: 'Not Found', troubleshoot: someText }]);
    }
  });

  it('ends when a credential is revoked, for that credential only', async () => {
    const desk = await openDesk();
    const authorization = `Bearer ${desk.simulator.accessToken}`;
    expect(desk.simulator.control.tokens.revoke('oauth-1')).toBe(1);
    expect((await desk.ask('/v1/ping', { authorization })).status).toBe(403);
    expect((await desk.ask('/v1/ping')).status).toBe(200);
    const { body } = await desk.ask('/__sim/tokens/expire', {
      method: 'POST',
      body: {},
      authorization: null,
    });
    expect(body).toEqual({ changed: 1 });
    expect((await desk.ask('/v1/ping')).body).toEqual({ message: 'Forbidden' });
  });
});

describe('the request limit of a company', () => {
  const authorizations = (desk: Awaited<ReturnType<typeof openDesk>>) => [
    basic(desk.simulator.apiId, desk.simulator.apiToken),
    `Bearer ${desk.simulator.accessToken}`,
  ];

  it('is shared by all credentials, told in headers, and starts anew after a minute', async () => {
    const desk = await openDesk({ limitPerMinute: 4 });
    const [key, token] = authorizations(desk);
    const seen: (string | null)[] = [];
    for (const authorization of [key, token, key, token]) {
      const { status, headers } = await desk.ask('/v1/ping', { authorization: authorization ?? null });
      expect(status).toBe(200);
      expect(headers.get('x-aircallapi-limit')).toBe('4');
      expect(headers.get('x-aircallapi-reset')).toBe(String(desk.clock.now() / 1000 + 60));
      seen.push(headers.get('x-aircallapi-remaining'));
    }
    expect(seen).toEqual(['3', '2', '1', '0']);

    const refused = await desk.ask('/v1/calls');
    expect(refused.status).toBe(429);
    expect(refused.body).toEqual({ error: 'Too Many Requests', troubleshoot: someText });
    expect(refused.headers.get('x-aircallapi-remaining')).toBe('0');
    expect(refused.headers.has('retry-after')).toBe(false);

    desk.clock.advance(59_999);
    expect((await desk.ask('/v1/ping')).status).toBe(429);
    desk.clock.advance(1);
    expect((await desk.ask('/v1/ping')).status).toBe(200);
  });

  it('does not count what the edge refuses', async () => {
    const desk = await openDesk({ limitPerMinute: 1 });
    for (const authorization of [null, 'Basic x']) await desk.ask('/v1/ping', { authorization });
    await desk.ask('/v1/nothing');
    expect((await desk.ask('/v1/ping')).status).toBe(200);
    expect((await desk.ask('/v1/ping')).status).toBe(429);
  });

  it('shows its headers only on 429 when switched so', async () => {
    const desk = await openDesk({ limitPerMinute: 1, headersOnRateLimit: 'only-on-429' });
    const allowed = await desk.ask('/v1/ping');
    for (const name of rateHeaders) expect(allowed.headers.has(name)).toBe(false);
    const refused = await desk.ask('/v1/ping');
    for (const name of rateHeaders) expect(refused.headers.has(name)).toBe(true);
  });

  it('never shows them when switched so, not even on 429', async () => {
    const desk = await openDesk({ limitPerMinute: 1, headersOnRateLimit: 'never' });
    for (const status of [200, 429]) {
      const reply = await desk.ask('/v1/ping');
      expect(reply.status).toBe(status);
      for (const name of rateHeaders) expect(reply.headers.has(name)).toBe(false);
    }
  });

  it('tells the reset in milliseconds when switched so', async () => {
    const desk = await openDesk({ limitPerMinute: 5, resetUnit: 'milliseconds' });
    const { headers } = await desk.ask('/v1/ping');
    expect(headers.get('x-aircallapi-reset')).toBe(String(desk.clock.now() + 60_000));
  });

  it('can be set, spent and lifted through the control plane', async () => {
    const desk = await openDesk({ limitPerMinute: 120 });
    const set = async (body: object) => (await desk.ask('/__sim/limits', { method: 'POST', body })).body;
    expect(await set({ perMinute: 10, remaining: 1 })).toEqual({ perMinute: 10, remaining: 1 });
    expect((await desk.ask('/v1/ping')).status).toBe(200);
    expect((await desk.ask('/v1/ping')).status).toBe(429);
    // Fewer than were spent already: nothing is left, not less than nothing.
    await set({ perMinute: 10, remaining: 0 });
    expect(await set({ perMinute: 3 })).toEqual({ perMinute: 3, remaining: 0 });
    expect((await desk.ask('/v1/ping')).headers.get('x-aircallapi-remaining')).toBe('0');
    expect(await set({ perMinute: null })).toEqual({ perMinute: null, remaining: null });
    expect((await desk.ask('/v1/ping')).status).toBe(200);
  });
});
