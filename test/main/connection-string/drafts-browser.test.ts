import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Account } from '../../../domain/account.ts';
import type { ConnectionDraft } from '../../../domain/connection-string.ts';
import { DeskError } from '../../../main/failures.ts';
import { tellDeskStory, withKey } from '../../support/desk-story.ts';
import { throughBrowser } from '../../support/fake-browser-ways.ts';

const story = tellDeskStory();
const reopen = (): Promise<void> =>
  story.reopen({ providers: [throughBrowser(story.aircall), story.voipex.provider] });
beforeEach(reopen);

const callback = 'https://customer.example/back';
const own = (initiate: string, more = ''): string =>
  `AuthScheme=OAuth;OAuthClientId=our-client;OAuthClientSecret=client-secret-canary;CallbackURL=${callback};InitiateOAuth=${initiate};${more}`;
const open = (text: string): Promise<ConnectionDraft> => story.bench.ask('connection.open', { text });
const attempt = (id: string): Promise<ConnectionDraft> => story.bench.ask('connection.try', { id });
const keep = (id: string, label: string | null = null): Promise<Account> =>
  story.bench.ask('connection.keep', { id, label });
const pending = (): Promise<ConnectionDraft | null> => story.bench.ask('connection.pending', {});
const staged = (stage: ConnectionDraft['stage']): Promise<void> =>
  story.bench.until(async () => (await pending())?.stage === stage);

/** The person consents, and pastes the address the browser was sent to. */
async function comeBack(answer: Record<string, string>): Promise<void> {
  const state = new URL(story.bench.opened.at(-1) ?? '').searchParams.get('state') ?? '';
  const text = `${callback}?${new URLSearchParams({ ...answer, state }).toString()}`;
  expect(await story.bench.ask('signIn.paste', { text })).toEqual({ accepted: true, why: null });
}

/** The account of an own client, signed in by a string that may open the browser. */
async function kept(code = 'key-of-lumora'): Promise<Account> {
  const { id } = await open(own('GETANDREFRESH'));
  await attempt(id);
  await comeBack({ code });
  await staged('tried');
  return keep(id);
}

describe('a string that may open the browser', () => {
  it('opens it when it is tried, and shows what the access may do before anything is saved', async () => {
    const draft = await open(own('GETANDREFRESH', 'Label=Ours'));
    expect(draft).toMatchObject({ way: 'aircall-own-client', initiate: 'get-and-refresh' });
    expect(story.bench.opened).toEqual([]);
    expect(await attempt(draft.id)).toMatchObject({ stage: 'trying', failure: null });
    expect(story.bench.opened).toHaveLength(1);
    expect(await story.bench.ask('signIn.attempt', {})).toMatchObject({
      draftId: draft.id,
      paste: 'address',
    });
    // Asked again while it waits: nothing new begins.
    expect(await attempt(draft.id)).toMatchObject({ stage: 'trying' });
    expect(story.bench.opened).toHaveLength(1);

    await comeBack({ code: 'key-of-lumora' });
    await staged('tried');
    expect(await pending()).toMatchObject({ trial: { signedInAs: 'Lumora' }, existing: null });
    expect(await story.bench.ask('accounts.list', {})).toEqual([]);
    expect(story.keychain.entries.size).toBe(0);

    const account = await keep(draft.id);
    expect(account).toMatchObject({ label: 'Ours', way: 'aircall-own-client', status: 'signed-in' });
    expect(await story.bench.ask('signIn.attempt', {})).toBeNull();
    await story.pulled(2);
  });

  it('does without it while the access that is kept still works', async () => {
    const { id } = await kept();
    const draft = await open(own('GETANDREFRESH'));
    expect(draft.existing).toBe(id);
    expect(await attempt(draft.id)).toMatchObject({
      stage: 'tried',
      existing: id,
      trial: { signedInAs: 'Lumora' },
    });
    expect(story.bench.opened).toHaveLength(1);
    expect(await keep(draft.id, 'New name')).toMatchObject({ id, label: 'New name', status: 'signed-in' });
  });

  it('opens it when what is kept was revoked, and signs the same account in again', async () => {
    const { id } = await kept();
    story.aircall.accepted.clear();
    const draft = await open(own('GETANDREFRESH'));
    expect(await attempt(draft.id)).toMatchObject({ stage: 'trying', existing: id });
    await comeBack({ code: 'second-key-of-lumora' });
    await staged('tried');
    expect(await keep(draft.id)).toMatchObject({ id, status: 'signed-in' });
  });

  it('does not open it because there is no network', async () => {
    await kept();
    story.aircall.failure = new DeskError('offline');
    const { id } = await open(own('GETANDREFRESH'));
    expect(await attempt(id)).toMatchObject({ stage: 'failed', failure: { code: 'offline' } });
    expect(story.bench.opened).toHaveLength(1);
  });

  it.each<[what: string, end: (draft: string) => Promise<unknown>, code: string]>([
    ['cancelled', () => story.bench.ask('signIn.cancel', {}), 'sign-in-denied'],
    [
      'replaced by another sign-in',
      () =>
        story.bench.ask('signIn.begin', {
          ...{ way: 'aircall-own-client', label: null, renew: null },
          client: { clientId: 'other', clientSecret: 'x', callbackUrl: callback },
        }),
      'sign-in-denied',
    ],
    ['denied at the consent page', () => comeBack({ error: 'access_denied' }), 'sign-in-denied'],
    ['refused for its code', () => comeBack({ code: 'wrong' }), 'sign-in-rejected'],
  ])('fails when the attempt is %s, and may be tried again', async (_what, end, code) => {
    const { id } = await open(own('GETANDREFRESH'));
    await attempt(id);
    await end(id);
    await staged('failed');
    expect(await pending()).toMatchObject({ failure: { code }, trial: null });
    expect(await attempt(id)).toMatchObject({ stage: 'trying', failure: null });
    await comeBack({ code: 'key-of-lumora' });
    await staged('tried');
  });

  it('ends the attempt when it is discarded or replaced, and leaves that of others alone', async () => {
    const first = await open(own('GETANDREFRESH'));
    await attempt(first.id);
    await story.bench.ask('connection.discard', { id: first.id });
    expect(await story.bench.ask('signIn.attempt', {})).toBeNull();

    const second = await open(own('GETANDREFRESH'));
    await attempt(second.id);
    const third = await open(own('GETANDREFRESH'));
    expect(await story.bench.ask('signIn.attempt', {})).toBeNull();
    expect((await pending())?.id).toBe(third.id);

    const { id } = await story.bench.ask('signIn.begin', {
      ...{ way: 'aircall-own-client', label: null, renew: null },
      client: { clientId: 'other', clientSecret: 'x', callbackUrl: callback },
    });
    await story.bench.ask('connection.discard', { id: third.id });
    expect(await story.bench.ask('signIn.attempt', {})).toMatchObject({ id });
  });

  it('fails when the browser way is none of this build', async () => {
    await story.reopen();
    const { problems } = await open(own('GETANDREFRESH'));
    expect(problems).toMatchObject([{ kind: 'bad-value', key: 'AuthScheme' }]);
  });
});

describe.each(['OFF', 'REFRESH'])('a string with InitiateOAuth=%s', (initiate) => {
  it('never opens the browser', async () => {
    const { id } = await open(own(initiate));
    expect(await attempt(id)).toMatchObject({
      stage: 'failed',
      failure: { code: 'browser-not-allowed', where: 'InitiateOAuth' },
    });
    expect(story.bench.opened).toEqual([]);
    expect(await story.bench.ask('signIn.attempt', {})).toBeNull();
  });

  it('uses what the keychain holds for the same client, and remembers that no browser may open', async () => {
    const { id } = await kept();
    const draft = await open(own(initiate));
    expect(await attempt(draft.id)).toMatchObject({ stage: 'tried', existing: id });
    expect(await keep(draft.id)).toMatchObject({ id, status: 'signed-in' });
    expect(story.bench.opened).toHaveLength(1);
    const again = { way: 'aircall-own-client', label: null, renew: id, client: null } as const;
    expect(await story.bench.failure('signIn.begin', again)).toMatchObject({ code: 'browser-not-allowed' });
    await reopen();
    await story.bench.desk.start();
    await story.bench.until(async () => (await story.account()).status === 'signed-in');
    expect(await story.bench.failure('signIn.begin', again)).toMatchObject({ code: 'browser-not-allowed' });
  });

  it('fails when what is kept was revoked or signed out of', async () => {
    const { id } = await kept();
    story.aircall.accepted.clear();
    const revoked = await open(own(initiate));
    expect(await attempt(revoked.id)).toMatchObject({ failure: { code: 'browser-not-allowed' } });
    await story.bench.ask('accounts.signOut', { id, forgetCalls: false });
    const signedOut = await open(own(initiate));
    expect(await attempt(signedOut.id)).toMatchObject({ failure: { code: 'browser-not-allowed' } });
    expect(story.bench.opened).toHaveLength(1);
  });

  it('does not take the access of another client or way', async () => {
    await story.bench.ask('signIn.submit', withKey('key-of-orbita'));
    await kept();
    const { id, existing } = await open(own(initiate).replace('our-client', 'another-client'));
    expect(existing).toBeNull();
    expect(await attempt(id)).toMatchObject({ failure: { code: 'browser-not-allowed' } });
  });
});

describe('a keyring that was locked when the app started', () => {
  const lockedStart = async (): Promise<void> => {
    await kept();
    let locked = true;
    story.keychain.interfere = (operation) => {
      if (locked && operation === 'get') throw new DeskError('secrets-unavailable');
    };
    await reopen();
    await story.bench.desk.start();
    await story.bench.until(async () => (await story.account()).status === 'needs-sign-in');
    locked = false;
  };

  it('is read again by REFRESH', async () => {
    await lockedStart();
    const { id } = await open(own('REFRESH'));
    expect(await attempt(id)).toMatchObject({ stage: 'tried' });
  });

  it('is not by OFF, which repairs nothing', async () => {
    await lockedStart();
    const { id } = await open(own('OFF'));
    expect(await attempt(id)).toMatchObject({ failure: { code: 'browser-not-allowed' } });
  });
});

describe('a string that names a relay', () => {
  const relay = 'https://relay.example';
  const through = (initiate: string, label: string): string =>
    `AuthScheme=OAuth;Relay=${relay};InitiateOAuth=${initiate};Label=${label}`;
  /** Paths of the relay that were asked, in order. */
  let asked: string[];
  /** What the relay gives for the next handle. */
  let accessToken: string;

  beforeEach(async () => {
    asked = [];
    await story.reopen({
      providers: [throughBrowser(story.aircall), story.voipex.provider],
      async http({ url }) {
        const { origin, pathname } = new URL(url);
        expect(origin).toBe(relay);
        asked.push(pathname);
        const text = pathname === '/redeem' ? JSON.stringify({ provider: 'aircall', accessToken }) : '';
        return { status: pathname === '/redeem' ? 200 : 204, headers: new Headers(), text };
      },
    });
  });

  const signIn = async (token: string, label: string): Promise<Account> => {
    accessToken = token;
    const { id } = await open(through('GETANDREFRESH', label));
    expect(await attempt(id)).toMatchObject({ stage: 'trying' });
    expect(story.bench.opened.at(-1)).toContain(`${relay}/start/aircall?`);
    const handle = createHash('sha256').update(label).digest('base64url');
    expect(await story.bench.ask('signIn.paste', { text: handle })).toMatchObject({ accepted: true });
    await staged('tried');
    return keep(id);
  };

  it('signs in through it, and tells its accounts apart by their labels', async () => {
    const lumora = await signIn('key-of-lumora', 'Lumora');
    expect(lumora).toMatchObject({ way: 'aircall-oauth', label: 'Lumora', status: 'signed-in' });
    const orbita = await signIn('key-of-orbita', 'Orbita');
    expect(orbita.id).not.toBe(lumora.id);
    expect(asked).toEqual(['/redeem', '/ack', '/redeem', '/ack']);

    const draft = await open(through('OFF', 'Orbita'));
    expect(draft.existing).toBe(orbita.id);
    expect(await attempt(draft.id)).toMatchObject({ stage: 'tried', trial: { signedInAs: 'Orbita' } });
    expect(await keep(draft.id)).toMatchObject({ id: orbita.id });
    const unnamed = await open(`AuthScheme=OAuth;Relay=${relay};InitiateOAuth=OFF`);
    expect(unnamed.existing).toBeNull();
    expect(await attempt(unnamed.id)).toMatchObject({ failure: { code: 'browser-not-allowed' } });
    expect(story.bench.opened).toHaveLength(2);
  });
});
