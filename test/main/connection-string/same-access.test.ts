import { anAccountRecord } from '../../support/account-record.ts';
import { describe, expect, it } from 'vitest';
import type { SignInWay } from '../../../domain/account.ts';
import type { AccountRecord } from '../../../main/accounts/account-register.ts';
import { accountOfAccess } from '../../../main/connection-string/same-access.ts';
import { throughBrowser } from '../../support/fake-browser-ways.ts';
import { fakeCompany } from '../../support/fake-provider.ts';

const relay = 'https://relay.example';
const record = (n: number, label: string, more: Partial<AccountRecord> = {}): AccountRecord =>
  anAccountRecord({
    id: `aircall:account${String(n)}`,
    label,
    way: 'aircall-oauth',
    signedInAs: label,
    relay,
    ...more,
  });
const providers = [throughBrowser(fakeCompany('aircall', {}))];

const found = (
  records: readonly AccountRecord[],
  label: string | null,
  way: Extract<SignInWay, 'aircall-oauth' | 'aircall-sso'> = 'aircall-oauth',
) =>
  accountOfAccess({ way, relay, initiate: 'refresh' }, label, {
    providers,
    register: { list: () => records },
    connections: { find: () => undefined },
    vault: { read: async () => ({ found: 'absent' }) },
  });

describe('an account that signed in through a relay', () => {
  it('is the one that is meant when it is the only one of that relay and way', async () => {
    const others = [
      record(2, 'Other relay', { relay: 'https://other.example' }),
      record(3, 'Other way', { way: 'aircall-sso' }),
    ];
    expect(await found([record(1, 'Lumora'), ...others], null)).toBe('aircall:account1');
    expect(await found([record(1, 'Lumora'), ...others], null, 'aircall-sso')).toBe('aircall:account3');
    expect(await found(others, null)).toBeNull();
  });

  it('is told from others by the label, and never guessed', async () => {
    const both = [record(1, 'Lumora'), record(2, 'Orbita')];
    expect(await found(both, null)).toBeNull();
    expect(await found(both, 'Orbita')).toBe('aircall:account2');
    expect(await found([record(1, 'Lumora')], 'Orbita')).toBeNull();
    expect(await found([record(1, 'Same'), record(2, 'Same')], 'Same')).toBeNull();
  });
});

describe('an account whose credential cannot be read', () => {
  it('is not taken for another', async () => {
    const access = { way: 'aircall-api-key', apiId: 'id', apiToken: 'x' } as const;
    const ports = {
      register: { list: () => [record(1, 'Lumora', { way: 'aircall-api-key', relay: null })] },
      connections: { find: () => undefined },
      providers,
    };
    expect(
      await accountOfAccess(access, null, {
        ...ports,
        vault: { read: async () => ({ found: 'unreadable' }) },
      }),
    ).toBeNull();
  });
});
