import { useCallback, useMemo, useRef, useState } from 'react';
import type { Failure } from '../../domain/failure.ts';
import { failureOf } from '../desk-failure.ts';

export interface Asking {
  readonly isBusy: boolean;
  /** Why the last thing asked failed. */
  readonly failure: Failure | null;
  /** Does `work`, then `then` with what came of it unless something else was asked, or all was given up, meanwhile. */
  readonly run: <T>(work: () => Promise<T>, then?: (result: T) => void) => Promise<void>;
  /** Stops waiting for an answer and forgets the failure. */
  readonly giveUp: () => void;
}

/**
 * Asks one thing at a time, directly and not through a mutation: that would keep what was sent, and with it a
 * password, token, code or connection string, in the query cache.
 */
export function useAsking(): Asking {
  const [state, setState] = useState<{ readonly isBusy: boolean; readonly failure: Failure | null }>({
    isBusy: false,
    failure: null,
  });
  const turn = useRef(0);
  const run = useCallback(async <T>(work: () => Promise<T>, then?: (result: T) => void) => {
    turn.current += 1;
    const mine = turn.current;
    setState({ isBusy: true, failure: null });
    try {
      const result = await work();
      if (mine !== turn.current) return;
      setState({ isBusy: false, failure: null });
      then?.(result);
    } catch (thrown) {
      if (mine === turn.current) setState({ isBusy: false, failure: failureOf(thrown) });
    }
  }, []);
  const giveUp = useCallback(() => {
    turn.current += 1;
    setState({ isBusy: false, failure: null });
  }, []);
  return useMemo(() => ({ ...state, run, giveUp }), [state, run, giveUp]);
}
