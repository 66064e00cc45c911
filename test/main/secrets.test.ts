import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { anyCall } from '../../domain/call.ts';
import { createHttp, type Http } from '../../main/http.ts';
import { createInbox } from '../../main/links/arrival.ts';
import { Endpoints } from '../../main/providers/endpoints.ts';
import { createProviders } from '../../main/providers/registry.ts';
import { type AircallSimulator, startAircall } from '../simulators/aircall/index.ts';
import { startVoipex, type VoipexSimulator } from '../simulators/voipex/index.ts';
import { createWorld } from '../simulators/world/create-world.ts';
import { type BrowserWorld, openBrowserWorld, relayOrigin } from '../support/browser-sign-in.ts';
import { type DeskBench, openDeskBench, scratchProfile } from '../support/desk-bench.ts';
import { createFakeKeychain, opens } from '../support/fake-keychain.ts';

const day = 86_400_000;

/** Everything a person typed or a provider granted during the run below. */
const canaries = new Set<string>(['wrong-token-canary-48213', 'wrong-password-canary-77120']);
const keychain = createFakeKeychain();
let aircall: AircallSimulator;
let voipex: VoipexSimulator;
let profile: string;
let bench: DeskBench;
let browser: BrowserWorld;
const inbox = createInbox();

/** Every request of the desk, seen on its way out; some replies are replaced by ones that echo the credential. */
let echo = false;
const direct = createHttp((url, init) => browser.fetch(url, init));
/** What a body of ours carries that nobody else may see. */
const SentSecrets = z.object({
  h: z.string().optional(),
  v: z.string().optional(),
  receipt: z.string().optional(),
  code: z.string().optional(),
  client_secret: z.string().optional(),
});
const http: Http = async (request) => {
  const sent = request.headers?.['authorization'] ?? '';
  if (sent !== '') canaries.add(sent.split(' ')[1] ?? sent);
  for (const [name, value] of new URLSearchParams(request.body ?? '')) {
    if (name === 'password' || name === 'refresh_token') canaries.add(value);
  }
  if (request.headers?.['content-type'] === 'application/json') {
    for (const value of Object.values(SentSecrets.parse(JSON.parse(request.body ?? ''))))
      if (value !== undefined) canaries.add(value);
  }
  const reply = await direct(request);
  for (const token of reply.text.matchAll(/"(?:(?:access|refresh|id)_token|accessToken|token)":"([^"]+)"/g))
    canaries.add(token[1] ?? '');
  return echo
    ? { ...reply, status: 500, text: `{"message":"bad ${sent}","echo":"${request.body ?? ''}"}` }
    : reply;
};

async function attemptEnds(stage: 'done' | 'failed'): Promise<void> {
  await bench.until(async () => (await bench.ask('signIn.attempt', {}))?.stage === stage);
}

/** A sign-in through the relay, with events; one with an own client, wrong at first; one that echoes; one left waiting. */
async function liveInTheBrowser(): Promise<void> {
  await bench.ask('signIn.begin', { way: 'aircall-oauth', label: null, renew: null });
  for (const entry of keychain.entries.values()) noteAttempt(entry);
  const link = await browser.browse(bench.opened.at(-1) ?? '');
  inbox.receive({ ...link, handle: 'wrong-handle-canary-44120'.padEnd(43, 'x') });
  inbox.receive(link);
  await attemptEnds('done');
  await bench.until(async () => (await bench.ask('accounts.list', {})).some(({ events }) => events === 'on'));

  const { clientId, clientSecret } = aircall;
  const callbackUrl = 'https://intranet.example/callback';
  for (const secret of ['wrong-secret-canary-50912', clientSecret]) {
    for (const echoed of [true, false]) {
      canaries.add(secret);
      const client = { clientId, clientSecret: secret, callbackUrl };
      await bench.ask('signIn.begin', { way: 'aircall-own-client', label: null, renew: null, client });
      for (const entry of keychain.entries.values()) noteAttempt(entry);
      const sent = await fetch(bench.opened.at(-1) ?? '', { redirect: 'manual' });
      const text = sent.headers.get('location') ?? '';
      canaries.add(new URL(text).searchParams.get('code') ?? '');
      echo = echoed;
      await bench.ask('signIn.paste', { text });
      await attemptEnds(secret === clientSecret && !echoed ? 'done' : 'failed');
      echo = false;
    }
  }
  await bench.ask('signIn.begin', { way: 'aircall-oauth', label: null, renew: null });
  for (const entry of keychain.entries.values()) noteAttempt(entry);
}

/** The secrets of an attempt that waits: the app keeps them in the keychain and nowhere else. */
function noteAttempt(entry: string): void {
  const found = /"verifier":"([^"]+)","state":"([^"]+)","receipt":"([^"]+)"/.exec(entry);
  for (const secret of found?.slice(1) ?? []) canaries.add(secret);
}

