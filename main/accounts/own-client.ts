import type { AccountId } from '../../domain/account.ts';
import type { OwnClient, Provider } from '../providers/provider.ts';
import type { AccountRegister } from './account-register.ts';
import { keptCredential, type KeptCredentialPorts } from './kept-credential.ts';

export interface OwnClientPorts extends KeptCredentialPorts {
  readonly providers: readonly Provider[];
  readonly register: Pick<AccountRegister, 'find'>;
}

/** The own client an account was signed in with, for signing in with it again; null when none is kept. Never for showing it. */
export async function ownClientOf(
  id: AccountId,
  ports: OwnClientPorts,
): Promise<(OwnClient & { readonly mayOpenBrowser: boolean }) | null> {
  const record = ports.register.find(id);
  const provider = ports.providers.find((candidate) => candidate.id === record?.provider);
  if (provider?.ownClient === undefined) return null;
  const credential = await keptCredential(id, ports);
  return credential === null ? null : provider.ownClient(credential);
}
