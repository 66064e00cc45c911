import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DeskError } from '../../main/failures.ts';
import { tellDeskStory, withKey, withPassword } from '../support/desk-story.ts';
import { noKeychain } from '../support/fake-keychain.ts';

const story = tellDeskStory();

describe('starting', () => {
  it('has the cached calls ready while the keychain is silent and there is no network', async () => {
    const { id } = await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
    await story.pulled(2);
    story.aircall.failure = new DeskError('offline');
    await story.restart(() => new Promise(() => undefined));
    expect(await story.total()).toBe(2);
    expect(await story.account()).toMatchObject({ id, status: 'signed-in' });
  });

  it('goes on where it was after a restart, with the tokens of the keychain', async () => {
    await story.bench.ask('signIn.submit', withPassword('password-of-jana'));
    await story.pulled(2);
    const { probe } = story.voipex.asked;
    await story.restart();
    await story.bench.until(() => story.voipex.asked.switchboard > 1);
    expect(await story.account()).toMatchObject({ status: 'signed-in', signedInAs: 'jana@lumora.example' });
    expect(story.voipex.asked.probe).toBe(probe);
  });

  it('asks for a sign-in after a restart when the tokens were in memory only', async () => {
    await story.reopen({ openKeychain: noKeychain });
    expect(await story.bench.ask('secrets.read', {})).toEqual({ kept: 'memory', reason: 'not-installed' });
    expect((await story.bench.ask('signIn.submit', withKey('key-of-lumora'))).status).toBe('memory-only');
    await story.pulled(2);
    await story.restart(noKeychain);
    await story.bench.until(async () => (await story.account()).status === 'needs-sign-in');
    expect((await story.account()).health.failure).toEqual({ code: 'not-signed-in' });
    expect(await story.total()).toBe(2);
  });

  it('names every file that had to be kept aside', async () => {
    fs.writeFileSync(path.join(story.profile, 'settings.json'), '{');
    fs.writeFileSync(path.join(story.profile, 'accounts.json'), '{');
    await story.reopen();
    const { keptAside } = await story.bench.ask('settings.read', {});
    expect(keptAside).toMatch(/^settings\.corrupt-.+\.json, accounts\.corrupt-.+\.json$/);
  });
});

describe('signing in', () => {
  it('offers the ways of every provider, in order', async () => {
    expect(await story.bench.ask('signIn.ways', {})).toEqual([
      { provider: 'aircall', way: 'aircall-api-key' },
      { provider: 'voipex', way: 'voipex-password' },
    ]);
  });

  it('adds the account with what probing proved, keeps the token in the keychain, and pulls calls and switchboard', async () => {
    const account = await story.bench.ask('signIn.submit', withKey('key-of-lumora', null, 'Our Aircall'));
    expect(account).toMatchObject({
      provider: 'aircall',
      label: 'Our Aircall',
      colour: 'teal',
      signedInAs: 'Lumora',
      status: 'signed-in',
      capabilities: { calls: 'proven', dial: 'unknown' },
      health: { tokenExpiresAt: null, failure: null },
    });
    expect(story.keychain.entries.get(account.id)).toContain('aircall-token-1');
    await story.pulled(2);
    await story.bench.until(async () => (await story.bench.ask('switchboard.read', {})).people.length === 1);
    await story.bench.until(async () => (await story.account()).health.lastSuccessAt !== null);
    expect((await story.bench.ask('sync.read', {}))[0]).toMatchObject({ accountId: account.id });
  });

  it('names the account after who signed in when the user gave no name', async () => {
    expect((await story.bench.ask('signIn.submit', withPassword('password-of-jana'))).label).toBe(
      'jana@lumora.example',
    );
  });

  it.each([
    ['a wrong credential', 'sign-in-rejected', () => undefined, withKey('no-such-key')],
    [
      'no network',
      'offline',
      () => (story.aircall.failure = new DeskError('offline')),
      withKey('key-of-lumora'),
    ],
    [
      'a plan without these APIs',
      'provider-refused',
      () =>
        (story.aircall.capabilities = {
          ...story.aircall.capabilities,
          calls: 'refused',
          switchboard: 'refused',
        }),
      withKey('key-of-lumora'),
    ],
    [
      'an account to renew that is gone',
      'not-found',
      () => undefined,
      withKey('key-of-lumora', 'aircall:gone00000000'),
    ],
  ])('stores nothing at all after %s', async (_why, code, arrange, request) => {
    arrange();
    expect(await story.bench.failure('signIn.submit', request)).toMatchObject({ code });
    expect(await story.bench.ask('accounts.list', {})).toEqual([]);
    expect(story.keychain.entries.size).toBe(0);
    expect(fs.existsSync(path.join(story.profile, 'accounts.json'))).toBe(false);
  });

  it('loses nothing when renewing fails: the old token stays in use', async () => {
    const { id } = await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
    await story.pulled(2);
    const before = new Map(story.keychain.entries);
    expect(await story.bench.failure('signIn.submit', withKey('no-such-key', id))).toMatchObject({
      code: 'sign-in-rejected',
    });
    expect(story.keychain.entries).toEqual(before);
    expect(await story.account()).toMatchObject({ id, status: 'signed-in' });
    await story.bench.ask('sync.now', { id });
    expect((await story.account()).health.failure).toBeNull();
  });

  it('renews in place: id, name, colour and calls stay', async () => {
    const first = await story.bench.ask('signIn.submit', withKey('key-of-lumora', null, 'Ours'));
    await story.pulled(2);
    story.aircall.accepted.clear();
    await story.bench.ask('sync.now', { id: first.id });
    expect((await story.account()).status).toBe('needs-sign-in');
    const renewed = await story.bench.ask('signIn.submit', withKey('second-key-of-lumora', first.id));
    expect(renewed).toMatchObject({
      id: first.id,
      label: 'Ours',
      createdAt: first.createdAt,
      status: 'signed-in',
    });
    expect(await story.total()).toBe(2);
    expect(story.keychain.entries.get(first.id)).toContain('aircall-token-2');
  });

  it('takes a second sign-in of the same identity for the same account', async () => {
    const first = await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
    const second = await story.bench.ask('signIn.submit', withKey('second-key-of-lumora'));
    expect(second.id).toBe(first.id);
    expect(await story.bench.ask('accounts.list', {})).toHaveLength(1);
    expect(story.keychain.entries.size).toBe(1);
  });

  it('never mixes the calls of two companies: renewing as another one adds an account', async () => {
    const first = await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
    const other = await story.bench.ask('signIn.submit', withKey('key-of-orbita', first.id));
    expect(other.id).not.toBe(first.id);
    expect((await story.bench.ask('accounts.list', {})).map((account) => account.signedInAs)).toEqual([
      'Lumora',
      'Orbita',
    ]);
  });

  it('refuses to renew an account of one provider through the other', async () => {
    const { id } = await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
    expect(await story.bench.failure('signIn.submit', withPassword('password-of-jana', id))).toMatchObject({
      code: 'invalid-request',
    });
  });

  it('keeps the tokens in memory, and says so, when the keychain fails after the sign-in', async () => {
    story.keychain.interfere = () => {
      throw new DeskError('secrets-unavailable');
    };
    expect((await story.bench.ask('signIn.submit', withKey('key-of-lumora'))).status).toBe('memory-only');
    await story.pulled(2);
  });
});

