/**
 * What of an account's past is stored, as stretches of time; pure. One idea serves three needs: at the first pull, after
 * the app was closed for long, and when the last day is read again, a new stretch begins at "now" and grows into the
 * past, newest calls first, until it meets the stretch below it.
 */
import type { Call } from '../../domain/call.ts';
import type { CallWindow } from '../providers/provider.ts';
import type { Checkpoint, PastReading, Span } from './call-store.ts';
import type { PullTiming } from './pull-timing.ts';

const nothingOfThePast: PastReading = {
  earliestSeen: null,
  suspended: null,
  rereadTo: null,
  comparedTo: null,
  rereadAt: 0,
  faulty: [],
};

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
  past: { ...nothingOfThePast, rereadAt: now },
});

/** What is known of the past, also of a checkpoint that an earlier version wrote. */
export const pastOf = (checkpoint: Checkpoint): PastReading => checkpoint.past ?? nothingOfThePast;

export const withPast = (checkpoint: Checkpoint, part: Partial<PastReading>): Checkpoint => ({
  ...checkpoint,
  past: { ...pastOf(checkpoint), ...part },
});

/** Joins the newest stretch with those it has reached. */
function merged(checkpoint: Checkpoint): Checkpoint {
  const [next, ...rest] = checkpoint.older;
  if (next === undefined || next.to < checkpoint.coveredFrom) return checkpoint;
  return merged({ ...checkpoint, coveredFrom: Math.min(checkpoint.coveredFrom, next.from), older: rest });
}

/**
 * A computer clock that was set back: nothing after "now" can be stored. One that ran far ahead has also covered time in
 * which calls were yet to start, so what lies after the newest one seen is given up; by how much it was ahead nobody knows.
 */
function withoutFuture(checkpoint: Checkpoint, now: number, timing: PullTiming): Checkpoint {
  const { coveredFrom, coveredTo, newestStartAt } = checkpoint;
  if (coveredTo <= now) return checkpoint;
  const known = coveredTo - now > timing.overlapMs ? (newestStartAt ?? coveredFrom) : now;
  const top = Math.min(now, known);
  const clip = (span: Span): Span => ({ from: Math.min(span.from, top), to: Math.min(span.to, top) });
  const { from, to } = clip({ from: coveredFrom, to: coveredTo });
  return merged({
    ...checkpoint,
    coveredFrom: from,
    coveredTo: to,
    older: checkpoint.older.map(clip).filter((span) => span.from < span.to),
    open: null,
    rereadAt: Math.min(checkpoint.rereadAt, now),
    deepRereadAt: Math.min(checkpoint.deepRereadAt, now),
    past: {
      ...pastOf(checkpoint),
      suspended: null,
      rereadAt: Math.min(pastOf(checkpoint).rereadAt, now),
    },
  });
}

/**
 * Gives up the claim to what lies before `keepFrom`: it is removed from the store, and were our own limit lifted later
 * it would have to be read again.
 */
export function keptFrom(checkpoint: Checkpoint, keepFrom: number): Checkpoint {
  const oldest = checkpoint.older.at(-1)?.from ?? checkpoint.coveredFrom;
  if (oldest >= keepFrom) return checkpoint;
  return {
    ...checkpoint,
    coveredFrom: Math.max(checkpoint.coveredFrom, Math.min(keepFrom, checkpoint.coveredTo)),
    older: checkpoint.older
      .map((span) => ({ from: Math.max(span.from, keepFrom), to: span.to }))
      .filter((span) => span.from < span.to),
  };
}

/**
 * The same for limits that are about to change: of a window that reaches below `keepFrom` pages were read whose calls
 * were not kept, so it is not gone on with.
 */
export function readAnewFrom(checkpoint: Checkpoint, keepFrom: number): Checkpoint {
  const kept = keptFrom(checkpoint, keepFrom);
  const { suspended } = pastOf(kept);
  const open = kept.open !== null && kept.open.from < keepFrom ? null : kept.open;
  return suspended !== null && suspended.from < keepFrom
    ? withPast({ ...kept, open }, { suspended: null })
    : { ...kept, open };
}

/**
 * The checkpoint to go on from at `now`: begins a new stretch after a long pause, or when the last day is due to be
 * read again; the old stretch gives back its newest part, to be read once more on the way.
 */
