import {
  keepPreviousData,
  type QueryClient,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { CallDay, CallFilter } from '../../domain/call.ts';
import type { Failure } from '../../domain/failure.ts';
import { ask } from '../bridge.ts';
import { type DeskFailure, failureOf } from '../desk-failure.ts';
import { queryKey, useOperation } from '../queries.ts';

/** Calls asked for at a time. Windows start at multiples of it, so that scrolled ones are found in the cache again. */
export const windowSize = 100;

/** The list frozen at an instant: newer calls are counted, not shown. `slid` rows came on top of the list before. */
export interface Pin {
  readonly filter: CallFilter;
  readonly anchor: number | null;
  readonly slid: number;
}

/**
 * Freezes the list at its newest call. Its first window and its days are in the cache before it is shown, so moving
 * from one pin to the next never shows a gap.
 */
async function pinNewest(client: QueryClient, filter: CallFilter): Promise<Pin> {
  const page = await ask('calls.page', { filter, anchor: null, offset: 0, limit: windowSize });
  const { anchor } = page;
  client.setQueryData(
    queryKey('calls.days', { filter, anchor }),
    await ask('calls.days', { filter, anchor }),
  );
  client.setQueryData(queryKey('calls.page', { filter, anchor, offset: 0, limit: windowSize }), page);
  return { filter, anchor, slid: 0 };
}

export interface PinnedList {
  /**
   * Null until a list is pinned; its anchor is null only while no call matches. While the list of a new filter is on
   * its way, this is still the pin of the one before: `isBehind`.
   */
  readonly pin: Pin | null;
  /** Undefined while they are read for the first time. */
  readonly days: readonly CallDay[] | undefined;
  /** Matching calls that came since. */
  readonly newer: number;
  readonly isBehind: boolean;
  readonly failure: Failure | null;
  readonly retry: () => void;
  /** Pins the list again at its newest call. */
  readonly showNewest: () => void;
}

/** The newest-first list of a filter, frozen for its reader. `filter` must keep its identity while it means the same. */
export function usePinnedList(filter: CallFilter): PinnedList {
  const client = useQueryClient();
  const first = useQuery<Pin, DeskFailure>({
    queryKey: ['calls.pin', filter],
    queryFn: () => pinNewest(client, filter),
    // Whoever comes back to a list wants the newest, not where it was frozen before.
    gcTime: 0,
    // The list before stays in sight until the new one can be shown whole.
    placeholderData: keepPreviousData,
  });
  const [later, setLater] = useState<Pin | null>(null);
  const pin = later?.filter === filter ? later : (first.data ?? null);

  const anchor = pin?.anchor ?? null;
  const enabled = pin !== null;
  const shown = pin?.filter ?? filter;
  const head = useOperation(
    'calls.page',
    { filter: shown, anchor, offset: 0, limit: windowSize },
    { enabled },
  );
  const days = useOperation('calls.days', { filter: shown, anchor }, { enabled });

  const move = useMutation<Pin, DeskFailure>({
    mutationFn: async () => {
      const topBefore = head.data?.calls[0]?.id;
      const newerBefore = head.data?.newer ?? 0;
      const next = await pinNewest(client, filter);
      const page = client.getQueryData<{ calls: { id: string }[] }>(
        queryKey('calls.page', { filter, anchor: next.anchor, offset: 0, limit: windowSize }),
      );
      const found = page?.calls.findIndex((call) => call.id === topBefore) ?? -1;
      return { ...next, slid: found >= 0 ? found : newerBefore };
    },
    onSuccess: setLater,
  });
  const { mutate, isPending } = move;

  // An empty list has nothing to freeze: its first call unfreezes it.
  const firstCallCame = pin?.filter === filter && anchor === null && (head.data?.anchor ?? null) !== null;
  useEffect(() => {
    if (firstCallCame) mutate();
  }, [firstCallCame, mutate]);

  const error = first.error ?? (days.data === undefined ? days.error : null);
  return {
    pin,
    days: days.data,
    newer: head.data?.newer ?? 0,
    isBehind: pin !== null && pin.filter !== filter,
    failure: error === null ? null : failureOf(error),
    retry: () => void (first.error ? first.refetch() : days.refetch()),
    showNewest: () => {
      if (!isPending) mutate();
    },
  };
}
