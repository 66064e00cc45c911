import { z } from 'zod';

/**
 * What desktop and relay say to each other (desktop-security 1.3). The desktop keeps a verifier `v` and tells the relay
 * only `c` = base64url(sha256(v)); the browser carries a one-time handle `h`, which is worth nothing without `v`.
 */

/** 32 random bytes, or their SHA-256, as base64url without padding. */
export const Random256 = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** Where a browser may also be sent: `<port>.<path>` stands for `http://127.0.0.1:<port>/<path>` and nothing else. */
export const LoopbackReturn = z
  .string()
  .regex(/^[1-9][0-9]{3,4}\.[A-Za-z0-9_-]{22}$/)
  .refine((text) => Number(text.split('.')[0]) <= 65_535);

/** An upstream's `error` word, as far as it is carried on. */
export const UpstreamError = z.string().regex(/^[a-z_]{1,40}$/);

/** Addresses of the relay the desktop uses. */
export const relayPaths = {
  /** GET, in the browser; query `StartQuery`. */
  start: { 'aircall-oauth': '/start/aircall', 'aircall-sso': '/start/aircall-sso' },
  /** POST JSON `RedeemRequest` → 200 `RedeemReply`, else `RelayRefusal` with 403, 404, 410, 429 or 503. */
  redeem: '/redeem',
  /** POST JSON `AckRequest` → 204: the token is kept, the relay may forget it. */
  ack: '/ack',
  /** Where Aircall sends events. */
  webhook: '/aircall/webhook',
} as const;

export const StartQuery = z.strictObject({
  c: Random256,
  s: Random256,
  l: LoopbackReturn.optional(),
});
export type StartQuery = z.infer<typeof StartQuery>;

/**
 * `receipt` is chosen by the desktop: the first redeem with the right verifier wins, and a repeat with the same receipt
 * (its reply was lost) gets the same answer until the ack; any other receipt is refused.
 */
export const RedeemRequest = z.strictObject({
  h: Random256,
  v: Random256,
  receipt: Random256.optional(),
});
export type RedeemRequest = z.infer<typeof RedeemRequest>;

export const RedeemReply = z.discriminatedUnion('provider', [
  z.object({ provider: z.literal('aircall'), accessToken: z.string().min(1).max(4000) }),
  z.object({
    provider: z.literal('aircall-sso'),
    code: z.string().min(1).max(4000),
    redirectUrl: z.string().max(2000),
  }),
]);
export type RedeemReply = z.infer<typeof RedeemReply>;

/** `unknown`: never was, was used, or is over. `wrong-verifier`: of another desktop. */
export const RelayRefusal = z.object({ error: z.enum(['unknown', 'wrong-verifier', 'busy', 'invalid']) });
export type RelayRefusal = z.infer<typeof RelayRefusal>;

export const AckRequest = z.strictObject({ h: Random256, v: Random256 });
export type AckRequest = z.infer<typeof AckRequest>;
