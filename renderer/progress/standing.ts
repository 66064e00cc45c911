import type { SyncStatus } from '../../domain/sync.ts';

/** What an account's pull does, as one thing a person may be told. */
export type Standing =
  /** Needs somebody: `failure` says why. */
  | 'failed'
  /** Tried again by itself in a while, for another reason than the budget: `failure` says which. */
  | 'retrying'
  | 'paused'
  | 'workHours'
  | 'waiting'
  | 'firstPull'
  | 'history'
  /** Nothing is missing. */
  | 'whole'
  /** The newest are current; whether something older is to be had is not known yet. */
  | 'current'
  | 'idle';

/** The first of these that holds: what needs a person, why nothing is read, what is read. */
export function standingOf({ phase, failure, paused, complete }: SyncStatus): Standing {
  if (phase === 'idle') return 'idle';
  if (phase === 'failed') return 'failed';
  if (phase === 'waiting' && failure !== null && failure.code !== 'rate-limited') return 'retrying';
  if (paused !== null && !complete) return paused === 'person' ? 'paused' : 'workHours';
  switch (phase) {
    case 'waiting':
      return 'waiting';
    case 'first-pull':
      return 'firstPull';
    case 'history':
      return 'history';
    case 'current':
      return complete ? 'whole' : 'current';
  }
}

/** Whether some of the past is still to be read, so that pausing it means something. */
export const hasMoreToRead = ({ phase, complete, paused }: SyncStatus): boolean =>
  phase !== 'idle' && (paused === 'person' || (!complete && paused === null));

/** How many calls there will be once all are stored; null where the provider does not say. */
export const totalOf = ({ stored, remaining }: SyncStatus): number | null =>
  remaining === null || remaining.calls === null ? null : stored + remaining.calls;
