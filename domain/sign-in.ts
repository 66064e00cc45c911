import { z } from 'zod';
import { AccountId, AccountLabel, ProviderId, SignInWay } from './account.ts';
import { Failure } from './failure.ts';

const trimmed = (max: number) => z.string().trim().min(1).max(max);

/** Re-authentication in place: history stays with the account. Null adds a new one. */
const accountToRenew = AccountId.nullable();

/**
 * What the page sends for the ways that are typed into a form. A password or token goes in once and never comes out.
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

/** What the page sends to begin a way that goes through the system browser. */
export const BrowserSignInRequest = z.discriminatedUnion('way', [
  z.strictObject({
    way: z.literal('aircall-oauth'),
    label: AccountLabel.nullable(),
    renew: accountToRenew,
  }),
  z.strictObject({
    way: z.literal('aircall-sso'),
    label: AccountLabel.nullable(),
    renew: accountToRenew,
  }),
  z.strictObject({
    way: z.literal('aircall-own-client'),
    label: AccountLabel.nullable(),
    renew: accountToRenew,
    /** Null while renewing: the client that the keychain holds with the account is used again. */
    client: z
      .strictObject({
        clientId: trimmed(200),
        clientSecret: z.string().min(1).max(500),
        /** Must equal the redirect registered with the client, character by character. */
        callbackUrl: trimmed(2000),
      })
      .nullable(),
  }),
]);
export type BrowserSignInRequest = z.infer<typeof BrowserSignInRequest>;

/**
 * - `waiting`: the browser is at work. - `redeeming`: it came back; the grant is fetched. - `proving`: the provider is
 * asked what the access may do. - `done`, `failed`: it is over; the account or the failure is there.
 */
export const attemptStages = ['waiting', 'redeeming', 'proving', 'done', 'failed'] as const;

/** The one sign-in through the browser that is under way, as the page may know it: no secret, no address. */
export const SignInAttempt = z.strictObject({
  /** Ours, public: tells one attempt from the next. */
  id: z.string().max(40),
  provider: ProviderId,
  way: SignInWay,
  renew: AccountId.nullable(),
  stage: z.enum(attemptStages),
  /** Epoch ms. */
  startedAt: z.number().int(),
  /** Epoch ms at which it ends by itself. */
  expiresAt: z.number().int(),
  /** False when the system browser could not be opened: the person may copy the address instead. */
  browserOpened: z.boolean(),
  /** What may be pasted instead of the automatic way back; null when nothing can. */
  paste: z.enum(['code', 'address']).nullable(),
  /** Set for the dry run of a connection string: its end belongs to that draft and makes no account. */
  draftId: z.string().max(40).nullable(),
  accountId: AccountId.nullable(),
  failure: Failure.nullable(),
  /** What the provider itself said about a refusal, cut and cleaned; shown as text and nothing else. */
  providerSaid: z.string().max(300).nullable(),
});
export type SignInAttempt = z.infer<typeof SignInAttempt>;

/** What became of a pasted code or address. A wrong one never ends the attempt. */
export const PasteReading = z.strictObject({
  accepted: z.boolean(),
  /** `no-attempt`: nothing is waiting. `unreadable`: neither a code nor the address. `other-attempt`: of another sign-in. */
  why: z.enum(['no-attempt', 'unreadable', 'other-attempt']).nullable(),
});
export type PasteReading = z.infer<typeof PasteReading>;

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
