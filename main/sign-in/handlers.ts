import type { Handlers } from '../../domain/contract.ts';
import type { BrowserSignInRequest, SignInAttempt } from '../../domain/sign-in.ts';
import type { AccountRegister } from '../accounts/account-register.ts';
import { checkTarget } from '../accounts/sign-in.ts';
import { DeskError } from '../failures.ts';
import type { Endpoints } from '../providers/endpoints.ts';
import type { Provider } from '../providers/provider.ts';
import type { Attempts } from './attempts.ts';

export interface SignInHandlerParts {
  readonly attempts: Attempts;
  readonly register: Pick<AccountRegister, 'find'>;
  readonly endpoints: Pick<Endpoints, 'relay'>;
  readonly providers: readonly Provider[];
}

type Served = Pick<
  Handlers,
  | 'signIn.begin'
  | 'signIn.attempt'
  | 'signIn.openBrowser'
  | 'signIn.copyAddress'
  | 'signIn.paste'
  | 'signIn.cancel'
>;

/** The operations of a sign-in through the browser. */
export function createSignInHandlers({
  attempts,
  register,
  endpoints,
  providers,
}: SignInHandlerParts): Served {
  const begin = async (request: BrowserSignInRequest): Promise<SignInAttempt> => {
    const renewed = request.renew === null ? undefined : register.find(request.renew);
    const relay = request.way === 'aircall-own-client' ? null : (renewed?.relay ?? endpoints.relay);
    // Before a browser opens: nobody should consent to what cannot be kept.
    checkTarget({ ...request, relay }, { providers, register });
    if (relay === null && request.way !== 'aircall-own-client')
      throw new DeskError('invalid-request', { where: 'relay' });
    return attempts.begin({
      way: request.way,
      label: request.label,
      renew: request.renew,
      relay,
      client: request.way === 'aircall-own-client' ? request.client : null,
      draftId: null,
    });
  };
  return {
    'signIn.begin': begin,
    'signIn.attempt': async () => attempts.current(),
    'signIn.openBrowser': () => attempts.openBrowser(),
    'signIn.copyAddress': async () => {
      await attempts.copyAddress();
      return { done: true };
    },
    'signIn.paste': ({ text }) => attempts.paste(text),
    'signIn.cancel': async () => {
      await attempts.cancel();
      return { done: true };
    },
  };
}
