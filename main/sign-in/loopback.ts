import { randomBytes } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type BrowserReturn, type ExpectedReturn, readReturn } from './browser-return.ts';
import { type RefusalStatus, sendPage, sendRefusal } from './loopback-page.ts';

/** Listening for one browser to come back. */
export interface Loopback {
  readonly listening: true;
  /** `<port>.<path>`, as the relay takes it in `StartQuery.l`. */
  readonly returnTo: string;
  /** Settles with the one valid hit, after which nothing listens any more. Never rejects; stays open when closed before. */
  readonly returned: Promise<BrowserReturn>;
  /** Ends listening at once, connections included. Harmless when repeated. */
  close(): Promise<void>;
}

/**
 * - `not-loopback`: the redirect of an own client is somewhere else. - `in-use`: another program listens there.
 * - `refused`: the system does not let us. The attempt goes on with its other ways back.
 */
export interface NoLoopback {
  readonly listening: false;
  readonly why: 'not-loopback' | 'in-use' | 'refused';
}

/** Where to listen. */
interface Place {
  readonly addresses: readonly string[];
  /** 0 for any that is free. */
  readonly port: number;
  readonly path: string;
  /** What the browser must have asked for: another name that leads here is an attack (DNS rebinding). */
  readonly hostname: string;
}

const longestAddress = 4_096;
const mostConnections = 16;
const limits: http.ServerOptions = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
};

/**
 * The second way back (desktop-security 1.5): waits on this machine for the browser to navigate to an address with the
 * state of the attempt. Through the relay that is any free port with a path nobody can guess; for an own client it is
 * the client's registered redirect. Whatever else comes, it is refused and the wait goes on. Never throws.
 */
export async function listenOnLoopback(expected: ExpectedReturn): Promise<Loopback | NoLoopback> {
  const place = expected.by === 'relay' ? anywhere() : placeOf(expected.callbackUrl);
  if (place === null) return { listening: false, why: 'not-loopback' };
  const opened = await openServers(place);
  if (!Array.isArray(opened)) return opened;

  const port = portOf(opened);
  const returned = Promise.withResolvers<BrowserReturn>();
  let over = false;
  const close = async (): Promise<void> => {
    over = true;
    await Promise.all(opened.map(closeServer));
  };
  const answer = (request: http.IncomingMessage, response: http.ServerResponse): void => {
    const hit = over ? 404 : readHit(request, place, port, expected);
    if (typeof hit === 'number') {
      sendRefusal(response, hit);
      return;
    }
    over = true;
    response.once('close', () => void close());
    sendPage(response, hit.kind === 'error' ? 'not-signed-in' : 'back', request.headers['accept-language']);
    returned.resolve(hit);
  };
  for (const server of opened) server.on('request', answer);
  return {
    listening: true,
    returnTo: `${String(port)}.${place.path.slice(1)}`,
    returned: returned.promise,
    close,
  };
}

/** What the browser brought, or the status with which a request that is not its return is refused. */
function readHit(
  request: http.IncomingMessage,
  place: Place,
  port: number,
  expected: ExpectedReturn,
): BrowserReturn | RefusalStatus {
  const address = request.url ?? '';
  if (address.length > longestAddress) return 414;
  if (request.method !== 'GET') return 405;
  if (!isNavigation(request, hostOf(place.hostname, port))) return 403;
  const mark = address.indexOf('?');
  if (mark < 0 || address.slice(0, mark) !== place.path) return 404;
  const reading = readReturn(address.slice(mark + 1), expected);
  // As for a wrong path: a page that guessed it learns no more.
  return reading.kind === 'unreadable' || reading.kind === 'other-attempt' ? 404 : reading;
}

const anywhere = (): Place => ({
  addresses: ['127.0.0.1'],
  port: 0,
  path: `/${randomBytes(16).toString('base64url')}`,
  hostname: '127.0.0.1',
});

const addressesOf: Readonly<Record<string, readonly string[]>> = {
  '127.0.0.1': ['127.0.0.1'],
  '[::1]': ['::1'],
  // A browser may try either; both must be ours.
  localhost: ['127.0.0.1', '::1'],
};

/** Null when that redirect does not come to this machine over plain http. */
function placeOf(callbackUrl: string): Place | null {
  const url = URL.canParse(callbackUrl) ? new URL(callbackUrl) : null;
  const addresses = url === null ? undefined : addressesOf[url.hostname];
  if (url === null || addresses === undefined || url.protocol !== 'http:' || url.port === '0') return null;
  return {
    addresses,
    port: url.port === '' ? 80 : Number(url.port),
    path: url.pathname,
    hostname: url.hostname,
  };
}

const hostOf = (hostname: string, port: number): string =>
  port === 80 ? hostname : `${hostname}:${String(port)}`;

/**
 * True for what a browser sends when a person's tab goes to our address. Pages can make it send other requests here
 * (fetch, images, frames, prefetching); those name themselves in headers that pages cannot change.
 */
function isNavigation({ headers }: http.IncomingMessage, host: string): boolean {
  const isOrAbsent = (name: string, value: string): boolean =>
    headers[name] === undefined || headers[name] === value;
  return (
    headers.host?.toLowerCase() === host &&
    headers.origin === undefined &&
    headers['sec-purpose'] === undefined &&
    headers['purpose'] === undefined &&
    isOrAbsent('sec-fetch-mode', 'navigate') &&
    isOrAbsent('sec-fetch-dest', 'document')
  );
}

/** All addresses of the place, or none. */
async function openServers(place: Place): Promise<http.Server[] | NoLoopback> {
  const servers: http.Server[] = [];
  for (const address of place.addresses) {
    const outcome = await openServer(address, place.port);
    if (outcome instanceof http.Server) servers.push(outcome);
    else if (outcome !== 'no-such-address') {
      await Promise.all(servers.map(closeServer));
      return { listening: false, why: outcome };
    }
  }
  return servers.length > 0 ? servers : { listening: false, why: 'refused' };
}

async function openServer(
  address: string,
  port: number,
): Promise<http.Server | 'in-use' | 'refused' | 'no-such-address'> {
  const server = http.createServer(limits);
  server.maxConnections = mostConnections;
  const opened = Promise.withResolvers<http.Server | 'in-use' | 'refused' | 'no-such-address'>();
  // Stays attached: a later one (no file handle left for a connection) must not end the app.
  server.on('error', (error) => {
    const code = 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') opened.resolve('in-use');
    else if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') opened.resolve('no-such-address');
    else opened.resolve('refused');
  });
  // `exclusive` and no shared address: a port that somebody else holds is never shared with them.
  server.listen({ host: address, port, exclusive: true, ipv6Only: true }, () => opened.resolve(server));
  return opened.promise;
}

function portOf(servers: readonly http.Server[]): number {
  // A listening TCP server's address is never a path.
  const address = servers[0]?.address() as AddressInfo;
  return address.port;
}

function closeServer(server: http.Server): Promise<void> {
  const closed = Promise.withResolvers<void>();
  server.close(() => closed.resolve()); // an error says that it was closed before
  server.closeAllConnections();
  return closed.promise;
}
