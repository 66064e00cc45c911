import { describe, expect, it } from 'vitest';
import { type AccountAuthority, createAuthority } from '../../../main/auth/authority.ts';
import { type CredentialVault, createCredentialVault } from '../../../main/auth/credential-vault.ts';
import { DeskError } from '../../../main/failures.ts';
import { silentLog } from '../../../main/log.ts';
import type { Credential, Provider } from '../../../main/providers/provider.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import { createFakeKeychain, type FakeKeychain, noKeychain, opens } from '../../support/fake-keychain.ts';

const accountId = 'voipex:testacct2';
const http = (): Promise<never> => Promise.reject(new DeskError('offline'));

interface Bench {
  readonly clock: FakeClock;
  readonly keychain: FakeKeychain;
  readonly vault: CredentialVault;
  readonly authority: AccountAuthority;
  readonly renewals: Credential[];
  readonly changes: string[];
  /** What the next renewal does; by default it gives the next token. */
  renewing: (old: Credential) => Promise<Credential>;
}

/** An account whose tokens are called token-1, token-2 … and live `lifeMs`. */
async function bench(
  options: { lifeMs?: number | null; monotonic?: () => number; vault?: CredentialVault } = {},
): Promise<Bench> {
  const clock = createFakeClock();
  const keychain = createFakeKeychain();
  const vault = options.vault ?? createCredentialVault({ open: opens(keychain), log: silentLog });
  const lifeMs = options.lifeMs === undefined ? 3_000_000 : options.lifeMs;
  const issue = (n: number): Credential => ({
    way: 'voipex-password',
    grant: `token-${n}`,
    obtainedAt: clock.now(),
    expiresAt: lifeMs === null ? null : clock.now() + lifeMs,
    renewableUntil: lifeMs === null ? null : clock.now() + 7_200_000,
  });
  const renewals: Credential[] = [];
  const provider: Pick<Provider, 'authorization' | 'renew'> = {
    authorization: (credential) => `Bearer ${credential.grant}`,
    renew: (old) => {
      renewals.push(old);
      return made.renewing(old);
    },
  };
  const changes: string[] = [];
  const authority: AccountAuthority = createAuthority({
    accountId,
    provider,
    http,
    clock,
    vault,
    log: silentLog,
    onChange: () => changes.push(authority.state()),
    // Stands still unless a test moves it, so that the fake clock alone decides.
    monotonic: options.monotonic ?? (() => 0),
  });
  await vault.keep(accountId, issue(1));
  const made: Bench = {
    clock,
    keychain,
    vault,
    authority,
    renewals,
    changes,
    renewing: async () => issue(renewals.length + 1),
  };
  return made;
}

