import type { TokenDesk } from '../control/control-plane.ts';
import { hash } from '../world/draw.ts';

type State = 'valid' | 'expired' | 'revoked';

interface Held {
  readonly label: string;
  /** What follows `Basic ` or `Bearer ` in the header. */
  readonly header: string;
  readonly scheme: 'Basic' | 'Bearer';
  state: State;
}

/** Who a request comes from. OAuth and Basic see different webhooks (1.3). */
export interface Caller {
  readonly label: string;
  readonly scheme: 'Basic' | 'Bearer';
}

const codeLifeMs = 600_000;

/** Forty hex characters, as in the documented sample (1.3): the same for the same keys, plainly invented. */
const hex40 = (...keys: readonly number[]): string =>
  Array.from({ length: 5 }, (_, part) =>
    hash(...keys, part)
      .toString(16)
      .padStart(8, '0'),
  ).join('');

/**
 * The credentials of the invented company: one API key, one OAuth client with one token, and those exchanged later.
 * All follow from the seed.
 */
export class Credentials implements TokenDesk {
  readonly apiId: string;
  readonly apiToken: string;
  readonly accessToken: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly #seed: number;
  readonly #held: Held[] = [];
  readonly #codes = new Map<string, { readonly redirectUri: string; readonly at: number }>();

  constructor(seed: number) {
    this.#seed = seed;
    this.apiId = `simulated-id-${hex40(seed, 1).slice(0, 16)}`;
    this.apiToken = `simulated-token-${hex40(seed, 2).slice(0, 16)}`;
    this.clientId = `simulated-client-${hex40(seed, 3).slice(0, 12)}`;
    this.clientSecret = `simulated-secret-${hex40(seed, 4).slice(0, 24)}`;
    const basic = Buffer.from(`${this.apiId}:${this.apiToken}`).toString('base64');
    this.#held.push({ label: 'api-key', header: basic, scheme: 'Basic', state: 'valid' });
    this.accessToken = this.#issue();
  }

  /** Whose header this is: null for a wrong, malformed, expired or revoked one. */
  recognise(authorization: string): Caller | null {
    const [scheme = '', value = '', ...more] = authorization.trim().split(/ +/u);
    if (more.length > 0) return null;
    const found = this.#held.find(
      (held) =>
        held.scheme.toLowerCase() === scheme.toLowerCase() && held.header === value && held.state === 'valid',
    );
    return found ?? null;
  }

  /** A code for the redirect, good for ten minutes and one exchange (1.3). `now` is epoch ms. */
  grantCode(redirectUri: string, now: number): string {
    const code = `simulated-code-${hex40(this.#seed, 5, this.#codes.size, Math.floor(now / 1000)).slice(0, 20)}`;
    this.#codes.set(code, { redirectUri, at: now });
    return code;
  }

  /** The access token for a code, or null when it is unknown, used, too old or for another redirect. */
  exchange(code: string, redirectUri: string, now: number): string | null {
    const granted = this.#codes.get(code);
    if (granted === undefined || granted.redirectUri !== redirectUri || now - granted.at > codeLifeMs)
      return null;
    // Kept with an impossible time, so that later codes stay different and this one stays used.
    this.#codes.set(code, { redirectUri, at: -Infinity });
    return this.#issue();
  }

  list(): readonly { readonly label: string; readonly state: State }[] {
    return this.#held.map(({ label, state }) => ({ label, state }));
  }

  /** Aircall's credentials do not expire by themselves (1.3); a test may end one all the same. */
  expire(label: string | null): number {
    return this.#end(label, 'expired');
  }

  revoke(label: string | null): number {
    return this.#end(label, 'revoked');
  }

  #issue(): string {
    const serial = this.#held.filter(({ scheme }) => scheme === 'Bearer').length + 1;
    const token = hex40(this.#seed, 6, serial);
    this.#held.push({ label: `oauth-${String(serial)}`, header: token, scheme: 'Bearer', state: 'valid' });
    return token;
  }

  #end(label: string | null, state: State): number {
    const ended = this.#held.filter(
      (held) => held.state === 'valid' && (label === null || held.label === label),
    );
    for (const held of ended) held.state = state;
    return ended.length;
  }
}
