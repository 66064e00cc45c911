import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { RelaySession } from '../../domain/relay.ts';
import { claim, hear, openLiveRelay, sessionOf, upstream } from './live-relay.ts';
import {
  type Answer,
  Browser,
  configFor,
  newAttempt,
  openAircall,
  openRelay,
  post,
  redeem,
  type RelayUnderTest,
  signIn,
} from './relay-under-test.ts';

const hour = 3_600_000;
const day = 24 * hour;

const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
const renew = (relay: RelayUnderTest, token: string): Promise<Answer> =>
  post(relay, '/session/renew', {}, bearer(token));
const end = (relay: RelayUnderTest, token: string): Promise<Answer> =>
  post(relay, '/session/end', {}, bearer(token));
const refused = { status: 401, body: { error: 'session' } };

describe('a sign-in with Aircall', () => {
  it('brings a session of the company the token is of, for an hour', async () => {
    const relay = await openRelay(configFor(await openAircall()));
    const attempt = newAttempt();
    const { body } = await redeem(relay, await signIn(relay, new Browser(), attempt), attempt);
    const { session } = body as { session: unknown }; // parsed next
    const now = relay.clock.now();
    expect(RelaySession.parse(session)).toMatchObject({
      expiresAt: now + hour,
      renewableUntil: now + 30 * day,
      now,
    });
    expect(await claim(relay, RelaySession.parse(session), 'w')).toMatchObject({ status: 204 });
  });

  it('goes on without a session when nobody says whose company it is', async () => {
    const relay = await openRelay(configFor(await openAircall()), {
      fetch: async (url, init) =>
        url.endsWith('/v1/integrations/me') ? new Response('{"integration":{}}') : fetch(url, init),
    });
    const attempt = newAttempt();
    const reply = await redeem(relay, await signIn(relay, new Browser(), attempt), attempt);
    expect(reply).toMatchObject({ status: 200, body: { provider: 'aircall', session: null } });
    expect(relay.log.join('')).toContain('"event":"session.none"');
  });
});

describe('a session', () => {
  it('is known to another relay with the same client secret, and to no other', async () => {
    const relay = await openLiveRelay();
    const own = await sessionOf('7', relay.clock);
    const foreign = await sessionOf('7', relay.clock, 'another secret');
    expect(await claim(relay, own, 'w')).toMatchObject({ status: 204 });
    expect(await claim(relay, foreign, 'w')).toEqual(refused);
  });

  it('is refused unsigned, with another algorithm, cut short or missing', async () => {
    const relay = await openLiveRelay();
    const { token } = await sessionOf('7', relay.clock);
    const [, payload = '', signature = ''] = token.split('.');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const signed = await new SignJWT({ sid: 'x' })
      .setProtectedHeader({ alg: 'HS512' })
      .sign(Buffer.from(upstream.clientSecret.padEnd(64, '.')));
    for (const bad of [
      '',
      'x',
      `${none}.${payload}.`,
      `${none}.${payload}.${signature}`,
      signed,
      token.slice(0, -2),
    ]) {
      expect(await renew(relay, bad)).toEqual(refused);
      expect((await hear(relay, { token: bad })).status).toBe(401);
    }
    expect((await hear(relay, {})).status).toBe(401);
  });

  it('expires after an hour, and can be renewed for thirty days', async () => {
    const relay = await openLiveRelay();
    const first = await sessionOf('7', relay.clock);
    relay.clock.advance(hour - 1);
    expect(await claim(relay, first, 'w')).toMatchObject({ status: 204 });
    relay.clock.advance(1);
    expect(await claim(relay, first, 'w')).toEqual(refused);
    relay.clock.advance(29 * day);
    const renewed = RelaySession.parse((await renew(relay, first.token)).body);
    expect(renewed.expiresAt).toBe(relay.clock.now() + hour);
    expect(renewed.renewableUntil).toBe(relay.clock.now() + 30 * day);
    expect(await claim(relay, renewed, 'w')).toMatchObject({ status: 204 });
    relay.clock.advance(30 * day);
    expect(await renew(relay, renewed.token)).toEqual(refused);
  });

  it('is renewed by a request without a body, as desktops send it', async () => {
    const relay = await openLiveRelay();
    const { token } = await sessionOf('7', relay.clock);
    const reply = await fetch(`${relay.origin}/session/renew`, { method: 'POST', headers: bearer(token) });
    expect([reply.status, RelaySession.safeParse(await reply.json()).success]).toEqual([200, true]);
  });

  it('ends for thief and owner alike when an old copy is used', async () => {
    const relay = await openLiveRelay();
    const stolen = await sessionOf('7', relay.clock);
    const second = RelaySession.parse((await renew(relay, stolen.token)).body);
    const third = RelaySession.parse((await renew(relay, second.token)).body);
    expect(await claim(relay, third, 'w')).toMatchObject({ status: 204 });
    expect(await claim(relay, stolen, 'w')).toEqual(refused);
    expect(await claim(relay, third, 'w')).toEqual(refused);
    expect(await renew(relay, third.token)).toEqual(refused);
  });

  it('is worth nothing once ended, and its streams are over', async () => {
    const relay = await openLiveRelay();
    const session = await sessionOf('7', relay.clock);
    const other = await sessionOf('7', relay.clock);
    const [desktop, neighbour] = [
      await hear(relay, { token: session.token }),
      await hear(relay, { token: other.token }),
    ];
    expect(await end(relay, session.token)).toEqual({ status: 204, body: null });
    await desktop.ended;
    expect((await hear(relay, { token: session.token })).status).toBe(401);
    expect(await renew(relay, session.token)).toEqual(refused);
    relay.beat();
    await neighbour.until(() => neighbour.comments() === 1);
    expect(await end(relay, 'x')).toEqual(refused);
  });

  it('is none of a page’s business', async () => {
    const relay = await openLiveRelay();
    const { token } = await sessionOf('7', relay.clock);
    const headers = { ...bearer(token), origin: 'https://evil.example' };
    for (const path of ['/session/renew', '/session/end', '/session/webhook'])
      expect(await post(relay, path, { token: 'w' }, headers)).toEqual({
        status: 403,
        body: { error: 'invalid' },
      });
    expect((await hear(relay, { token, headers: { origin: 'https://evil.example' } })).status).toBe(403);
  });
});

describe('a claim of a webhook', () => {
  it('is refused when another company has claimed it', async () => {
    const relay = await openLiveRelay();
    const [one, other] = [await sessionOf('7', relay.clock), await sessionOf('8', relay.clock)];
    expect(await claim(relay, one, 'w')).toEqual({ status: 204, body: null });
    expect(await claim(relay, one, 'w')).toEqual({ status: 204, body: null });
    expect(await claim(relay, other, 'w')).toEqual({ status: 409, body: { error: 'taken' } });
  });

  it.each([{}, { token: '' }, { token: 7 }, { token: 'w', company: '8' }])(
    'is refused with %j',
    async (body) => {
      const relay = await openLiveRelay();
      const { token } = await sessionOf('7', relay.clock);
      expect(await post(relay, '/session/webhook', body, bearer(token))).toEqual({
        status: 400,
        body: { error: 'invalid' },
      });
    },
  );
});
