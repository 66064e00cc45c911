import type { AccountId } from '../../domain/account.ts';
import type { AccountRecord, AccountRegister } from '../accounts/account-register.ts';
import { identityOf } from '../accounts/company.ts';
import { keptCredential, type KeptCredentialPorts } from '../accounts/kept-credential.ts';
import { DeskError } from '../failures.ts';
import type { Credential, Provider } from '../providers/provider.ts';
import type { ConnectionAccess } from './profile.ts';

/** An access that says by itself whose it is. */
type NamedAccess = Extract<
  ConnectionAccess,
  { way: 'aircall-api-key' } | { way: 'voipex-password' } | { way: 'aircall-own-client' }
>;

export interface SameAccessPorts extends KeptCredentialPorts {
  readonly providers: readonly Provider[];
  readonly register: Pick<AccountRegister, 'list'>;
}

/**
 * The account that an access has signed in before, as far as what is kept of it can tell: the same API id, e-mail, own
 * client or relay. A relay serves many companies, so `label` tells its accounts apart; without one there must be one only.
 */
export async function accountOfAccess(
  access: ConnectionAccess,
  label: string | null,
  ports: SameAccessPorts,
): Promise<AccountId | null> {
  const sameWay = ports.register
    .list()
    .filter((record) => record.way === access.way && record.actingAs === null);
  if ('relay' in access) {
    const sameRelay = sameWay.filter((record) => record.relay === access.relay);
    const alike = label === null ? sameRelay : sameRelay.filter((record) => record.label === label);
    return alike.length === 1 ? (alike[0]?.id ?? null) : null;
  }
  for (const record of sameWay) if (await isSame(access, record, ports)) return record.id;
  return null;
}

async function isSame(access: NamedAccess, record: AccountRecord, ports: SameAccessPorts): Promise<boolean> {
  if (access.way === 'voipex-password' && identityOf(record.signedInAs) === identityOf(access.email))
    return true;
  const provider = ports.providers.find(({ id }) => id === record.provider);
  const credential = provider && (await keptCredential(record.id, ports));
  if (provider === undefined || credential == null) return false;
  try {
    return isMadeWith(access, credential, provider);
  } catch (error) {
    if (error instanceof DeskError) return false; // kept by another version, and of no use to this one
    throw error;
  }
}

function isMadeWith(access: NamedAccess, credential: Credential, provider: Provider): boolean {
  switch (access.way) {
    case 'aircall-own-client':
      return provider.ownClient?.(credential)?.clientId === access.client.clientId;
    case 'aircall-api-key':
      return provider.enteredUser?.(credential) === access.apiId;
    case 'voipex-password':
      return identityOf(provider.enteredUser?.(credential) ?? '') === identityOf(access.email);
  }
}
