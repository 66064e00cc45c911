import type { PauseReason, SyncStatus } from '../../domain/sync.ts';

export interface FirstPullSummary {
  /** Mean of the accounts that fetch their last 30 days, 0 to 1. */
  readonly share: number;
  /** Until the last of them is done, ms; null while one of them cannot say. */
  readonly leftMs: number | null;
  /** Why nothing is fetched now; null as long as one of them goes on. */
  readonly paused: PauseReason | null;
}

/** The first pulls of all accounts as one, or null when there is none. */
export function summariseFirstPull(statuses: readonly SyncStatus[]): FirstPullSummary | null {
  const pulling = statuses.filter(({ phase }) => phase === 'first-pull');
  const [first] = pulling;
  if (!first) return null;
  const left = pulling.map(({ remaining }) => remaining?.ms ?? null);
  return {
    share: pulling.reduce((sum, { progress }) => sum + progress, 0) / pulling.length,
    leftMs: left.reduce((most, ms) => (most === null || ms === null ? null : Math.max(most, ms)), 0),
    paused: pulling.every(({ paused }) => paused !== null) ? first.paused : null,
  };
}
