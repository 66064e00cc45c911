import type { AccountId } from '../../domain/account.ts';
import type { Announcements } from '../announcements.ts';
import type { CredentialVault } from '../auth/credential-vault.ts';
import type { CallStore } from '../calls/call-store.ts';
import { toFailure } from '../failures.ts';
import type { Log } from '../log.ts';
import type { AccountRegister } from './account-register.ts';

export interface LeftoverPorts {
  readonly vault: Pick<CredentialVault, 'removeLeft'>;
  readonly register: AccountRegister;
  readonly store: Pick<CallStore, 'accounts' | 'forget'>;
  readonly announce: Pick<Announcements, 'callsChanged'>;
  readonly log: Log;
  /** False when accounts of other profiles keep their tokens in the same keychain service. */
  readonly ownsKeychain: boolean;
}

/**
 * Removes the tokens that a sign-out could not remove, and tokens and calls of accounts nobody knows (their file was
 * deleted): nobody could ever sign them out, and their calls would stand beside those pulled anew. Not when the file of
 * accounts was unreadable this time: it may yet be mended. Quiet about what cannot be removed; the next start tries again.
 */
export async function clearLeftovers(ports: LeftoverPorts): Promise<void> {
  const { vault, register, store, announce, log, ownsKeychain } = ports;
  const isUnknown = (id: AccountId): boolean => register.whole && register.find(id) === undefined;
  const attempt = async (event: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      log.warn(event, { code: toFailure(error).code });
    }
  };
  await attempt('accounts.tokens-left', async () => {
    await vault.removeLeft((id) => register.find(id)?.signedOut ?? (ownsKeychain && isUnknown(id)));
    for (const record of register.list()) {
      if (record.signedOut && record.inKeychain) register.put({ ...record, inKeychain: false });
    }
  });
  await attempt('accounts.calls-left', async () => {
    for (const accountId of (await store.accounts()).filter(isUnknown)) {
      await store.forget(accountId);
      announce.callsChanged({ accountId, changed: 0 });
      log.info('account.forgotten', { account: accountId });
    }
  });
}