export function continued(stored: Checkpoint, now: number, timing: PullTiming): Checkpoint {
  const checkpoint = withoutFuture(stored, now, timing);
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
    past: { ...pastOf(checkpoint), suspended: pastOf(checkpoint).suspended ?? checkpoint.open },
    // Told anew by what is read now: the old answers would have the first pull after a weekend reach a day back.
    newestStartAt: null,
    runningSince: null,
    deepRereadAt: deep ? now : checkpoint.deepRereadAt,
  };
}

/**
 * What an incremental pull at `now` reads: the overlap, and all calls that still ran, a day back at most. Calls that
 * have run for hours are looked for with the wider overlap only: some providers never tell the end of a call.
 */
export function freshWindow(checkpoint: Checkpoint, now: number, timing: PullTiming): CallWindow {
  const { coveredTo, newestStartAt, runningSince } = checkpoint;
  const reread = now - checkpoint.rereadAt >= timing.rereadEveryMs;
  // A clock that runs ahead covers time in which calls are yet to start: go back to the newest one seen instead.
  const reached =
    Math.min(coveredTo, newestStartAt ?? coveredTo) - (reread ? timing.rereadMs : timing.overlapMs);
  const looksForRunning = runningSince !== null && (reread || runningSince >= coveredTo - timing.rereadMs);
  // Nothing began since the newest one seen, so going back to it costs little; a week in case that is not so.
  const known = Math.max(reached, coveredTo - timing.slowRereadBackMs);
  const running = looksForRunning ? Math.max(runningSince, coveredTo - timing.deepRereadMs) : known;
  return { from: Math.min(known, running), to: now + timing.slowClockMs };
}

/** What calls tell about the pull itself. */
export interface Seen {
  readonly newestStartAt: number | null;
  readonly earliestStartAt: number | null;
  readonly runningSince: number | null;
}

export const nothingSeen: Seen = { newestStartAt: null, earliestStartAt: null, runningSince: null };

const either = (pick: (a: number, b: number) => number, a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : pick(a, b);

export function seenIn(calls: readonly Call[], before: Seen): Seen {
  let seen = before;
  for (const { startedAt, state } of calls) {
    seen = {
      newestStartAt: either(Math.max, seen.newestStartAt, startedAt),
      earliestStartAt: either(Math.min, seen.earliestStartAt, startedAt),
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
    past: {
      ...pastOf(checkpoint),
      earliestSeen: either(Math.min, pastOf(checkpoint).earliestSeen, seen.earliestStartAt),
    },
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
  // A window of a stretch that is no longer the newest one is gone on with when its turn comes.
  for (const begun of [open, pastOf(checkpoint).suspended])
    if (begun !== null && begun.to >= coveredFrom && begun.from < coveredFrom) return begun;
  return { from: Math.max(bottom, coveredFrom - widthMs), to: coveredFrom, cursor: null };
}

/** After a page of a past window; `next` null when it was the last. */
export function withPage(
  checkpoint: Checkpoint,
  window: NonNullable<Checkpoint['open']>,
  next: string | null,
  seen: Seen,
): Checkpoint {
  const { suspended, earliestSeen } = pastOf(checkpoint);
  const told = {
    newestStartAt: either(Math.max, checkpoint.newestStartAt, seen.newestStartAt),
    runningSince: either(Math.min, checkpoint.runningSince, seen.runningSince),
    past: {
      ...pastOf(checkpoint),
      earliestSeen: either(Math.min, earliestSeen, seen.earliestStartAt),
      // One that is not below this window is done, or is this very one.
      suspended:
        suspended !== null && suspended.from < window.from && suspended.to < window.to ? suspended : null,
    },
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

/** More are not remembered: a fault that stays would fill the checkpoint with the whole past. */
const mostFaulty = 60;

/** Remembers a stretch whose records were faulty, to be read once more when nothing else is to be done. */
export function withFaulty(checkpoint: Checkpoint, faulty: Span | null | undefined): Checkpoint {
  if (faulty == null) return checkpoint;
  const known = pastOf(checkpoint).faulty;
  if (known.length >= mostFaulty || known.some(({ from, to }) => from <= faulty.from && to >= faulty.to))
    return checkpoint;
  return withPast(checkpoint, { faulty: [...known, { from: faulty.from, to: faulty.to }] });
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
