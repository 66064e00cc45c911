import type { AccountId } from '../../domain/account.ts';
import type { AccountRecord } from '../accounts/account-register.ts';
import { proveKeychain } from '../accounts/prove-keychain.ts';
import { keepProven, type SignInPorts } from '../accounts/sign-in.ts';
import type { Tried } from './dry-run.ts';
import { goOnWithKept } from './kept-access.ts';
import type { ConnectionAccess } from './profile.ts';

/**
 * Makes what a dry run proved an account: adds one, signs `existing` in again, or notes what is new on the one whose
 * access still works. Throws DeskError `cache-unavailable`, `not-found`, `not-signed-in`; then nothing was kept.
 */
export async function keepTried(
  tried: Tried,
  { access, label, existing }: { access: ConnectionAccess; label: string | null; existing: AccountId | null },
  ports: SignInPorts,
  signal: AbortSignal,
): Promise<AccountRecord> {
  if (tried.by === 'kept')
    return goOnWithKept(tried.account, { label, access: tried.access, client: clientToNote(access) }, ports);
  await proveKeychain(ports);
  const relay = 'relay' in access ? access.relay : null;
  // An account that was removed since the dry run is added anew.
  const renew = existing !== null && ports.register.find(existing) !== undefined ? existing : null;
  return keepProven({ way: access.way, label, renew, relay }, tried.proven, ports, signal);
}

const clientToNote = (access: ConnectionAccess) =>
  access.way === 'aircall-own-client'
    ? { ...access.client, mayOpenBrowser: access.initiate === 'get-and-refresh' }
    : null;
