import type { AccountId } from '../../domain/account.ts';
import type { Failure } from '../../domain/failure.ts';
import type { SyncStatus } from '../../domain/sync.ts';
import type { Clock } from '../clock.ts';
import { toFailure } from '../failures.ts';
import type { Log } from '../log.ts';
import type { CallSource } from '../providers/provider.ts';
import { isOfThisPage, type Recourse, recourseAfter } from './after-failure.ts';
import type { CallStore, Checkpoint } from './call-store.ts';
import { beginning, continued, missingMs } from './coverage.ts';
import { createPullSteps } from './pull-steps.ts';
import { defaultTiming, type PullTiming } from './pull-timing.ts';
import { createStatusReport } from './status-report.ts';

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
  /** At most twice a second; always for a change of phase. */
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
  /** A call has ended: the next turn comes earlier, but no page being read is broken off and no back-off cut short. */
  soon(): void;
  status(): SyncStatus;
}

interface Asked {
  readonly done: Promise<void>;
  readonly resolve: () => void;
}

/** True when the oldest stretch ends above the floor, or so much is missing that it is more than a reading again. */
function isFirstPull(checkpoint: Checkpoint, floor: number, now: number, timing: PullTiming): boolean {
  const oldest = checkpoint.older.at(-1)?.from ?? checkpoint.coveredFrom;
  return oldest > floor || missingMs(checkpoint, floor, now) > timing.deepRereadMs + timing.longPauseMs;
}

/**
 * One resumable machine per account: keeps the newest calls current and, whenever nothing newer is due, reads the past
 * page by page. Where it stands is stored with the rows, so it may be killed at any moment.
 */