describe('serving the authorization value', () => {
  it('reads the credential from the vault once and renews nothing while it is young', async () => {
    const { authority, renewals, clock } = await bench();
    expect(authority.state()).toBe('loading');
    expect(await authority.authorization()).toBe('Bearer token-1');
    await clock.advance(2_399_000);
    expect(await authority.authorization()).toBe('Bearer token-1');
    expect(authority.state()).toBe('signed-in');
    expect(renewals).toEqual([]);
  });

  it.each([
    ['80 % of a life of 50 minutes', 3_000_000, 2_400_000],
    ['a minute before the end of a life of four', 240_000, 180_000],
    ['half of a life of a minute and a half', 90_000, 45_000],
  ])('renews at %s, as expires_in says', async (_when, lifeMs, dueAt) => {
    const { authority, clock } = await bench({ lifeMs });
    await authority.load();
    await clock.advance(dueAt - 1);
    expect(await authority.authorization()).toBe('Bearer token-1');
    await clock.advance(1);
    expect(await authority.authorization()).toBe('Bearer token-2');
  });

  it('stores a renewal before it hands it out', async () => {
    const { authority, clock, keychain } = await bench();
    await authority.load();
    await clock.advance(2_500_000);
    keychain.interfere = (operation) => {
      if (operation === 'set') expect(authority.credential()?.grant).toBe('token-1');
    };
    expect(await authority.authorization()).toBe('Bearer token-2');
    expect(keychain.entries.get(accountId)).toContain('token-2');
  });

  it('goes on with a renewal that the keychain would not take, until the app quits', async () => {
    const { authority, clock, keychain } = await bench();
    await authority.load();
    await clock.advance(2_500_000);
    keychain.interfere = () => {
      throw new DeskError('secrets-unavailable');
    };
    expect(await authority.authorization()).toBe('Bearer token-2');
    expect(authority.state()).toBe('memory-only');
  });

  it('uses what it has while the sign-in host is away, and does not ask it at every request', async () => {
    const made = await bench();
    await made.authority.load();
    made.renewing = () => Promise.reject(new DeskError('provider-unavailable'));
    await made.clock.advance(2_500_000);
    for (let n = 0; n < 5; n += 1) expect(await made.authority.authorization()).toBe('Bearer token-1');
    expect(made.renewals).toHaveLength(1);
    await made.clock.advance(30_000);
    expect(await made.authority.authorization()).toBe('Bearer token-1');
    expect(made.renewals).toHaveLength(2);
    expect(made.authority.state()).toBe('signed-in');
  });

  it('stays signed in when it is offline beyond the end of the token, and recovers by itself', async () => {
    const made = await bench();
    await made.authority.load();
    const issue = made.renewing;
    made.renewing = () => Promise.reject(new DeskError('offline'));
    await made.clock.advance(3_600_000);
    await expect(made.authority.authorization()).rejects.toMatchObject({ code: 'offline' });
    expect(made.authority.state()).toBe('signed-in');
    made.renewing = issue;
    expect(await made.authority.authorization()).toBe('Bearer token-3');
  });

  it('asks for a sign-in when the provider will not renew, without asking it again', async () => {
    const made = await bench();
    await made.authority.load();
    made.renewing = () => Promise.reject(new DeskError('not-signed-in'));
    await made.clock.advance(2_500_000);
    await expect(made.authority.authorization()).rejects.toMatchObject({ code: 'not-signed-in' });
    await expect(made.authority.authorization()).rejects.toMatchObject({ code: 'not-signed-in' });
    expect(made.renewals).toHaveLength(1);
    expect(made.changes).toEqual(['signed-in', 'needs-sign-in']);
    // Unreadable or refused is not absent: what is stored stays stored.
    expect(made.keychain.entries.get(accountId)).toContain('token-1');
  });

  it('renews in time although the wall clock was set back', async () => {
    let ms = 0;
    const { authority, clock } = await bench({ monotonic: () => ms });
    await authority.load();
    ms = 2_400_000; // forty minutes of use while the wall clock shows the hour of the start
    expect(clock.now()).toBe(authority.credential()?.obtainedAt);
    expect(await authority.authorization()).toBe('Bearer token-2');
  });

  it('takes a stored credential from the future as due', async () => {
    const made = await bench();
    await made.vault.keep(accountId, {
      way: 'voipex-password',
      grant: 'future',
      obtainedAt: made.clock.now() + 86_400_000,
      expiresAt: made.clock.now() + 89_400_000,
      renewableUntil: made.clock.now() + 93_600_000,
    });
    await made.authority.load();
    expect(await made.authority.authorization()).toBe('Bearer token-2');
  });

  it('needs a sign-in after a restart when the credential was only in memory', async () => {
    const { authority } = await bench({ vault: createCredentialVault({ open: noKeychain, log: silentLog }) });
    await authority.load();
    expect(authority.state()).toBe('memory-only');
    const afterRestart = await bench({
      vault: { ...createCredentialVault({ open: noKeychain, log: silentLog }), keep: async () => 'memory' },
    });
    await expect(afterRestart.authority.authorization()).rejects.toMatchObject({ code: 'not-signed-in' });
    expect(afterRestart.authority.state()).toBe('needs-sign-in');
  });

  it('is signed in again once a credential that could not be read has become readable', async () => {
    const { authority, keychain } = await bench();
    keychain.interfere = () => {
      throw new DeskError('secrets-unavailable');
    };
    await authority.load();
    expect(authority.state()).toBe('needs-sign-in');
    keychain.interfere = () => undefined;
    await authority.load();
    expect(await authority.authorization()).toBe('Bearer token-1');
  });
});

