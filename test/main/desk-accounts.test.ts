import { describe, expect, it } from 'vitest';
import { DeskError } from '../../main/failures.ts';
import { aCall } from '../support/calls.ts';
import { tellDeskStory, withKey, withPassword } from '../support/desk-story.ts';
import { opens } from '../support/fake-keychain.ts';

const story = tellDeskStory();
const gone = 'aircall:gone00000000';

describe('signing out', () => {
  it('removes the tokens, keeps the calls readable, and asks the provider nothing more', async () => {
    const { id } = await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
    await story.pulled(2);
    const [account] = await story.bench.ask('accounts.signOut', { id, forgetCalls: false });
    expect(account).toMatchObject({
      id,
      status: 'signed-out',
      health: { failure: null, tokenObtainedAt: null, budget: null },
    });
    expect(story.keychain.entries.size).toBe(0);
    expect(await story.total()).toBe(2);
    expect((await story.bench.ask('switchboard.read', {})).parts).toEqual([]);
    expect(await story.bench.ask('sync.read', {})).toMatchObject([
      { accountId: id, phase: 'idle', stored: 2 },
    ]);
    const asked = { ...story.aircall.asked };
    await story.restart();
    await story.bench.ask('sync.now', { id: null });
    expect(story.aircall.asked).toEqual(asked);
    expect(await story.bench.failure('sync.now', { id })).toMatchObject({ code: 'not-signed-in' });
    expect(await story.bench.failure('accounts.recheck', { id })).toMatchObject({ code: 'not-signed-in' });
  });

  it('forgets the calls and the account too when the user says so, and nobody else’s', async () => {
    const { id } = await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
    const other = await story.bench.ask('signIn.submit', withPassword('password-of-jana'));
    await story.pulled(4);
    const left = await story.bench.ask('accounts.signOut', { id, forgetCalls: true });
    expect(left.map((account) => account.id)).toEqual([other.id]);
    expect(await story.total()).toBe(2);
    expect([...story.keychain.entries.keys()]).toEqual([other.id]);
    await story.restart();
    expect((await story.account()).id).toBe(other.id);
  });

  it('can forget the calls of an account that was signed out before', async () => {
    const { id } = await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
    await story.pulled(2);
    await story.bench.ask('accounts.signOut', { id, forgetCalls: false });
    expect(await story.bench.ask('accounts.signOut', { id, forgetCalls: true })).toEqual([]);
    expect(await story.total()).toBe(0);
  });

  it('goes on with the kept calls when the same identity signs in again', async () => {
    const { id } = await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
    await story.pulled(2);
    await story.bench.ask('accounts.signOut', { id, forgetCalls: false });
    expect(await story.bench.ask('signIn.submit', withKey('second-key-of-lumora'))).toMatchObject({
      id,
      status: 'signed-in',
    });
    expect(await story.total()).toBe(2);
  });

  it('says so when the tokens could not be removed, and removes them at the next start', async () => {
    const { id } = await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
    await story.pulled(2);
    story.keychain.interfere = (operation) => {
      if (operation === 'delete') throw new DeskError('secrets-unavailable');
    };
    expect(await story.bench.failure('accounts.signOut', { id, forgetCalls: false })).toMatchObject({
      code: 'secrets-unavailable',
    });
    expect((await story.account()).status).toBe('signed-out');
    expect(story.keychain.entries.size).toBe(1);
    story.keychain.interfere = () => undefined;
    const removed = Promise.withResolvers<void>();
    const { keychain } = story;
    await story.restart(
      opens({
        ...keychain,
        delete: async (account) => {
          await keychain.delete(account);
          removed.resolve();
        },
      }),
    );
    await removed.promise;
    expect(keychain.entries.size).toBe(0);
  });

  it('removes the tokens although the calls cannot be forgotten', async () => {
    await story.reopen({
      around: (store) => ({
        ...store,
        forget: () => Promise.reject(new DeskError('cache-unavailable', { where: 'disk full' })),
      }),
    });
    const { id } = await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
    await story.pulled(2);
    expect(await story.bench.failure('accounts.signOut', { id, forgetCalls: true })).toMatchObject({
      code: 'cache-unavailable',
    });
    expect(story.keychain.entries.size).toBe(0);
    expect((await story.account()).status).toBe('signed-out');
  });

  it('needs no keychain for an account whose tokens were never in one', async () => {
    const silent = async () => ({ kept: 'memory', reason: 'locked-or-silent' }) as const;
    await story.reopen({ openKeychain: silent });
    const { id } = await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
    expect(await story.bench.ask('accounts.signOut', { id, forgetCalls: true })).toEqual([]);
  });

  it('refuses an account that is not here', async () => {
    expect(await story.bench.failure('accounts.signOut', { id: gone, forgetCalls: true })).toMatchObject({
      code: 'not-found',
    });
  });
});

describe('accounts', () => {
  it('take another name and colour, for good', async () => {
    const { id } = await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
    await story.bench.ask('accounts.update', { id, label: 'Support' });
    expect(await story.bench.ask('accounts.update', { id, colour: 'pink' })).toMatchObject({
      label: 'Support',
      colour: 'pink',
    });
    await story.restart();
    expect(await story.account()).toMatchObject({ label: 'Support', colour: 'pink' });
    expect(await story.bench.failure('accounts.update', { id: gone })).toMatchObject({ code: 'not-found' });
  });

  it('show what they use of the budget and how old their token is', async () => {
    await story.bench.ask('signIn.submit', withPassword('password-of-jana'));
    await story.pulled(2);
    await story.bench.until(async () => (await story.account()).health.lagMs !== null);
    const { health } = await story.account();
    expect(health).toMatchObject({
      budget: { limitPerMinute: 60, learnt: false },
      unknownValues: 0,
      rejectedRecords: 0,
    });
    expect((health.tokenExpiresAt ?? 0) - (health.tokenObtainedAt ?? 0)).toBe(3_000_000);
  });
});

describe('the budget', () => {
  const used = async (): Promise<(number | undefined)[]> =>
    (await story.bench.ask('accounts.list', {})).map(({ health }) => health.budget?.usedLastMinute);
  const secondPerson = withPassword('password-of-petr');

  it('is one for two people who see the same switchboard', async () => {
    story.voipex.logins.set('password-of-petr', 'petr@lumora.example');
    story.voipex.pbx = [{ pbxId: '77', name: null, hostname: null, version: null }];
    await story.bench.ask('signIn.submit', withPassword('password-of-jana'));
    await story.bench.ask('signIn.submit', secondPerson);
    await story.pulled(4);
    const [jana, petr] = await used();
    expect(jana).toBeGreaterThanOrEqual(4);
    expect(petr).toBe(jana);
  });

  it('is another for each company', async () => {
    await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
    await story.bench.until(async () => (await story.bench.ask('sync.read', {}))[0]?.phase === 'current');
    const [lumora] = await used();
    await story.bench.ask('signIn.submit', withKey('key-of-orbita'));
    await story.pulled(4);
    expect((await used())[0]).toBe(lumora);
  });

  it('goes on counting when an account is connected anew', async () => {
    const { id } = await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
    await story.pulled(2);
    const [before = 0] = await used();
    await story.bench.ask('signIn.submit', withKey('second-key-of-lumora', id));
    expect((await used())[0]).toBeGreaterThanOrEqual(before);
  });
});

