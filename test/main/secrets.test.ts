import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyCall } from '../../domain/call.ts';
import { createHttp, type Http } from '../../main/http.ts';
import { Endpoints } from '../../main/providers/endpoints.ts';
import { createProviders } from '../../main/providers/registry.ts';
import { type AircallSimulator, startAircall } from '../simulators/aircall/index.ts';
import { startVoipex, type VoipexSimulator } from '../simulators/voipex/index.ts';
import { createWorld } from '../simulators/world/create-world.ts';
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

/** Every request of the desk, seen on its way out; some replies are replaced by ones that echo the credential. */
let echo = false;
const direct = createHttp(fetch);
const http: Http = async (request) => {
  const sent = request.headers?.['authorization'] ?? '';
  if (sent !== '') canaries.add(sent.split(' ')[1] ?? sent);
  for (const [name, value] of new URLSearchParams(request.body ?? '')) {
    if (name === 'password' || name === 'refresh_token') canaries.add(value);
  }
  const reply = await direct(request);
  for (const token of reply.text.matchAll(/"(?:access|refresh|id)_token":"([^"]+)"/g))
    canaries.add(token[1] ?? '');
  return echo
    ? { ...reply, status: 500, text: `{"message":"bad ${sent}","echo":"${request.body ?? ''}"}` }
    : reply;
};

async function live(): Promise<void> {
  const { apiId, apiToken } = aircall;
  canaries.add(apiToken);
  const key = { way: 'aircall-api-key', label: null, renew: null, apiId } as const;
  const password = { way: 'voipex-password', label: null, renew: null, email: voipex.email } as const;
  await bench.failure('signIn.submit', { ...key, apiToken: 'wrong-token-canary-48213' });
  await bench.failure('signIn.submit', { ...password, password: 'wrong-password-canary-77120' });
  const ours = await bench.ask('signIn.submit', { ...key, apiToken });
  const theirs = await bench.ask('signIn.submit', { ...password, password: voipex.password });
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
  [aircall, voipex] = await Promise.all([startAircall({ world }), startVoipex({ world })]);
  profile = scratchProfile();
  const endpoints = {
    aircall: { api: aircall.url },
    voipex: { auth: voipex.authUrl, ipbx: voipex.ipbxUrl, central: voipex.centralUrl },
  };
  bench = await openDeskBench(profile, {
    openKeychain: opens(keychain),
    providers: createProviders(Endpoints.parse(endpoints), () => 0),
    http,
  });
  await bench.desk.start();
  await live();
  await bench.stop();
}, 60_000);
afterAll(async () => {
  await Promise.all([aircall.close(), voipex.close()]);
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
