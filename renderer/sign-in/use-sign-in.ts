import { useQueryClient } from '@tanstack/react-query';
import type { Account } from '../../domain/account.ts';
import type { Failure } from '../../domain/failure.ts';
import type { SignInRequest } from '../../domain/sign-in.ts';
import { ask } from '../bridge.ts';
import { queryKey } from '../queries.ts';
import { useAsking } from './use-asking.ts';

interface SignIn {
  readonly isBusy: boolean;
  readonly failure: Failure | null;
  readonly submit: (request: SignInRequest) => Promise<void>;
  /** Stops waiting for an answer; a sign-in that succeeds all the same shows up among the accounts. */
  readonly abandon: () => void;
}

/** One sign-in with a credential that was typed into a form. */
export function useSignIn(onSignedIn: (account: Account) => void): SignIn {
  const client = useQueryClient();
  const { isBusy, failure, run, giveUp } = useAsking();
  const submit = (request: SignInRequest) =>
    run(async () => {
      const account = await ask('signIn.submit', request);
      await client.invalidateQueries({ queryKey: queryKey('accounts.list') });
      return account;
    }, onSignedIn);
  return { isBusy, failure, submit, abandon: giveUp };
}
