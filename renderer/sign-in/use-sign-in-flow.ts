import { useQueryClient } from '@tanstack/react-query';
import { type Ref, useEffect, useEffectEvent, useImperativeHandle, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../domain/account.ts';
import type { BrowserSignInRequest, SignInAttempt } from '../../domain/sign-in.ts';
import { useAnnounce } from '../announcer.tsx';
import { ask } from '../bridge.ts';
import { queryKey } from '../queries.ts';
import { type ConnectionControl, useConnection } from './connection/use-connection.ts';
import { useAttempt } from './use-attempt.ts';
import { isUnderWay, type SignInStep, stepFor } from './ways.ts';

/** What a dialog around the flow does before it closes. */
export interface FlowHandle {
  /** Ends what is under way, says so, and leaves nothing behind. */
  readonly giveUp: () => void;
}

export interface FlowOptions {
  /** The account to sign in again; its history stays. Null adds a new one. */
  readonly renew: Account | null;
  readonly start: 'choice' | 'connection';
  /** Shows what an earlier run, a link or the command line began, even when it has ended. */
  readonly takesUp: boolean;
  readonly onDone: (account: Account) => void;
  /** One step back from the first; null where there is nowhere to go. */
  readonly onLeave: (() => void) | null;
  readonly handle?: Ref<FlowHandle> | undefined;
}

export interface Flow {
  readonly step: SignInStep;
  /** The sign-in through the browser that belongs to this flow; it is shown instead of the step. */
  readonly attempt: SignInAttempt | null;
  readonly isBeginning: boolean;
  readonly beginFailure: ReturnType<typeof useAttempt>['failure'];
  readonly begin: (request: BrowserSignInRequest) => void;
  readonly goTo: (step: SignInStep) => void;
  readonly goBack: () => void;
  /** Ends a sign-in through the browser and shows the step it was begun from. */
  readonly cancelAttempt: () => void;
  /** Clears an attempt that has ended without a word: its end has been seen. */
  readonly clearAttempt: () => void;
  readonly signedIn: (account: Account) => void;
  readonly connection: ConnectionControl;
  /** The sign-in through the browser that a dry run of the connection string waits for. */
  readonly draftAttempt: SignInAttempt | null;
  /** Whether that was ended here, which is no failure. */
  readonly isTrialCancelled: boolean;
  /** What was typed about an own client before, but for its secret. */
  readonly typedClient: TypedClient | null;
}

/** What of an own client may be shown again in its form. */
export interface TypedClient {
  readonly clientId: string;
  readonly callbackUrl: string;
}

const firstStep = ({ renew, start }: FlowOptions): SignInStep =>
  renew ? stepFor(renew.way, true) : start === 'connection' ? { at: 'connection' } : { at: 'systems' };

/** Which step of a sign-in is shown. Back is always the step before; what the browser is doing comes first. */
export function useSignInFlow(options: FlowOptions): Flow {
  const { renew, takesUp, onDone, onLeave, handle } = options;
  const { t } = useTranslation(['welcome', 'signIn', 'connection']);
  const announce = useAnnounce();
  const client = useQueryClient();
  const { attempt: known, isBeginning, failure, begin, cancel } = useAttempt();
  const connection = useConnection();
  const { draft } = connection;
  const [steps, setSteps] = useState<readonly SignInStep[]>(() => [firstStep(options)]);
  const top = steps.at(-1) ?? firstStep(options);
  // What the command line brought is shown where nothing else has been chosen yet.
  const step: SignInStep = takesUp && top.at === 'systems' && draft ? { at: 'connection' } : top;

  const [typedClient, setTypedClient] = useState<TypedClient | null>(null);
  const beginRemembering = (request: BrowserSignInRequest) => {
    if (request.way === 'aircall-own-client' && request.client) {
      const { clientId, callbackUrl } = request.client;
      setTypedClient({ clientId, callbackUrl });
    }
    begin(request);
  };

  const [seen, setSeen] = useState<string | null>(null);
  const belongs = known?.draftId === null && (takesUp || known.renew === (renew?.id ?? null));
  if (known && belongs && isUnderWay(known) && seen !== known.id) setSeen(known.id);
  const attempt = known && belongs && (isUnderWay(known) || takesUp || known.id === seen) ? known : null;

  const goTo = (next: SignInStep) => setSteps((shown) => [...shown, next]);
  const stepBack = () => {
    if (steps.length > 1) setSteps((shown) => shown.slice(0, -1));
    else onLeave?.();
  };
  const draftAttempt = known && draft && known.draftId === draft.id ? known : null;
  const [cancelledTrial, setCancelledTrial] = useState<string | null>(null);

  const clearAttempt = () => void cancel();
  const discardDraft = () => {
    announce(t('connection:discarded'));
    connection.discard();
  };
  const cancelAttempt = () => {
    announce(t('signIn:waiting.cancelled'));
    clearAttempt();
    if (top.at === 'browser' && steps.length > 1) stepBack();
  };
  const cancelTrial = () => {
    announce(t('signIn:waiting.cancelled'));
    setCancelledTrial(draft?.id ?? null);
    clearAttempt();
  };
  const goBack = () => {
    if (step.at === 'connection' && draftAttempt && isUnderWay(draftAttempt)) cancelTrial();
    else if (step.at === 'connection' && draft) discardDraft();
    else if (attempt && isUnderWay(attempt)) cancelAttempt();
    else if (attempt || failure || isBeginning) {
      clearAttempt();
      if (top.at === 'browser') stepBack();
    } else if (step.at === 'who') onDone(step.account);
    else stepBack();
  };
  useImperativeHandle(handle, () => ({
    giveUp: () => {
      if (attempt && isUnderWay(attempt)) announce(t('signIn:waiting.cancelled'));
      if (attempt || isBeginning) clearAttempt();
      if (step.at === 'connection' && draft) discardDraft();
    },
  }));

  const signedIn = (account: Account) => {
    announce(t('welcome:signedIn', { account: account.label }));
    const others = client.getQueryData<readonly Account[]>(queryKey('accounts.list', {})) ?? [];
    const isAlone = !others.some(
      ({ provider, capabilities }) => provider === account.provider && capabilities.calls !== 'refused',
    );
    const saysOnlyWho = account.agent !== null && account.capabilities.calls === 'refused';
    if (saysOnlyWho && isAlone && !renew) goTo({ at: 'who', account });
    else onDone(account);
  };
  useFinished(attempt, (account) => {
    clearAttempt();
    signedIn(account);
  });

  return {
    step,
    attempt,
    isBeginning,
    beginFailure: failure,
    begin: beginRemembering,
    goTo,
    goBack,
    cancelAttempt,
    clearAttempt,
    signedIn,
    connection,
    draftAttempt,
    isTrialCancelled:
      draft !== null && cancelledTrial === draft.id && draft.failure?.code === 'sign-in-denied',
    typedClient,
  };
}

/** Tells once of an attempt that made an account, with the account as it now is. */
function useFinished(attempt: SignInAttempt | null, onFinished: (account: Account) => void): void {
  const client = useQueryClient();
  const tell = useEffectEvent(onFinished);
  const accountId = attempt?.stage === 'done' ? attempt.accountId : null;
  useEffect(() => {
    let isWanted = true;
    const find = async () => {
      const accounts = await ask('accounts.list', {});
      if (!isWanted) return;
      client.setQueryData(queryKey('accounts.list', {}), accounts);
      const account = accounts.find(({ id }) => id === accountId);
      if (account) tell(account);
    };
    if (accountId !== null) void find();
    return () => {
      isWanted = false;
    };
  }, [accountId, client]);
}
