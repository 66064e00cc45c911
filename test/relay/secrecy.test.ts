import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../relay/store/memory-store.ts';
import { seal, unseal } from '../../relay/secrets.ts';
import {
  Browser,
  challengeOf,
  configFor,
  createMovedClock,
  handleIn,
  newAttempt,
  openAircall,
  openRelay,
  post,
  random256,
  redeem,
  startPath,
  untilCallback,
} from './relay-under-test.ts';

describe('what the relay writes down', () => {
  it('is method, route, status and duration of each request, and never a secret', async () => {
    const aircall = await openAircall();
    const relay = await openRelay(configFor(aircall));
    const attempt = newAttempt();
    const browser = new Browser();
    const callback = await untilCallback(relay, browser, attempt);
    const cookie = browser.cookies.get('__Host-tx') ?? '';
    await new Browser().get(relay, callback);
    await browser.get(relay, callback);
    await browser.get(relay, callback);
    const handle = handleIn(browser);
    await browser.get(relay, '/done');
    await redeem(relay, handle, { ...attempt, verifier: random256() });
    const { body } = await redeem(relay, handle, attempt);
    await post(relay, '/ack', { h: handle, v: attempt.verifier });
    await browser.get(relay, `/nowhere/${handle}?h=${handle}`);
    await post(relay, '/aircall/webhook', {
      ...{ resource: 'call', event: 'call.created', timestamp: 1, token: 'webhook-canary' },
      data: { raw_digits: '+420 606 123 456' },
    });
    const token = (body as { accessToken: string }).accessToken; // redeemed above
    const metrics = (await relay.server.inject('/metrics')).payload;

    const query = new URLSearchParams(callback.slice(callback.indexOf('?')));
    const canaries = [
      ...[aircall.clientSecret, handle, attempt.verifier, attempt.receipt, attempt.state, token, cookie],
      ...[query.get('code'), query.get('state'), challengeOf(attempt.verifier), 'webhook-canary', '606'],
    ];
    for (const canary of canaries) {
      expect(canary?.length).toBeGreaterThan(2);
      expect(relay.log.join('')).not.toContain(canary);
      expect(metrics).not.toContain(canary);
    }
    const lines = relay.log.map((line) => JSON.parse(line) as Record<string, unknown>); // our own lines
    expect(new Set(lines.flatMap((line) => Object.keys(line)))).toEqual(
      new Set(['time', 'level', 'event', 'method', 'route', 'status', 'ms']),
    );
    expect(lines.map(({ method, route, status }) => [method, route, status])).toEqual([
      ['GET', '/start/aircall', 303],
      ['GET', '/aircall/callback', 400],
      ['GET', '/aircall/callback', 303],
      ['GET', '/aircall/callback', 400],
      ['GET', '/done', 200],
      ['POST', '/redeem', 403],
      ['POST', '/redeem', 200],
      ['POST', '/ack', 204],
      ['GET', 'none', 404],
      ['POST', '/aircall/webhook', 403],
      ['GET', '/metrics', 200],
    ]);
  });

  it('names a refused exchange by its word and nothing more', async () => {
    const aircall = await openAircall();
    const config = configFor(aircall);
    const relay = await openRelay({
      ...config,
      aircall: { ...config.aircall, clientSecret: 'wrong-canary' },
    });
    const browser = new Browser();
    await browser.get(relay, await untilCallback(relay, browser, newAttempt()));
    const line = relay.log.find((text) => text.includes('exchange.failed')) ?? '{}';
    expect(JSON.parse(line)).toMatchObject({ level: 'warn', outcome: 'refused', error: 'invalid_client' });
    expect(relay.log.join('')).not.toContain('wrong-canary');
  });

  it('holds addresses of callers only when told to', async () => {
    const upstream = { url: 'https://api.aircall.example', clientId: 'client', clientSecret: 'secret' };
    const headers = { 'x-forwarded-for': '203.0.113.9' };
    const relay = await openRelay(configFor(upstream, { logAddresses: true, trustProxy: true }));
    await new Browser().get(relay, '/aircall/install', headers);
    expect(relay.log.join('')).toContain('"address":"203.0.113.9"');
    const doubting = await openRelay(configFor(upstream, { logAddresses: true }));
    await new Browser().get(doubting, '/aircall/install', headers);
    expect(doubting.log.join('')).toContain('"address":"127.0.0.1"');
  });
});

