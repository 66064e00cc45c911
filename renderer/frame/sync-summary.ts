import type { SyncStatus } from '../../domain/sync.ts';

/** How current the whole app is, in one word for the title bar. */
export type SyncSummary =
  | { readonly kind: 'idle' | 'waiting' | 'offline' | 'failed' | 'up-to-date' }
  | { readonly kind: 'pulling'; readonly progress: number; readonly stored: number };

const isOffline = ({ failure }: SyncStatus): boolean => failure?.code === 'offline';

/**
 * One state over all accounts: what needs a person first, then what is under way, then what waits.
 * `progress` is the mean of the accounts that are pulling.
 */
export function summariseSync(statuses: readonly SyncStatus[], isOnline: boolean): SyncSummary {
  const active = statuses.filter(({ phase }) => phase !== 'idle');
  if (active.length === 0) return { kind: 'idle' };
  if (!isOnline || active.some(isOffline)) return { kind: 'offline' };
  if (active.some(({ phase }) => phase === 'failed')) return { kind: 'failed' };
  const pulling = active.filter(({ phase }) => phase === 'first-pull');
  if (pulling.length > 0) {
    return {
      kind: 'pulling',
      progress: pulling.reduce((sum, { progress }) => sum + progress, 0) / pulling.length,
      stored: pulling.reduce((sum, { stored }) => sum + stored, 0),
    };
  }
  if (active.some(({ phase }) => phase === 'waiting')) return { kind: 'waiting' };
  return { kind: 'up-to-date' };
}
