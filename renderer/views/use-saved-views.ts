import { useMemo } from 'react';
import type { SavedView } from '../../domain/saved-view.ts';
import { sameQuery } from '../calls/call-filters.ts';
import { useDesk } from '../desk.tsx';
import { useOperation } from '../queries.ts';

const none: readonly SavedView[] = [];

/** The saved views in the agent's order; empty until they are read. */
export const useSavedViews = (): readonly SavedView[] => useOperation('views.list', {}).data ?? none;

/** Those that stand in the bar at the left. */
export function usePinnedViews(): readonly SavedView[] {
  const views = useSavedViews();
  return useMemo(() => views.filter(({ pinned }) => pinned), [views]);
}

/** The saved view that is open; null when none is, and for one that was deleted meanwhile. */
export function useOpenedView(): SavedView | null {
  const views = useSavedViews();
  const id = useDesk((desk) => desk.opened?.id ?? null);
  return views.find((one) => one.id === id) ?? null;
}

/** Whether filters or search differ from what is saved of the view that is open. */
export const useIsChanged = ({ query }: SavedView): boolean =>
  useDesk((desk) => !sameQuery(desk.lists[query.view], query));