describe('what the relay keeps', () => {
  it('opens only with the handle, which is not among it', async () => {
    const clock = createMovedClock();
    const memory = createMemoryStore({ clock });
    const kept: string[] = [];
    const relay = await openRelay(configFor(await openAircall()), {
      clock,
      store: {
        ...memory,
        keepResult: (id, result, ttlMs) => {
          kept.push(JSON.stringify([id, result, ttlMs]));
          return memory.keepResult(id, result, ttlMs);
        },
      },
    });
    const attempt = newAttempt();
    const browser = new Browser();
    await browser.get(relay, await untilCallback(relay, browser, attempt));
    const { body } = await redeem(relay, handleIn(browser), attempt);
    const { accessToken } = body as { accessToken: string }; // redeemed above
    expect(kept).toHaveLength(1);
    for (const secret of [handleIn(browser), accessToken, Buffer.from(accessToken).toString('base64url')])
      expect(kept[0]).not.toContain(secret);
  });

  it('is sealed for one handle and notices every change', () => {
    const handle = random256();
    const sealed = seal(handle, 'the token');
    expect(unseal(handle, sealed)).toBe('the token');
    expect(seal(handle, 'the token')).not.toBe(sealed);
    expect(() => unseal(random256(), sealed)).toThrow();
    const bytes = Buffer.from(sealed, 'base64url');
    for (let place = 0; place < bytes.length; place += 1) {
      const changed = Buffer.from(bytes);
      changed[place] = (changed[place] ?? 0) ^ 1;
      expect(() => unseal(handle, changed.toString('base64url'))).toThrow();
    }
    expect(() => unseal(handle, '')).toThrow();
  });
});

describe('what the relay tells browsers', () => {
  const pages = [
    ...['/start/aircall', '/start/aircall-sso', '/aircall/callback', '/aircall/sso/callback', '/done'],
    ...['/aircall/install', '/aircall/installed', '/aircall/not-installed', '/nowhere'],
  ];

  it('is never stored, never referred to, never framed, and runs only what the relay wrote', async () => {
    const aircall = await openAircall();
    const relay = await openRelay(configFor(aircall));
    const browser = new Browser();
    await browser.get(relay, await untilCallback(relay, browser, newAttempt()));
    const nonces = new Set<string>();
    for (const path of pages) {
      const page = await browser.get(relay, path);
      expect(page.headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'strict-transport-security': expect.stringContaining('max-age=') as unknown,
      });
      const policy = String(page.headers['content-security-policy']);
      const nonce = /'nonce-([A-Za-z0-9_-]{22})'/.exec(policy)?.[1] ?? '';
      nonces.add(nonce);
      expect(policy).toBe(
        `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      );
      // Nothing from elsewhere, nothing that the policy would refuse.
      expect(page.payload).not.toMatch(/\ssrc=|<link|<iframe|<form|\sstyle=|\son[a-z]+=|@import|url\(/);
    }
    expect(nonces.size).toBe(pages.length);
  });

  it('repeats nothing of an address it cannot read, and is as strict there', async () => {
    const relay = await openRelay(configFor(await openAircall()));
    const answer = await relay.server.inject('/aircall/callback%ZZ?code=canary-code');
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([400, 'text/html; charset=utf-8']);
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(answer.payload).toContain('This address is not complete');
    expect(answer.payload + relay.log.join('')).not.toContain('canary');
    expect(relay.log.join('')).toContain('"method":"GET","route":"none","status":400');
  });

  it('is as strict in redirects and data', async () => {
    const relay = await openRelay(configFor(await openAircall()));
    for (const path of [startPath(newAttempt()), '/health', '/metrics', '/aircall/install/continue']) {
      const answer = await relay.server.inject(path);
      expect(answer.headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'content-security-policy': expect.stringContaining("default-src 'none'") as unknown,
      });
    }
  });

  it('uses the scheme of its settings, whatever a request says', async () => {
    const relay = await openRelay(configFor(await openAircall(), { scheme: 'dev.switchdeck' }));
    const browser = new Browser();
    await browser.get(relay, await untilCallback(relay, browser, newAttempt()));
    const page = await browser.get(relay, '/done?scheme=evil', { host: 'evil.example' });
    expect(page.payload).toContain('href="dev.switchdeck:/auth/callback?');
    expect(page.payload).not.toContain('evil');
    expect(page.payload).not.toContain('app.switchdeck:');
  });

  it('shows nothing of a cookie it did not make', async () => {
    const relay = await openRelay(configFor(await openAircall()));
    const [s, l] = [random256(), `49152.${'A'.repeat(22)}`];
    const forged = [
      ...['h.<script>', 'h.', 'h', `h.${random256()}`, `h.${random256()}.x`, '', '%00', 'x'.repeat(3000)],
      ...[
        `e.<b>.${s}`,
        `e.access_denied`,
        `e.access_denied.${s}x`,
        `e.access_denied.${s}.80.${'A'.repeat(22)}`,
      ],
      ...[`e.access_denied.${s}.evil.example`, `e.access_denied.${s}.${l}.more`],
    ];
    for (const value of forged) {
      const browser = new Browser();
      browser.cookies.set('__Host-done', encodeURIComponent(value));
      const page = await browser.get(relay, '/done');
      expect(page.statusCode).toBe(200);
      expect(page.payload).toContain('This page has done its work');
      expect(page.payload).not.toContain('auth/callback');
    }
  });
});
