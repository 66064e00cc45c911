import type { AccountId } from '../../domain/account.ts';
import type { CredentialVault } from '../auth/credential-vault.ts';
import type { WritableCalls } from '../calls/call-store.ts';
import { DeskError } from '../failures.ts';
import type { Log } from '../log.ts';
import type { AccountRegister } from './account-register.ts';
import type { Connections } from './connections.ts';

export interface SignOutPorts {
  readonly vault: CredentialVault;
  readonly register: AccountRegister;
  readonly connections: Connections;
  readonly store: Pick<WritableCalls, 'forget'>;
  readonly log: Log;
}

/**
 * Ends an account's work and removes its tokens; with `forgetCalls` also its calls and the account itself.
 * Throws DeskError `secrets-unavailable` when the tokens could not be removed for certain (the account is signed out
 * all the same, and removal is tried again at the next start), `cache-unavailable` when calls or record stayed.
 */
export async function signOut(id: AccountId, forgetCalls: boolean, ports: SignOutPorts): Promise<void> {
  const { register, connections, store, log } = ports;
  if (register.find(id) === undefined) throw new DeskError('not-found', { where: 'account' });
  // While there still is a token to ask with.
  await connections.find(id)?.events?.remove();
  await connections.find(id)?.live.end();
  await connections.close(id, 'forget');
  const record = register.find(id);
  // Written down before the tokens go: interrupted in between, nothing must start pulling again.
  if (record !== undefined) register.put({ ...record, signedOut: true });
  // Each is tried whatever becomes of the other.
  const outcomes = await Promise.allSettled([
    removeTokens(id, ports),
    forgetCalls ? store.forget(id) : Promise.resolve(),
  ]);
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  if (forgetCalls) register.remove(id);
  log.info('account.signed-out', { account: id, callsForgotten: forgetCalls });
}

async function removeTokens(
  id: AccountId,
  { vault, register }: Pick<SignOutPorts, 'vault' | 'register'>,
): Promise<void> {
  try {
    await vault.remove(id);
  } catch (error) {
    // Nothing was ever written to a keychain for it, so there is nothing that could be left.
    if (register.find(id)?.inKeychain === false) return;
    throw error;
  }
  const record = register.find(id);
  if (record?.inKeychain === true) register.put({ ...record, inKeychain: false });
}
