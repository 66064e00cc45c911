import fs from 'node:fs';
import path from 'node:path';
import http from 'node:http';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ConnectionDraft } from '../../../domain/connection-string.ts';
import { createHttp } from '../../../main/http.ts';
import { createInbox } from '../../../main/links/arrival.ts';
import { Endpoints } from '../../../main/providers/endpoints.ts';
import { createProviders } from '../../../main/providers/registry.ts';
import { type AircallSimulator, startAircall } from '../../simulators/aircall/index.ts';
import { startVoipex, type VoipexSimulator } from '../../simulators/voipex/index.ts';
import { createWorld } from '../../simulators/world/create-world.ts';
import { type DeskBench, openDeskBench, scratchProfile } from '../../support/desk-bench.ts';
import { createFakeKeychain, opens } from '../../support/fake-keychain.ts';

const keychain = createFakeKeychain();
const inbox = createInbox();
let aircall: AircallSimulator;
let voipex: VoipexSimulator;
let profile: string;
let outside: string;
let bench: DeskBench;
let callback: string;
/** What the browser is sent to, and what it is told on its way: the codes of consent are among it. */
const visited: string[] = [];
let browsing = Promise.resolve();
const canaries = new Set<string>(['wrong-password-canary', 'wrong-secret-canary']);

/** A browser whose person has consented before: follows redirects to the next page of this machine. */
async function browse(url: string): Promise<void> {
  // Not `fetch`: that says of itself that it is no navigation.
  const request = http.get(url, { agent: false });
  const [answer] = z.tuple([z.instanceof(http.IncomingMessage)]).parse(await once(request, 'response'));
  answer.resume();
  const next = answer.headers.location;
  if (next === undefined) return;
  visited.push(next);
  const code = new URL(next).searchParams.get('code');
  if (code !== null) canaries.add(code);
  if (next.startsWith(callback)) await browse(next);
}

beforeAll(async () => {
  const probe = createServer().listen({ host: '127.0.0.1', port: 0 });
  await once(probe, 'listening');
  const address = probe.address();
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  callback = `http://127.0.0.1:${String(address.port)}/switchdeck/back`;
  probe.close();
  await once(probe, 'close');

  const to = Date.now();
  const world = createWorld({ seed: 4, calls: 60, from: to - 3 * 86_400_000, to, people: 8 });
  [aircall, voipex] = await Promise.all([
    startAircall({ world, switches: { consent: 'grant', redirects: 'relaxed' } }),
    startVoipex({ world }),
  ]);
  for (const secret of [aircall.apiToken, aircall.clientSecret, voipex.password]) canaries.add(secret);
  profile = scratchProfile();
  outside = scratchProfile();
  const direct = createHttp(fetch);
  bench = await openDeskBench(profile, {
    openKeychain: opens(keychain),
    providers: createProviders(
      Endpoints.parse({
        aircall: { api: aircall.url, consent: aircall.url },
        voipex: { auth: voipex.authUrl, ipbx: voipex.ipbxUrl, central: voipex.centralUrl },
      }),
      () => 0,
    ),
    async http(request) {
      const reply = await direct(request);
      for (const token of reply.text.matchAll(/"(?:access|refresh|id)_token":"([^"]+)"/g))
        canaries.add(token[1] ?? '');
      return reply;
    },
    openPage: async (url) => {
      browsing = browse(url);
    },
    inbox,
  });
  await bench.desk.start();
}, 60_000);
afterAll(async () => {
  await bench.stop();
  await Promise.all([aircall.close(), voipex.close()]);
  for (const folder of [profile, outside]) fs.rmSync(folder, { recursive: true, force: true });
});

const pending = (): Promise<ConnectionDraft | null> => bench.ask('connection.pending', {});
const tryText = async (text: string): Promise<ConnectionDraft> => {
  const { id } = await bench.ask('connection.open', { text });
  return bench.ask('connection.try', { id });
};
const keep = (id: string) => bench.ask('connection.keep', { id, label: null });
const ownClient = (secret: string): string =>
  `AuthScheme=OAuth;OAuthClientId=${aircall.clientId};OAuthClientSecret='${secret}';CallbackUrl=${callback};InitiateOAuth=GETANDREFRESH`;

