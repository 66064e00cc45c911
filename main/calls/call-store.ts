import type { AccountId } from '../../domain/account.ts';
import type {
  Call,
  CallCount,
  CallDay,
  CallDetail,
  CallFacets,
  CallFilter,
  CallId,
  CallPage,
  CallPageRequest,
  CallSuggestion,
} from '../../domain/call.ts';
import type { QueryField } from '../../domain/call-query.ts';
import type { PersonFound } from '../../domain/keeping.ts';
import type { CallerHistory } from '../../domain/live.ts';

/** A stretch of time: calls whose start lies in [from, to), epoch ms. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What is known of an account's past beside what of it is covered. Instants are epoch ms. */
export interface PastReading {
  /** Earliest start ever seen, stored or not; null when none was. Says how far back the provider's first call lies. */
  readonly earliestSeen: number | null;
  /** The window of the past that was being read when a newer stretch began; gone on with when its turn comes. */
  readonly suspended: { readonly from: number; readonly to: number; readonly cursor: string | null } | null;
  /** The upper end of what the slow reading again of the last days takes next; null: it begins anew. */
  readonly rereadTo: number | null;
  /** The upper end of what is next compared with the provider's count; null: it begins anew. */
  readonly comparedTo: number | null;
  /** When either was last done. */
  readonly rereadAt: number;
  /** Stretches that held records which could not be read. */
  readonly faulty: readonly Span[];
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
  /** Absent in what earlier versions wrote. */
  readonly past?: PastReading | undefined;
}

/** What an event said of a call. */
export interface ToldCall {
  readonly call: Call;
  /** The provider's instant of it, epoch ms. */
  readonly asOf: number;
  /** It came so long after that instant that the call may have been read since. */
  readonly late: boolean;
}

/** What the provider may no longer have, told apart by id when a window was read whole. */
export interface HeldCall {
  readonly id: CallId;
  readonly startedAt: number;
  /** As it is stored. */
  readonly isOver: boolean;
}

/** A stretch of a list for who reads it from end to end. `below` null: that was the end. */
export interface CallSlice {
  readonly calls: Call[];
  readonly below: number | null;
}

export interface StoreSize {
  /** The database with its log. */
  readonly bytes: number;
  readonly accounts: readonly {
    readonly accountId: AccountId;
    readonly calls: number;
    readonly earliest: number | null;
  }[];
}

/** A person to be erased, as it was asked for. */
export interface Erasure {
  /** E.164, else bare digits, which are read as of `homeCountry`. */
  readonly number: string;
  readonly homeCountry: string;
  /** The names their calls had. */
  readonly names: readonly string[];
  /** Their calls that started before this are meant, epoch ms. */
  readonly until: number;
}

/** The readable half: what screens ask. `now` (epoch ms) says what a typed `today` means. Throws DeskError `cache-unavailable`. */
export interface ReadableCalls {
  /** The first window comes at once, also while the database has just been opened and cannot count yet. */
  page(request: CallPageRequest, now: number): Promise<CallPage>;
  /** Exact; waits until everything can be counted. */
  days(filter: CallFilter, anchor: number | null, now: number): Promise<CallDay[]>;
  /** Exact; waits until everything can be counted. `legs`: also those that a list shows as part of another call. */
  counts(filters: readonly CallFilter[], now: number, legs?: 'all'): Promise<CallCount[]>;
  suggest(field: QueryField, text: string): Promise<CallSuggestion[]>;
  /** Null when the call is not stored (any more). */
  detail(id: CallId): Promise<CallDetail | null>;
  facets(): Promise<CallFacets>;
  count(accountId: AccountId): Promise<number>;
  /** Start of the account's earliest stored call, epoch ms. */
  earliest(accountId: AccountId): Promise<number | null>;
  /** Every account that anything is stored of. */
  accounts(): Promise<AccountId[]>;
  checkpoint(accountId: AccountId): Promise<Checkpoint | null>;
  /** The stored calls of an account that started in `span`. */
  heldIn(accountId: AccountId, span: Span): Promise<HeldCall[]>;
  /** Newest first, those below a place that an earlier slice ended at (null: from the newest). */
  slice(filter: CallFilter, below: number | null, limit: number, now: number): Promise<CallSlice>;
  /** `number` in any format; numbers without a country code are read as of `homeCountry`. */
  person(number: string, homeCountry: string): Promise<PersonFound>;
  /** What is known of whoever has a number; read as `person` reads it. */
  callerHistory(number: string, homeCountry: string): Promise<CallerHistory>;
  size(): Promise<StoreSize>;
  /** Erasures that were begun and not ended, also by an app that was killed. */
  erasures(): Promise<Erasure[]>;
}

/** The writable half: only sync, sign-out and what keeps within limits hold it. */
export interface WritableCalls {
  /**
   * Upserts by call id, removes `gone`, and moves the checkpoint, in one transaction. Resolves with how many rows are
   * new, differ or went. `asOf`: the provider's instant (epoch ms) that the calls were asked for at, where events tell of
   * them, too: what is known of a later instant stays (fact-order.ts).
   */
  store(
    accountId: AccountId,
    calls: readonly Call[],
    checkpoint: Checkpoint,
    gone?: readonly CallId[],
    asOf?: number | null,
  ): Promise<{ changed: number }>;
  /**
   * Stores what events said, each unless something that counts before it is known (fact-order.ts). What came late and
   * meets a call of which no instant is known changes nothing: `reread` names where to read again. `now`: the provider's
   * epoch ms.
   */
  apply(
    accountId: AccountId,
    told: readonly ToldCall[],
    now: number,
  ): Promise<{ readonly changed: CallId[]; readonly reread: Span[] }>;
  /** Removes an account's calls and checkpoint for good. */
  forget(accountId: AccountId): Promise<void>;
  /** Removes for good what started before `before` (epoch ms) and what is beyond the newest `rows`. At most a part at a time: again while `more`. */
  trim(
    accountId: AccountId,
    limits: { readonly before: number | null; readonly rows: number | null },
  ): Promise<{ removed: number; more: boolean }>;
  /** Remembers a person who is to be erased until `endErasure`, over restarts. */
  beginErasure(erasure: Erasure): Promise<void>;
  /**
   * Removes the calls of the person behind a number, of every account, for good, and their number where calls of others
   * were transferred to it. `until`: only of calls that started before, epoch ms.
   */
  erase(number: string, homeCountry: string, until?: number): Promise<{ erased: number }>;
  /** Forgets who was to be erased, with every trace; also an erasure that is not wanted after all. */
  endErasure(erasure: Pick<Erasure, 'number' | 'homeCountry'>): Promise<void>;
  /** Remembers that two joined calls are two stories, or one after all. */
  part(from: CallId, to: CallId, parted: boolean): Promise<void>;
}

export type CallStore = ReadableCalls & WritableCalls;
