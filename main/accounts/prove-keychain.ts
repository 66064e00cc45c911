import type { CredentialVault } from '../auth/credential-vault.ts';
import type { Connections } from './connections.ts';

/** Proves the keychain anew; accounts whose tokens it takes over from memory show so from then on. */
export async function proveKeychain(ports: {
  readonly vault: Pick<CredentialVault, 'prove'>;
  readonly connections: Pick<Connections, 'all'>;
}): Promise<void> {
  const { kept } = await ports.vault.prove();
  if (kept === 'memory') return;
  const inMemory = ports.connections.all().filter(({ authority }) => authority.state() === 'memory-only');
  await Promise.all(inMemory.map(({ authority }) => authority.load()));
}
