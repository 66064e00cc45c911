import type { AccountId } from '../../domain/account.ts';
import type {
  Call,
  CallDay,
  CallDetail,
  CallFacets,
  CallFilter,
  CallId,
  CallPage,
  CallPageRequest,
} from '../../domain/call.ts';

/** A stretch of time: calls whose start lies in [from, to), epoch ms. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Where the pull of one account stands; written in the same transaction as the rows it speaks of.
 * Instants are epoch ms.
 */
export interface Checkpoint {
  /** Everything that started in [coveredFrom, coveredTo) is stored. Equal when nothing is stored yet. */
  readonly coveredFrom: number;
  readonly coveredTo: number;
  /**
   * Older stretches that are stored too, newest first and apart from each other. What lies between two of them is
   * still to be read: the app was closed then, or the stretch is being read again for late changes.
   */
  readonly older: readonly Span[];
  /** The window being read, with the provider's cursor of the next page to ask for; null between windows. */
  readonly open: { readonly from: number; readonly to: number; readonly cursor: string | null } | null;
  /** When the last incremental pull completed; null when never. */
  readonly lastSuccessAt: number | null;
  /** Latest start seen. Tells when this computer's clock runs ahead of the provider's. */
  readonly newestStartAt: number | null;
  /** Earliest start of the calls that still ran when they were last read; null when none did. */
  readonly runningSince: number | null;
  /** When the last hours were last read again for late changes. */
  readonly rereadAt: number;
  /** When the last day was last read again for late changes. */
  readonly deepRereadAt: number;
}

/** The readable half: what screens ask. Throws DeskError `cache-unavailable`. */
export interface ReadableCalls {
  page(request: CallPageRequest): Promise<CallPage>;
  days(filter: CallFilter, anchor: number | null): Promise<CallDay[]>;
  /** Null when the call is not stored (any more). */
  detail(id: CallId): Promise<CallDetail | null>;
  facets(): Promise<CallFacets>;
  count(accountId: AccountId): Promise<number>;
  /** Every account that anything is stored of. */
  accounts(): Promise<AccountId[]>;
  checkpoint(accountId: AccountId): Promise<Checkpoint | null>;
}

/** The writable half: only sync and sign-out hold it. */
export interface WritableCalls {
  /** Upserts by call id and moves the checkpoint, in one transaction. Resolves with how many rows are new or differ. */
  store(accountId: AccountId, calls: readonly Call[], checkpoint: Checkpoint): Promise<{ changed: number }>;
  /** Removes an account's calls and checkpoint for good. */
  forget(accountId: AccountId): Promise<void>;
}

export type CallStore = ReadableCalls & WritableCalls;
