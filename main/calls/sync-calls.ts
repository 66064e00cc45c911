import type { AccountId } from '../../domain/account.ts';
import type { SyncStatus } from '../../domain/sync.ts';
import type { Clock } from '../clock.ts';
import { toFailure } from '../failures.ts';
import type { Log } from '../log.ts';
import type { CallSource } from '../providers/provider.ts';
import { type Recourse, recourseAfter } from './after-failure.ts';
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

  function tellStanding(checkpoint: Checkpoint, nextAt: number): void {
    const now = clock.now();
    const floor = now - timing.firstPullMs;
    const first = isFirstPull(checkpoint, floor, now, timing);
    report.change({
      phase: first ? 'first-pull' : 'current',
      stored,
      progress: first ? 1 - missingMs(checkpoint, floor, now) / timing.firstPullMs : 1,
      lastSuccessAt: checkpoint.lastSuccessAt,
      nextAt: Math.round(nextAt),
      failure: null,
    });
  }

  function tellFailure(error: unknown, inRow: number, recourse: Recourse): void {
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
  }

  async function restUntil(at: number, signal: AbortSignal): Promise<void> {
    // The number is for show; a database that cannot count now is told of by the pull that meets it.
    stored = await store.count(account.id).catch(() => stored);
    report.change({ nextAt: Math.round(at), stored });
    report.flush();
    interruption = new AbortController();
    if (asked !== null) return;
    try {
      await clock.sleep(Math.ceil(at - clock.now()), AbortSignal.any([signal, interruption.signal]));
    } catch (error) {
      if (!signal.aborted && !interruption.signal.aborted) throw error;
    }
  }

  const answer = (): void => {
    asked?.resolve();
    asked = null;
  };

  async function run(signal: AbortSignal): Promise<void> {
    const stopped = (): boolean => signal.aborted;
    let checkpoint: Checkpoint | null = null;
    let freshAt = clock.now();
    let failuresInRow = 0;
    while (!stopped()) {
      let filling = false;
      interruption = new AbortController();
      try {
        const now = clock.now();
        checkpoint ??= await standing();
        checkpoint = continued(checkpoint, now, timing);
        if (failuresInRow === 0) tellStanding(checkpoint, freshAt);
        if (asked !== null || now >= freshAt) {
          checkpoint = await steps.freshen(checkpoint, asked === null ? 'soon' : 'now', signal);
          freshAt = clock.now() + timing.minPauseMs + random() * (timing.maxPauseMs - timing.minPauseMs);
          answer();
        } else {
          const either = AbortSignal.any([signal, interruption.signal]);
          const filled = steps.fill(checkpoint, now - timing.firstPullMs, either);
          filling = filled !== null;
          if (filled === null) await restUntil(freshAt, signal);
          else checkpoint = await filled;
        }
        failuresInRow = 0;
        tellStanding(checkpoint, freshAt);
      } catch (error) {
        // What is stored decides, not what we meant to store: the write may have happened, or the database be new.
        checkpoint = null;
        if (stopped() || (filling && interruption.signal.aborted)) continue;
        failuresInRow += 1;
        const recourse = recourseAfter(error, failuresInRow, clock.now(), random);
        tellFailure(error, failuresInRow, recourse);
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
        .catch((error: unknown) => tellFailure(error, 1, { kind: 'give-up' }))
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
    status: () => report.read(),
  };
}