describe('a token that is no longer good', () => {
  it('is renewed once, and the renewal is in the keychain', async () => {
    const { id } = await story.bench.ask('signIn.submit', withPassword('password-of-jana'));
    await story.pulled(2);
    story.voipex.accepted.clear();
    await story.bench.ask('sync.now', { id });
    expect(story.voipex.asked.renew).toBe(1);
    expect(story.keychain.entries.get(id)).toContain('voipex-token-2');
    expect((await story.account()).status).toBe('signed-in');
  });

  it('asks for a sign-in when it was revoked, keeps the calls readable, and pulls no more', async () => {
    const { id } = await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
    await story.pulled(2);
    story.aircall.accepted.clear();
    await story.bench.ask('sync.now', { id });
    expect(await story.account()).toMatchObject({
      status: 'needs-sign-in',
      health: { failure: { code: 'not-signed-in' } },
    });
    expect(await story.total()).toBe(2);
    expect(await story.bench.failure('sync.now', { id })).toMatchObject({ code: 'not-signed-in' });
  });

  it('is tried again when the user asks to check the account again', async () => {
    const { id } = await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
    await story.pulled(2);
    const accepted = [...story.aircall.accepted];
    story.aircall.accepted.clear();
    await story.bench.ask('sync.now', { id });
    expect(await story.bench.failure('accounts.recheck', { id })).toMatchObject({ code: 'not-signed-in' });
    for (const value of accepted) story.aircall.accepted.add(value);
    expect((await story.bench.ask('accounts.recheck', { id })).status).toBe('signed-in');
    await story.bench.until(async () => (await story.bench.ask('sync.read', {}))[0]?.phase === 'current');
  });

  it('keeps the account signed in while there is no network', async () => {
    const { id } = await story.bench.ask('signIn.submit', withPassword('password-of-jana'));
    await story.pulled(2);
    story.voipex.failure = new DeskError('offline');
    await story.bench.ask('sync.now', { id });
    expect(await story.account()).toMatchObject({
      status: 'signed-in',
      health: { failure: { code: 'offline' } },
    });
    story.voipex.failure = null;
    story.bench.desk.networkChanged(true);
    await story.bench.until(async () => (await story.account()).health.failure === null);
  });
});

describe('checking an account again', () => {
  it('shows what the access may do now', async () => {
    const { id } = await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
    story.aircall.capabilities = { ...story.aircall.capabilities, recordings: 'refused' };
    expect((await story.bench.ask('accounts.recheck', { id })).capabilities.recordings).toBe('refused');
    await story.restart();
    expect((await story.account()).capabilities.recordings).toBe('refused');
  });
});
