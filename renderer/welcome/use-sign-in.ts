import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Account } from '../../domain/account.ts';
import type { Failure } from '../../domain/failure.ts';
import type { SignInRequest } from '../../domain/sign-in.ts';
import { ask } from '../bridge.ts';
import { failureOf } from '../desk-failure.ts';
import { queryKey } from '../queries.ts';

interface SignIn {
  readonly isBusy: boolean;
  readonly failure: Failure | null;
  readonly submit: (request: SignInRequest) => Promise<void>;
  /** Stops waiting for an answer; a sign-in that succeeds all the same shows up among the accounts. */
  readonly abandon: () => void;
}

/**
 * One sign-in. Asks the bridge directly and not through a mutation, which would keep the request, and with it the
 * password or token, in the query cache.
 */
export function useSignIn(onSignedIn: (account: Account) => void): SignIn {
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const attempt = useRef(0);

  const submit = async (request: SignInRequest) => {
    attempt.current += 1;
    const mine = attempt.current;
    setBusy(true);
    setFailure(null);
    try {
      const account = await ask('signIn.submit', request);
      await client.invalidateQueries({ queryKey: queryKey('accounts.list') });
      if (mine === attempt.current) onSignedIn(account);
    } catch (thrown) {
      if (mine === attempt.current) setFailure(failureOf(thrown));
    } finally {
      if (mine === attempt.current) setBusy(false);
    }
  };
  const abandon = () => {
    attempt.current += 1;
    setBusy(false);
    setFailure(null);
  };
  return { isBusy, failure, submit, abandon };
}