describe('against both phone systems, a connection string', () => {
  it('signs in with an API key', async () => {
    const draft = await tryText(`User=${aircall.apiId};Password=${aircall.apiToken};Label=By key;`);
    expect(draft).toMatchObject({ stage: 'tried', trial: { capabilities: { calls: 'proven' } } });
    expect(await keep(draft.id)).toMatchObject({ label: 'By key', status: 'signed-in' });
  });

  it('signs in with a client of one’s own from a file, by consent in the browser and a redirect to loopback', async () => {
    const file = path.join(outside, 'aircall.txt');
    fs.writeFileSync(file, `${ownClient(aircall.clientSecret)}\n`);
    inbox.receive({ kind: 'connection-file', path: file });
    await bench.until(async () => (await pending())?.way === 'aircall-own-client');
    const id = (await pending())?.id ?? '';
    await bench.ask('connection.try', { id });
    await bench.until(async () => (await pending())?.stage !== 'trying');
    expect(await pending()).toMatchObject({ stage: 'tried', failure: null, trial: { pbx: [] } });
    expect(await keep(id)).toMatchObject({ way: 'aircall-own-client', status: 'signed-in' });
    expect(visited.at(-1)).toContain('code=');
  });

  it('does not need the browser any more once the access is kept', async () => {
    const before = visited.length;
    const draft = await tryText(ownClient(aircall.clientSecret).replace('GETANDREFRESH', 'REFRESH'));
    expect(draft.existing).not.toBeNull();
    expect(draft).toMatchObject({ stage: 'tried' });
    expect(visited).toHaveLength(before);
  });

  it('tells of a client secret that is wrong, when it is used', async () => {
    const text = ownClient('wrong-secret-canary').replace(callback, 'https://customer.example/back');
    // Another account of the same client works: its access is revoked, so that the browser is needed.
    aircall.control.tokens.revoke(null);
    const draft = await tryText(text);
    expect(draft).toMatchObject({ stage: 'trying' });
    await browsing;
    const address = visited.findLast((url) => url.startsWith('https://customer.example/back')) ?? '';
    expect(await bench.ask('signIn.paste', { text: address })).toMatchObject({ accepted: true });
    await bench.until(async () => (await pending())?.stage === 'failed');
    expect((await pending())?.failure).toMatchObject({ code: 'sign-in-rejected' });
  });

  it('signs in to VoIPEX and acts as the user it names, once it is kept', async () => {
    const user = voipex.userLogins[1]?.email ?? '';
    const access = `Provider=VoIPEX;User=${voipex.email};Password="${voipex.password}"`;
    const draft = await tryText(`${access};Scope=openid profile;Impersonate=${user};Label=Deputy`);
    expect(draft).toMatchObject({ stage: 'tried', way: 'voipex-password' });
    expect((await bench.ask('accounts.list', {})).filter(({ provider }) => provider === 'voipex')).toEqual(
      [],
    );
    expect(await bench.ask('accounts.audit', {})).toEqual([]);
    const account = await keep(draft.id);
    expect(account).toMatchObject({ label: 'Deputy', actingAs: null });
    const acting = (await bench.ask('accounts.list', {})).find(({ actingAs }) => actingAs !== null);
    expect(acting?.actingAs).toMatchObject({ base: account.id, email: user });
    expect(await bench.ask('accounts.audit', {})).toMatchObject([
      { what: 'impersonation-started', as: user },
    ]);
  });

  it('keeps the account, and says so, when it may not act as that user', async () => {
    const { email, password } = voipex.limited;
    canaries.add(password);
    const { id } = await tryText(
      `Provider=VoIPEX;User=${email};Password='${password}';Impersonate=someone@lumora.example`,
    );
    expect(await bench.failure('connection.keep', { id, label: null })).toMatchObject({
      code: 'provider-refused',
    });
    expect(await pending()).toBeNull();
    expect((await bench.ask('accounts.list', {})).map(({ signedInAs }) => signedInAs)).toContain(email);
  });

  it('tells of a wrong password', async () => {
    const draft = await tryText(`Provider=VoIPEX;User=${voipex.email};Password=wrong-password-canary`);
    expect(draft.failure).toMatchObject({ code: 'sign-in-rejected' });
  });

  it('has let no secret out: not in a reply, an event, the log, or a file', () => {
    expect(canaries.size).toBeGreaterThan(10);
    const files = fs
      .readdirSync(profile, { recursive: true, encoding: 'utf8' })
      .filter((name) => fs.statSync(path.join(profile, name)).isFile());
    const places: [string, Buffer][] = [
      ['the page', Buffer.from(bench.crossed.join('\n'))],
      ['the log', Buffer.from(bench.logged.join('\n'))],
      ...files.map((name): [string, Buffer] => [name, fs.readFileSync(path.join(profile, name))]),
    ];
    for (const [place, bytes] of places) {
      const found = [...canaries].filter(
        (secret) =>
          bytes.includes(secret) ||
          bytes.includes(encodeURIComponent(secret)) ||
          bytes.includes(Buffer.from(secret).toString('base64').replace(/=+$/, '')),
      );
      expect({ place, found: found.length }).toEqual({ place, found: 0 });
    }
    // They are where they belong.
    expect([...keychain.entries.values()].join('\n')).toContain(aircall.clientSecret);
  });
});
