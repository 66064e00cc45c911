import type { AccountId } from '../../domain/account.ts';
import type { AccountRecord } from '../accounts/account-register.ts';
import type { ConnectionPorts, Connections } from '../accounts/connections.ts';
import { DeskError } from '../failures.ts';
import type { Authority, Credential, Provider } from '../providers/provider.ts';

type Context = Parameters<Provider['signIn']>[1];

/** It is renewed by exchanging again, for as long as its base lives; when that ends nobody knows. */
const asLongAsTheBase = Number.MAX_SAFE_INTEGER;

/**
 * A credential of the user `email` by the authority of an access that may impersonate. An old token of that access is
 * renewed once. Throws DeskError: `provider-refused`, `not-found` and failures of the network as the provider says;
 * `not-signed-in` when the access itself is over.
 */
export async function exchange(
  email: string,
  base: Authority,
  provider: Pick<Provider, 'impersonate'>,
  context: Context,
  signal: AbortSignal,
): Promise<Credential> {
  const ask = async (authorization: string): Promise<Credential> => {
    if (provider.impersonate === undefined)
      throw new DeskError('invalid-request', { where: 'impersonation' });
    const credential = await provider.impersonate(authorization, email, context, signal);
    return { ...credential, renewableUntil: asLongAsTheBase };
  };
  const authorization = await base.authorization(signal);
  try {
    return await ask(authorization);
  } catch (error) {
    if (!(error instanceof DeskError) || error.code !== 'not-signed-in') throw error;
    return ask(await base.renewed(authorization, signal));
  }
}

/** The credentials of acting accounts: in memory only, whatever the keychain could take. */
export interface ExchangedCredentials {
  begin(id: AccountId, credential: Credential): void;
  forget(id: AccountId): void;
  /** Where an acting account's credential lies and how it is renewed; null for ordinary accounts. */
  readonly of: ConnectionPorts['credentials'];
}

export function keepExchanged(connections: Pick<Connections, 'find'>): ExchangedCredentials {
  const held = new Map<AccountId, Credential>();
  return {
    begin: (id, credential) => void held.set(id, credential),
    forget: (id) => void held.delete(id),
    of: ({ actingAs }: AccountRecord, provider: Provider) =>
      actingAs && {
        provider: {
          authorization: (credential) => provider.authorization(credential),
          async renew(_old, context, signal) {
            const base = connections.find(actingAs.base);
            // It is being connected anew; if it is gone for good, the acting account goes with it.
            if (base === undefined) throw new DeskError('provider-unavailable', { where: 'impersonation' });
            try {
              return await exchange(actingAs.email, base.authority, provider, context, signal);
            } catch (error) {
              // The right was taken away, or the user is no more: the end of this access, though not of its base.
              const over =
                error instanceof DeskError &&
                (error.code === 'provider-refused' || error.code === 'not-found');
              throw over ? new DeskError('not-signed-in', { where: 'impersonation', cause: error }) : error;
            }
          },
        },
        vault: {
          async read(id) {
            const credential = held.get(id);
            return credential === undefined
              ? { found: 'absent' }
              : { found: 'credential', credential, kept: 'memory' };
          },
          async keep(id, credential) {
            // A renewal that outlives its account is dropped.
            if (held.has(id)) held.set(id, credential);
            return 'memory';
          },
        },
      },
  };
}
