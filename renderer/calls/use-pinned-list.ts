import {
  keepPreviousData,
  type QueryClient,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CallCount, CallDay, CallFilter, CallPage } from '../../domain/call.ts';
import type { Failure } from '../../domain/failure.ts';
import { ask } from '../bridge.ts';
import { type DeskFailure, failureOf } from '../desk-failure.ts';
import { queryKey, useOperation } from '../queries.ts';
import { newestCalls, windowSize } from './first-question.ts';
import { countedDays, daysSoFar, isWhole, type ListDay } from './known-days.ts';
import { createLane, rest } from './lane.ts';

/** The list frozen at an instant: newer calls are counted, not shown. `slid` rows came on top of the list before. */
export interface Pin {
  readonly filter: CallFilter;
  readonly anchor: number | null;
  readonly slid: number;
  /** The days of the same list as it was pinned before; null for a list that was not. */
  readonly daysBefore: readonly ListDay[] | null;
}

// Lists overtake each other while somebody types: one is asked for at a time, and only the latest waits.
const pinning = createLane();
// The days of a list that is replaced by the next letter are not worth counting.
const daysRestMs = 60;

const headOf = (filter: CallFilter, anchor: number | null) =>
  queryKey('calls.page', { filter, anchor, offset: 0, limit: windowSize });

/**
 * Freezes the list at its newest call: one question, whose answer is all that the first rows need. It is in the cache
 * before the list is shown, so moving from one pin to the next never shows a gap.
 */
async function pinNewest(client: QueryClient, filter: CallFilter): Promise<Pin> {
  const page = await newestCalls(filter);
  client.setQueryData(headOf(filter, page.anchor), page);
  return { filter, anchor: page.anchor, slid: 0, daysBefore: null };
}

export interface PinnedList {
  /**
   * Null until a list is pinned; its anchor is null only while no call matches. While the list of a new filter is on
   * its way, this is still the pin of the one before: `isBehind`.
   */
  readonly pin: Pin | null;
  /** Undefined while nothing is known; until the store has counted them, as far as the first page tells. */
  readonly days: readonly ListDay[] | undefined;
  readonly total: CallCount | undefined;
  /** Matching calls that came since. */
  readonly newer: number;
  readonly isBehind: boolean;
  readonly failure: Failure | null;
  readonly retry: () => void;
  /** Pins the list again at its newest call. */
  readonly showNewest: () => void;
}

/** The days of a pinned list as well as they are known, and how many calls they have. */
function useDaysOf(pin: Pin | null, filter: CallFilter, day: number | null, head: CallPage | undefined) {
  const client = useQueryClient();
  const anchor = pin?.anchor ?? null;
  const days = useQuery<CallDay[], DeskFailure>({
    queryKey: [...queryKey('calls.days', { filter, anchor }), day],
    queryFn: async ({ signal }) => {
      await rest(daysRestMs, signal);
      return ask('calls.days', { filter, anchor });
    },
    enabled: pin !== null && head !== undefined && !isWhole(head),
  });
  const before = pin?.daysBefore ?? null;
  const known = useMemo(() => {
    if (head === undefined) return undefined;
    return days.data === undefined || isWhole(head) ? daysSoFar(head, before) : countedDays(days.data);
  }, [head, days.data, before]);
  const areCounted = days.data !== undefined;
  const wasGuessed = head !== undefined && !head.total.exact;
  // Pages that were read before everything could be counted may have been cut short.
  useEffect(() => {
    if (areCounted && wasGuessed) void client.invalidateQueries({ queryKey: queryKey('calls.page') });
  }, [areCounted, wasGuessed, client]);
  const count = known?.reduce((sum, day) => sum + day.count, 0);
  const total = useMemo<CallCount | undefined>(
    () => (count === undefined ? undefined : { count, exact: areCounted || !wasGuessed }),
    [count, areCounted, wasGuessed],
  );
  return { days: known, total };
}

/** What was read of a list before midnight is not what it is now. */
function useNewDay(day: number | null): void {
  const client = useQueryClient();
  const before = useRef(day);
  useEffect(() => {
    if (day === null || day === before.current) return;
    if (before.current !== null) void client.invalidateQueries({ queryKey: queryKey('calls.page') });
    before.current = day;
  }, [day, client]);
}

/**
 * The newest-first list of a filter, frozen for its reader. `filter` must keep its identity while it means the same.
 * `day`: the midnight that begins the day for which it means that; null when it means the same on every day.
 */
export function usePinnedList(filter: CallFilter, day: number | null): PinnedList {
  const client = useQueryClient();
  useNewDay(day);
  const first = useQuery<Pin, DeskFailure>({
    queryKey: ['calls.pin', filter, day],
    queryFn: ({ signal }) => pinning(signal, () => pinNewest(client, filter)),
    // Whoever comes back to a list wants the newest, not where it was frozen before.
    gcTime: 0,
    // The list before stays in sight until the new one can be shown.
    placeholderData: keepPreviousData,
  });
  const [later, setLater] = useState<Pin | null>(null);
  const pin = later?.filter === filter ? later : (first.data ?? null);

  const anchor = pin?.anchor ?? null;
  const shown = pin?.filter ?? filter;
  const head = useOperation(
    'calls.page',
    { filter: shown, anchor, offset: 0, limit: windowSize },
    { enabled: pin !== null },
  );
  const { days, total } = useDaysOf(pin, shown, day, head.data);

  const move = useMutation<Pin, DeskFailure>({
    mutationFn: async () => {
      const topBefore = head.data?.calls[0]?.id;
      const newerBefore = head.data?.newer ?? 0;
      const next = await pinNewest(client, filter);
      const page = client.getQueryData<CallPage>(headOf(filter, next.anchor));
      const found = page?.calls.findIndex((call) => call.id === topBefore) ?? -1;
      return { ...next, slid: found >= 0 ? found : newerBefore, daysBefore: days ?? null };
    },
    onSuccess: setLater,
  });
  const { mutate, isPending } = move;
  const showNewest = useCallback(() => {
    if (!isPending) mutate();
  }, [isPending, mutate]);

  // An empty list has nothing to freeze: its first call unfreezes it.
  const firstCallCame = pin?.filter === filter && anchor === null && (head.data?.anchor ?? null) !== null;
  useEffect(() => {
    if (firstCallCame) mutate();
  }, [firstCallCame, mutate]);

  const error = first.error ?? (head.data === undefined ? head.error : null);
  return {
    pin,
    days,
    total,
    newer: head.data?.newer ?? 0,
    isBehind: pin !== null && pin !== later && first.isPlaceholderData,
    failure: error === null ? null : failureOf(error),
    retry: () => void (first.error ? first.refetch() : head.refetch()),
    showNewest,
  };
}
