import type { CallId } from '../../domain/call.ts';
import type { CallWindow } from '../providers/provider.ts';
import type { Checkpoint, Span } from './call-store.ts';
import { boundMs } from './counted-rest.ts';
import { pastOf, withPast } from './coverage.ts';
import { readingOf, type WindowReading } from './gone-calls.ts';
import { createPageSteps, type PullPorts } from './page-steps.ts';
import { nextWidth } from './window-width.ts';

/** What is done when nothing is missing: the covered past is looked at again, little by little. */
export interface SlowReread {
  /**
   * One request at most of what is due at `now`, and the checkpoint as stored afterwards; null when nothing is. A window
   * that was begun is gone on with at the next call; of this run only, since what was served must be known to its end.
   */
  step(checkpoint: Checkpoint, floor: number, now: number, signal: AbortSignal): Promise<Checkpoint> | null;
}

interface Begun {
  readonly reading: WindowReading;
  readonly cursor: string | null;
  readonly done: (checkpoint: Checkpoint) => Checkpoint;
}

const firstComparedMs = 7 * 86_400_000;

/**
 * Three errands: stretches that held faulty records are read once more; the last week is read again a day every few hours,
 * because tags, notes and recordings come days later and calls are deleted; and what is older is compared with the
 * provider's count, a window every few hours, and read again where the two differ.
 */
export function createSlowReread(ports: PullPorts): SlowReread {
  const { accountId, source, store, timing, storable } = ports;
  const { page, keep } = createPageSteps(ports);
  let begun: Begun | null = null;
  let comparedMs = firstComparedMs;
  /**
   * Starts of calls that were served and may not be stored, as of somebody who was erased: the provider counts them. Of
   * this run only, so that nothing tells when the erased called.
   */
  const unstored = new Map<CallId, number>();

  const readOn = async (checkpoint: Checkpoint, at: Begun, signal: AbortSignal): Promise<Checkpoint> => {
    // Failing ends it; the errand is due again as it was.
    begun = null;
    const batch = await page(at.reading.window, at.cursor, 'history', signal);
    at.reading.take(batch);
    for (const call of batch.calls) if (storable(call) === null) unstored.set(call.id, call.startedAt);
    const last = batch.next === null;
    const kept = await keep(batch, last ? at.done(checkpoint) : checkpoint, last ? at.reading : null, signal);
    if (!last) begun = { ...at, cursor: batch.next };
    return kept;
  };

  const begin = (window: Span, done: Begun['done']): Begun => ({
    reading: readingOf(window),
    cursor: null,
    done,
  });

  const faultyOnce = (checkpoint: Checkpoint, now: number): Begun | null => {
    const [span] = pastOf(checkpoint).faulty;
    if (span === undefined || now - pastOf(checkpoint).rereadAt < timing.faultyAfterMs) return null;
    // Also when it is faulty again: then it stays so.
    return begin(span, (standing) =>
      withPast(standing, { faulty: pastOf(standing).faulty.filter((other) => other.from !== span.from) }),
    );
  };

  const lastWeek = (checkpoint: Checkpoint, floor: number, now: number): Begun | null => {
    const bottom = Math.max(floor, now - timing.slowRereadBackMs);
    const top = now - timing.deepRereadMs;
    const to = Math.min(pastOf(checkpoint).rereadTo ?? top, top);
    if (to <= bottom) return null;
    const from = Math.max(bottom, to - timing.slowRereadMs);
    return begin({ from, to }, (standing) =>
      withPast(standing, { rereadTo: from > bottom ? from : null, rereadAt: now }),
    );
  };

  /** Null where the provider and the store agree, and where that cannot be told. */
  const differing = async (window: CallWindow, signal: AbortSignal): Promise<boolean> => {
    const size = await source.count?.(window, 'history', signal);
    if (size?.calls == null) return false;
    const wide = { from: window.from - boundMs, to: window.to + boundMs };
    const held = await store.heldIn(accountId, wide);
    const known = [...held.map(({ startedAt }) => startedAt), ...unstored.values()];
    const within = (from: number, to: number): number => known.filter((at) => at >= from && at < to).length;
    comparedMs = Math.max(firstComparedMs, nextWidth(comparedMs, held.length, source.roomyWindow));
    return (
      size.calls < within(window.from + boundMs, window.to - boundMs) ||
      size.calls > within(wide.from, wide.to)
    );
  };

  const compare = async (
    checkpoint: Checkpoint,
    floor: number,
    now: number,
    signal: AbortSignal,
  ): Promise<Checkpoint> => {
    const top = now - timing.slowRereadBackMs;
    const to = Math.min(pastOf(checkpoint).comparedTo ?? top, top);
    const from = Math.max(floor, pastOf(checkpoint).earliestSeen ?? floor, to - comparedMs);
    const done = (standing: Checkpoint): Checkpoint =>
      withPast(standing, { comparedTo: from > floor && from < to ? from : null });
    if (from < to && (await differing({ from, to }, signal))) begun = begin({ from, to }, done);
    return begun === null ? keep(null, done(checkpoint), null, signal) : checkpoint;
  };

  /** The last week by its count alone: deletions are few, and what else changes there events tell. */
  const compareWeek = async (
    checkpoint: Checkpoint,
    floor: number,
    now: number,
    signal: AbortSignal,
  ): Promise<Checkpoint> => {
    const window = { from: Math.max(floor, now - timing.slowRereadBackMs), to: now - timing.deepRereadMs };
    const done = (standing: Checkpoint): Checkpoint => withPast(standing, { rereadTo: null, rereadAt: now });
    if (window.from < window.to && (await differing(window, signal))) begun = begin(window, done);
    return begun === null ? keep(null, done(checkpoint), null, signal) : checkpoint;
  };

  let comparing = false;
  return {
    step(checkpoint, floor, now, signal) {
      if (begun !== null) return readOn(checkpoint, begun, signal);
      if (comparing) {
        comparing = false;
        return compare(checkpoint, floor, now, signal);
      }
      const faulty = faultyOnce(checkpoint, now);
      if (faulty !== null) return readOn(checkpoint, faulty, signal);
      if (now - pastOf(checkpoint).rereadAt < timing.slowRereadEveryMs) return null;
      comparing = source.count !== undefined;
      if (comparing && timing.weekByCount) return compareWeek(checkpoint, floor, now, signal);
      const week = lastWeek(checkpoint, floor, now);
      if (week !== null) return readOn(checkpoint, week, signal);
      return keep(null, withPast(checkpoint, { rereadTo: null, rereadAt: now }), null, signal);
    },
  };
}
