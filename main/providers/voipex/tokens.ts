import type { FailureCode } from '../../../domain/failure.ts';
import type { Clock } from '../../clock.ts';
import { DeskError } from '../../failures.ts';
import { type Http, type HttpReply, retryAfter } from '../../http.ts';
import type { Credential } from '../provider.ts';
import { parseJson, readWhole } from '../wire-reading.ts';
import { PasswordGrant, TokenRefusal, TokenReply } from './wire-auth.ts';

/** Published lifetimes, for answers that do not name theirs (voipex.md 2.3). Seconds. */
const assumedAccessSeconds = 3000;
const assumedRefreshSeconds = 7200;
/** Ten years: what is longer was not meant in seconds. */
const longestLifeSeconds = 3e8;
const unnamedRefusalMs = 60_000;
/** The scope that one of the published descriptions asks for (voipex.md 2.1, 16.1 no. 4). */
const documentedScope = 'openid profile';
/** A token answer is a few kilobytes. */
const maxBytes = 256 * 1024;

export interface TokenContext {
  readonly http: Http;
  readonly clock: Clock;
}

type Form = Readonly<Record<string, string>>;

/**
 * Signs in with a password (voipex.md 2.1). `scope` left out: the documented one, and none where that is refused;
 * empty: none; any other is sent as it is. Throws `sign-in-rejected` for a wrong password, `provider-refused` at
 * `scope` for a scope that was named and refused. The password is sent once more only after a refused scope, and kept
 * nowhere; a rejected one is never tried again, since the account may be about to lock.
 */
export async function signInWithPassword(
  authRoot: string,
  who: { readonly email: string; readonly password: string; readonly scope?: string },
  context: TokenContext,
  signal: AbortSignal,
): Promise<Credential> {
  const form: Form = {
    grant_type: 'password',
    client_id: 'api',
    username: who.email,
    password: who.password,
  };
  const scope = who.scope ?? documentedScope;
  let reply = await postForm(authRoot, scope === '' ? form : { ...form, scope }, context, signal);
  if (refusalWord(reply) === 'invalid_scope' && scope !== '') {
    if (who.scope !== undefined)
      throw new DeskError('provider-refused', { status: reply.status, where: 'scope' });
    reply = await postForm(authRoot, form, context, signal);
  }
  const tokens = readTokens(reply, 'token', context.clock, grantRefused('sign-in-rejected'));
  const grant = { accessToken: tokens.access_token, refreshToken: tokens.refresh_token, email: who.email };
  return toCredential(grant, tokens, null, context.clock.now());
}

/** A fresh credential by its refresh token (voipex.md 2.4). Throws `not-signed-in` when that is used up. */
export async function refresh(
  authRoot: string,
  credential: Credential,
  context: TokenContext,
  signal: AbortSignal,
): Promise<Credential> {
  const { refreshToken, email } = readGrant(credential.grant);
  if (refreshToken === null) throw new DeskError('not-signed-in', { where: 'no refresh token' });
  const form: Form = { grant_type: 'refresh_token', client_id: 'api', refresh_token: refreshToken };
  const reply = await postForm(authRoot, form, context, signal);
  const tokens = readTokens(reply, 'token', context.clock, grantRefused('not-signed-in'));
  // A new refresh token replaces the old one; whether one always comes is not documented.
  const grant = {
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token ?? refreshToken,
    email,
  };
  const kept = tokens.refresh_token === null ? credential.renewableUntil : null;
  return toCredential(grant, tokens, kept, context.clock.now());
}

/**
 * The token of another user, for an access that may impersonate (voipex.md 2.4); `authorization` is that access's
 * header value. Its answer is not documented, so only an access token is asked of it. How an exchanged token would be
 * refreshed is not documented either: a refresh token that comes with it is dropped, and the credential cannot be
 * renewed; near its end, exchange again. Throws `not-signed-in` when the access is refused, `provider-refused` when it
 * has no such right, `not-found` for a user nobody knows.
 */
