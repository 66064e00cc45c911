import { z } from 'zod';

/**
 * Where the reference leaves a choice, or a test needs the other one. Numbers are its sections; [I] marks defaults
 * that are only inferred.
 */
export const AircallSwitches = z.strictObject({
  /** Whether the three rate headers come with every authenticated answer (2, 9 no. 6). [I] */
  headersOnRateLimit: z.enum(['always', 'only-on-429', 'never']).default('always'),
  /** Unit of `X-AircallApi-Reset` (2, 9 no. 6). [I] */
  resetUnit: z.enum(['seconds', 'milliseconds']).default('seconds'),
  /** Requests per minute for the whole company (2); null lifts the limit. */
  limitPerMinute: z.number().int().positive().nullable().default(120),
  /** A minute that begins with its first request, or the last 60 seconds at any time (2). [I] */
  rateWindow: z.enum(['fixed', 'sliding']).default('fixed'),
  /** What a page beyond the cap answers (3, 9 no. 9). [I] */
  beyondCap: z.enum(['empty', '400']).default('empty'),
  /** Records a query can reach (3). */
  capPerQuery: z.number().int().positive().default(10_000),
  /** Months of calls that are served (3). */
  historyMonths: z.number().int().positive().default(6),
  /** `/v1/users` reads, retired on 2026-09-30 (3, 9 no. 7). The status of a retired endpoint is [I]. */
  v1Users: z.enum(['retired', 'alive']).default('retired'),
  /** Whether `next_page_link` repeats the filters (9 no. 10). [I] */
  linksKeepFilters: z.boolean().default(true),
  /** A tag on a call: whole, with who set it and when, or only id, name and those, as in real records (9 no. 14). */
  callTags: z.enum(['whole', 'observed']).default('whole'),
  /** Tags in lists carry `direct_link`: documented, but missing from real records of 2025-09 (4.4). */
  tagLinks: z.boolean().default(true),
  /** Seconds a recording or voicemail address works (4.1: one hour; older text: ten minutes). */
  recordingLife: z.number().int().positive().default(3600),
  /** Seconds a short address works (4.1). */
  shortUrlLife: z.number().int().positive().default(10_800),
  /** Conversation intelligence (4.6): `none`: not bought, 403; `pending`: bought but not generated, 404. */
  intelligence: z.enum(['none', 'pending']).default('none'),
  /** What GET /oauth/authorize does: shows a page to decide on, or decides at once. */
  consent: z.enum(['page', 'grant', 'deny']).default('page'),
  /** `strict` refuses redirects that are not https (1.3); `relaxed` also takes http on loopback (1.4). [I] */
  redirects: z.enum(['relaxed', 'strict']).default('relaxed'),
  /** Deliveries of events (6). Changing one of these sets the others back. */
  webhooks: z
    .strictObject({
      /** Deliveries that are due at once go in any order. */
      shuffle: z.boolean().default(false),
      /** The part of deliveries that come twice, and that never come, though Aircall retries. */
      double: z.number().min(0).max(1).default(0),
      drop: z.number().min(0).max(1).default(0),
      /** How late a delivery is sent, seconds of the simulated clock: anywhere between the two. */
      delay: z
        .strictObject({ from: z.number().nonnegative(), to: z.number().nonnegative() })
        .default({ from: 0, to: 0 }),
      /** Real time (6.2). */
      timeoutMs: z.number().int().positive().default(5000),
      /** Between two attempts, of the simulated clock; not documented. [I] */
      retrySeconds: z.number().nonnegative().default(10),
      /** What switches a webhook off (6.2, 9 no. 25): attempts at one event, failures in a row, or failures at all. */
      counting: z.enum(['attempts', 'in-a-row', 'at-all']).default('in-a-row'),
      failures: z.number().int().positive().default(50),
      /** Seconds from `call.hungup` to `call.ended` (6.2). */
      endedAfter: z.number().nonnegative().default(30),
      /** Whether calls in events carry their contact (4.1). */
      contact: z.enum(['whole', 'null', 'absent']).default('whole'),
      /** Plain http addresses on loopback are taken, as no real webhook is. */
      http: z.enum(['refused', 'loopback']).default('refused'),
    })
    .prefault({}),
  /** Agent SSO over the bus (1.5). Changing one of these sets the others back. */
  bus: z
    .strictObject({
      /** Almost everyone has `migrated`. */
      credentials: z.enum(['migrated', 'legacy']).default('migrated'),
      /** The back-end refuses every code, and says so in such a form. */
      rejects: z.enum(['text', 'object', 'empty']).nullable().default(null),
      /** From which request on the bus says nothing. */
      silent: z.enum(['register', 'sso']).nullable().default(null),
      /** A session of an earlier person is restored. */
      restoresUser: z.boolean().default(false),
      /** Whether the identity host gives `state` back. [I] */
      ssoState: z.enum(['returned', 'dropped']).default('returned'),
    })
    .prefault({}),
});
export type AircallSwitches = z.infer<typeof AircallSwitches>;

/** Some switches to change; the others stay. */
export type AircallSwitchChange = z.input<typeof AircallSwitches>;
