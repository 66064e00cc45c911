/**
 * What of an account's past is stored, as stretches of time; pure. One idea serves three needs: at the first pull, after
 * the app was closed for long, and when the last day is read again, a new stretch begins at "now" and grows into the
 * past, newest calls first, until it meets the stretch below it.
 */
import type { Call } from '../../domain/call.ts';
import type { CallWindow } from '../providers/provider.ts';
import type { Checkpoint, Span } from './call-store.ts';
import type { PullTiming } from './pull-timing.ts';

/** Nothing is stored yet. @param now epoch ms, as everywhere here */
export const beginning = (now: number): Checkpoint => ({
  coveredFrom: now,
  coveredTo: now,
  older: [],
  open: null,
  lastSuccessAt: null,
  newestStartAt: null,
  runningSince: null,
  rereadAt: now,
  deepRereadAt: now,
});

/** Joins the newest stretch with those it has reached. */
function merged(checkpoint: Checkpoint): Checkpoint {
  const [next, ...rest] = checkpoint.older;
  if (next === undefined || next.to < checkpoint.coveredFrom) return checkpoint;
  return merged({ ...checkpoint, coveredFrom: Math.min(checkpoint.coveredFrom, next.from), older: rest });
}

/** A computer clock that was set back: nothing after "now" can be stored. */
function withoutFuture(checkpoint: Checkpoint, now: number): Checkpoint {
  if (checkpoint.coveredTo <= now) return checkpoint;
  const clip = (span: Span): Span => ({ from: Math.min(span.from, now), to: Math.min(span.to, now) });
  const { from, to } = clip({ from: checkpoint.coveredFrom, to: checkpoint.coveredTo });
  return merged({
    ...checkpoint,
    coveredFrom: from,
    coveredTo: to,
    older: checkpoint.older.map(clip).filter((span) => span.from < span.to),
    rereadAt: Math.min(checkpoint.rereadAt, now),
    deepRereadAt: Math.min(checkpoint.deepRereadAt, now),
  });
}

/**
 * The checkpoint to go on from at `now`: begins a new stretch after a long pause, or when the last day is due to be
 * read again; the old stretch gives back its newest part, to be read once more on the way.
 */
export function continued(stored: Checkpoint, now: number, timing: PullTiming): Checkpoint {
  const checkpoint = withoutFuture(stored, now);
  const { coveredFrom, coveredTo, runningSince } = checkpoint;
  const deep = now - checkpoint.deepRereadAt >= timing.deepRereadEveryMs;
  if (!deep && now - coveredTo <= timing.longPauseMs) return checkpoint;
  const aDayBack = coveredTo - timing.deepRereadMs;
  const to = deep
    ? aDayBack
    : Math.max(aDayBack, Math.min(coveredTo - timing.overlapMs, runningSince ?? coveredTo));
  return {
    ...checkpoint,
    coveredFrom: now,
    coveredTo: now,
    // What is given back may reach further down than the newest stretch.
    older: [{ from: coveredFrom, to: coveredTo }, ...checkpoint.older]
      .map((span) => ({ from: span.from, to: Math.min(span.to, to) }))
      .filter((span) => span.from < span.to),
    open: null,
    // Told anew by what is read now: the old answers would have the first pull after a weekend reach a day back.
    newestStartAt: null,
    runningSince: null,
    deepRereadAt: deep ? now : checkpoint.deepRereadAt,
  };
}

/**
 * What an incremental pull at `now` reads: the overlap, and all calls that still ran, but never more than a day. Calls
 * that have run for hours are looked for with the wider overlap only: some providers never tell the end of a call.
 */
