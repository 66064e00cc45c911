import type { AccountId } from '../../domain/account.ts';
import { proveKeychain } from '../accounts/prove-keychain.ts';
import { proveGrant, type Proven, type SignInPorts } from '../accounts/sign-in.ts';
import { DeskError } from '../failures.ts';
import type { ProvenAccess, SignInGrant } from '../providers/provider.ts';
import { probeKept } from './kept-access.ts';
import type { BrowserAccess, ConnectionAccess } from './profile.ts';

/** What a dry run proved: a new access, or that the one an account has still works. */
export type Tried =
  | { readonly by: 'grant'; readonly proven: Proven }
  | { readonly by: 'kept'; readonly account: AccountId; readonly access: ProvenAccess };

/** The browser is needed, and may be opened. */
export interface NeedsBrowser {
  readonly by: 'browser';
  readonly access: BrowserAccess;
}

/**
 * Tries an access and changes nothing of ours. A password is sent once. What needs a browser is tried with what the
 * account `existing` has; the browser is asked for only where that is of no use and the string allows it.
 * Throws DeskError as the provider says; `browser-not-allowed`.
 */
export async function dryRun(
  access: ConnectionAccess,
  existing: AccountId | null,
  ports: SignInPorts,
  signal: AbortSignal,
): Promise<Tried | NeedsBrowser> {
  switch (access.way) {
    case 'aircall-api-key':
      return tryGrant(access, null, ports, signal);
    case 'voipex-password': {
      const { way, email, password, scope } = access;
      return tryGrant(
        { way, email, password, ...(scope === undefined ? {} : { scope }) },
        null,
        ports,
        signal,
      );
    }
    case 'aircall-own-client':
    case 'aircall-oauth':
    case 'aircall-sso': {
      const kept = existing === null ? null : await probeKept(existing, access.initiate, ports, signal);
      if (existing !== null && kept !== null) return { by: 'kept', account: existing, access: kept };
      if (access.initiate === 'get-and-refresh') return { by: 'browser', access };
      throw new DeskError('browser-not-allowed', { where: 'InitiateOAuth' });
    }
  }
}

/** Proves a grant, the keychain first: what is granted may be granted once only. Throws DeskError as the provider says. */
export async function tryGrant(
  grant: SignInGrant,
  relay: string | null,
  ports: SignInPorts,
  signal: AbortSignal,
): Promise<Tried> {
  await proveKeychain(ports);
  return { by: 'grant', proven: await proveGrant(grant, relay, ports, signal) };
}
