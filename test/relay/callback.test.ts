import { describe, expect, it, onTestFinished } from 'vitest';
import type { Fetch } from '../../relay/ports.ts';
import { createMemoryStore } from '../../relay/store/memory-store.ts';
import {
  type Attempt,
  Browser,
  configFor,
  createMovedClock,
  handleIn,
  locationOf,
  newAttempt,
  openAircall,
  openRelay,
  random256,
  redeem,
  signIn,
  startPath,
  untilCallback,
} from './relay-under-test.ts';

const upstream = { url: 'https://api.aircall.example', clientId: 'client', clientSecret: 'secret' };

const reply = (status: number, body: unknown): Promise<Response> =>
  Promise.resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body), { status }));
const granting: Fetch = () => reply(200, { access_token: 'token' });

/** A relay whose upstream is `fetch`, and a browser that has been sent there. */
async function openBegun(fetch: Fetch = granting, attempt: Attempt = newAttempt()) {
  const clock = createMovedClock();
  const store = createMemoryStore({ clock });
  const relay = await openRelay(configFor(upstream), { clock, store, fetch });
  const browser = new Browser();
  const started = await browser.get(relay, startPath(attempt));
  const state = new URL(locationOf(started)).searchParams.get('state') ?? '';
  return { relay, clock, store, browser, attempt, state };
}

const refused = { statusCode: 400 };

describe('a callback', () => {
  it('of a real sign-in leaves nothing in the address, and lets the cookie of the start go', async () => {
    const { relay, browser, state } = await openBegun();
    const back = await browser.get(relay, `/aircall/callback?code=abc&state=${state}`);
    expect([back.statusCode, back.headers.location]).toEqual([303, '/done']);
    expect(browser.cookies.has('__Host-tx')).toBe(false);
    expect(back.headers['set-cookie']).toContainEqual(
      expect.stringMatching(
        /^__Host-done=h\.[A-Za-z0-9_-]{43}; Max-Age=120; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      ),
    );
  });

  it('without the cookie, or with the cookie of another start, is refused and costs nobody a sign-in', async () => {
    const { relay, browser, state } = await openBegun();
    expect(await new Browser().get(relay, `/aircall/callback?code=abc&state=${state}`)).toMatchObject(
      refused,
    );
    const other = new Browser();
    await other.get(relay, startPath(newAttempt()));
    expect(await other.get(relay, `/aircall/callback?code=abc&state=${state}`)).toMatchObject(refused);
    const forged = new Browser();
    forged.cookies.set('__Host-tx', random256());
    expect(await forged.get(relay, `/aircall/callback?code=abc&state=${state}`)).toMatchObject(refused);
    const back = await browser.get(relay, `/aircall/callback?code=abc&state=${state}`);
    expect(back.headers.location).toBe('/done');
  });

  it.each([
    ['no state', 'code=abc'],
    ['a wrong state', `code=abc&state=${random256()}`],
    ['a malformed state', 'code=abc&state=x'],
    ['the state twice', 'code=abc&state=STATE&state=STATE'],
    ['two codes', 'code=abc&code=def&state=STATE'],
    ['neither code nor error', 'state=STATE'],
    ['both code and error', 'code=abc&error=access_denied&state=STATE'],
    ['an empty code', 'code=&state=STATE'],
    ['a code with a line break', 'code=a%0Ab&state=STATE'],
    ['a code beyond all measure', `code=${'a'.repeat(4001)}&state=STATE`],
  ])('with %s is refused, and the real one still completes', async (_, query) => {
    const { relay, browser, state } = await openBegun();
    const answer = await browser.get(relay, `/aircall/callback?${query.replaceAll('STATE', state)}`);
    expect(answer).toMatchObject(refused);
    expect(answer.payload).toContain('This sign-in cannot go on');
    const back = await browser.get(relay, `/aircall/callback?code=abc&state=${state}`);
    expect(back.headers.location).toBe('/done');
  });

  it('with parameters nobody knows completes', async () => {
    const { relay, browser, state } = await openBegun();
    const back = await browser.get(relay, `/aircall/callback?iss=x&code=abc&session=1&state=${state}`);
    expect(back.headers.location).toBe('/done');
  });

  it('completes once: a second, and one at the same moment, find nothing', async () => {
    let exchanges = 0;
    const { relay, browser, state } = await openBegun((url, init) => {
      if (url.endsWith('/oauth/token')) exchanges += 1;
      return granting(url, init);
    });
    const path = `/aircall/callback?code=abc&state=${state}`;
    const cookie = `__Host-tx=${browser.cookies.get('__Host-tx') ?? ''}`;
    const ask = () => relay.server.inject({ url: path, headers: { cookie } });
    const all = await Promise.all(Array.from({ length: 20 }, ask));
    expect(all.filter(({ statusCode }) => statusCode === 303)).toHaveLength(1);
    expect((await ask()).statusCode).toBe(400);
    expect(exchanges).toBe(1);
  });

  it('after ten minutes is too late', async () => {
    const begun = await openBegun();
    begun.clock.advance(599_999);
    const inTime = await begun.browser.get(begun.relay, `/aircall/callback?code=abc&state=${begun.state}`);
    expect(inTime.headers.location).toBe('/done');
    const late = await openBegun();
    late.clock.advance(600_000);
    const answer = await late.browser.get(late.relay, `/aircall/callback?code=abc&state=${late.state}`);
    expect(answer).toMatchObject(refused);
  });
});

