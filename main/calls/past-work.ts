import type { AccountId } from '../../domain/account.ts';
import type { PauseReason, SyncStatus } from '../../domain/sync.ts';
import type { Clock } from '../clock.ts';
import { DeskError } from '../failures.ts';
import type { CallSource } from '../providers/provider.ts';
import type { CallStore, Checkpoint, Span } from './call-store.ts';
import { missingMs } from './coverage.ts';
import { heldIfTold } from './held-calls.ts';
import type { Progress } from './progress.ts';
import type { PullSteps } from './pull-steps.ts';
import type { PullTiming } from './pull-timing.ts';
import { floorOf, missingSpans, pausedFloor, phaseOf, reachesBack } from './reach.ts';
import type { SlowReread } from './slow-reread.ts';

export interface PastPorts {
  readonly accountId: AccountId;
  readonly source: CallSource;
  readonly store: Pick<CallStore, 'heldIn'>;
  readonly clock: Clock;
  readonly timing: PullTiming;
  readonly steps: Pick<PullSteps, 'fill' | 'isWaitedFor'>;
  readonly slow: SlowReread;
  readonly progress: Progress;
  /** Start of the oldest call that may be kept, epoch ms; null: all of them. */
  readonly keepFrom: () => number | null;
  readonly paused: () => PauseReason | null;
}

/** Everything that is done when no newer call is due. */
export interface PastWork {
  /** Does one request's worth and gives the checkpoint as stored; null when there is nothing to do. */
  next(checkpoint: Checkpoint, signal: AbortSignal): Promise<Checkpoint> | null;
  /** True while something of the past is missing and may be read. */
  isReading(checkpoint: Checkpoint): boolean;
  /** How it stands; `stored` calls are held. */
  status(
    checkpoint: Checkpoint,
    stored: number,
  ): Pick<SyncStatus, 'progress' | 'complete' | 'remaining' | 'callsPerMinute' | 'paused'> & {
    readonly phase: 'first-pull' | 'history' | 'current';
  };
}

/** Where the history of a provider that names no horizon is counted from. */
const countedMs = 10 * 366 * 86_400_000;
/** The floor moves by the day; what was counted stays good for as long as it is about the same. */
const sameFloorMs = 2 * 86_400_000;

export function createPastWork(ports: PastPorts): PastWork {
  const { accountId, source, store, clock, timing, steps, slow, progress, keepFrom, paused } = ports;
  /** What was missing when it was last counted, or could not be. */
  let counted: { readonly spans: number; readonly floor: number } | null = null;

  const floor = (checkpoint: Checkpoint, now: number): number =>
    floorOf(checkpoint, source, keepFrom(), now, timing);

  /** The floor as the provider is asked for what is missing: one that moves with what is found would be counted for ever. */
  const countedFloor = (checkpoint: Checkpoint, now: number): number =>
    source.horizonMs === null ? Math.max(now - countedMs, keepFrom() ?? -Infinity) : floor(checkpoint, now);

  const toCount = (checkpoint: Checkpoint, now: number): readonly Span[] => {
    if (source.count === undefined || missingSpans(checkpoint, floor(checkpoint, now)).length === 0)
      return [];
    const bottom = countedFloor(checkpoint, now);
    const spans = missingSpans(checkpoint, bottom);
    const same =
      counted !== null && counted.spans >= spans.length && Math.abs(counted.floor - bottom) < sameFloorMs;
    return same ? [] : spans;
  };

  /** Calls of the open window that are stored already though the window counts as missing. */
  const alreadyRead = async ({ open }: Checkpoint): Promise<number> =>
    open?.cursor == null ? 0 : ((await heldIfTold(store, accountId, open)) ?? []).length;

  const count = async (
    checkpoint: Checkpoint,
    spans: readonly Span[],
    signal: AbortSignal,
  ): Promise<void> => {
    counted = { spans: spans.length, floor: countedFloor(checkpoint, clock.now()) };
    progress.forget();
    let size = { calls: 0 as number | null, requests: 0 };
    try {
      for (const span of spans) {
        const told = await source.count?.(span, 'history', signal);
        if (told === undefined) return;
        size = {
          calls: size.calls === null || told.calls === null ? null : size.calls + told.calls,
          requests: size.requests + told.requests,
        };
      }
    } catch (error) {
      if (signal.aborted) counted = null;
      signal.throwIfAborted();
      // The number is for show; what is wrong will be met, and told, by the page that is asked for next.
      if (error instanceof DeskError) return;
      throw error;
    }
    const read = await alreadyRead(checkpoint);
    const left = size.calls === null ? null : Math.max(0, size.calls - read);
    const share = left === null || size.calls === null || size.calls === 0 ? 1 : left / size.calls;
    progress.counted({ calls: left, requests: Math.ceil(size.requests * share) });
  };

  const readable = (checkpoint: Checkpoint, now: number): number => {
    const reason = paused();
    const lowest = floor(checkpoint, now);
    return reason === null ? lowest : pausedFloor(checkpoint, lowest, now, reason, timing);
  };

  return {
    next(checkpoint, signal) {
      const now = clock.now();
      const spans = toCount(checkpoint, now);
      const onward = (): Promise<Checkpoint> | null => {
        const filled = steps.fill(checkpoint, readable(checkpoint, now), signal);
        if (filled !== null || paused() !== null) return filled;
        return slow.step(checkpoint, floor(checkpoint, now), now, signal);
      };
      // The count is for show: calls that somebody waits for come before it.
      if (spans.length === 0 || steps.isWaitedFor()) return onward();
      return count(checkpoint, spans, signal).then(() => onward() ?? checkpoint);
    },
    isReading(checkpoint) {
      const now = clock.now();
      return missingSpans(checkpoint, readable(checkpoint, now)).length > 0;
    },
    status(checkpoint, stored) {
      const now = clock.now();
      const lowest = floor(checkpoint, now);
      const phase = phaseOf(checkpoint, lowest, now, timing);
      const reason = paused();
      const remaining = phase === 'current' ? null : progress.remaining();
      const share =
        remaining?.calls == null
          ? 1 - missingMs(checkpoint, lowest, now) / Math.max(1, now - lowest)
          : stored / Math.max(1, stored + remaining.calls);
      return {
        phase,
        progress: phase === 'current' ? 1 : Math.min(1, Math.max(0, share)),
        complete: reachesBack(checkpoint, lowest),
        remaining,
        callsPerMinute: phase === 'current' || reason !== null ? null : progress.callsPerMinute(),
        paused: reason,
      };
    },
  };
}
