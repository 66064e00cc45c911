import { z } from 'zod';
import { optionalText, parseJson } from '../wire-reading.ts';

/** Keycloak's usual claims (voipex.md 2.5, inferred). */
const Claims = z.object({ email: optionalText, preferred_username: optionalText });

/**
 * Whose token an Authorization value carries, for telling accounts apart where `users/me` cannot be read; null when
 * the token does not say. Its signature is not checked: nothing is allowed or refused by it.
 */
export function tokenOwner(authorization: string): string | null {
  const payload = authorization.split('.')[1];
  if (payload === undefined) return null;
  try {
    const claims = Claims.safeParse(parseJson(Buffer.from(payload, 'base64url').toString('utf8'))).data;
    return claims?.email ?? claims?.preferred_username ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
