import { useQueries, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
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

const windowOf = (row: number): number => Math.floor(row / windowSize);

const combine = (results: UseQueryResult<CallPage>[]) => ({
  pages: results.map((result) => result.data),
  failure: results.flatMap(({ error }) => (error === null ? [] : [failureOf(error)]))[0] ?? null,
  retry: () => {
    for (const result of results) if (result.error !== null) void result.refetch();
  },
});

/** So near to the rows that are drawn, a window is read before it is needed: whoever scrolls then sees no empty rows. */
const aheadRows = windowSize;

/**
 * Reads the windows that hold rows `from` to `to` (inclusive) of a pinned list, and once they are there those near them
 * that a list of `rows` has: for whoever stays at the top, none (`rows` null).
 */
export function useCallWindows(
  { filter, anchor }: Pick<Pin, 'filter' | 'anchor'>,
  rows: number | null,
  from: number,
  to: number,
): CallWindows {
  const client = useQueryClient();
  const windowAt = useCallback(
    (window: number) => {
      const request = { filter, anchor, offset: window * windowSize, limit: windowSize };
      return {
        queryKey: queryKey('calls.page', request),
        queryFn: () => ask('calls.page', request),
        gcTime: keptMs,
      };
    },
    [filter, anchor],
  );
  const firstWindow = windowOf(from);
  const lastWindow = windowOf(to);
  const queries = useMemo(
    () => Array.from({ length: lastWindow - firstWindow + 1 }, (_, index) => windowAt(firstWindow + index)),
    [windowAt, firstWindow, lastWindow],
  );
  const { pages, failure, retry } = useQueries({ queries, combine });

  const goesOn = rows !== null && !pages.includes(undefined);
  const before = windowOf(Math.max(0, from - aheadRows));
  const after = windowOf(Math.min((rows ?? 0) - 1, to + aheadRows));
  useEffect(() => {
    if (!goesOn) return;
    const near = [before, after].filter((window) => window < firstWindow || window > lastWindow);
    // Whoever comes to it asks again, and is told why it cannot be read.
    for (const window of near) client.query(windowAt(window)).catch(() => undefined);
  }, [client, goesOn, windowAt, before, firstWindow, lastWindow, after]);

  const callAt = useCallback(
    (row: number) => pages[windowOf(row) - firstWindow]?.calls[row % windowSize],
    [pages, firstWindow],
  );
  const joinedAt = useCallback(
    (row: number) => pages[windowOf(row) - firstWindow]?.joined[row % windowSize] ?? 0,
    [pages, firstWindow],
  );
  return { callAt, joinedAt, failure, retry };
}
