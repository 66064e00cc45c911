import { relayConfig } from './relay-config.ts';
import type { Fetch } from '../../main/http.ts';
import type { Arrival } from '../../main/links/arrival.ts';
import { createRelay, type Relay } from '../../relay/create-relay.ts';
import type { AircallSimulator } from '../simulators/aircall/index.ts';

/** Where the relay of these tests is reached: through `relayFetch`, which listens on no port. */
export const relayOrigin = 'https://relay.example';

export type Callback = Extract<Arrival, { kind: 'callback' }>;

/** The real relay in front of a simulated Aircall, and a person's browser. */
export interface BrowserWorld {
  readonly relay: Relay;
  /** Lines of the relay's log. */
  readonly relayLog: string[];
  /** Node's `fetch`, with the relay behind its own address. */
  readonly fetch: Fetch;
  /**
   * Opens an address as a browser does, consents at Aircall, and gives what the landing page's button would send to the
   * app. Cookies are this visit's own.
   */
  browse(address: string): Promise<Callback>;
  close(): Promise<void>;
}

export async function openBrowserWorld(
  aircall: Pick<AircallSimulator, 'url' | 'clientId' | 'clientSecret'>,
): Promise<BrowserWorld> {
  const relayLog: string[] = [];
  const relay = await createRelay(
    relayConfig(aircall, { publicUrl: relayOrigin, scheme: 'dev.switchdeck' }),
    { write: (line) => void relayLog.push(line) },
  );

  const ask = async (address: string, init: RequestInit = {}): Promise<Response> => {
    if (!address.startsWith(`${relayOrigin}/`)) return fetch(address, { ...init, redirect: 'manual' });
    const { statusCode, headers, payload } = await relay.server.inject({
      url: address.slice(relayOrigin.length),
      method: init.method === 'POST' ? 'POST' : 'GET',
      headers: Object.fromEntries(new Headers(init.headers)),
      ...(typeof init.body === 'string' ? { payload: init.body } : {}),
    });
    const kept = new Headers();
    for (const [name, value] of Object.entries(headers)) {
      for (const one of [value].flat()) if (one !== undefined) kept.append(name, String(one));
    }
    return new Response(statusCode === 204 ? null : payload, { status: statusCode, headers: kept });
  };

  return {
    relay,
    relayLog,
    fetch: ask,
    browse: (address) => browseFrom(address, ask, relayOrigin),
    close: () => relay.close(),
  };
}

/**
 * Opens an address as a browser does that keeps a relay's cookies, and gives what its landing page would send to the app.
 * `ask` follows no redirect.
 */
export async function browseFrom(address: string, ask: Fetch, origin: string): Promise<Callback> {
  const cookies = new Map<string, string>();
  let next = address;
  for (let hops = 0; hops < 10; hops += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await ask(next, next.startsWith(origin) ? { headers: { cookie } } : {});
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) return linkIn(await response.text());
    await response.body?.cancel();
    next = new URL(location, next).href;
  }
  throw new Error('redirected in circles');
}

/** What the landing page's button would send. */
function linkIn(page: string): Callback {
  const [, query = ''] = /href="dev\.switchdeck:\/auth\/callback\?([^"]+)"/.exec(page) ?? [];
  const given = new URLSearchParams(query.replaceAll('&amp;', '&'));
  if (query === '') throw new Error('the browser ended on a page without a link');
  return {
    kind: 'callback',
    state: given.get('state') ?? '',
    handle: given.get('h'),
    error: given.get('error'),
  };
}
