import { z } from 'zod';
import { AccountId } from './account.ts';
import { Failure } from './failure.ts';

/** Why an account's past is not being read though some of it is missing. */
export const PauseReason = z.enum(['person', 'work-hours']);
export type PauseReason = z.infer<typeof PauseReason>;

/** What is still to be read of the past. */
export const SyncRemaining = z.strictObject({
  /** Calls, as the provider counts them; null where it does not say. */
  calls: z.number().int().nonnegative().nullable(),
  /** Requests to the provider. */
  requests: z.number().int().nonnegative(),
  /** At the pace the company's budget allows now, ms; null while nothing may be sent. */
  ms: z.number().int().nonnegative().nullable(),
});
export type SyncRemaining = z.infer<typeof SyncRemaining>;

/** How the pull of one account stands. */
export const SyncStatus = z.strictObject({
  accountId: AccountId,
  /**
   * `first-pull`: the last 30 days are being fetched; `history`: what is older is being fetched, the newest are current;
   * `current`: everything the provider has is stored and kept current; `waiting`: budget or back-off; `failed`: see
   * failure; `idle`: not signed in.
   */
  phase: z.enum(['idle', 'first-pull', 'history', 'current', 'waiting', 'failed']),
  /** Calls stored so far for this account. */
  stored: z.number().int().nonnegative(),
  /** Share of the calls (of the time range, where the provider does not count them) that is stored, 0 to 1; 1 when done. */
  progress: z.number().min(0).max(1),
  /** Start of the earliest call we hold, epoch ms. */
  earliest: z.number().int().nullable(),
  /** True when nothing older is to be had: the provider's horizon, its first call, or our own retention is reached. */
  complete: z.boolean(),
  /** Null when nothing is missing, and until it is known. */
  remaining: SyncRemaining.nullable(),
  /** Calls stored in the last minute of reading the past; null when none is read. */
  callsPerMinute: z.number().nonnegative().nullable(),
  /** Reading the past pauses; the newest calls are kept current all the same. */
  paused: PauseReason.nullable(),
  /** Epoch ms of the last complete incremental pull. */
  lastSuccessAt: z.number().int().nullable(),
  /** Epoch ms when the next pull is due. */
  nextAt: z.number().int().nullable(),
  failure: Failure.nullable(),
});
export type SyncStatus = z.infer<typeof SyncStatus>;
