import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { LoopbackReturn } from '../../../domain/relay.ts';
import { listenOnLoopback, type Loopback } from '../../../main/sign-in/loopback.ts';

const random = (): string => randomBytes(32).toString('base64url');
const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** A listening loopback; closed after the test. */
async function listen(...[expected]: Parameters<typeof listenOnLoopback>): Promise<Loopback> {
  const loopback = await listenOnLoopback(expected);
  if (!loopback.listening) throw new Error(`not listening: ${loopback.why}`);
  open.push(loopback);
  return loopback;
}

interface Reply {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

/** What a browser's own navigation sends, unless told otherwise. `fetch` would not let the headers be chosen. */
const visit = (address: string, headers: http.OutgoingHttpHeaders = {}, method = 'GET'): Promise<Reply> =>
  send(address, { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document', ...headers }, method);

async function send(address: string, headers: http.OutgoingHttpHeaders, method: string): Promise<Reply> {
  const request = http.request(address, { method, agent: false, headers });
  request.end();
  const answered = once(request, 'response');
  // An array of one, as Node documents for this event.
  const [response] = (await answered) as [http.IncomingMessage];
  let text = '';
  for await (const part of response.setEncoding('utf8')) text += String(part);
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}

const addressOf = ({ returnTo }: Loopback, query: string): string =>
  `http://127.0.0.1:${returnTo.replace('.', '/')}?${query}`;

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** True when nobody takes connections there. */
async function isClosed(port: number, host = '127.0.0.1'): Promise<boolean> {
  const socket = net.connect(port, host);
  const closed = await once(socket, 'connect').then(
    () => false,
    () => true,
  );
  socket.destroy();
  return closed;
}

/** Resolves once the connection is gone, however it went. */
function gone(socket: net.Socket): Promise<void> {
  const closed = Promise.withResolvers<void>();
  socket.on('error', () => closed.resolve()).on('close', () => closed.resolve());
  return closed.promise;
}

/** Containers often have no IPv6, not even to themselves. */
const hasIpv6 = Object.values(os.networkInterfaces()).some((list) =>
  list?.some(({ address }) => address === '::1'),
);
const hosts = ['127.0.0.1', ...(hasIpv6 ? ['::1'] : [])];

const portOf = ({ returnTo }: Loopback): number => Number(returnTo.split('.')[0]);

describe('waiting on loopback for the browser the relay sends back', () => {
  const state = random();
  const handle = random();

  it('takes one navigation with the right state, answers with a page and listens no more', async () => {
    const loopback = await listen({ by: 'relay', state });
    expect(LoopbackReturn.safeParse(loopback.returnTo).success).toBe(true);
    const reply = await visit(addressOf(loopback, `h=${handle}&state=${state}`));
    expect(reply.status).toBe(200);
    expect(reply.text).toContain('You can go back to Switchdeck');
    expect(await loopback.returned).toEqual({ kind: 'handle', handle });
    await loopback.close();
    expect(await isClosed(portOf(loopback))).toBe(true);
  });

  it('brings a refusal of the provider as such', async () => {
    const loopback = await listen({ by: 'relay', state });
    const reply = await visit(addressOf(loopback, `error=access_denied&state=${state}`));
    expect(reply.text).toContain('The sign-in did not succeed');
    expect(await loopback.returned).toEqual({ kind: 'error', error: 'access_denied' });
  });

  it('sends a page that keeps nothing, asks nobody for anything and repeats nothing of the address', async () => {
    const loopback = await listen({ by: 'relay', state });
    const { headers, text } = await visit(addressOf(loopback, `h=${handle}&state=${state}`));
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      connection: 'close',
    });
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    );
    expect(text).not.toContain(handle);
    expect(text).not.toContain(state);
    expect(text).not.toMatch(/https?:|src=|href=/);
  });

  it.each([
    ['cs-CZ,cs;q=0.9,en;q=0.8', 'cs'],
    ['en-GB,en;q=0.9,cs;q=0.8', 'en'],
    ['en;q=0.3, cs;q=0.7', 'cs'],
    ['sk-SK,sk;q=0.9', 'cs'],
    ['de-DE,de;q=0.9', 'en'],
    ['cs;q=0,de', 'en'],
    ['', 'en'],
    [';;;q=,,cs;q=x', 'en'],
  ])('speaks to a browser that asks for %j in %s', async (languages, spoken) => {
    const loopback = await listen({ by: 'relay', state });
    const { text } = await visit(addressOf(loopback, `h=${handle}&state=${state}`), {
      'Accept-Language': languages,
    });
    expect(text).toContain(`<html lang="${spoken}">`);
  });

  it('refuses everything else and goes on waiting', async () => {
    const loopback = await listen({ by: 'relay', state });
    const good = addressOf(loopback, `h=${handle}&state=${state}`);
    const root = good.replace(/\/[^/]*$/, '');
    const host = new URL(good).host;
    const refusals: readonly [number, string, http.OutgoingHttpHeaders?, string?][] = [
      [404, `${root}/`],
      [404, `${root}/favicon.ico`],
      [404, good.replace('?', '/?')],
      [404, good.replace('?', '%3F')],
      [404, good.replace(/\?.*/, '')],
      [404, addressOf(loopback, '')],
      [404, addressOf(loopback, `h=${handle}&state=${random()}`)],
      [404, addressOf(loopback, `h=${handle}`)],
      [404, addressOf(loopback, `h=${handle}&error=access_denied&state=${state}`)],
      [404, addressOf(loopback, `h=${handle}&state=${state}&state=${state}`)],
      [404, addressOf(loopback, `h=${handle}&state=${state}&x=1`)],
      [404, addressOf(loopback, `code=${handle}&state=${state}`)],
      [403, good, { Origin: 'https://evil.example' }],
      [403, good, { Origin: 'null' }],
      [403, good, { 'Sec-Fetch-Mode': 'cors' }],
      [403, good, { 'Sec-Fetch-Mode': 'no-cors' }],
      [403, good, { 'Sec-Fetch-Dest': 'iframe' }],
      [403, good, { 'Sec-Fetch-Dest': 'image' }],
      [403, good, { 'Sec-Purpose': 'prefetch;prerender' }],
      [403, good, { Host: host.replace('127.0.0.1', 'localhost') }],
      [403, good, { Host: host.replace('127.0.0.1', 'rebound.example') }],
      [403, good, { Host: '127.0.0.1' }],
      [405, good, {}, 'POST'],
      [405, good, {}, 'HEAD'],
      [405, good, {}, 'OPTIONS'],
      [414, `${good}&${'x'.repeat(5_000)}`],
      [431, good, { 'X-Long': 'x'.repeat(20_000) }],
    ];
    for (const [status, address, headers, method] of refusals) {
      const reply = await visit(address, headers, method);
      expect([reply.status, address, headers]).toEqual([status, address, headers]);
    }
    expect((await visit(good, { Host: host })).status).toBe(200);
    expect(await loopback.returned).toEqual({ kind: 'handle', handle });
  });

  it('takes a browser that says nothing about its requests', async () => {
    const loopback = await listen({ by: 'relay', state });
    const reply = await send(addressOf(loopback, `h=${handle}&state=${state}`), {}, 'GET');
    expect(reply.status).toBe(200);
  });

  it('lets exactly one of several hits win', async () => {
    const loopback = await listen({ by: 'relay', state });
    const good = addressOf(loopback, `h=${handle}&state=${state}`);
    const replies = await Promise.allSettled([1, 2, 3, 4, 5].map(() => visit(good)));
    const pages = replies.filter((reply) => reply.status === 'fulfilled' && reply.value.status === 200);
    expect(pages).toHaveLength(1);
  });

  it('closes at once although somebody holds a connection open, and may be closed twice', async () => {
    const loopback = await listen({ by: 'relay', state });
    const idle = net.connect(portOf(loopback), '127.0.0.1');
    await once(idle, 'connect');
    const half = net.connect(portOf(loopback), '127.0.0.1');
    await once(half, 'connect');
    half.write('GET / HTTP/1.1\r\nHost: ');
    const ended = Promise.all([gone(idle), gone(half)]);
    await loopback.close();
    await loopback.close();
    await ended;
    expect(await isClosed(portOf(loopback))).toBe(true);
  });

  it('uses another address each time', async () => {
    const [one, other] = [await listen({ by: 'relay', state }), await listen({ by: 'relay', state })];
    expect(one.returnTo.split('.')[1]).not.toBe(other.returnTo.split('.')[1]);
  });
});

