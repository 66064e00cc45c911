import type { PauseReason, SyncStatus } from '../../domain/sync.ts';

const firstDays = 30;
const dayMs = 24 * 60 * 60 * 1000;

/**
 * How much of the last 30 days is here, 0 to 1: reading goes from the newest call back, so the earliest one tells. Null
 * where it does not, because the calls of a time without the app are fetched between older ones.
 */
export function firstPullShare({ earliest }: SyncStatus, now: number): number | null {
  if (earliest === null) return 0;
  const share = (now - earliest) / (firstDays * dayMs);
  return share > 1 ? null : Math.max(0, share);
}

export interface FirstPullSummary {
  /** Whether `share` is of the last 30 days, or of all calls there are. */
  readonly of: 'days' | 'all';
  /** Mean of the accounts that fetch their newest calls, 0 to 1. */
  readonly share: number;
  /** Until all calls of the last of them are here, ms; null where one of them cannot say, and for `days`. */
  readonly leftMs: number | null;
  /** Why nothing is fetched now; null as long as one of them goes on. */
  readonly paused: PauseReason | null;
}

const mean = (shares: readonly number[]): number =>
  shares.reduce((sum, share) => sum + share, 0) / shares.length;

/** The first pulls of all accounts as one, or null when there is none. */
export function summariseFirstPull(statuses: readonly SyncStatus[], now: number): FirstPullSummary | null {
  const pulling = statuses.filter(({ phase }) => phase === 'first-pull');
  const [first] = pulling;
  if (!first) return null;
  const paused = pulling.every((status) => status.paused !== null) ? first.paused : null;
  const days = pulling.map((status) => firstPullShare(status, now)).filter((share) => share !== null);
  if (days.length === pulling.length) return { of: 'days', share: mean(days), leftMs: null, paused };
  const left = pulling.map(({ remaining }) => remaining?.ms ?? null);
  return {
    of: 'all',
    share: mean(pulling.map(({ progress }) => progress)),
    leftMs: left.reduce((most, ms) => (most === null || ms === null ? null : Math.max(most, ms)), 0),
    paused,
  };
}
