import { z } from 'zod';
import { optionalNumber, optionalText } from '../wire-reading.ts';

/** The answer of the token endpoint (voipex.md 2.2). */
export const TokenReply = z.object({
  access_token: z.string().min(1),
  expires_in: optionalNumber,
  refresh_expires_in: optionalNumber,
  refresh_token: optionalText,
});
export type TokenReply = z.infer<typeof TokenReply>;

/** The error body of the token endpoint is undocumented; Keycloak's shape is expected (voipex.md 2.8). */
export const TokenRefusal = z.object({ error: optionalText });

/** What the keychain holds: tokens and whose they are, never the password. */
export const PasswordGrant = z.object({
  accessToken: z.string().min(1),
  refreshToken: z.string().nullable(),
  email: z.string(),
});
export type PasswordGrant = z.infer<typeof PasswordGrant>;
