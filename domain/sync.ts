import { z } from 'zod';
import { AccountId } from './account.ts';
import { Failure } from './failure.ts';

/** How the pull of one account stands. */
export const SyncStatus = z.strictObject({
  accountId: AccountId,
  /** `first-pull`: the last 30 days are being fetched; `current`: kept current; `waiting`: budget or back-off; `failed`: see failure; `idle`: not signed in. */
  phase: z.enum(['idle', 'first-pull', 'current', 'waiting', 'failed']),
  /** Calls stored so far for this account. */
  stored: z.number().int().nonnegative(),
  /** Share of the first pull's time range that is stored, 0 to 1; 1 when done. */
  progress: z.number().min(0).max(1),
  /** Epoch ms of the last complete incremental pull. */
  lastSuccessAt: z.number().int().nullable(),
  /** Epoch ms when the next pull is due. */
  nextAt: z.number().int().nullable(),
  failure: Failure.nullable(),
});
export type SyncStatus = z.infer<typeof SyncStatus>;
