import { z } from 'zod';
import { DeskError } from '../../failures.ts';
import type { Credential, OwnClient } from '../provider.ts';

/** What the keychain holds for an account, by the way it signed in. Aircall's keys and tokens never expire (aircall.md 1.3). */
const ApiKeyGrant = z.object({ apiId: z.string(), apiToken: z.string() });
const OauthGrant = z.object({ accessToken: z.string().min(1) });
const OwnClientGrant = OauthGrant.extend({
  client: z.object({ clientId: z.string(), clientSecret: z.string(), callbackUrl: z.string() }),
  mayOpenBrowser: z.boolean(),
});

/** Reads what we wrote into the keychain ourselves; anything else there means signing in again. */
function readGrant<T extends z.ZodType>(schema: T, grant: string): z.output<T> {
  try {
    return schema.parse(JSON.parse(grant));
  } catch {
    // The cause is dropped on purpose: a parser's message quotes what it parsed.
    throw new DeskError('not-signed-in', { where: 'stored credential' });
  }
}

/** The Authorization header value of an API key: `Basic base64(id:token)` (aircall.md 1.2). */
export const basicAuthorization = (apiId: string, apiToken: string): string =>
  `Basic ${Buffer.from(`${apiId}:${apiToken}`, 'utf8').toString('base64')}`;

/** The Authorization header value of a credential of the public API. Throws DeskError `not-signed-in`. */
export function authorizationOf({ way, grant }: Credential): string {
  if (way === 'aircall-api-key') {
    const { apiId, apiToken } = readGrant(ApiKeyGrant, grant);
    return basicAuthorization(apiId, apiToken);
  }
  if (way !== 'aircall-oauth' && way !== 'aircall-own-client')
    throw new DeskError('not-signed-in', { where: 'way of stored credential' });
  return `Bearer ${readGrant(OauthGrant, grant).accessToken}`;
}

/** The own client a credential was made with, and whether signing in with it again may open a browser; null for other ways. */
export function ownClientOf({
  way,
  grant,
}: Credential): (OwnClient & { readonly mayOpenBrowser: boolean }) | null {
  if (way !== 'aircall-own-client') return null;
  const { client, mayOpenBrowser } = readGrant(OwnClientGrant, grant);
  return { ...client, mayOpenBrowser };
}

/** An own client's credential with another client noted on it; the token stays. */
export function withOwnClient(
  credential: Credential,
  { mayOpenBrowser, ...client }: OwnClient & { readonly mayOpenBrowser: boolean },
): Credential {
  if (credential.way !== 'aircall-own-client') return credential;
  const { accessToken } = readGrant(OwnClientGrant, credential.grant);
  return { ...credential, grant: JSON.stringify({ accessToken, client, mayOpenBrowser }) };
}

/** The API id that was typed; null for ways where none is. */
export const enteredUser = ({ way, grant }: Credential): string | null =>
  way === 'aircall-api-key' ? readGrant(ApiKeyGrant, grant).apiId : null;
