import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { CallCount, CallFilter } from '../../domain/call.ts';
import { ask } from '../bridge.ts';
import { filterOf, nothingChosen } from '../calls/call-filters.ts';
import { rest } from '../calls/lane.ts';
import type { DeskFailure } from '../desk-failure.ts';
import { useToday } from '../formats/use-now.ts';
import { queryKey, useOperation } from '../queries.ts';
import { usePinnedViews } from './use-saved-views.ts';
import { filterOfView } from './view-state.ts';

// Rows come first; a count beside a name may follow a moment later.
const restMs = 120;

const written = (filter: CallFilter): string => JSON.stringify(filter);

export interface RailCounts {
  /** Calls of today nobody took; 0 while unknown. */
  readonly missedToday: number;
  /** How many calls each pinned view has, by its id; missing while unknown. */
  readonly ofView: ReadonlyMap<string, CallCount>;
}

/** The counts in the bar at the left, asked for together: again when calls change, and at midnight. */
export function useRailCounts(): RailCounts {
  const today = useToday();
  const views = usePinnedViews();
  const accounts = useOperation('accounts.list', {}).data;
  const missed = useMemo(() => filterOf('missed', { ...nothingChosen, dates: 'today' }, '', today), [today]);
  const filters = useMemo(() => {
    const known = accounts?.map(({ id }) => id);
    return views.map((view) => ({
      id: view.id,
      filter: filterOfView(view, known ?? view.query.choice.accounts, today),
    }));
  }, [views, accounts, today]);
  const asked = useMemo(
    () => [missed, ...filters.map(({ filter }) => filter)].slice(0, 100),
    [missed, filters],
  );
  const { data } = useQuery<ReadonlyMap<string, CallCount>, DeskFailure>({
    // The day too: what `today` means in a search changes at midnight though its words stay.
    queryKey: [...queryKey('calls.counts', { filters: asked }), today],
    queryFn: async ({ signal }) => {
      await rest(restMs, signal);
      const counts = await ask('calls.counts', { filters: asked });
      return new Map(
        asked.flatMap((filter, index) => {
          const count = counts[index];
          return count === undefined ? [] : [[written(filter), count] as const];
        }),
      );
    },
    placeholderData: keepPreviousData,
    structuralSharing: false,
    gcTime: 0,
  });
  return useMemo(
    () => ({
      missedToday: data?.get(written(missed))?.count ?? 0,
      ofView: new Map(
        filters.flatMap(({ id, filter }) => {
          const count = data?.get(written(filter));
          return count === undefined ? [] : [[id, count] as const];
        }),
      ),
    }),
    [data, missed, filters],
  );
}
