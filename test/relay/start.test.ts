import { describe, expect, it, onTestFinished } from 'vitest';
import { createMemoryStore } from '../../relay/store/memory-store.ts';
import {
  Browser,
  challengeOf,
  configFor,
  createMovedClock,
  locationOf,
  newAttempt,
  openRelay,
  publicUrl,
  random256,
  startPath,
} from './relay-under-test.ts';

const upstream = { url: 'https://api.aircall.example', clientId: 'client', clientSecret: 'secret' };
const sso = {
  url: 'https://id.aircall.example/login?tenant=1',
  redirectParameter: 'redirectUrl',
  state: 'required',
} as const;
const open = () => openRelay(configFor(upstream, { sso }));

describe('starting a sign-in', () => {
  it('sends the browser to the consent page with exactly what Aircall documents', async () => {
    const started = await new Browser().get(await open(), startPath(newAttempt()));
    expect(started.statusCode).toBe(303);
    const { origin, pathname, searchParams } = new URL(locationOf(started));
    expect(origin + pathname).toBe('https://api.aircall.example/oauth/authorize');
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: 'client',
      redirect_uri: `${publicUrl}/aircall/callback`,
      response_type: 'code',
      scope: 'public_api',
      state: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/) as unknown,
    });
  });

  it('tells the upstream nothing the desktop sent', async () => {
    const attempt = newAttempt();
    const relay = await open();
    for (const way of ['aircall', 'aircall-sso'] as const) {
      const location = locationOf(await new Browser().get(relay, startPath(attempt, {}, way)));
      expect(location).not.toContain(attempt.state);
      expect(location).not.toContain(challengeOf(attempt.verifier));
    }
  });

  it('binds the browser by a cookie that only this host over https gets, and that ends with the sign-in', async () => {
    const started = await new Browser().get(await open(), startPath(newAttempt()));
    expect(started.headers['set-cookie']).toMatch(
      /^__Host-tx=[A-Za-z0-9_-]{43}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  it('gives every start a cookie and an upstream state of its own', async () => {
    const relay = await open();
    const attempt = newAttempt();
    const seen = new Set<string>();
    for (let turn = 0; turn < 20; turn += 1) {
      const browser = new Browser();
      const started = await browser.get(relay, startPath(attempt));
      seen.add(new URL(locationOf(started)).searchParams.get('state') ?? '');
      seen.add(browser.cookies.get('__Host-tx') ?? '');
    }
    expect(seen.size).toBe(40);
  });

  it('sends agents to the identity host, with an address of their own to come back to', async () => {
    const started = await new Browser().get(await open(), startPath(newAttempt(), {}, 'aircall-sso'));
    expect(started.statusCode).toBe(303);
    const { origin, pathname, searchParams } = new URL(locationOf(started));
    expect(origin + pathname).toBe('https://id.aircall.example/login');
    expect(Object.fromEntries(searchParams)).toEqual({
      tenant: '1',
      redirectUrl: `${publicUrl}/aircall/sso/callback`,
      state: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/) as unknown,
    });
  });

  it('names the address to come back to as it was configured', async () => {
    const relay = await openRelay(
      configFor(upstream, { sso: { ...sso, redirectParameter: 'redirect_uri' } }),
    );
    const started = await new Browser().get(relay, startPath(newAttempt(), {}, 'aircall-sso'));
    expect(new URL(locationOf(started)).searchParams.get('redirect_uri')).toBe(
      `${publicUrl}/aircall/sso/callback`,
    );
  });

  it('has no way for agents when no identity host is configured', async () => {
    const relay = await openRelay(configFor(upstream));
    const started = await new Browser().get(relay, startPath(newAttempt(), {}, 'aircall-sso'));
    expect([started.statusCode, started.headers['set-cookie']]).toEqual([404, undefined]);
    expect(started.payload).toContain('not set up');
  });
});

const c = challengeOf(random256());
const s = random256();
const path22 = 'A'.repeat(22);
const bad: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['no state', `c=${c}`],
  ['no challenge', `s=${s}`],
  ['a short challenge', `c=${c.slice(1)}&s=${s}`],
  ['a long state', `c=${c}&s=${s}A`],
  ['padding', `c=${c}%3D&s=${s}`],
  ['a line break', `c=${c}%0A&s=${s}`],
  ['a challenge twice', `c=${c}&c=${c}&s=${s}`],
  ['a state twice', `c=${c}&s=${s}&s=${s}`],
  ['brackets', `c[]=${c}&s=${s}`],
  ['an address to return to', `c=${c}&s=${s}&return_to=https://evil.example`],
  ['a scheme', `c=${c}&s=${s}&scheme=evil`],
  ['a prototype', `c=${c}&s=${s}&__proto__=1`],
  ['a loopback host', `c=${c}&s=${s}&l=evil.example`],
  ['a loopback port below 1000', `c=${c}&s=${s}&l=80.${path22}`],
  ['a loopback port above 65535', `c=${c}&s=${s}&l=65536.${path22}`],
  ['a loopback path with a slash', `c=${c}&s=${s}&l=49152./${'A'.repeat(21)}`],
  ['a loopback user', `c=${c}&s=${s}&l=49152@${path22}`],
  ['an empty loopback', `c=${c}&s=${s}&l=`],
];

describe('a start that is not as the desktop makes it', () => {
  it.each(bad)('is refused with %s', async (_, query) => {
    const relay = await open();
    for (const way of ['aircall', 'aircall-sso']) {
      const refused = await new Browser().get(relay, `/start/${way}?${query}`);
      expect([refused.statusCode, refused.headers['set-cookie'], refused.headers.location]).toEqual([
        400,
        undefined,
        undefined,
      ]);
    }
  });

  it('is explained in English and in Czech', async () => {
    const relay = await open();
    const english = await new Browser().get(relay, '/start/aircall', { 'accept-language': 'de, en;q=0.7' });
    expect(english.payload).toContain('<html lang="en">');
    expect(english.payload).toContain('This address is not complete');
    const czech = await new Browser().get(relay, '/start/aircall', {
      'accept-language': 'cs-CZ,cs;q=0.9,en;q=0.8',
    });
    expect(czech.payload).toContain('<html lang="cs">');
    expect(czech.payload).toContain('Tato adresa není úplná');
  });

  it('does not begin by a HEAD', async () => {
    const relay = await open();
    const head = await relay.server.inject({ method: 'HEAD', url: startPath(newAttempt()) });
    expect([head.statusCode, head.headers['set-cookie']]).toEqual([404, undefined]);
  });
});

it('asks to come again later when too many sign-ins are open', async () => {
  const clock = createMovedClock();
  const store = createMemoryStore({ clock, mostEntries: 2 });
  onTestFinished(async () => store.close());
  const relay = await openRelay(configFor(upstream), { clock, store });
  await new Browser().get(relay, startPath(newAttempt()));
  await new Browser().get(relay, startPath(newAttempt()));
  const refused = await new Browser().get(relay, startPath(newAttempt()));
  expect([refused.statusCode, refused.headers['retry-after'], refused.headers['set-cookie']]).toEqual([
    503,
    '30',
    undefined,
  ]);
  expect(refused.payload).toContain('Too busy just now');
  clock.advance(600_000);
  expect((await new Browser().get(relay, startPath(newAttempt()))).statusCode).toBe(303);
});
