import type { AccountId } from '../../domain/account.ts';
import type { CredentialVault } from '../auth/credential-vault.ts';
import type { OwnClient, Provider } from '../providers/provider.ts';
import type { AccountRegister } from './account-register.ts';
import type { Connections } from './connections.ts';

export interface OwnClientPorts {
  readonly providers: readonly Provider[];
  readonly register: Pick<AccountRegister, 'find'>;
  readonly connections: Pick<Connections, 'find'>;
  readonly vault: Pick<CredentialVault, 'read'>;
}

/** The own client an account was signed in with, for signing in with it again; null when none is kept. Never for showing it. */
export async function ownClientOf(
  id: AccountId,
  { providers, register, connections, vault }: OwnClientPorts,
): Promise<(OwnClient & { readonly mayOpenBrowser: boolean }) | null> {
  const record = register.find(id);
  const provider = providers.find((candidate) => candidate.id === record?.provider);
  if (provider?.ownClient === undefined) return null;
  let credential = connections.find(id)?.authority.credential() ?? null;
  if (credential === null) {
    const reading = await vault.read(id);
    if (reading.found === 'credential') credential = reading.credential;
  }
  return credential === null ? null : provider.ownClient(credential);
}
