import { z } from 'zod';

/**
 * Where the published facts leave a choice, or a test needs the other one. Numbers in comments are sections of the
 * VoIPEX reference; every choice that is only inferred says so with [I].
 */
export const VoipexSwitches = z.strictObject({
  /** What the access with impersonation may call. */
  defaultAccessSees: z.enum(['both', 'ipbx', 'central']),
  /**
   * The access without impersonation is promised "Rest api (calls log, switchboard)" (1.3). `central`: central
   * `/v1/calls`, `/v1/pbx`, `/v1/users/me`; `ipbx`: the `/calls` list and the PBX parts of the IPBX API (16.1 no. 5). [I]
   */
  limitedAccessSees: z.enum(['central', 'ipbx']),
  /** Whether a user who signed in as such reads the whole call log or only the own extension's (16.1 no. 32). [I] */
  usersRead: z.enum(['all', 'own']),
  /** `+420…`, nine digits, or `00420…` (16.1 no. 19). [I] */
  numberFormat: z.enum(['plus', 'national', 'double-zero']),
  /** ISO 8601 with offset, or `YYYY-MM-DD HH:MM:SS`, both in the requested zone (4, 16.1 no. 18). [I] */
  dateFormat: z.enum(['offset', 'plain']),
  /** `{statusCode, error, message}` of the older services or `{message}` of the newer (4, 16.1 no. 25). */
  errorShape: z.enum(['boom', 'message']),
  /** Rows as irregular as the description allows: mixed types, missing optionals, unknown words (16.3). */
  messyRows: z.boolean(),
  /** Form of `GET /v1/pbx`, whose answer is unpublished (14.5). [I] */
  pbxShape: z.enum(['properties', 'flat', 'items']),
  /** `/contacts` was last seen in 2020 (5.9). */
  contacts: z.boolean(),
  /** The sign-in of 2018 to 2023 on the central API (2.6), of which nobody knows whether it still answers. [I] */
  oldSignIn: z.boolean(),
  /** `/token` answers `invalid_scope` whenever a scope is asked for (16.1 no. 4). */
  refuseScope: z.boolean(),
  /** `/token-exchange` takes the field name `e-mail` too (16.1 no. 3). */
  acceptHyphenatedEmail: z.boolean(),
  /** The answer of `/token-exchange` is not published: as `/token` gives it, or a token and nothing else (2.4). [I] */
  exchangeAnswer: z.enum(['whole', 'token-only']),
  /** Status for a user nobody knows at `/token-exchange` (2.8). [I] */
  unknownUserStatus: z.union([z.literal(400), z.literal(404)]),
  /** Status of operations that answer nothing: hang-up, transfer, profile update (4). [I] */
  emptyStatus: z.union([z.literal(200), z.literal(204)]),
  /** Seconds (2.2). */
  accessTokenLife: z.number().int().positive(),
  /** Seconds (2.2). */
  refreshTokenLife: z.number().int().positive(),
  /** What becomes of a call that `POST /calls` starts; `by-number`: …9 is busy, …8 does not answer, others answer. [I] */
  dialOutcome: z.enum(['by-number', 'answered', 'busy', 'missed', 'failed']),
  /**
   * The WebSocket of GraphQL, seen until 2022 only (8.3, 9.2): gone altogether; refusing every `connection_init`; taking
   * it and saying nothing; without the subscription to calls, or to heartbeats. [I]
   */
  graphql: z.enum(['on', 'off', 'refuses', 'silent', 'subscription-error', 'no-heartbeat']),
  /** Which of the two forms seen of `connection_init` is taken (9.2). [I] */
  connectionInit: z.enum(['either', 'authorization', 'authToken']),
  /** Seconds between the end of a call and its row (16.3); null draws 1 to 3 per call. [I] */
  rowDelay: z.number().int().nonnegative().nullable(),
});
export type VoipexSwitches = z.infer<typeof VoipexSwitches>;

export const defaultSwitches: VoipexSwitches = {
  defaultAccessSees: 'both',
  limitedAccessSees: 'central',
  usersRead: 'all',
  numberFormat: 'plus',
  dateFormat: 'offset',
  errorShape: 'boom',
  messyRows: true,
  pbxShape: 'properties',
  contacts: false,
  oldSignIn: true,
  refuseScope: false,
  acceptHyphenatedEmail: false,
  exchangeAnswer: 'whole',
  unknownUserStatus: 404,
  emptyStatus: 200,
  accessTokenLife: 3000,
  refreshTokenLife: 7200,
  dialOutcome: 'by-number',
  graphql: 'on',
  connectionInit: 'either',
  rowDelay: null,
};

/** Some switches to change; the others stay. */
export const VoipexSwitchChange = VoipexSwitches.partial();
export type VoipexSwitchChange = z.input<typeof VoipexSwitchChange>;
