import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { z } from 'zod';
import type { Account, AccountId } from '../../domain/account.ts';
import { anyCall, type Call } from '../../domain/call.ts';
import { DeskError } from '../../main/failures.ts';
import { createHttp, type Http } from '../../main/http.ts';
import { documentedEndpoints } from '../../main/providers/endpoints.ts';
import { createVoipex } from '../../main/providers/voipex/index.ts';
import { SimulatorClock } from '../simulators/control/clock.ts';
import { type SignInAs, startVoipex, type VoipexSimulator } from '../simulators/voipex/index.ts';
import { createWorld } from '../simulators/world/create-world.ts';
import { type BenchPorts, type DeskBench, openDeskBench, scratchProfile } from './desk-bench.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createFakeKeychain, type FakeKeychain, opens } from './fake-keychain.ts';
import { type Errands, watchErrands } from './timed-desk.ts';

export const minute = 60_000;
const day = 24 * 60 * minute;
/** A Friday noon in Prague. */
const start = Date.UTC(2026, 10, 20, 11, 0, 0);

/** One request that a desk sent, and who by. */
interface Sent {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly status: number;
}

/** A desk over a running VoIPEX simulator, both on one clock that only the test moves. */
export interface VoipexDesk {
  clock: FakeClock;
  simulator: VoipexSimulator;
  profile: string;
  keychain: FakeKeychain;
  bench: DeskBench;
  /** No request gets out while true. */
  offline: boolean;
  sent: Sent[];
  /** Every access and refresh token the simulator has given out, by the path that gave it. */
  tokens: { readonly path: string; readonly token: string }[];
  /** Signs in as somebody: the access with impersonation unless told. */
  signIn(as?: SignInAs, more?: { renew?: AccountId | null; label?: string | null }): Promise<Account>;
  account(id: AccountId): Promise<Account>;
  /** Time goes on until `done` holds; an hour at most. */
  live(done: () => boolean | Promise<boolean>): Promise<void>;
  /** Time goes on until the newest calls of the account are here. */
  pulled(id: AccountId): Promise<void>;
  /** The machine sleeps: time passes and nothing of the app runs. */
  sleep(ms: number): void;
  /** The stored calls of an account, newest first: 500 at most. */
  calls(id: AccountId): Promise<Call[]>;
  /** The app quits and starts again, on another profile folder when one is given. */
  restart(profile?: string, parts?: Partial<BenchPorts>): Promise<void>;
}

/** Registers the set-up and tear-down with the test file; everything is fresh for each test. */
export function tellVoipexDesk(): VoipexDesk {
  let errands: Errands;
  const direct = createHttp(fetch);
  const Tokens = z.object({ access_token: z.string(), refresh_token: z.string().optional() });
  const http: Http = async (request) => {
    if (story.offline) throw new DeskError('offline');
    const reply = await direct(request);
    const { pathname } = new URL(request.url);
    const authorization = request.headers?.['authorization'];
    story.sent.push({ path: pathname, authorization, status: reply.status });
    if (pathname.startsWith('/token') && reply.status === 200) {
      const { access_token, refresh_token } = Tokens.parse(JSON.parse(reply.text));
      for (const token of [access_token, refresh_token])
        if (token !== undefined) story.tokens.push({ path: pathname, token });
    }
    return reply;
  };
  const open = async (parts: Partial<BenchPorts> = {}): Promise<DeskBench> => {
    const { authUrl: auth, ipbxUrl: ipbx, centralUrl: central } = story.simulator;
    const bench = await openDeskBench(story.profile, {
      clock: story.clock,
      openKeychain: opens(story.keychain),
      providers: [createVoipex({ ...documentedEndpoints.voipex, auth, ipbx, central }, () => 0.5)],
      http: errands.http(http),
      around: (store) => ({ ...errands.store(store), keptAside: null }),
      ...parts,
    });
    await bench.desk.start();
    return bench;
  };
  const profiles: string[] = [];
  // The parts are put in before each test; nothing can be read earlier.
  const story = {
    async signIn({ email, password } = story.simulator, { renew = null, label = null } = {}) {
      return story.bench.ask('signIn.submit', { way: 'voipex-password', renew, label, email, password });
    },
    async account(id) {
      const found = (await story.bench.ask('accounts.list', {})).find((account) => account.id === id);
      if (found === undefined) throw new Error('no such account');
      return found;
    },
    live: (done) => errands.live(story.clock, done, 60 * minute),
    pulled: (id) =>
      story.live(async () =>
        (await story.bench.ask('sync.read', {})).some(
          ({ accountId, phase }) => accountId === id && phase === 'current',
        ),
      ),
    sleep: (ms) => story.clock.set(story.clock.now() + ms),
    async calls(id) {
      const filter = { ...anyCall, accounts: [id] };
      return (await story.bench.ask('calls.page', { filter, anchor: null, offset: 0, limit: 500 })).calls;
    },
    async restart(profile = story.profile, parts = {}) {
      await story.bench.stop();
      if (profile !== story.profile) profiles.push(profile);
      story.profile = profile;
      story.bench = await open(parts);
    },
  } as VoipexDesk;

  beforeEach(async () => {
    story.clock = createFakeClock(start);
    errands = watchErrands();
    story.simulator = await startVoipex({
      world: createWorld({ seed: 7, calls: 700, people: 24, from: start - 4 * day, to: start }),
      clock: new SimulatorClock({ instant: start, real: () => story.clock.now() }),
    });
    story.offline = false;
    story.sent = [];
    story.tokens = [];
    story.profile = scratchProfile();
    profiles.push(story.profile);
    story.keychain = createFakeKeychain();
    story.bench = await open();
  });
  afterEach(async () => {
    await story.bench.stop();
    await story.simulator.close();
    for (const profile of profiles.splice(0)) fs.rmSync(profile, { recursive: true, force: true });
  });
  return story;
}

/** The bytes of every file below a folder, as text in which any of them can be looked for. */
export const bytesOf = (folder: string): string =>
  fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => fs.statSync(file).isFile())
    .map((file) => fs.readFileSync(file, 'latin1'))
    .join('\n');
