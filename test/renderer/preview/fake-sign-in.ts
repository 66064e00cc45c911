import type { Handlers } from '../../../domain/contract.ts';
import { FakeFailure } from './fake-failure.ts';

const refuse = (): Promise<never> => Promise.reject(new FakeFailure({ code: 'provider-refused' }));

/** Sign-ins through the browser, and connection strings, as a scenario plays them. */
export const fakeSignIn = (): Pick<
  Handlers,
  | 'signIn.begin'
  | 'signIn.attempt'
  | 'signIn.openBrowser'
  | 'signIn.copyAddress'
  | 'signIn.paste'
  | 'signIn.cancel'
  | 'connection.open'
  | 'connection.pending'
  | 'connection.try'
  | 'connection.keep'
  | 'connection.discard'
> => ({
  'signIn.begin': refuse,
  'signIn.attempt': async () => null,
  'signIn.openBrowser': refuse,
  'signIn.copyAddress': async () => ({ done: true }),
  'signIn.paste': async () => ({ accepted: false, why: 'no-attempt' }),
  'signIn.cancel': async () => ({ done: true }),
  'connection.open': refuse,
  'connection.pending': async () => null,
  'connection.try': refuse,
  'connection.keep': refuse,
  'connection.discard': async () => ({ done: true }),
});