export function freshWindow(checkpoint: Checkpoint, now: number, timing: PullTiming): CallWindow {
  const { coveredTo, newestStartAt, runningSince } = checkpoint;
  const reread = now - checkpoint.rereadAt >= timing.rereadEveryMs;
  // A clock that runs ahead covers time in which calls are yet to start: go back to the newest one seen instead.
  const reached =
    Math.min(coveredTo, newestStartAt ?? coveredTo) - (reread ? timing.rereadMs : timing.overlapMs);
  const looksForRunning = runningSince !== null && (reread || runningSince >= coveredTo - timing.rereadMs);
  const from = looksForRunning ? Math.min(reached, runningSince) : reached;
  return { from: Math.max(from, coveredTo - timing.deepRereadMs), to: now + timing.slowClockMs };
}

/** What calls tell about the pull itself. */
export interface Seen {
  readonly newestStartAt: number | null;
  readonly runningSince: number | null;
}

export const nothingSeen: Seen = { newestStartAt: null, runningSince: null };

const either = (pick: (a: number, b: number) => number, a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : pick(a, b);

export function seenIn(calls: readonly Call[], before: Seen): Seen {
  let seen = before;
  for (const { startedAt, state } of calls) {
    seen = {
      newestStartAt: either(Math.max, seen.newestStartAt, startedAt),
      runningSince: state === 'ended' ? seen.runningSince : either(Math.min, seen.runningSince, startedAt),
    };
  }
  return seen;
}

/** After an incremental pull of `window`, begun at `now`, has read its last page. */
export function freshened(
  checkpoint: Checkpoint,
  window: CallWindow,
  now: number,
  seen: Seen,
  timing: PullTiming,
): Checkpoint {
  const reread = now - checkpoint.rereadAt >= timing.rereadEveryMs;
  const { runningSince } = checkpoint;
  const notLookedFor =
    runningSince !== null && runningSince < window.from && runningSince >= now - timing.deepRereadMs;
  return merged({
    ...checkpoint,
    coveredFrom: Math.min(checkpoint.coveredFrom, window.from),
    coveredTo: Math.max(checkpoint.coveredTo, now),
    lastSuccessAt: now,
    newestStartAt: either(Math.max, checkpoint.newestStartAt, seen.newestStartAt),
    // What of the running calls the window held is known anew.
    runningSince: notLookedFor ? either(Math.min, runningSince, seen.runningSince) : seen.runningSince,
    rereadAt: reread ? now : checkpoint.rereadAt,
  });
}

/** The window to read next of the past down to `floor`; null when everything since is stored. */
export function pastWindow(
  checkpoint: Checkpoint,
  floor: number,
  widthMs: number,
): NonNullable<Checkpoint['open']> | null {
  const { open, coveredFrom, older } = checkpoint;
  const bottom = Math.max(floor, older[0]?.to ?? floor);
  if (coveredFrom <= bottom) return null;
  // An open window of a stretch that is no longer the newest one is begun again when its turn comes.
  if (open !== null && open.to >= coveredFrom && open.from < coveredFrom) return open;
  return { from: Math.max(bottom, coveredFrom - widthMs), to: coveredFrom, cursor: null };
}

/** After a page of a past window; `next` null when it was the last. */
export function withPage(
  checkpoint: Checkpoint,
  window: NonNullable<Checkpoint['open']>,
  next: string | null,
  seen: Seen,
): Checkpoint {
  const told = {
    newestStartAt: either(Math.max, checkpoint.newestStartAt, seen.newestStartAt),
    runningSince: either(Math.min, checkpoint.runningSince, seen.runningSince),
  };
  if (next !== null)
    return { ...checkpoint, ...told, open: { from: window.from, to: window.to, cursor: next } };
  return merged({
    ...checkpoint,
    ...told,
    open: null,
    coveredFrom: Math.min(checkpoint.coveredFrom, window.from),
  });
}

/** How much of [floor, now) is not stored, ms. */
export function missingMs(checkpoint: Checkpoint, floor: number, now: number): number {
  const spans = [{ from: checkpoint.coveredFrom, to: checkpoint.coveredTo }, ...checkpoint.older];
  const stored = spans.reduce(
    (sum, { from, to }) => sum + Math.max(0, Math.min(to, now) - Math.max(from, floor)),
    0,
  );
  return Math.max(0, now - floor - stored);
}
