import type { AccountId } from '../../domain/account.ts';
import type { AccountRecord } from '../accounts/account-register.ts';
import { marksOf } from '../accounts/company.ts';
import { proveKeychain } from '../accounts/prove-keychain.ts';
import type { SignInPorts } from '../accounts/sign-in.ts';
import { writeRecord } from '../accounts/write-record.ts';
import { DeskError } from '../failures.ts';
import type { OwnClient, ProvenAccess } from '../providers/provider.ts';
import type { Initiate } from './profile.ts';

/**
 * Asks what the access may do that the keychain holds for an account; null when that is of no use any more. `off` takes
 * it as it is; the others first read again what could not be read (a keyring unlocked since). Throws DeskError as the
 * provider says: no network or a missing right is no reason to sign in again.
 */
export async function probeKept(
  id: AccountId,
  initiate: Initiate,
  ports: Pick<SignInPorts, 'connections' | 'vault'>,
  signal: AbortSignal,
): Promise<ProvenAccess | null> {
  const { connections } = ports;
  if (initiate !== 'off' && connections.find(id)?.authority.state() === 'needs-sign-in') {
    await proveKeychain(ports);
    await connections.resume(id);
  }
  const connection = connections.find(id);
  if (connection === undefined || connection.authority.state() === 'needs-sign-in') return null;
  try {
    return await connection.session.probe(signal);
  } catch (error) {
    if (error instanceof DeskError && (error.code === 'not-signed-in' || error.code === 'sign-in-rejected'))
      return null;
    throw error;
  }
}

/** What a connection string says anew of an account that goes on with its access. */
export interface KeptChange {
  readonly label: string | null;
  readonly access: ProvenAccess;
  /** For an own client: kept with the access, and whether signing in again may open a browser. */
  readonly client: (OwnClient & { readonly mayOpenBrowser: boolean }) | null;
}

/**
 * Writes down what a dry run with the kept access showed, and connects anew. Throws DeskError `not-found` or
 * `not-signed-in` when the account or its access went meanwhile, `cache-unavailable` when it cannot be written down.
 */
export function goOnWithKept(
  id: AccountId,
  { label, access, client }: KeptChange,
  ports: SignInPorts,
): Promise<AccountRecord> {
  const { connections, providers, register } = ports;
  return ports.inTurn(async () => {
    const authority = connections.find(id)?.authority;
    const held = authority?.credential() ?? null;
    if (authority === undefined || held === null) throw new DeskError('not-signed-in');
    const provider = providers.find((candidate) => candidate.id === register.find(id)?.provider);
    const noted = client === null ? undefined : provider?.withOwnClient?.(held, client);
    // Before the record is read: that something was written to the keychain is noted in it.
    if (noted !== undefined) await authority.accept(noted);
    const record = register.find(id);
    if (record === undefined) throw new DeskError('not-found', { where: 'account' });
    const next: AccountRecord = {
      ...record,
      label: label ?? record.label,
      signedInAs: access.signedInAs.slice(0, 200),
      capabilities: access.capabilities,
      pbx: [...access.pbx],
      surface: access.surface,
      agent: access.agent,
      companyMarks: marksOf(access, record),
    };
    await writeRecord(next, ports);
    await connections.open(next);
    return next;
  });
}
