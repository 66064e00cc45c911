import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { Failure } from '../../domain/failure.ts';
import type { BrowserSignInRequest, PasteReading, SignInAttempt } from '../../domain/sign-in.ts';
import { ask } from '../bridge.ts';
import { queryKey, useOperation } from '../queries.ts';
import { useAsking } from './use-asking.ts';

/** The sign-in through the browser as the page can steer it. */
export interface AttemptControl {
  /** Under way or just ended; null when there is none. */
  readonly attempt: SignInAttempt | null;
  readonly isBeginning: boolean;
  /** Why it could not be begun. */
  readonly failure: Failure | null;
  /** Not kept anywhere: it may carry a client secret. */
  readonly begin: (request: BrowserSignInRequest) => void;
  /** Ends what is under way, clears what has ended. */
  readonly cancel: () => Promise<void>;
}

/** Follows the one sign-in through the browser, begins it and ends it. */
export function useAttempt(): AttemptControl {
  const client = useQueryClient();
  const attempt = useOperation('signIn.attempt', {}).data ?? null;
  const { isBusy, failure, run } = useAsking();
  const know = useCallback(
    (known: SignInAttempt | null) => client.setQueryData(queryKey('signIn.attempt', {}), known),
    [client],
  );
  const begin = useCallback(
    (request: BrowserSignInRequest) => void run(() => ask('signIn.begin', request), know),
    [run, know],
  );
  const cancel = useCallback(() => {
    know(null);
    return run(() => ask('signIn.cancel', {}));
  }, [run, know]);
  return useMemo(
    () => ({ attempt, isBeginning: isBusy, failure, begin, cancel }),
    [attempt, isBusy, failure, begin, cancel],
  );
}

/** Hands a code or an address to the attempt. It is a secret for a moment: it is sent and not remembered. */
export const pasteInto = (text: string): Promise<PasteReading> => ask('signIn.paste', { text });
