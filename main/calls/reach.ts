/** How far into the past an account is read; pure. */
import type { CallSource } from '../providers/provider.ts';
import type { Checkpoint, Span } from './call-store.ts';
import { missingMs, pastOf } from './coverage.ts';
import type { PullTiming } from './pull-timing.ts';

/**
 * Where the past begins at `now`: at the provider's horizon; where it names none, after so long a silence before the
 * earliest call that nobody can expect another; and never before what we may keep. Epoch ms.
 */
export function floorOf(
  checkpoint: Checkpoint,
  source: Pick<CallSource, 'horizonMs'>,
  keepFrom: number | null,
  now: number,
  timing: PullTiming,
): number {
  const { horizonMs } = source;
  const reach =
    horizonMs === null ? (pastOf(checkpoint).earliestSeen ?? now) - timing.silenceMs : now - horizonMs;
  return Math.floor(Math.max(reach, keepFrom ?? reach));
}

const oldestOf = (checkpoint: Checkpoint): number => checkpoint.older.at(-1)?.from ?? checkpoint.coveredFrom;

/** True when nothing older than what is covered is to be had. */
export const reachesBack = (checkpoint: Checkpoint, floor: number): boolean => oldestOf(checkpoint) <= floor;

/** What the reading of the past is about: the first days, what is older, or nothing but a reading again. */
export function phaseOf(
  checkpoint: Checkpoint,
  floor: number,
  now: number,
  timing: PullTiming,
): 'first-pull' | 'history' | 'current' {
  const firstFloor = Math.max(floor, now - timing.firstPullMs);
  const muchMissing = missingMs(checkpoint, firstFloor, now) > timing.deepRereadMs + timing.longPauseMs;
  if (!reachesBack(checkpoint, firstFloor) || muchMissing) return 'first-pull';
  return reachesBack(checkpoint, floor) ? 'current' : 'history';
}

/** The stretches down to `floor` that are not covered, newest first. */
export function missingSpans(checkpoint: Checkpoint, floor: number): Span[] {
  const missing: Span[] = [];
  let to = checkpoint.coveredFrom;
  for (const span of checkpoint.older) {
    if (to <= floor) break;
    missing.push({ from: Math.max(floor, span.to), to });
    to = span.from;
  }
  if (to > floor) missing.push({ from: floor, to });
  return missing.filter((span) => span.from < span.to);
}

/**
 * Down to where the past is read while that is paused: a gap that the closed app left is newer than the past and is
 * still closed. In work hours a new account is read for the first day too.
 */
export function pausedFloor(
  checkpoint: Checkpoint,
  floor: number,
  now: number,
  reason: 'person' | 'work-hours',
  timing: PullTiming,
): number {
  const gap = checkpoint.older[0]?.to;
  if (gap !== undefined && gap >= now - timing.slowRereadBackMs) return Math.max(floor, gap);
  return reason === 'person' ? checkpoint.coveredFrom : Math.max(floor, now - timing.workHoursMs);
}
