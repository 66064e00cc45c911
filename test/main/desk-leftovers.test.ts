import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { KeychainReading } from '../../main/auth/keychain.ts';
import { tellDeskStory, withKey, withPassword } from '../support/desk-story.ts';
import { opens } from '../support/fake-keychain.ts';

const story = tellDeskStory();

const accountsFile = (): string => path.join(story.profile, 'accounts.json');

/** Two accounts with calls and tokens, then the app quits. */
async function livedHere(): Promise<void> {
  await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
  await story.bench.ask('signIn.submit', withPassword('password-of-jana'));
  await story.pulled(4);
  await story.bench.stop();
}

describe('what is left of an export that was killed', () => {
  it('is removed at the start', async () => {
    const part = path.join(story.profile, '.switchdeck-0123456789ab.part');
    const list = path.join(story.profile, 'unfinished.json');
    fs.writeFileSync(part, 'calls');
    fs.writeFileSync(list, JSON.stringify({ version: 1, parts: [part] }));
    await story.restart();
    await expect
      .poll(() => [fs.existsSync(part), JSON.parse(fs.readFileSync(list, 'utf8')) as unknown])
      .toEqual([false, { version: 1, parts: [] }]);
  });
});

describe('what is left of accounts nobody knows', () => {
  it('is removed at the start after their file was deleted: tokens and calls', async () => {
    await livedHere();
    fs.rmSync(accountsFile());
    await story.restart();
    await story.bench.until(async () => (await story.total()) === 0);
    expect(story.keychain.entries.size).toBe(0);
    await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
    await story.pulled(2);
  });

  it('stays while their file could not be read, which may be mended', async () => {
    await livedHere();
    const kept = [...story.keychain.entries.keys()];
    fs.writeFileSync(accountsFile(), '{');
    expect(await startAndClear()).toBe(2);
    expect([...story.keychain.entries.keys()]).toEqual(expect.arrayContaining(kept));
    expect(await story.total()).toBeGreaterThanOrEqual(4);
  });

  it('keeps its tokens where other profiles keep theirs', async () => {
    await livedHere();
    fs.rmSync(accountsFile());
    await story.reopen({ ownsKeychain: false });
    await story.bench.desk.start();
    await story.bench.until(async () => (await story.total()) === 0);
    expect(story.keychain.entries.size).toBe(2);
  });
});

/** Starts the desk and waits until it has cleared leftovers; how many accounts had calls stored before. */
async function startAndClear(): Promise<number> {
  const looked = Promise.withResolvers<number>();
  await story.reopen({
    around: (store) => ({
      ...store,
      accounts: async () => {
        const accounts = await store.accounts();
        looked.resolve(accounts.length);
        return accounts;
      },
    }),
  });
  await story.bench.desk.start();
  const stored = await looked.promise;
  // A change to accounts waits for its turn after the clearing.
  await story.bench.ask('signIn.submit', withKey('key-of-orbita'));
  return stored;
}

describe('a keychain that appears while the app runs', () => {
  it('takes over the tokens that memory held, so that a restart stays signed in', async () => {
    let unlocked = false;
    const open = async (): Promise<KeychainReading> =>
      unlocked ? opens(story.keychain)() : { kept: 'memory', reason: 'locked-or-silent' };
    await story.reopen({ openKeychain: open });
    const { id } = await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
    expect((await story.account()).status).toBe('memory-only');
    unlocked = true;
    expect((await story.bench.ask('accounts.recheck', { id })).status).toBe('signed-in');
    await story.restart();
    await story.bench.until(async () => (await story.account()).health.tokenObtainedAt !== null);
    expect((await story.account()).status).toBe('signed-in');
    await story.bench.ask('accounts.signOut', { id, forgetCalls: false });
    expect(story.keychain.entries.size).toBe(0);
  });
});
