import { createHash, timingSafeEqual } from 'node:crypto';
import { UpstreamError } from '../../domain/relay.ts';
import { readRelayCallback } from '../links/deep-link.ts';

/** What the attempt that is under way waits for. `state` is the one it sent into the browser. */
export type ExpectedReturn =
  | { readonly by: 'relay'; readonly state: string }
  /** `callbackUrl` is the redirect registered with the customer's own client. */
  | { readonly by: 'own-client'; readonly state: string; readonly callbackUrl: string };

/** What a browser brought back to it: `handle` from the relay, `code` for an own client. */
export type BrowserReturn =
  | { readonly kind: 'handle'; readonly handle: string }
  | { readonly kind: 'code'; readonly code: string }
  /** `said`: what the provider added in words of its own, as it came; only an own client's. */
  | { readonly kind: 'error'; readonly error: string; readonly said?: string };

export type ReturnReading =
  BrowserReturn | { readonly kind: 'unreadable' } | { readonly kind: 'other-attempt' };

const unreadable = { kind: 'unreadable' } as const;
const otherAttempt = { kind: 'other-attempt' } as const;

/** Visible ASCII (RFC 6749 appendix A.11), of a length no provider comes near. */
const authorizationCode = /^[\x21-\x7e]{1,2000}$/;

/** Compares in constant time, so that timing tells nobody how much of a state was right. */
export function isSameState(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

/** Reads the query, without its question mark, with which a browser came back. */
export function readReturn(query: string, expected: ExpectedReturn): ReturnReading {
  if (expected.by === 'own-client') return readOwnClientReturn(query, expected.state);
  const callback = readRelayCallback(query);
  if (callback === null) return unreadable;
  if (!isSameState(callback.state, expected.state)) return otherAttempt;
  if (callback.handle !== null) return { kind: 'handle', handle: callback.handle };
  return callback.error === null ? unreadable : { kind: 'error', error: callback.error };
}

/** State and either code or error must be there once each; a provider may add parameters of its own. */
function readOwnClientReturn(query: string, expectedState: string): ReturnReading {
  const parameters = new URLSearchParams(query);
  const given = [...parameters].filter(([key]) => ['state', 'code', 'error'].includes(key));
  const values = new Map(given);
  const state = values.get('state');
  if (state === undefined || given.length !== 2 || values.size !== 2) return unreadable;
  if (!isSameState(state, expectedState)) return otherAttempt;
  const code = values.get('code');
  if (code !== undefined) return authorizationCode.test(code) ? { kind: 'code', code } : unreadable;
  // A word that is none of OAuth's ends the attempt too; it is only not repeated.
  const error = UpstreamError.safeParse(values.get('error')).data ?? 'unknown';
  const said = parameters.get('error_description');
  return { kind: 'error', error, ...(said === null ? {} : { said }) };
}
