import type { AccountId } from '../../domain/account.ts';
import type { CredentialVault } from '../auth/credential-vault.ts';
import type { Credential } from '../providers/provider.ts';
import type { Connections } from './connections.ts';

export interface KeptCredentialPorts {
  readonly connections: Pick<Connections, 'find'>;
  readonly vault: Pick<CredentialVault, 'read'>;
}

/** The credential of an account that is in use, else what is kept of it; null when there is neither. Never for showing it. */
export async function keptCredential(
  id: AccountId,
  { connections, vault }: KeptCredentialPorts,
): Promise<Credential | null> {
  const inUse = connections.find(id)?.authority.credential() ?? null;
  if (inUse !== null) return inUse;
  const reading = await vault.read(id);
  return reading.found === 'credential' ? reading.credential : null;
}