describe('the exchange of the code', () => {
  it('sends what Aircall documents, as JSON, then asks whose the token is, and follows no redirect with either', async () => {
    const sent: { url: string; init: RequestInit }[] = [];
    const { relay, browser, state } = await openBegun((url, init) => {
      sent.push({ url, init });
      return reply(200, {
        access_token: 'token',
        token_type: 'Bearer',
        created_at: 1,
        expires_in: 5,
        scope: 'x',
      });
    });
    await browser.get(relay, `/aircall/callback?code=the-code&state=${state}`);
    expect(sent).toHaveLength(2);
    expect(sent[1]).toMatchObject({
      url: 'https://api.aircall.example/v1/integrations/me',
      init: { headers: { authorization: 'Bearer token' }, redirect: 'error' },
    });
    expect(sent[0]).toMatchObject({
      url: 'https://api.aircall.example/v1/oauth/token',
      init: { method: 'POST', headers: { 'content-type': 'application/json' }, redirect: 'error' },
    });
    const body = sent[0]?.init.body;
    expect(JSON.parse(typeof body === 'string' ? body : '')).toEqual({
      code: 'the-code',
      redirect_uri: 'https://relay.example/aircall/callback',
      client_id: 'client',
      client_secret: 'secret',
      grant_type: 'authorization_code',
    });
    expect(handleIn(browser)).not.toBe('');
  });

  it.each<readonly [string, Fetch, string]>([
    ['a refused code', () => reply(400, { error: 'invalid_grant', error_description: 'x' }), 'invalid_grant'],
    ['an error in a success', () => reply(200, { error: 'invalid_client' }), 'invalid_client'],
    ['an error in words', () => reply(400, { error: 'You <b>cannot</b>' }), 'server_error'],
    ['a refusal without words', () => reply(403, 'no'), 'server_error'],
    ['a success without a token', () => reply(200, {}), 'server_error'],
    ['an empty token', () => reply(200, { access_token: '' }), 'server_error'],
    ['a page instead of JSON', () => reply(200, '<html>'), 'server_error'],
    ['a reply without end', () => reply(200, 'x'.repeat(100_000)), 'server_error'],
    ['a broken upstream', () => reply(502, 'bad gateway'), 'temporarily_unavailable'],
    ['a busy upstream', () => reply(429, {}), 'temporarily_unavailable'],
    ['no upstream', () => Promise.reject(new TypeError('fetch failed')), 'temporarily_unavailable'],
  ])('that ends in %s is told to the person and to the desktop', async (_, fetch, error) => {
    const { relay, browser, state, attempt } = await openBegun(fetch);
    const back = await browser.get(relay, `/aircall/callback?code=abc&state=${state}`);
    expect(back.headers.location).toBe('/done');
    const page = await browser.get(relay, '/done');
    expect(page.statusCode).toBe(200);
    expect(page.payload).toContain(
      `href="app.switchdeck:/auth/callback?error=${error}&amp;state=${attempt.state}"`,
    );
    expect(page.payload).not.toContain('<b>');
    expect(await relay.server.inject('/metrics')).toMatchObject({
      payload: expect.stringContaining(
        'switchdeck_relay_callbacks_total{kind="aircall",outcome="failed"} 1',
      ) as unknown,
    });
  });

  it('that comes after the ten minutes of a code ends in Aircall’s refusal', async () => {
    const aircall = await openAircall();
    const relay = await openRelay(configFor(aircall));
    const browser = new Browser();
    const callback = await untilCallback(relay, browser, newAttempt());
    aircall.control.clock.advance(600_001);
    await browser.get(relay, callback);
    expect((await browser.get(relay, '/done')).payload).toContain('error=invalid_grant');
  });

  it('whose result cannot be kept is told as well, for its code is spent', async () => {
    const { relay, store, browser, state } = await openBegun();
    await store.close();
    const full = createMemoryStore({ clock: relay.clock, mostEntries: 0 });
    onTestFinished(async () => full.close());
    store.keepResult = full.keepResult.bind(full);
    await browser.get(relay, `/aircall/callback?code=abc&state=${state}`);
    expect((await browser.get(relay, '/done')).payload).toContain('error=temporarily_unavailable');
  });
});

describe('a refusal at the upstream', () => {
  it('is explained and handed to the desktop, on loopback too when it listens there', async () => {
    const aircall = await openAircall({ consent: 'deny' });
    const relay = await openRelay(configFor(aircall));
    const browser = new Browser();
    const attempt = newAttempt();
    const l = `49152.${'Ab_-'.repeat(5)}xy`;
    await browser.get(relay, await untilCallback(relay, browser, attempt, { l }));
    expect(handleIn(browser)).toBe('');
    const page = await browser.get(relay, '/done', { 'accept-language': 'cs' });
    expect(page.payload).toContain('Přístup nebyl povolen');
    const query = `error=access_denied&amp;state=${attempt.state}`;
    expect(page.payload).toContain(`href="app.switchdeck:/auth/callback?${query}"`);
    expect(page.payload).toContain(`href="http://127.0.0.1:49152/${'Ab_-'.repeat(5)}xy?${query}"`);
  });

  it('in a word nobody documents reaches neither the page nor the desktop', async () => {
    const { relay, browser, state } = await openBegun();
    const word = encodeURIComponent('"><script>alert(1)</script>');
    await browser.get(relay, `/aircall/callback?error=${word}&state=${state}`);
    const page = await browser.get(relay, '/done');
    expect(page.payload).toContain('error=server_error');
    expect(page.payload).not.toContain('alert(1)');
  });
});

describe('many sign-ins in one relay', () => {
  it('each get their own token', async () => {
    const relay = await openRelay(configFor(await openAircall()));
    const tokens = new Set<string>();
    for (let turn = 0; turn < 5; turn += 1) {
      const attempt = newAttempt();
      const { body } = await redeem(relay, await signIn(relay, new Browser(), attempt), attempt);
      tokens.add(JSON.stringify(body));
    }
    expect(tokens.size).toBe(5);
  });
});
