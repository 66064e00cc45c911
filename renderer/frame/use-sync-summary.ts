import { useNetwork } from '@mantine/hooks';
import { useNow } from '../formats/use-now.ts';
import { useOperation } from '../queries.ts';
import { summariseSync, type SyncSummary } from './sync-summary.ts';

/** How current the whole app is now. */
export function useSyncSummary(): SyncSummary {
  const { online } = useNetwork();
  const live = useOperation('live.read', {}).data ?? [];
  return summariseSync(useOperation('sync.read', {}).data ?? [], online, useNow(), live);
}
