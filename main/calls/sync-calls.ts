import type { AccountId } from '../../domain/account.ts';
import type { SyncStatus } from '../../domain/sync.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { CallSource } from '../providers/provider.ts';
import type { CallStore } from './call-store.ts';

export interface SyncOptions {
  readonly account: { readonly id: AccountId };
  readonly source: CallSource;
  readonly store: Pick<CallStore, 'checkpoint' | 'store' | 'count'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Uniform in [0, 1); spreads pulls so that desktops of one company do not ask in step. */
  readonly random: () => number;
  /** Rows of the account were added or differ. */
  readonly onChange: (change: { readonly accountId: AccountId; readonly changed: number }) => void;
  /** At most a few times a second; always for a change of phase. */
  readonly onStatus: (status: SyncStatus) => void;
  /** How far back the first pull goes; 30 days unless given. */
  readonly firstPullMs?: number;
  /** How much of the covered past every incremental pull reads again; 15 minutes unless given. */
  readonly overlapMs?: number;
}

/** The pull of one account. */
export interface CallSync {
  /** Begins, or begins again after `stop` or a `not-signed-in` failure. Does nothing while running. */
  start(): void;
  /** Aborts the request in flight and resolves when nothing of this account runs any more. Phase becomes `idle`. */
  stop(): Promise<void>;
  /** Pulls without waiting for the next turn; calls made meanwhile share it. Resolves when it ended, well or not. */
  now(): Promise<void>;
  status(): SyncStatus;
}

export declare function createSync(options: SyncOptions): CallSync;
