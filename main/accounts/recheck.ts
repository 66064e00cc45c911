import type { AccountId, Capabilities } from '../../domain/account.ts';
import type { CredentialVault } from '../auth/credential-vault.ts';
import { DeskError } from '../failures.ts';
import type { InTurn } from '../in-turn.ts';
import type { SwitchboardWatch } from '../switchboard/watch-switchboard.ts';
import type { AccountRecord } from './account-register.ts';
import type { Connections } from './connections.ts';
import { marksOf } from './company.ts';
import { proveKeychain } from './prove-keychain.ts';
import { writeRecord, type WriteRecordPorts } from './write-record.ts';

export interface RecheckPorts extends WriteRecordPorts {
  readonly vault: Pick<CredentialVault, 'prove'>;
  readonly connections: Connections;
  readonly switchboard: Pick<SwitchboardWatch, 'refresh'>;
  readonly inTurn: InTurn;
}

/**
 * Asks the provider again what the access may do, after reading a credential that could not be read before, or keeping
 * one that could not be kept (a keyring unlocked since). Throws DeskError as the provider says; `not-found`; `not-signed-in` for a signed-out account;
 * `cache-unavailable` when what it found could not be written down.
 */
export async function recheck(id: AccountId, ports: RecheckPorts, signal: AbortSignal): Promise<void> {
  const { register, connections } = ports;
  if (register.find(id) === undefined) throw new DeskError('not-found', { where: 'account' });
  const connection = connections.find(id);
  if (connection === undefined) throw new DeskError('not-signed-in');
  if (connection.authority.state() !== 'signed-in') await proveKeychain(ports);
  if (connection.authority.state() === 'needs-sign-in') await connections.resume(id);
  const access = await connection.session.probe(signal);
  await ports.inTurn(async () => {
    const record = register.find(id);
    if (record === undefined || connections.find(id) !== connection) return; // signed out or renewed meanwhile
    const next = {
      ...record,
      signedInAs: access.signedInAs.slice(0, 200),
      capabilities: withShown(access.capabilities, record),
      pbx: [...access.pbx],
      surface: access.surface,
      // An exchanged token is always a user's, also where probing cannot tell whose.
      agent: access.agent ?? (record.actingAs && record.agent),
      companyMarks: marksOf(access, record),
    };
    // A pull that had given up on this access starts anew, with nothing of the old failure left to show.
    if (
      JSON.stringify(next) === JSON.stringify(record) &&
      (connection.sync?.status().failure ?? null) === null
    ) {
      ports.switchboard.refresh(id);
      return;
    }
    await writeRecord(next, ports);
    await connections.open(next);
  });
}

/** What only use can show stays shown; after a refusal it is worth another try, but not for what acts as somebody. */
function withShown(probed: Capabilities, { actingAs, capabilities }: AccountRecord): Capabilities {
  const { impersonate } = capabilities;
  const stays = probed.impersonate === 'unknown' && (impersonate === 'proven' || actingAs !== null);
  return stays ? { ...probed, impersonate } : probed;
}
