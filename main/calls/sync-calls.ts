import type { Call } from '../../domain/call.ts';
import type { Failure } from '../../domain/failure.ts';
import { toFailure } from '../failures.ts';
import { longestWaitMs } from '../http.ts';
import { isOfThisPage, type Recourse, recourseAfter } from './after-failure.ts';
import type { Checkpoint, Span } from './call-store.ts';
import type { CallSync, SyncOptions } from './call-sync.ts';
import { beginning, continued, keptFrom, withFaulty } from './coverage.ts';
import { createGoneCalls } from './gone-calls.ts';
import { createPastWork } from './past-work.ts';
import { createProgress } from './progress.ts';
import { createPullSteps } from './pull-steps.ts';
import { defaultTiming, freshPause, type PullTiming, timingBy } from './pull-timing.ts';
import { createSlowReread } from './slow-reread.ts';
import { createStatusReport } from './status-report.ts';

interface Asked {
  readonly done: Promise<void>;
  readonly resolve: () => void;
}

/** Calls that fill a window. */
const screenful = 30;

/**
 * One resumable machine per account: keeps the newest calls current and, whenever nothing newer is due, reads the past
 * page by page. Where it stands is stored with the rows, so it may be killed at any moment.
 */
export function createSync(options: SyncOptions): CallSync {
  const { account, source, store, clock, log, random, onChange } = options;
  const { events } = options;
  const usualTiming: PullTiming = {
    ...defaultTiming,
    firstPullMs: options.firstPullMs ?? defaultTiming.firstPullMs,
    overlapMs: options.overlapMs ?? defaultTiming.overlapMs,
  };
  const timing = events === undefined ? usualTiming : timingBy(usualTiming, events);
  const report = createStatusReport(account.id, clock, options.onStatus);
  let life: AbortController | null = null;
  let ended: Promise<void> = Promise.resolve();
  let asked: Asked | null = null;
  /** Ends the present rest, or the page of the past that is being asked for, because somebody asks for the newest. */
  let interruption = new AbortController();
  /** Ends an ordinary rest, not one after a failure. */
  let resting = new AbortController();
  /** True while the past is asked for. */
  let filling = false;
  /** When the newest calls are due to be read, and when that may be at the earliest. */
  let freshAt = 0;
  let pauseMs: number = timing.maxPauseMs;
  let soonAt = 0;
  let stored = 0;
  let earliest: number | null = null;
  let toReread: readonly Span[] = [];

  const keepFrom = options.keepFrom ?? (() => null);
  const isBare = (): boolean => stored < screenful;
  const progress = createProgress(clock, options.pace);
  const parts = {
    accountId: account.id,
    source,
    store,
    clock,
    timing,
    gone: createGoneCalls({ accountId: account.id, source, store, clock, log }),
    storable: (call: Call): Call | null =>
      call.startedAt < (keepFrom() ?? -Infinity) ? null : (options.withoutErased ?? ((any) => any))(call),
    onStored: async (changed: number) => {
      if (changed > 0) onChange({ accountId: account.id, changed });
      if (isBare() || report.due()) await measure();
    },
    isBare,
    providerNow: () => events?.providerNow() ?? null,
    onRead: (calls: readonly Call[], askedAt: number) => events?.onRead(calls, askedAt),
  };
  const steps = createPullSteps({ ...parts, onPast: (calls) => progress.page(calls) });
  const past = createPastWork({
    ...parts,
    steps,
    slow: createSlowReread(parts),
    progress,
    keepFrom,
    paused: options.paused ?? (() => null),
  });

  /** The numbers are for show; a database that cannot count now is told of by the pull that meets it. */
  async function measure(): Promise<void> {
    stored = await store.count(account.id).catch(() => stored);
    earliest = await store.earliest(account.id).catch(() => earliest);
  }

  async function standing(): Promise<Checkpoint> {
    const checkpoint = await store.checkpoint(account.id);
    await measure();
    return checkpoint ?? beginning(clock.now());
  }

  /** The checkpoint to go on from: what we may no longer keep is no longer claimed. */
  const goingOn = (checkpoint: Checkpoint, now: number): Checkpoint => {
    const standing = toReread.reduce(
      withFaulty,
      continued(keptFrom(checkpoint, keepFrom() ?? -Infinity), now, timing),
    );
    toReread = [];
    return standing;
  };

  function tellStanding(checkpoint: Checkpoint, pastFailure: Failure | null): void {
    const { phase, ...rest } = past.status(checkpoint, stored);
    report.change({
      ...rest,
      phase: pastFailure === null ? phase : 'failed',
      stored,
      earliest,
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
    await measure();
    report.change({ nextAt: Math.round(at), stored, earliest });
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
    const limit = past.isReading(read.checkpoint) ? (options.pace?.limitPerMinute() ?? null) : null;
    const usual = freshPause(read.pages, limit, timing, random);
    pauseMs = options.pace?.pause?.(usual, read.pages) ?? usual;
    freshAt = clock.now() + pauseMs;
    soonAt = Math.min(clock.now() + read.pages * timing.soonPerPageMs, freshAt);
    answer();
    return read.checkpoint;
  }

  async function run(signal: AbortSignal): Promise<void> {
    const stopped = (): boolean => signal.aborted;
    let checkpoint: Checkpoint | null = null;
    let failuresInRow = 0;
    /** Why the past cannot be read, and when that is tried again. The newest calls are kept current meanwhile. */
    let hindered: { failure: Failure; failuresInRow: number; at: number } | null = null;
    freshAt = clock.now();
    while (!stopped()) {
      filling = false;
      interruption = new AbortController();
      resting = new AbortController();
      try {
        const now = clock.now();
        // A clock that was set back would otherwise have the next turn wait for as long.
        freshAt = Math.min(freshAt, now + pauseMs);
        if (hindered !== null) hindered.at = Math.min(hindered.at, now + longestWaitMs);
        checkpoint ??= await standing();
        checkpoint = goingOn(checkpoint, now);
        if (failuresInRow === 0) tellStanding(checkpoint, hindered?.failure ?? null);
        if (asked !== null) hindered = null;
        if (asked !== null || now >= freshAt) {
          checkpoint = await freshen(checkpoint, signal);
        } else {
          const either = AbortSignal.any([signal, interruption.signal]);
          const filled = hindered !== null && now < hindered.at ? null : past.next(checkpoint, either);
          filling = filled !== null;
          if (filled !== null) {
            checkpoint = await filled;
            hindered = null;
          } else await restUntil(Math.min(freshAt, hindered?.at ?? freshAt), signal, resting.signal);
        }
        failuresInRow = 0;
        tellStanding(checkpoint, hindered?.failure ?? null);
      } catch (error) {
        // What is stored decides, not what we meant to store: the write may have happened, or the database be new.
        checkpoint = null;
        if (stopped() || (filling && interruption.signal.aborted)) continue;
        const inRow: number = (filling ? (hindered?.failuresInRow ?? 0) : failuresInRow) + 1;
        const recourse = recourseAfter(error, inRow, clock.now(), random);
        const failure = tellFailure(error, inRow, recourse);
        if (filling && recourse.kind === 'again' && isOfThisPage(failure)) {
          hindered = { failure, failuresInRow: inRow, at: recourse.at };
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
    reconsider() {
      // No back-off is cut short by it.
      if (filling) interruption.abort(new Error('what of the past is read has changed'));
      else resting.abort();
    },
    eventsChanged() {
      if (events?.told() === 'now') return;
      const usual =
        clock.now() + usualTiming.minPauseMs + random() * (usualTiming.maxPauseMs - usualTiming.minPauseMs);
      freshAt = Math.min(freshAt, Math.max(usual, soonAt));
      resting.abort();
    },
    reread(spans) {
      toReread = [...toReread, ...spans];
    },
    status: () => report.read(),
  };
}
