import fs from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BrowserSignInRequest, SignInAttempt } from '../../domain/sign-in.ts';
import { createHttp } from '../../main/http.ts';
import { createInbox, type Inbox } from '../../main/links/arrival.ts';
import { Endpoints } from '../../main/providers/endpoints.ts';
import { createProviders } from '../../main/providers/registry.ts';
import { type AircallSimulator, startAircall } from '../simulators/aircall/index.ts';
import { createWorld } from '../simulators/world/create-world.ts';
import { type BrowserWorld, openBrowserWorld, relayOrigin } from '../support/browser-sign-in.ts';
import { type DeskBench, openDeskBench, scratchProfile } from '../support/desk-bench.ts';
import { createFakeKeychain, type FakeKeychain, opens } from '../support/fake-keychain.ts';

const day = 86_400_000;
const withRelay: BrowserSignInRequest = { way: 'aircall-oauth', label: null, renew: null };

let aircall: AircallSimulator;
let world: BrowserWorld;
let keychain: FakeKeychain;
let profile: string;
let inbox: Inbox;
let bench: DeskBench;

async function open(): Promise<void> {
  const endpoints = Endpoints.parse({
    aircall: { api: aircall.url, consent: aircall.url },
    relay: relayOrigin,
    voipex: { auth: aircall.url, ipbx: aircall.url, central: aircall.url },
  });
  inbox = createInbox();
  bench = await openDeskBench(profile, {
    openKeychain: opens(keychain),
    providers: createProviders(endpoints, () => 0),
    http: createHttp(world.fetch),
    endpoints,
    inbox,
  });
  await bench.desk.start();
}
const ended = async (): Promise<SignInAttempt> => {
  const over = (attempt: SignInAttempt | null): attempt is SignInAttempt =>
    attempt?.stage === 'done' || attempt?.stage === 'failed';
  await bench.until(async () => over(await bench.ask('signIn.attempt', {})));
  const attempt = await bench.ask('signIn.attempt', {});
  if (!over(attempt)) throw new Error('the attempt is not over');
  return attempt;
};
/** Begins, lets the browser do its part and hands the link over. */
async function signIn(request = withRelay): Promise<SignInAttempt> {
  await bench.ask('signIn.begin', request);
  inbox.receive(await world.browse(bench.opened.at(-1) ?? ''));
  return ended();
}
const accounts = () => bench.ask('accounts.list', {});
const eventsAre = (state: string): Promise<void> =>
  bench.until(async () => (await accounts())[0]?.events === state);
const deliveries = () => aircall.deliveriesOf('call.ended', {}).map(({ url }) => url);

beforeEach(async () => {
  const to = Date.now();
  aircall = await startAircall({
    world: createWorld({ seed: 5, calls: 40, people: 6, from: to - 3 * day, to }),
    switches: { consent: 'grant' },
  });
  // Real time passes here: a company whose limit is dear would have its calls read slowly.
  aircall.control.limits.change({ perMinute: 9_000 });
  world = await openBrowserWorld(aircall);
  keychain = createFakeKeychain();
  profile = scratchProfile();
  await open();
});
afterEach(async () => {
  await bench.stop();
  await Promise.all([world.close(), aircall.close()]);
  fs.rmSync(profile, { recursive: true, force: true });
});

describe('signing in through the browser and the relay', () => {
  it('is offered where a relay is known', async () => {
    expect((await bench.ask('signIn.ways', {})).map(({ way }) => way)).toEqual([
      'aircall-oauth',
      'aircall-api-key',
      'aircall-own-client',
      'voipex-password',
    ]);
  });

  it('brings an account whose calls are pulled, with its token in the keychain', async () => {
    const attempt = await signIn();
    expect(attempt).toMatchObject({ stage: 'done', failure: null });
    const [account] = await accounts();
    expect(account).toMatchObject({ id: attempt.accountId, way: 'aircall-oauth', status: 'signed-in' });
    expect([...keychain.entries.keys()]).toEqual([attempt.accountId]);
    await bench.until(async () => (await bench.ask('sync.read', {}))[0]?.phase === 'current');
  });

  it('goes on after the app was restarted while the browser was at work', async () => {
    await bench.ask('signIn.begin', withRelay);
    const link = await world.browse(bench.opened.at(-1) ?? '');
    await bench.stop();
    await open();
    inbox.receive(link);
    expect(await ended()).toMatchObject({ stage: 'done' });
    expect(bench.went).toContain('sign-in');
    expect(await accounts()).toHaveLength(1);
  });

  it('takes no link that came before anything was begun', async () => {
    await bench.ask('signIn.begin', withRelay);
    const link = await world.browse(bench.opened.at(-1) ?? '');
    await bench.ask('signIn.cancel', {});
    inbox.receive(link);
    await bench.ask('signIn.begin', withRelay);
    inbox.receive(link);
    expect(await bench.ask('signIn.attempt', {})).toMatchObject({ stage: 'waiting' });
    expect(await accounts()).toEqual([]);
  });

  it('that the administrator refuses ends as refused', async () => {
    aircall.control.switches.change({ consent: 'deny' });
    expect(await signIn()).toMatchObject({ stage: 'failed', failure: { code: 'sign-in-denied' } });
    expect(await accounts()).toEqual([]);
  });

  it('again renews in place: id, name and calls stay, and the new token is in use', async () => {
    const first = await signIn({ ...withRelay, label: 'Ours' });
    // How many there are is told a little later than that all are there.
    await bench.until(async () => {
      const [status] = await bench.ask('sync.read', {});
      return status?.phase === 'current' && status.stored > 0;
    });
    const [before] = await bench.ask('sync.read', {});
    aircall.control.tokens.revoke(null);
    await bench.ask('sync.now', { id: first.accountId });
    expect((await accounts())[0]).toMatchObject({ status: 'needs-sign-in' });
    const again = await signIn({ ...withRelay, renew: first.accountId });
    expect(again.accountId).toBe(first.accountId);
    expect(await accounts()).toMatchObject([{ id: first.accountId, label: 'Ours', status: 'signed-in' }]);
    const [after] = await bench.ask('sync.read', {});
    expect(after?.stored).toBe(before?.stored);
  });

  it('and with an API key is one account of one company', async () => {
    const first = await signIn();
    const { apiId, apiToken } = aircall;
    const key = { way: 'aircall-api-key', label: null, renew: null, apiId, apiToken } as const;
    expect(await bench.ask('signIn.submit', key)).toMatchObject({
      id: first.accountId,
      way: 'aircall-api-key',
    });
  });

  it('goes on waiting after a handle that nobody knows, and takes the right one', async () => {
    await bench.ask('signIn.begin', withRelay);
    const link = await world.browse(bench.opened.at(-1) ?? '');
    inbox.receive({ ...link, handle: 'A'.repeat(43) });
    await bench.until(async () => (await bench.ask('signIn.attempt', {}))?.stage === 'waiting');
    inbox.receive(link);
    expect(await ended()).toMatchObject({ stage: 'done' });
  });
});

