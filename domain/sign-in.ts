import { z } from 'zod';
import { AccountId, AccountLabel, ProviderId, SignInWay } from './account.ts';

const trimmed = (max: number) => z.string().trim().min(1).max(max);

/** Re-authentication in place: history stays with the account. Null adds a new one. */
const accountToRenew = AccountId.nullable();

/**
 * What the page sends to sign in. A password or token goes in once and never comes out.
 * The browser ways of `SignInWay` become further members here.
 */
export const SignInRequest = z.discriminatedUnion('way', [
  z.strictObject({
    way: z.literal('aircall-api-key'),
    label: AccountLabel.nullable(),
    renew: accountToRenew,
    apiId: trimmed(200),
    apiToken: trimmed(500),
  }),
  z.strictObject({
    way: z.literal('voipex-password'),
    label: AccountLabel.nullable(),
    renew: accountToRenew,
    email: trimmed(200),
    /** Not trimmed: blanks may belong to it. */
    password: z.string().min(1).max(500),
  }),
]);
export type SignInRequest = z.infer<typeof SignInRequest>;

/** Which ways this build offers, in the order to show them. */
export const SignInOffer = z.strictObject({ provider: ProviderId, way: SignInWay });
export type SignInOffer = z.infer<typeof SignInOffer>;

/** Told before any credential is typed: whether tokens can be kept. */
export const SecretsReading = z.strictObject({
  /** `keychain`: kept in the OS keychain. `memory`: forgotten when the app quits. */
  kept: z.enum(['keychain', 'memory']),
  /** Why there is no keychain. */
  reason: z.enum(['not-installed', 'locked-or-silent', 'refused']).nullable(),
});
export type SecretsReading = z.infer<typeof SecretsReading>;
