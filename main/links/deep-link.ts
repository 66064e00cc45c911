import { providerIds, type ProviderId } from '../../domain/account.ts';
import type { Arrival } from './arrival.ts';

/** Scheme of deep links: the installers register the first, a run from the sources the second. */
export type LinkScheme = 'app.switchdeck' | 'dev.switchdeck';

/** What a browser brings back from the relay, wherever it arrives. Exactly one of `handle` and `error` is set. */
export type RelayCallback = Omit<Extract<Arrival, { kind: 'callback' }>, 'kind'>;

/** Far above the longest link there is, far below what a launcher could choke on. */
const longestLink = 256;

/**
 * The whole grammar. No link of ours holds a percent sign, a dot, a second slash or anything else that one program
 * reads as one thing and the next as another, so nothing is ever decoded or resolved: what is not written exactly
 * like this is no link.
 */
const shape = /^([A-Za-z]+\.[A-Za-z]+):(\/auth\/(?:callback|start))(?:\?([A-Za-z0-9_=&-]+))?$/;

const random256 = /^[A-Za-z0-9_-]{43}$/;
const callbackKeys = { h: random256, state: random256, error: /^[a-z_]{1,40}$/ };
const startKeys = { provider: /^[a-z]{1,20}$/ };

/**
 * Reads `<scheme>:/auth/callback` (`state` and either `h` or `error`) and `<scheme>:/auth/start` (nothing, or
 * `provider`), keys in any order. Null for everything else, also for links of the other build's scheme. Only the
 * scheme's case is folded, as launchers do (RFC 3986 3.1).
 */
export function parseDeepLink(raw: unknown, scheme: LinkScheme): Arrival | null {
  if (typeof raw !== 'string' || raw.length > longestLink) return null;
  const [, writtenScheme, path, query] = shape.exec(raw) ?? [];
  if (writtenScheme?.toLowerCase() !== scheme) return null;
  if (path === '/auth/start') return startOf(query);
  const callback = query === undefined ? null : readRelayCallback(query);
  return callback === null ? null : { kind: 'callback', ...callback };
}

/** Whether an argument names our scheme anywhere, well-formed or not. */
export const mentionsScheme = (argument: string, scheme: LinkScheme): boolean =>
  argument.toLowerCase().includes(`${scheme}:`);

/** The query, without its question mark, that the relay gives a browser for its way back. */
export function readRelayCallback(query: string): RelayCallback | null {
  const found = readPairs(query, callbackKeys);
  if (found?.state === undefined) return null;
  const { state, h: handle = null, error = null } = found;
  return (handle === null) === (error === null) ? null : { state, handle, error };
}

function startOf(query: string | undefined): Arrival | null {
  if (query === undefined) return { kind: 'start', provider: null };
  const name = readPairs(query, startKeys)?.provider;
  const provider = providerIds.find((id: ProviderId) => id === name);
  return provider === undefined ? null : { kind: 'start', provider };
}

/** `a=b&c=d` with every key known, given once and well-formed; null for anything else. */
function readPairs<K extends string>(
  query: string,
  known: Readonly<Record<K, RegExp>>,
): Partial<Record<K, string>> | null {
  const isKnown = (key: string): key is K => Object.hasOwn(known, key);
  const found: Partial<Record<K, string>> = {};
  for (const pair of query.split('&')) {
    const [key = '', value, ...more] = pair.split('=');
    if (value === undefined || more.length > 0 || !isKnown(key)) return null;
    if (Object.hasOwn(found, key) || !known[key].test(value)) return null;
    found[key] = value;
  }
  return found;
}