describe('signing in with a customer’s own client', () => {
  const callbackUrl = 'https://intranet.example/callback';
  const begin = async (change: { clientSecret?: string } = {}): Promise<SignInAttempt> => {
    const { clientId, clientSecret } = aircall;
    const client = { clientId, clientSecret, callbackUrl, ...change };
    await bench.ask('signIn.begin', { way: 'aircall-own-client', label: null, renew: null, client });
    return pasteAddress();
  };
  const pasteAddress = async (): Promise<SignInAttempt> => {
    const sent = await fetch(bench.opened.at(-1) ?? '', { redirect: 'manual' });
    const text = sent.headers.get('location') ?? '';
    expect(await bench.ask('signIn.paste', { text })).toEqual({ accepted: true, why: null });
    return ended();
  };

  it('exchanges the code itself, and signs in again with the client the keychain holds', async () => {
    const first = await begin();
    expect(await accounts()).toMatchObject([
      { id: first.accountId, way: 'aircall-own-client', events: null },
    ]);
    await bench.ask('signIn.begin', {
      way: 'aircall-own-client',
      label: null,
      renew: first.accountId,
      client: null,
    });
    expect(await pasteAddress()).toMatchObject({ stage: 'done', accountId: first.accountId });
  });

  it('says what Aircall said about a wrong secret', async () => {
    expect(await begin({ clientSecret: 'wrong' })).toMatchObject({
      failure: { code: 'sign-in-rejected', status: 400 },
      providerSaid: 'Client authentication failed.',
    });
    expect(keychain.entries.size).toBe(0);
  });
});

describe('events of an account that signed in through the relay', () => {
  it('are sent to the relay, and their token is kept with the credential', async () => {
    const { accountId } = await signIn();
    await eventsAre('on');
    const [delivery, ...more] = aircall.deliveriesOf('call.ended', {});
    expect(delivery).toMatchObject({ url: `${relayOrigin}/aircall/webhook`, body: { resource: 'call' } });
    expect(more).toEqual([]);
    expect(aircall.deliveriesOf('transcription.created', {})).toEqual([]);
    const { token } = delivery?.body as { token: string }; // as the simulator's records have it
    const kept = JSON.parse(keychain.entries.get(accountId ?? '') ?? '') as { eventToken: string }; // ours
    expect(kept.eventToken).toBe(token);
    expect(bench.crossed.concat(bench.logged).join('\n')).not.toContain(token);
  });

  it('are switched on again when the app starts after Aircall switched them off', async () => {
    await signIn();
    await eventsAre('on');
    aircall.disableWebhooks();
    expect(deliveries()).toEqual([]);
    await bench.stop();
    await open();
    await eventsAre('repaired');
    expect(deliveries()).toHaveLength(1);
    expect(aircall.deliveriesOf('transcription.created', {})).toEqual([]);
  });

  it('end with the sign-out', async () => {
    const { accountId } = await signIn();
    await eventsAre('on');
    await bench.ask('accounts.signOut', { id: accountId ?? '', forgetCalls: false });
    expect(deliveries()).toEqual([]);
    expect(keychain.entries.size).toBe(0);
  });

  it('do not keep anybody from signing out when Aircall cannot be reached', async () => {
    const { accountId } = await signIn();
    await eventsAre('on');
    aircall.control.faults.add({
      path: '^/v1/webhooks',
      times: null,
      fault: { kind: 'cut', after: 'nothing' },
    });
    const [account] = await bench.ask('accounts.signOut', { id: accountId ?? '', forgetCalls: false });
    expect(account).toMatchObject({ status: 'signed-out' });
    expect(keychain.entries.size).toBe(0);
    expect(bench.logged.join('\n')).toContain('events.left');
  });

  it('are refused plainly where the access may not ask for them', async () => {
    aircall.control.faults.add({
      path: '^/v1/webhooks',
      times: null,
      fault: { kind: 'status', status: 403 },
    });
    await signIn();
    await eventsAre('refused');
    expect((await accounts())[0]).toMatchObject({ status: 'signed-in' });
  });
});
