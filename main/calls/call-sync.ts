import type { AccountId } from '../../domain/account.ts';
import type { Call } from '../../domain/call.ts';
import type { PauseReason, SyncStatus } from '../../domain/sync.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { CallSource } from '../providers/provider.ts';
import type { CallStore, Span } from './call-store.ts';
import type { Pace } from './progress.ts';
import type { ToldByEvents } from './pull-timing.ts';

export interface SyncOptions {
  readonly account: { readonly id: AccountId };
  readonly source: CallSource;
  readonly store: Pick<CallStore, 'checkpoint' | 'store' | 'count' | 'earliest' | 'heldIn'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Uniform in [0, 1); spreads pulls so that desktops of one company do not ask in step. */
  readonly random: () => number;
  /** Rows of the account were added or differ. */
  readonly onChange: (change: { readonly accountId: AccountId; readonly changed: number }) => void;
  /** At most twice a second; always for a change of phase. */
  readonly onStatus: (status: SyncStatus) => void;
  /** Start of the oldest call that may be kept, epoch ms; null: all of them. Asked at every turn: it moves with the days. */
  readonly keepFrom?: () => number | null;
  /** A call as it may be stored, or null: nothing of people who were erased is stored again. */
  readonly withoutErased?: (call: Call) => Call | null;
  /** Why the past is not read now; null: it is. Asked at every turn. */
  readonly paused?: () => PauseReason | null;
  /** What the company's budget lets the past have; for telling how long it will take. */
  readonly pace?: Pace;
  /** How events tell of the account's calls; left out where they do not. */
  readonly events?: EventsOfCalls;
  /** How far back the first pull goes; 30 days unless given. */
  readonly firstPullMs?: number;
  /** How much of the covered past every incremental pull reads again; 15 minutes unless given. */
  readonly overlapMs?: number;
}

/** What a pull must know of events, and they of it. */
export interface EventsOfCalls {
  /** `now`: they come, pulls become rare. `soon`: they will again in a moment. */
  told(): ToldByEvents;
  /** Few desktops share the company's limit: what changed late may be read again as if nobody told. */
  isSmall(): boolean;
  /** The provider's epoch ms. */
  providerNow(): number;
  /** A page came that was asked for at `askedAt`, this computer's epoch ms. */
  onRead(calls: readonly Call[], askedAt: number): void;
}

/** The pull of one account. */
export interface CallSync {
  /** Begins, or begins again after `stop` or a `not-signed-in` failure. Does nothing while running. */
  start(): void;
  /** Aborts the request in flight and resolves when nothing of this account runs any more. Phase becomes `idle`. */
  stop(): Promise<void>;
  /** Pulls without waiting for the next turn; calls made meanwhile share it. Resolves when it ended, well or not. */
  now(): Promise<void>;
  /** A call has ended: the next turn comes earlier, but no page being read is broken off and no back-off cut short. */
  soon(): void;
  /** Whether the past is paused, or what may be kept, has changed: looked at again at once. */
  reconsider(): void;
  /** Whether events come has changed: back to the usual pace at once, or rarely from the next pull on. */
  eventsChanged(): void;
  /** Something lies in these stretches that could not be told for certain: they are read once more, in a while. */
  reread(spans: readonly Span[]): void;
  status(): SyncStatus;
}