export function createSync(options: SyncOptions): CallSync {
  const { account, source, store, clock, log, random, onChange } = options;
  const timing: PullTiming = {
    ...defaultTiming,
    firstPullMs: Math.min(options.firstPullMs ?? defaultTiming.firstPullMs, source.horizonMs ?? Infinity),
    overlapMs: options.overlapMs ?? defaultTiming.overlapMs,
  };
  const report = createStatusReport(account.id, clock, options.onStatus);
  let life: AbortController | null = null;
  let ended: Promise<void> = Promise.resolve();
  let asked: Asked | null = null;
  /** Ends the present rest, or the page of the past that is being asked for, because somebody asks for the newest. */
  let interruption = new AbortController();
  /** Ends an ordinary rest, not one after a failure. */
  let resting = new AbortController();
  /** When the newest calls are due to be read, and when that may be at the earliest. */
  let freshAt = 0;
  let soonAt = 0;
  let stored = 0;

  const steps = createPullSteps({
    accountId: account.id,
    source,
    store,
    clock,
    timing,
    onStored: async (changed) => {
      if (changed > 0) onChange({ accountId: account.id, changed });
      if (report.due()) stored = await store.count(account.id);
    },
  });

  async function standing(): Promise<Checkpoint> {
    const checkpoint = await store.checkpoint(account.id);
    stored = await store.count(account.id);
    return checkpoint ?? beginning(clock.now());
  }

  function tellStanding(checkpoint: Checkpoint, pastFailure: Failure | null): void {
    const now = clock.now();
    const floor = now - timing.firstPullMs;
    const first = isFirstPull(checkpoint, floor, now, timing);
    report.change({
      phase: pastFailure !== null ? 'failed' : first ? 'first-pull' : 'current',
      stored,
      progress: first ? 1 - missingMs(checkpoint, floor, now) / timing.firstPullMs : 1,
      lastSuccessAt: checkpoint.lastSuccessAt,
      nextAt: Math.round(freshAt),
      failure: pastFailure,
    });
  }

  function tellFailure(error: unknown, inRow: number, recourse: Recourse): Failure {
    const failure = toFailure(error);
    const again = recourse.kind === 'again';
    log.warn('sync.failed', {
      account: account.id,
      code: failure.code,
      inRow,
      incident: failure.incidentId ?? null,
    });
    report.change({
      phase: again ? recourse.phase : 'failed',
      failure,
      nextAt: again ? Math.round(recourse.at) : null,
    });
    return failure;
  }

  async function restUntil(at: number, ...signals: AbortSignal[]): Promise<void> {
    // The number is for show; a database that cannot count now is told of by the pull that meets it.
    stored = await store.count(account.id).catch(() => stored);
    report.change({ nextAt: Math.round(at), stored });
    report.flush();
    interruption = new AbortController();
    if (asked !== null) return;
    const early = AbortSignal.any([...signals, interruption.signal]);
    try {
      await clock.sleep(Math.ceil(at - clock.now()), early);
    } catch (error) {
      if (!early.aborted) throw error;
    }
  }

  const answer = (): void => {
    asked?.resolve();
    asked = null;
  };

  /** Reads the newest calls and settles when they are due again. */
  async function freshen(checkpoint: Checkpoint, signal: AbortSignal): Promise<Checkpoint> {
    const read = await steps.freshen(checkpoint, asked === null ? 'soon' : 'now', signal);
    const { minPauseMs, maxPauseMs, pausePerPageMs, soonPerPageMs } = timing;
    const usual = minPauseMs + random() * (maxPauseMs - minPauseMs);
    freshAt = clock.now() + Math.min(Math.max(usual, read.pages * pausePerPageMs), 2 * maxPauseMs);
    soonAt = Math.min(clock.now() + read.pages * soonPerPageMs, freshAt);
    answer();
    return read.checkpoint;
  }

  async function run(signal: AbortSignal): Promise<void> {
    const stopped = (): boolean => signal.aborted;
    let checkpoint: Checkpoint | null = null;
    let failuresInRow = 0;
    /** Why the past cannot be read, and when that is tried again. The newest calls are kept current meanwhile. */
    let past: { failure: Failure; failuresInRow: number; at: number } | null = null;
    freshAt = clock.now();
    while (!stopped()) {
      let filling = false;
      interruption = new AbortController();
      resting = new AbortController();
      try {
        const now = clock.now();
        // A clock that was set back would otherwise have the next turn wait for as long.
        freshAt = Math.min(freshAt, now + 2 * timing.maxPauseMs);
        checkpoint ??= await standing();
        checkpoint = continued(checkpoint, now, timing);
        if (failuresInRow === 0) tellStanding(checkpoint, past?.failure ?? null);
        if (asked !== null) past = null;
        if (asked !== null || now >= freshAt) {
          checkpoint = await freshen(checkpoint, signal);
        } else {
          const either = AbortSignal.any([signal, interruption.signal]);
          const filled =
            past !== null && now < past.at ? null : steps.fill(checkpoint, now - timing.firstPullMs, either);
          filling = filled !== null;
          if (filled !== null) {
            checkpoint = await filled;
            past = null;
          } else await restUntil(Math.min(freshAt, past?.at ?? freshAt), signal, resting.signal);
        }
        failuresInRow = 0;
        tellStanding(checkpoint, past?.failure ?? null);
      } catch (error) {
        // What is stored decides, not what we meant to store: the write may have happened, or the database be new.
        checkpoint = null;
        if (stopped() || (filling && interruption.signal.aborted)) continue;
        const inRow: number = (filling ? (past?.failuresInRow ?? 0) : failuresInRow) + 1;
        const recourse = recourseAfter(error, inRow, clock.now(), random);
        const failure = tellFailure(error, inRow, recourse);
        if (filling && recourse.kind === 'again' && isOfThisPage(failure)) {
          past = { failure, failuresInRow: inRow, at: recourse.at };
          continue;
        }
        failuresInRow = inRow;
        answer();
        if (recourse.kind === 'give-up') return;
        await restUntil(recourse.at, signal);
      }
    }
  }

  return {
    start() {
      if (life !== null && !life.signal.aborted) return;
      const own = new AbortController();
      life = own;
      ended = ended
        .then(() => run(own.signal))
        .catch((error: unknown) => {
          tellFailure(error, 1, { kind: 'give-up' });
        })
        .finally(() => {
          if (life !== own) return;
          life = null;
          answer();
        });
    },
    async stop() {
      life?.abort(new Error('sync stopped'));
      await ended;
      report.change({ phase: 'idle', nextAt: null, failure: null });
      report.flush();
    },
    async now() {
      if (life === null) return;
      if (asked === null) {
        const { promise, resolve } = Promise.withResolvers<void>();
        asked = { done: promise, resolve };
        interruption.abort(new Error('newest calls asked for'));
      }
      await asked.done;
    },
    soon() {
      if (freshAt <= soonAt) return;
      freshAt = soonAt;
      resting.abort();
    },
    status: () => report.read(),
  };
}
