import { useQueries, type UseQueryResult } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { Call, CallPage } from '../../domain/call.ts';
import type { Failure } from '../../domain/failure.ts';
import { ask } from '../bridge.ts';
import { failureOf } from '../desk-failure.ts';
import { queryKey } from '../queries.ts';
import { windowSize } from './first-question.ts';
import type { Pin } from './use-pinned-list.ts';

// A reader who scrolls through a year leaves hundreds of windows behind; the store has them again in milliseconds.
const keptMs = 30_000;

export interface CallWindows {
  /** The call at a row; undefined while its window is on its way. Keeps its identity until calls change. */
  readonly callAt: (row: number) => Call | undefined;
  /** How many other calls the story of the call at a row has; 0 while that is not known. */
  readonly joinedAt: (row: number) => number;
  readonly failure: Failure | null;
  readonly retry: () => void;
}

const combine = (results: UseQueryResult<CallPage>[]) => ({
  pages: results.map((result) => result.data),
  failure: results.flatMap(({ error }) => (error === null ? [] : [failureOf(error)]))[0] ?? null,
  retry: () => {
    for (const result of results) if (result.error !== null) void result.refetch();
  },
});

/** Reads the windows that hold rows `from` to `to` (inclusive) of a pinned list. */
export function useCallWindows(
  { filter, anchor }: Pick<Pin, 'filter' | 'anchor'>,
  from: number,
  to: number,
): CallWindows {
  const firstWindow = Math.floor(from / windowSize);
  const lastWindow = Math.floor(to / windowSize);
  const queries = useMemo(
    () =>
      Array.from({ length: lastWindow - firstWindow + 1 }, (_, index) => {
        const request = { filter, anchor, offset: (firstWindow + index) * windowSize, limit: windowSize };
        return {
          queryKey: queryKey('calls.page', request),
          queryFn: () => ask('calls.page', request),
          gcTime: keptMs,
        };
      }),
    [filter, anchor, firstWindow, lastWindow],
  );
  const { pages, failure, retry } = useQueries({ queries, combine });
  const callAt = useCallback(
    (row: number) => pages[Math.floor(row / windowSize) - firstWindow]?.calls[row % windowSize],
    [pages, firstWindow],
  );
  const joinedAt = useCallback(
    (row: number) => pages[Math.floor(row / windowSize) - firstWindow]?.joined[row % windowSize] ?? 0,
    [pages, firstWindow],
  );
  return { callAt, joinedAt, failure, retry };
}
