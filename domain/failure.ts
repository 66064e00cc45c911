import { z } from 'zod';

/**
 * Every way an operation can fail that a person may meet. Words and next steps live in the page
 * (`renderer/failure-text.ts`, where a missing code does not compile).
 */
export const failureCodes = [
  'sign-in-denied', // the user, or the provider's consent page, said no
  'sign-in-expired', // the attempt took too long
  'sign-in-rejected', // wrong credentials, or the exchange was refused
  'browser-not-allowed', // a connection string forbids opening the browser, and nothing usable is kept
  'not-signed-in', // no token, an unreadable or a revoked one
  'secrets-unavailable', // no keychain now
  'offline', // no network
  'provider-unavailable', // 5xx, time-out, cut connection: worth trying again
  'rate-limited', // the company's API budget is used up; carries retryAt
  'provider-refused', // right credential, missing right: plan, scope, licence
  'provider-contract-broken', // the reply did not match what the provider documents
  'cache-unavailable', // local database full, read-only or corrupt
  'disk-full', // no room for a file the person asked for
  'file-refused', // a file the person asked for may not be written there, or another program holds it
  'not-found', // the thing asked for is no longer here
  'invalid-request', // the page sent something the contract does not allow
  'forbidden-sender', // a frame that is not our page called
  'unexpected', // a bug; the page gets an incident id only
] as const;

export const FailureCode = z.enum(failureCodes);
export type FailureCode = z.infer<typeof FailureCode>;

/**
 * What of a failure may cross the bridge: never a message of the provider, a URL, a header or a token.
 * `where` names the field or record that broke a contract (a path such as `calls[3].started_at`), never its value.
 */
export const Failure = z.strictObject({
  code: FailureCode,
  /** Epoch ms from which trying again makes sense. */
  retryAt: z.number().int().optional(),
  /** HTTP status, when there was one. */
  status: z.number().int().optional(),
  where: z.string().max(200).optional(),
  /** Ties the page's notice to one line of the log. */
  incidentId: z.string().max(40).optional(),
});
export type Failure = z.infer<typeof Failure>;

/** Replies are values: Electron would flatten a thrown error into prefixed text. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };
