import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCredentialVault } from '../../../main/auth/credential-vault.ts';
import type { KeychainReading } from '../../../main/auth/keychain.ts';
import { DeskError } from '../../../main/failures.ts';
import { silentLog } from '../../../main/log.ts';
import type { Credential } from '../../../main/providers/provider.ts';
import { createFakeKeychain, noKeychain, opens } from '../../support/fake-keychain.ts';

const account = 'voipex:testacct2';
const other = 'aircall:testacct1';

const credential = (grant: string): Credential => ({
  way: 'voipex-password',
  grant,
  obtainedAt: 1_700_000_000_000,
  expiresAt: 1_700_003_000_000,
  renewableUntil: 1_700_007_200_000,
});
const fail = (): never => {
  throw new DeskError('secrets-unavailable');
};

describe('the credential vault', () => {
  it('keeps a short credential in one entry under the account id', async () => {
    const keychain = createFakeKeychain();
    const vault = createCredentialVault({ open: opens(keychain), log: silentLog });
    expect(await vault.keep(account, credential('short'))).toBe('keychain');
    expect([...keychain.entries.keys()]).toEqual([account]);
    expect(await vault.read(account)).toEqual({
      found: 'credential',
      credential: credential('short'),
      kept: 'keychain',
    });
  });

  it('splits an 8 KB token set into entries of less than 2,000 bytes and writes the manifest last', async () => {
    const keychain = createFakeKeychain();
    const vault = createCredentialVault({ open: opens(keychain), log: silentLog });
    await vault.keep(account, credential('ž'.repeat(4_000)));
    expect(keychain.written.at(-1)).toBe(account);
    expect(keychain.entries.size).toBeGreaterThan(4);
    for (const entry of keychain.entries.values()) expect(Buffer.byteLength(entry)).toBeLessThan(2_000);
    expect(await vault.read(account)).toMatchObject({ credential: credential('ž'.repeat(4_000)) });
  });

  it('gives back any text unchanged, whatever its length and characters', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 6_000, size: 'max' }), async (grant) => {
        const vault = createCredentialVault({ open: opens(createFakeKeychain()), log: silentLog });
        await vault.keep(account, credential(grant));
        expect(await vault.read(account)).toMatchObject({ credential: { grant } });
      }),
      { numRuns: 60 },
    );
  });

  it('leaves no chunk of an earlier generation behind, nor those of a text that became short', async () => {
    const keychain = createFakeKeychain();
    const vault = createCredentialVault({ open: opens(keychain), log: silentLog });
    await vault.keep(other, credential('o'.repeat(5_000)));
    const ofOther = keychain.entries.size;
    await vault.keep(account, credential('a'.repeat(9_000)));
    await vault.keep(account, credential('b'.repeat(3_000)));
    expect(keychain.entries.size).toBe(ofOther + 3);
    await vault.keep(account, credential('c'));
    expect(keychain.entries.size).toBe(ofOther + 1);
    expect(await vault.read(other)).toMatchObject({ credential: credential('o'.repeat(5_000)) });
  });

  it('still has the earlier credential whole when writing the next one is cut off at any step', async () => {
    for (let step = 0; step < 6; step += 1) {
      const keychain = createFakeKeychain();
      await createCredentialVault({ open: opens(keychain), log: silentLog }).keep(
        account,
        credential('old'.repeat(1_500)),
      );
      let writes = 0;
      keychain.interfere = (operation) => {
        if (operation === 'set' && writes++ >= step) fail();
      };
      const kept = await createCredentialVault({ open: opens(keychain), log: silentLog }).keep(
        account,
        credential('new'.repeat(1_500)),
      );
      keychain.interfere = () => undefined;
      const grant = kept === 'keychain' ? 'new' : 'old';
      expect(
        await createCredentialVault({ open: opens(keychain), log: silentLog }).read(account),
      ).toMatchObject({
        credential: { grant: grant.repeat(1_500) },
      });
    }
  });

  it.each([
    [
      'a chunk is missing',
      (entries: Map<string, string>) =>
        entries.delete([...entries.keys()].find((name) => name.includes('#')) ?? ''),
    ],
    [
      'a chunk was changed',
      (entries: Map<string, string>) =>
        entries.set([...entries.keys()].find((name) => name.includes('#')) ?? '', 'x'),
    ],
    ['the manifest is damaged', (entries: Map<string, string>) => entries.set(account, 'chunks:{')],
    ['the entry is none of ours', (entries: Map<string, string>) => entries.set(account, '{"token":"x"}')],
    ['the entry is no JSON', (entries: Map<string, string>) => entries.set(account, 'x')],
  ])('tells unreadable from absent and touches nothing when %s', async (_case, damage) => {
    const keychain = createFakeKeychain();
    const vault = createCredentialVault({ open: opens(keychain), log: silentLog });
    await vault.keep(account, credential('x'.repeat(4_000)));
    damage(keychain.entries);
    const before = new Map(keychain.entries);
    expect(await vault.read(account)).toEqual({ found: 'unreadable' });
    expect(keychain.entries).toEqual(before);
    expect(await vault.read(other)).toEqual({ found: 'absent' });
  });

  it('calls a credential unreadable, not absent, while the keychain does not answer', async () => {
    const keychain = createFakeKeychain();
    const vault = createCredentialVault({ open: opens(keychain), log: silentLog });
    await vault.keep(account, credential('x'));
    keychain.interfere = fail;
    expect(await vault.read(account)).toEqual({ found: 'unreadable' });
    keychain.interfere = () => undefined;
    expect(await vault.read(account)).toMatchObject({ found: 'credential' });
  });

  it('keeps the credential in memory, and nowhere else, when there is no keychain', async () => {
    const vault = createCredentialVault({ open: noKeychain, log: silentLog });
    expect(await vault.reading()).toEqual({ kept: 'memory', reason: 'not-installed' });
    expect(await vault.keep(account, credential('x'))).toBe('memory');
    expect(await vault.read(account)).toMatchObject({ found: 'credential', kept: 'memory' });
    expect(await createCredentialVault({ open: noKeychain, log: silentLog }).read(account)).toEqual({
      found: 'unreadable',
    });
  });

  it('prefers what it holds in memory over an older entry in the keychain', async () => {
    const keychain = createFakeKeychain();
    const vault = createCredentialVault({ open: opens(keychain), log: silentLog });
    await vault.keep(account, credential('old'));
    keychain.interfere = (operation) => (operation === 'set' ? fail() : undefined);
    expect(await vault.keep(account, credential('new'))).toBe('memory');
    expect(await vault.read(account)).toMatchObject({ credential: { grant: 'new' }, kept: 'memory' });
  });

  it('uses the keychain again once proving shows that it works', async () => {
    const keychain = createFakeKeychain();
    let working = false;
    const open = async (): Promise<KeychainReading> =>
      working ? { kept: 'keychain', keychain } : { kept: 'memory', reason: 'locked-or-silent' };
    const vault = createCredentialVault({ open, log: silentLog });
    expect(await vault.keep(account, credential('x'))).toBe('memory');
    working = true;
    expect(await vault.prove()).toEqual({ kept: 'keychain', reason: null });
    expect(await vault.keep(account, credential('y'))).toBe('keychain');
  });

  it('hands over what memory held to a keychain that has become usable, and says so before', async () => {
    const keychain = createFakeKeychain();
    let working = false;
    const open = async (): Promise<KeychainReading> =>
      working ? { kept: 'keychain', keychain } : { kept: 'memory', reason: 'locked-or-silent' };
    const noted: [string, number][] = [];
    const beforeWrite = (id: string): void => void noted.push([id, keychain.entries.size]);
    const vault = createCredentialVault({ open, log: silentLog, beforeWrite });
    await vault.keep(account, credential('x'));
    await vault.keep(other, credential('y'));
    working = true;
    await vault.prove();
    expect([...keychain.entries.keys()]).toEqual([account, other]);
    expect(noted).toEqual([
      [account, 0],
      [other, 1],
    ]);
    expect(await vault.read(account)).toMatchObject({ credential: { grant: 'x' }, kept: 'keychain' });
  });

  it('goes on holding in memory what cannot be noted or taken over', async () => {
    const keychain = createFakeKeychain();
    const vault = createCredentialVault({ open: opens(keychain), log: silentLog, beforeWrite: fail });
    expect(await vault.keep(account, credential('x'))).toBe('memory');
    expect(await vault.prove()).toEqual({ kept: 'keychain', reason: null });
    expect(keychain.entries.size).toBe(0);
    expect(await vault.read(account)).toMatchObject({ found: 'credential', kept: 'memory' });
  });

  it('removes what is left of some accounts, chunks and all, and nothing else', async () => {
    const keychain = createFakeKeychain();
    const vault = createCredentialVault({ open: opens(keychain), log: silentLog });
    await vault.keep(account, credential('x'.repeat(6_000)));
    await vault.keep(other, credential('y'));
    keychain.entries.set('probe', 'something else');
    await vault.removeLeft((id) => id === account);
    expect([...keychain.entries.keys()]).toEqual([other, 'probe']);
  });

  it('removes the credential with all its chunks', async () => {
    const keychain = createFakeKeychain();
    const vault = createCredentialVault({ open: opens(keychain), log: silentLog });
    await vault.keep(account, credential('x'.repeat(6_000)));
    await vault.remove(account);
    expect(keychain.entries.size).toBe(0);
    expect(await vault.read(account)).toEqual({ found: 'absent' });
  });

  it('says so when removal cannot be made sure of', async () => {
    const keychain = createFakeKeychain();
    const vault = createCredentialVault({ open: opens(keychain), log: silentLog });
    await vault.keep(account, credential('x'));
    keychain.delete = async () => undefined; // an agent that claims to have deleted
    await expect(vault.remove(account)).rejects.toMatchObject({ code: 'secrets-unavailable' });
  });
});
