/**
 * Some real desks in a process of their own, which trusts the relay's certificate by its environment. Signs in when it
 * starts, answers what it is asked over IPC, and ends when told.
 */
import fs from 'node:fs';
import process from 'node:process';
import { z } from 'zod';
import { anyCall, type Call } from '../../domain/call.ts';
import { createHttp } from '../../main/http.ts';
import { createInbox } from '../../main/links/arrival.ts';
import { createOpenStream } from '../../main/open-stream.ts';
import { Endpoints } from '../../main/providers/endpoints.ts';
import { systemRandom } from '../../main/providers/random.ts';
import { createProviders } from '../../main/providers/registry.ts';
import { browseFrom } from '../support/browser-sign-in.ts';
import { openDeskBench, scratchProfile } from '../support/desk-bench.ts';
import { createFakeKeychain, opens } from '../support/fake-keychain.ts';
import type { DeskReport } from './report.ts';

const Start = z.object({ endpoints: z.unknown(), desks: z.number().int().positive() });
const { endpoints: given, desks: count } = Start.parse(JSON.parse(process.argv[2] ?? '{}'));
const endpoints = Endpoints.parse(given);
const relay = endpoints.relay ?? '';

async function openDesk() {
  const profile = scratchProfile();
  const inbox = createInbox();
  const bench = await openDeskBench(profile, {
    openKeychain: opens(createFakeKeychain()),
    providers: createProviders(endpoints, systemRandom),
    http: createHttp(fetch),
    openStream: createOpenStream(fetch),
    endpoints,
    inbox,
    random: systemRandom,
  });
  await bench.desk.start();
  await bench.ask('signIn.begin', { way: 'aircall-oauth', label: null, renew: null });
  const ask = (url: string, init: RequestInit) => fetch(url, { ...init, redirect: 'manual' });
  inbox.receive(await browseFrom(bench.opened.at(-1) ?? '', ask, relay));
  await bench.until(async () => (await bench.ask('live.read', {}))[0]?.state === 'live');
  return { bench, profile };
}

const desks: Awaited<ReturnType<typeof openDesk>>[] = [];
for (let n = 0; n < count; n += 1) desks.push(await openDesk());

/** Every stored call, as what may change of it. */
async function storedIn({ bench }: (typeof desks)[number]): Promise<string[]> {
  const found: Call[] = [];
  for (;;) {
    const page = await bench.ask('calls.page', {
      filter: anyCall,
      anchor: null,
      offset: found.length,
      limit: 500,
    });
    found.push(...page.calls);
    if (page.calls.length < 500) break;
  }
  return found.map((call) => JSON.stringify({ ...call, id: '', accountId: '', line: call.line?.id })).sort();
}

async function report(): Promise<DeskReport[]> {
  return Promise.all(
    desks.map(async (desk) => ({
      calls: await storedIn(desk),
      running: (await desk.bench.ask('switchboard.read', {})).liveCalls.length,
      live: (await desk.bench.ask('live.read', {}))[0]?.state ?? 'none',
      cards: (await desk.bench.ask('alerts.read', {})).length,
      bugs: desk.bench.logged.filter((line) => /unexpected|bug/.test(line)).length,
    })),
  );
}

process.on('message', (asked) => {
  void (async () => {
    if (asked === 'memory') {
      // What crossed to the page is gone in the app; here it is kept for tests.
      for (const { bench } of desks) bench.crossed.length = 0;
      globalThis.gc?.();
      process.send?.({ heapMb: process.memoryUsage().heapUsed / 2 ** 20 });
    } else if (asked === 'pull') {
      for (const { bench } of desks) await bench.ask('sync.now', { id: null });
      process.send?.({ pulled: true });
    } else if (asked === 'report') process.send?.({ desks: await report() });
    else {
      for (const { bench, profile } of desks) {
        await bench.stop();
        fs.rmSync(profile, { recursive: true, force: true });
      }
      process.disconnect();
    }
  })();
});
process.send?.({ ready: true });
