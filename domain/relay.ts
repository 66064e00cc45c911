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
  /**
   * GET, `Authorization: Bearer <session token>`, optionally `Last-Event-ID`: an endless `text/event-stream` of
   * `streamEvents` → 200, else `RelayRefusal` with 401 (renew the session) or 503.
   */
  events: '/events',
  /** POST with the session token, also one that has expired → 200 `RelaySession`, which takes its place; 401: sign in again. */
  renewSession: '/session/renew',
  /** POST with the session token → 204. It is worth nothing from then on. */
  endSession: '/session/end',
  /** POST with the session token, JSON `WebhookClaim` → 204: events with that token are this company's. 409: another's. */
  claimWebhook: '/session/webhook',
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

/**
 * What lets a desktop follow the events of its company. Short-lived and renewed with itself; instants are epoch ms by
 * the relay's clock, which `now` tells.
 */
export const RelaySession = z.object({
  token: z.string().min(1).max(2000),
  expiresAt: z.number().int(),
  /** Until then it can be renewed, though it has expired. */
  renewableUntil: z.number().int(),
  now: z.number().int(),
});
export type RelaySession = z.infer<typeof RelaySession>;

/** Whoever knows the token that a company's events carry may have them: only that company's accesses can read it. */
export const WebhookClaim = z.strictObject({ token: z.string().min(1).max(500) });
export type WebhookClaim = z.infer<typeof WebhookClaim>;

/** Place in a company's stream, made by the relay: `<epoch ms>-<n>`. Later ones are larger, ms first. */
export const StreamPosition = z.string().regex(/^\d{1,15}-\d{1,10}$/);

/** The names of what a stream sends. Each message has a position as its id, from which it can be resumed. */
export const streamEvents = {
  /** First of all: data `StreamHello`. Whatever follows its position will come. */
  hello: 'hello',
  /** Data `RelayEvent`. */
  event: 'provider-event',
  /** Events were missed: the position asked for is older than what is kept. Data `{}`. */
  gap: 'gap',
  /** The company ended the integration: no more events will come. Data `{}`. */
  over: 'over',
} as const;

/** Comments come this often when nothing else does, so silence means a dead connection. */
export const heartbeatMs = 15_000;

export const StreamHello = z.object({
  /** The relay's clock, epoch ms. */
  now: z.number().int(),
  /** Whether the relay polls the provider for this company, as its webhooks are off. */
  polled: z.boolean(),
  /** Desktops of the company that listen at this relay just now, this one included; left out by an older relay. */
  listeners: z.number().int().positive().optional(),
});
export type StreamHello = z.infer<typeof StreamHello>;

/**
 * One event of the provider as it was delivered (Aircall 6.1), without its token. Two more are the relay's own, made where
 * it polls: `switchdeck.call_polled` (data: a call as the REST API shows it) and `switchdeck.availability_polled` (data:
 * `{id, availability}`).
 */
export const RelayEvent = z.object({
  event: z.string().min(1).max(100),
  /** UNIX seconds. */
  timestamp: z.number(),
  data: z.record(z.string(), z.unknown()),
});
export type RelayEvent = z.infer<typeof RelayEvent>;

export const RedeemReply = z.discriminatedUnion('provider', [
  z.object({
    provider: z.literal('aircall'),
    accessToken: z.string().min(1).max(4000),
    /** Null when the relay could not find out whose company it is; left out by a relay that sends no events. */
    session: RelaySession.nullish(),
  }),
  z.object({
    provider: z.literal('aircall-sso'),
    code: z.string().min(1).max(4000),
    redirectUrl: z.string().max(2000),
  }),
]);
export type RedeemReply = z.infer<typeof RedeemReply>;

/**
 * `unknown`: never was, was used, or is over. `wrong-verifier`: of another desktop. `session`: none, expired or revoked.
 * `taken`: the webhook is another company's.
 */
export const RelayRefusal = z.object({
  error: z.enum(['unknown', 'wrong-verifier', 'busy', 'invalid', 'session', 'taken']),
});
export type RelayRefusal = z.infer<typeof RelayRefusal>;

export const AckRequest = z.strictObject({ h: Random256, v: Random256 });
export type AckRequest = z.infer<typeof AckRequest>;