describe("waiting on loopback at an own client's registered redirect", () => {
  const state = random();

  it.each(['127.0.0.1', 'localhost', ...(hasIpv6 ? ['[::1]'] : [])])('takes the code at %s', async (host) => {
    const callbackUrl = `http://${host}:${String(await freePort())}/oauth/done`;
    await listen({ by: 'own-client', state, callbackUrl }).then(async (loopback) => {
      const reply = await visit(`${callbackUrl}?code=a%2Fb.c&state=${state}&scope=public_api`);
      expect(reply.status).toBe(200);
      expect(await loopback.returned).toEqual({ kind: 'code', code: 'a/b.c' });
    });
  });

  it('listens on both addresses a browser may try for localhost', async () => {
    const port = await freePort();
    const callbackUrl = `http://localhost:${String(port)}/`;
    const loopback = await listen({ by: 'own-client', state, callbackUrl });
    for (const host of hosts) expect(await isClosed(port, host), host).toBe(false);
    await loopback.close();
    for (const host of hosts) expect(await isClosed(port, host), host).toBe(true);
  });

  it('goes on waiting after a wrong state, a missing one and a repeated code', async () => {
    const callbackUrl = `http://127.0.0.1:${String(await freePort())}/cb`;
    const loopback = await listen({ by: 'own-client', state, callbackUrl });
    for (const query of [
      `code=c&state=${random()}`,
      'code=c',
      'error=access_denied',
      `code=c&code=d&state=${state}`,
      `code=c&error=x&state=${state}`,
      `code=&state=${state}`,
      `code=a%20b&state=${state}`,
      `code=${'c'.repeat(2_001)}&state=${state}`,
    ])
      expect((await visit(`${callbackUrl}?${query}`)).status, query).toBe(404);
    await visit(`${callbackUrl}?error=Invalid+Client&error_description=No&state=${state}`);
    expect(await loopback.returned).toEqual({ kind: 'error', error: 'unknown', said: 'No' });
  });

  it.each(hosts)('says that the port is taken when a program listens on %s', async (host) => {
    const other = net.createServer().listen({ port: 0, host, ipv6Only: true });
    open.push(other);
    await once(other, 'listening');
    const address = other.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const callbackUrl = `http://localhost:${String(port)}/`;
    expect(await listenOnLoopback({ by: 'own-client', state, callbackUrl })).toEqual({
      listening: false,
      why: 'in-use',
    });
    if (host === '::1') expect(await isClosed(port), 'nothing half open').toBe(true);
  });

  it.each([
    'https://127.0.0.1:8080/cb',
    'https://company.example/cb',
    'http://127.0.0.1.evil.example/',
    'http://127.0.0.2:8080/',
    'http://0.0.0.0:8080/',
    'http://localhost:0/',
    'nonsense',
  ])('does not wait for %s, which does not come to this machine', async (callbackUrl) => {
    expect(await listenOnLoopback({ by: 'own-client', state, callbackUrl })).toEqual({
      listening: false,
      why: 'not-loopback',
    });
  });
});