export async function exchangeToken(
  authRoot: string,
  authorization: string,
  email: string,
  context: TokenContext,
  signal: AbortSignal,
): Promise<Credential> {
  const reply = await context.http({
    method: 'POST',
    url: `${authRoot}/token-exchange`,
    headers: { authorization, 'content-type': 'application/json' },
    // `e-mail`, as a table of version 11 called it, was a slip: every example and every later version has `email`.
    body: JSON.stringify({ email }),
    maxBytes,
    signal,
  });
  const tokens = readTokens(reply, 'token-exchange', context.clock, exchangeRefused);
  return toCredential(
    { accessToken: tokens.access_token, refreshToken: null, email },
    tokens,
    null,
    context.clock.now(),
  );
}

/** Reads what we wrote into the keychain ourselves; anything else there means signing in again. */
export function readGrant(grant: string): PasswordGrant {
  try {
    return PasswordGrant.parse(JSON.parse(grant));
  } catch (cause) {
    throw new DeskError('not-signed-in', { where: 'stored credential', cause });
  }
}

function toCredential(
  grant: PasswordGrant,
  tokens: TokenReply,
  keptUntil: number | null,
  now: number,
): Credential {
  const seconds = (told: number | null, assumed: number): number =>
    Math.round(told !== null && told > 0 && told < longestLifeSeconds ? told : assumed) * 1000;
  return {
    way: 'voipex-password',
    grant: JSON.stringify(grant),
    obtainedAt: now,
    expiresAt: now + seconds(tokens.expires_in, assumedAccessSeconds),
    renewableUntil:
      grant.refreshToken === null
        ? null
        : (keptUntil ?? now + seconds(tokens.refresh_expires_in, assumedRefreshSeconds)),
  };
}

const postForm = (
  authRoot: string,
  form: Form,
  { http }: TokenContext,
  signal: AbortSignal,
): Promise<HttpReply> =>
  http({
    method: 'POST',
    url: `${authRoot}/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
    maxBytes,
    signal,
  });

/** The `error` word of a refusal, or null when the body has none (it may be empty or HTML). */
function refusalWord(reply: HttpReply): string | null {
  if (reply.status < 400) return null;
  try {
    return TokenRefusal.safeParse(parseJson(reply.text)).data?.error ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** What a refusal means, by its status and its `error` word; null when it means nothing we know. */
type Refused = (status: number, word: string | null) => FailureCode | null;

/** Our client id is the fixed, public `api`; when it is refused no password of the user could help. */
const clientRefused = (word: string | null): boolean =>
  word === 'invalid_client' || word === 'unauthorized_client';

/** `refused` is what a refused grant means (voipex.md 2.8). */
const grantRefused =
  (refused: 'sign-in-rejected' | 'not-signed-in'): Refused =>
  (status, word) => {
    if (word === 'invalid_grant') return refused;
    if (clientRefused(word)) return 'provider-refused';
    if (status === 401) return refused;
    return status === 403 ? 'provider-refused' : null;
  };

/** The shapes of these refusals are not known, only their statuses (voipex.md 2.8). */
const exchangeRefused: Refused = (status, word) => {
  if (status === 403 || word === 'access_denied' || clientRefused(word)) return 'provider-refused';
  if (status === 401) return 'not-signed-in';
  return status === 400 || status === 404 ? 'not-found' : null;
};

/**
 * The tokens of a reply. Everything that is not the fault of what was asked keeps its own code, so that a broken
 * network or server is never reported as a wrong password.
 */
function readTokens(reply: HttpReply, where: string, clock: Clock, refused: Refused): TokenReply {
  const { status, headers, text } = reply;
  const facts = { status, where };
  if (status >= 200 && status < 300) {
    let body: unknown;
    try {
      body = parseJson(text);
    } catch (cause) {
      throw new DeskError('provider-contract-broken', { ...facts, cause });
    }
    return readWhole(TokenReply, body, where);
  }
  const retryAt = retryAfter(headers, clock);
  if (status === 429)
    throw new DeskError('rate-limited', { ...facts, retryAt: retryAt ?? clock.now() + unnamedRefusalMs });
  if (status === 408 || status >= 500) {
    throw new DeskError('provider-unavailable', retryAt === null ? facts : { ...facts, retryAt });
  }
  throw new DeskError(refused(status, refusalWord(reply)) ?? 'provider-contract-broken', facts);
}