describe('a call', () => {
  const callId = async (): Promise<string> => {
    const { id } = await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
    await story.pulled(2);
    return `${id}:1`;
  };

  it('is opened at the provider in the system browser', async () => {
    const id = await callId();
    await story.bench.ask('calls.openInProvider', { id });
    expect(story.bench.opened).toEqual(['https://pages.aircall.example/calls/1']);
  });

  it.each([
    ['another host', 'https://pages.aircall.example.evil.example/calls/1', 'invalid-request'],
    ['the other provider’s host', 'https://pages.voipex.example/calls/1', 'invalid-request'],
    ['plain http', 'http://pages.aircall.example/calls/1', 'invalid-request'],
    ['a file', 'file:///etc/passwd', 'invalid-request'],
    ['a script', 'javascript:alert(1)', 'invalid-request'],
    ['a user in front of the host', 'https://pages.aircall.example@evil.example/', 'invalid-request'],
    ['another port', 'https://pages.aircall.example:8443/calls/1', 'invalid-request'],
    ['no address at all', 'calls/1', 'invalid-request'],
    ['no page', null, 'not-found'],
  ])('is not opened when its address is %s', async (_what, providerPage, code) => {
    story.aircall.calls = (accountId) => [
      aCall({ accountId, providerCallId: '1', startedAt: Date.now() - 60_000, providerPage }),
    ];
    const { id } = await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
    await story.pulled(1);
    expect(await story.bench.failure('calls.openInProvider', { id: `${id}:1` })).toMatchObject({ code });
    expect(story.bench.opened).toEqual([]);
  });

  it('gives its number to the clipboard, as E.164 where it could be parsed', async () => {
    const id = await callId();
    expect(await story.bench.ask('calls.copyNumber', { id })).toEqual({ copied: '+420606123456' });
    expect(story.bench.copied).toEqual(['+420606123456']);
  });

  it.each([
    ['clipboard', 'calls.copyNumber', { copyText: () => Promise.reject(new Error('no display')) }],
    ['browser', 'calls.openInProvider', { openPage: () => Promise.reject(new Error('no browser')) }],
  ] as const)('says so when the %s refuses', async (where, operation, parts) => {
    await story.reopen(parts);
    const id = await callId();
    const failure = await story.bench.failure(operation, { id });
    expect(failure).toMatchObject({ code: 'unexpected', where });
    expect(failure.incidentId).toMatch(/./);
  });

  it.each([
    ['as the provider sent it', { e164: null, raw: '606 12' }, '606 12'],
    ['not at all when it is withheld', { e164: null, raw: '', hidden: true }, null],
  ])('gives its number %s', async (_how, remote, copied) => {
    story.aircall.calls = (accountId) => [
      aCall({ accountId, providerCallId: '1', startedAt: Date.now() - 60_000, remote }),
    ];
    const { id } = await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
    await story.pulled(1);
    if (copied === null) {
      expect(await story.bench.failure('calls.copyNumber', { id: `${id}:1` })).toMatchObject({
        code: 'not-found',
      });
    } else {
      expect(await story.bench.ask('calls.copyNumber', { id: `${id}:1` })).toEqual({ copied });
    }
  });

  it('that is not here is said to be not here', async () => {
    const id = `${gone}:1`;
    for (const name of ['calls.detail', 'calls.copyNumber', 'calls.openInProvider'] as const) {
      expect(await story.bench.failure(name, { id })).toMatchObject({ code: 'not-found' });
    }
  });
});

describe('the desk', () => {
  it('keeps settings, and connects anew when numbers are to be read for another country', async () => {
    await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
    await story.bench.ask('settings.write', { theme: 'dark' });
    expect(story.aircall.homeCountries.at(-1)).toBe('CZ');
    const connected = story.aircall.homeCountries.length;
    expect(await story.bench.ask('settings.write', { homeCountry: 'SK' })).toMatchObject({
      settings: { theme: 'dark', homeCountry: 'SK' },
      keptAside: null,
    });
    await story.bench.until(() => story.aircall.homeCountries.length > connected);
    expect(story.aircall.homeCountries.at(-1)).toBe('SK');
  });

  it('pulls at once when the network is back', async () => {
    await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
    await story.pulled(2);
    await story.bench.until(async () => (await story.bench.ask('sync.read', {}))[0]?.phase === 'current');
    const { calls } = story.aircall.asked;
    story.bench.desk.networkChanged(true);
    await story.bench.until(() => story.aircall.asked.calls > calls);
  });

  it('stops although a provider never answers', async () => {
    const { id } = await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
    await story.pulled(2);
    story.aircall.silent = true;
    const pull = story.bench.ask('sync.now', { id });
    await story.bench.desk.stop();
    await pull;
    expect(story.bench.logged.join('\n')).not.toContain('stopped-late');
  });

  it('numbers its events, each kind for itself', async () => {
    await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
    await story.pulled(2);
    const sequences = story.bench.crossed
      .filter((line) => line.startsWith('accounts.changed'))
      .map((line) => Number(/"sequence":(\d+)/.exec(line)?.[1]));
    expect(sequences).toEqual(sequences.map((_, n) => n + 1));
  });
});
