import type { LiveStatus } from '../../domain/live.ts';
import type { SyncStatus } from '../../domain/sync.ts';
import { liveSummary } from '../live/live-status-words.ts';
import { summariseFirstPull } from '../progress/first-pull.ts';

/** How current the whole app is, in one word for the title bar. */
export type SyncSummary =
  | { readonly kind: 'idle' | 'waiting' | 'offline' | 'failed' | 'up-to-date' | 'live' | 'behind' }
  | { readonly kind: 'pulling'; readonly progress: number };

const isOffline = ({ failure }: SyncStatus): boolean => failure?.code === 'offline';

/**
 * One state over all accounts: what needs a person first, then what is under way, then what waits.
 * `progress` is how far the first pulls are; older calls are read without a word here.
 */
export function summariseSync(
  statuses: readonly SyncStatus[],
  isOnline: boolean,
  now: number,
  live: readonly LiveStatus[] = [],
): SyncSummary {
  const active = statuses.filter(({ phase }) => phase !== 'idle');
  if (active.length === 0) return { kind: 'idle' };
  if (!isOnline || active.some(isOffline)) return { kind: 'offline' };
  if (active.some(({ phase }) => phase === 'failed')) return { kind: 'failed' };
  const pull = summariseFirstPull(active, now);
  if (pull !== null) return { kind: 'pulling', progress: pull.share };
  if (active.some(({ phase }) => phase === 'waiting')) return { kind: 'waiting' };
  return { kind: liveSummary(live) ?? 'up-to-date' };
}