async function live(): Promise<void> {
  const { apiId, apiToken } = aircall;
  canaries.add(apiToken);
  const key = { way: 'aircall-api-key', label: null, renew: null, apiId } as const;
  const password = { way: 'voipex-password', label: null, renew: null, email: voipex.email } as const;
  await bench.failure('signIn.submit', { ...key, apiToken: 'wrong-token-canary-48213' });
  await bench.failure('signIn.submit', { ...password, password: 'wrong-password-canary-77120' });
  const ours = await bench.ask('signIn.submit', { ...key, apiToken });
  const theirs = await bench.ask('signIn.submit', { ...password, password: voipex.password });
  await liveInTheBrowser();
  await bench.until(async () =>
    (await bench.ask('sync.read', {})).every((status) => status.phase === 'current' && status.stored > 0),
  );

  voipex.control.tokens.expire(null);
  await bench.ask('sync.now', { id: theirs.id });
  echo = true;
  for (const id of [ours.id, theirs.id]) await bench.failure('accounts.recheck', { id });
  echo = false;
  await bench.ask('calls.page', {
    filter: anyCall,
    anchor: null,
    offset: 0,
    limit: 500,
  });
  await bench.ask('switchboard.read', {});
  await bench.ask('settings.write', { theme: 'dark' });

  aircall.control.tokens.revoke(null);
  voipex.control.tokens.revoke(null);
  for (const id of [ours.id, theirs.id]) await bench.failure('accounts.recheck', { id });
  await bench.until(async () =>
    (await bench.ask('accounts.list', {})).every((account) => account.status === 'needs-sign-in'),
  );
}

beforeAll(async () => {
  const to = Date.now();
  const world = createWorld({ seed: 4, calls: 60, from: to - 3 * day, to, people: 8 });
  [aircall, voipex] = await Promise.all([
    startAircall({ world, switches: { consent: 'grant', limitPerMinute: null } }),
    startVoipex({ world }),
  ]);
  browser = await openBrowserWorld(aircall);
  profile = scratchProfile();
  const endpoints = {
    aircall: { api: aircall.url, consent: aircall.url },
    relay: relayOrigin,
    voipex: { auth: voipex.authUrl, ipbx: voipex.ipbxUrl, central: voipex.centralUrl },
  };
  bench = await openDeskBench(profile, {
    openKeychain: opens(keychain),
    providers: createProviders(Endpoints.parse(endpoints), () => 0),
    endpoints: Endpoints.parse(endpoints),
    http,
    inbox,
  });
  await bench.desk.start();
  await live();
  await bench.stop();
}, 60_000);
afterAll(async () => {
  await Promise.all([browser.close(), aircall.close(), voipex.close()]);
  fs.rmSync(profile, { recursive: true, force: true });
});

/** A secret as such and as it may be hidden in bytes: encoded, escaped, in a query. */
const disguises = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('hex'),
  JSON.stringify(secret).slice(1, -1),
];
const found = (where: Buffer): string[] =>
  [...canaries].filter((secret) => disguises(secret).some((form) => where.includes(form)));

describe('no secret', () => {
  it('has been missed: what was typed, granted, renewed and sent is among those looked for', () => {
    expect(canaries).toContain(aircall.apiToken);
    expect(canaries).toContain(voipex.password);
    // Two sign-ins' worth of tokens and a renewal.
    expect([...canaries].filter((secret) => secret.startsWith('eyJ')).length).toBeGreaterThanOrEqual(4);
    for (const sign of [aircall.clientSecret, 'wrong-secret-canary-50912', 'wrong-handle-canary-44120'])
      expect([...canaries].some((secret) => secret.startsWith(sign))).toBe(true);
    // Verifier, state, receipt of four attempts, two handles.
    expect([...canaries].filter((secret) => /^[\w-]{43}$/.test(secret)).length).toBeGreaterThanOrEqual(14);
    expect([...canaries].filter((secret) => secret.startsWith('simulated-code-'))).toHaveLength(4);
    expect(found(Buffer.from([...keychain.entries.values()].join('\n')))).not.toEqual([]);
  });

  it('lies in any file of the profile, read as bytes', () => {
    const files = fs.readdirSync(profile, { recursive: true, encoding: 'utf8' });
    expect(files).toEqual(expect.arrayContaining(['accounts.json', 'calls.db', 'settings.json']));
    for (const name of files) {
      const file = path.join(profile, name);
      if (fs.statSync(file).isFile())
        expect({ name, found: found(fs.readFileSync(file)) }).toEqual({ name, found: [] });
    }
  });

  it('has crossed to the page in a reply or event', () => {
    expect(bench.crossed.length).toBeGreaterThan(20);
    expect(found(Buffer.from(bench.crossed.join('\n')))).toEqual([]);
  });

  it('nor anything of a person or the company has been logged: account ids and codes only', () => {
    const { companyName } = voipex.world;
    const people = [...voipex.world.people('aircall'), ...voipex.world.people('voipex')];
    const personal = [
      companyName,
      voipex.email,
      ...people.flatMap(({ lastName, email }) => [lastName, email]),
      ...voipex.world.numbers('aircall').map(({ e164 }) => e164.slice(1)),
      '@',
      '+420',
    ];
    const lines = bench.logged.join('\n');
    expect(personal.filter((text) => lines.includes(text))).toEqual([]);
  });

  it('has been logged', () => {
    expect(bench.logged.length).toBeGreaterThan(3);
    expect(found(Buffer.from(bench.logged.join('\n')))).toEqual([]);
  });
});
