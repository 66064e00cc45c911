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

export interface TokenContext {
  readonly http: Http;
  readonly clock: Clock;
}

type Form = Readonly<Record<string, string>>;

/**
 * Signs in with a password (voipex.md 2.1). Throws `sign-in-rejected` for a wrong one. The password is sent once
 * and kept nowhere; a rejected one is never tried again, since the account may be about to lock.
 */
export async function signInWithPassword(
  authRoot: string,
  who: { readonly email: string; readonly password: string },
  context: TokenContext,
  signal: AbortSignal,
): Promise<Credential> {
  const form: Form = {
    grant_type: 'password',
    client_id: 'api',
    username: who.email,
    password: who.password,
  };
  let reply = await postForm(authRoot, { ...form, scope: 'openid profile' }, context, signal);
  // Only one of the published descriptions knows a scope (voipex.md 16.1 no. 4).
  if (refusalWord(reply) === 'invalid_scope') reply = await postForm(authRoot, form, context, signal);
  const tokens = readTokens(reply, 'sign-in-rejected', context.clock);
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
  const tokens = readTokens(await postForm(authRoot, form, context, signal), 'not-signed-in', context.clock);
  // A new refresh token replaces the old one; whether one always comes is not documented.
  const grant = {
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token ?? refreshToken,
    email,
  };
  const kept = tokens.refresh_token === null ? credential.renewableUntil : null;
  return toCredential(grant, tokens, kept, context.clock.now());
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
    maxBytes: 256 * 1024,
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

/**
 * The tokens of a reply. `refused` is what a refused grant means here. Everything that is not the grant's fault
 * keeps its own code, so that a broken network or server is never reported as a wrong password.
 */
function readTokens(
  reply: HttpReply,
  refused: 'sign-in-rejected' | 'not-signed-in',
  clock: Clock,
): TokenReply {
  const { status, headers, text } = reply;
  const facts = { status, where: 'token' };
  if (status >= 200 && status < 300) {
    let body: unknown;
    try {
      body = parseJson(text);
    } catch (cause) {
      throw new DeskError('provider-contract-broken', { ...facts, cause });
    }
    return readWhole(TokenReply, body, 'token');
  }
  const retryAt = retryAfter(headers, clock);
  if (status === 429)
    throw new DeskError('rate-limited', { ...facts, retryAt: retryAt ?? clock.now() + unnamedRefusalMs });
  if (status === 408 || status >= 500) {
    throw new DeskError('provider-unavailable', retryAt === null ? facts : { ...facts, retryAt });
  }
  const word = refusalWord(reply);
  if (word === 'invalid_grant') throw new DeskError(refused, facts);
  // Our client id is the fixed, public `api`; when it is refused no password of the user could help.
  if (word === 'invalid_client' || word === 'unauthorized_client')
    throw new DeskError('provider-refused', facts);
  if (status === 401) throw new DeskError(refused, facts);
  if (status === 403) throw new DeskError('provider-refused', facts);
  throw new DeskError('provider-contract-broken', facts);
}