describe('a refused authorization value', () => {
  it('is renewed once for ten requests that were refused together', async () => {
    const { authority, renewals } = await bench();
    const refused = await authority.authorization();
    const values = await Promise.all(Array.from({ length: 10 }, () => authority.renewed(refused)));
    expect(new Set(values)).toEqual(new Set(['Bearer token-2']));
    expect(renewals).toHaveLength(1);
  });

  it('is not renewed when it is no longer the current one', async () => {
    const { authority, renewals } = await bench();
    const refused = await authority.authorization();
    await authority.renewed(refused);
    expect(await authority.renewed(refused)).toBe('Bearer token-2');
    expect(renewals).toHaveLength(1);
  });

  it('makes new requests wait for the renewal instead of sending the old value', async () => {
    const made = await bench();
    const refused = await made.authority.authorization();
    let finish = (): void => undefined;
    const issue = made.renewing;
    made.renewing = async (old) => {
      await new Promise<void>((resolve) => (finish = resolve));
      return issue(old);
    };
    const renewed = made.authority.renewed(refused);
    const next = made.authority.authorization();
    await made.clock.advance(0);
    finish();
    expect(await Promise.all([renewed, next])).toEqual(['Bearer token-2', 'Bearer token-2']);
  });

  it('lets one caller give up without taking the renewal from the others', async () => {
    const made = await bench();
    const refused = await made.authority.authorization();
    const impatient = new AbortController();
    const first = made.authority.renewed(refused, impatient.signal);
    const second = made.authority.renewed(refused);
    impatient.abort(new DeskError('offline'));
    await expect(first).rejects.toMatchObject({ code: 'offline' });
    expect(await second).toBe('Bearer token-2');
  });

  it('means signing in again for a credential that cannot be renewed', async () => {
    const { authority, renewals } = await bench({ lifeMs: null });
    const refused = await authority.authorization();
    await expect(authority.renewed(refused)).rejects.toMatchObject({ code: 'not-signed-in' });
    expect(authority.state()).toBe('needs-sign-in');
    expect(renewals).toEqual([]);
  });

  it('keeps the account signed in when the network fails during the renewal', async () => {
    const made = await bench();
    const refused = await made.authority.authorization();
    made.renewing = () => Promise.reject(new DeskError('offline'));
    await expect(made.authority.renewed(refused)).rejects.toMatchObject({ code: 'offline' });
    expect(made.authority.state()).toBe('signed-in');
  });

  it('means signing in again when its replacement is refused at once, instead of renewing for ever', async () => {
    const { authority, renewals } = await bench();
    const replacement = await authority.renewed(await authority.authorization());
    await expect(authority.renewed(replacement)).rejects.toMatchObject({ code: 'not-signed-in' });
    expect(renewals).toHaveLength(1);
  });
});

describe('closing', () => {
  it('waits until a renewal in flight is stored, since the old token may be worthless by then', async () => {
    const { authority, keychain, clock } = await bench();
    const renewed = authority.renewed(await authority.authorization());
    await clock.advance(0);
    await authority.close();
    expect(await renewed).toBe('Bearer token-2');
    expect(keychain.entries.get(accountId)).toContain('token-2');
    await expect(authority.authorization()).rejects.toMatchObject({ code: 'not-signed-in' });
  });

  it('gives up on a renewal that does not end within five seconds', async () => {
    const made = await bench();
    const refused = await made.authority.authorization();
    made.renewing = () => new Promise(() => undefined);
    void made.authority.renewed(refused);
    await made.clock.advance(0);
    const closed = made.authority.close();
    expect(await made.clock.asleep()).toBe(5_000);
    await made.clock.advance(5_000);
    await closed;
  });
});
