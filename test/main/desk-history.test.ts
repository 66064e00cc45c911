import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { Call } from '../../domain/call.ts';
import { createHttp, type Http } from '../../main/http.ts';
import { Endpoints } from '../../main/providers/endpoints.ts';
import { createProviders } from '../../main/providers/registry.ts';
import { openDatabase } from '../../main/storage/database.ts';
import { SimulatorClock } from '../simulators/control/clock.ts';
import { type Simulators, startSimulators } from '../simulators/index.ts';
import type { AircallSwitchChange } from '../simulators/aircall/switches.ts';
import { type DeskBench, openDeskBench, scratchProfile } from '../support/desk-bench.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';
import { createFakeKeychain, opens } from '../support/fake-keychain.ts';
import { type Errands, watchErrands } from '../support/timed-desk.ts';

// A limit for a machine that is busy with other things, not an expectation.
vi.setConfig({ testTimeout: 90_000 });

const minute = 60_000;
const day = 24 * 60 * minute;
/** A Friday morning: people work. */
const start = Date.UTC(2026, 10, 20, 10, 0, 0);

interface Sent {
  readonly at: number;
  readonly path: string;
  readonly status: number;
}

let clock: FakeClock;
let errands: Errands;
let simulators: Simulators;
let profile: string;
let bench: DeskBench;
let sent: Sent[];

const direct = createHttp(fetch);
const http: Http = async (request) => {
  const at = clock.now();
  const reply = await direct(request);
  const { origin, pathname } = new URL(request.url);
  if (origin === simulators.aircall.url) sent.push({ at, path: pathname, status: reply.status });
  return reply;
};

async function begin(aircall: AircallSwitchChange, calls: number): Promise<void> {
  const simulated = new SimulatorClock({ instant: start, real: () => clock.now() });
  simulators = await startSimulators({
    seed: 5,
    calls,
    days: 45,
    people: 80,
    now: start,
    clock: simulated,
    busyNow: true,
    aircall,
    // So that every row names itself, and what was read can be compared with what there is.
    voipex: { messyRows: false },
  });
  bench = await openDeskBench(profile, {
    clock,
    openKeychain: opens(createFakeKeychain()),
    providers: createProviders(Endpoints.parse(simulators.endpoints), () => 0.5),
    http: errands.http(http),
    around: (store) => ({ ...errands.store(store), keptAside: null }),
  });
  await bench.desk.start();
}

beforeEach(() => {
  clock = createFakeClock(start);
  errands = watchErrands();
  profile = scratchProfile();
  sent = [];
});
afterEach(async () => {
  await bench.stop();
  await simulators.close();
  fs.rmSync(profile, { recursive: true, force: true });
});

/** Signs in while time goes on. */
async function signIn(provider: 'aircall' | 'voipex'): Promise<string> {
  const { aircall, voipex } = simulators;
  const shared = { label: null, renew: null };
  const asked = bench.ask(
    'signIn.submit',
    provider === 'aircall'
      ? { ...shared, way: 'aircall-api-key', apiId: aircall.apiId, apiToken: aircall.apiToken }
      : { ...shared, way: 'voipex-password', email: voipex.email, password: voipex.password },
  );
  return (await asked).id;
}

const Row = z.object({ document: z.string() });

/** Every stored call of an account, newest first: the list itself folds rings that a colleague took. */
function stored(accountId: string): Call[] {
  const database = openDatabase(path.join(profile, 'calls.db'));
  try {
    return database
      .rows(
        Row,
        'SELECT document FROM calls WHERE account = (SELECT id FROM accounts WHERE account = ?) ORDER BY key DESC',
        accountId,
      )
      .map(({ document }) => Call.parse(JSON.parse(document)));
  } finally {
    database.close();
  }
}

const phaseOf = async (accountId: string): Promise<string | undefined> =>
  (await bench.ask('sync.read', {})).find((status) => status.accountId === accountId)?.phase;

/** Ids and starts of what Aircall had by now, from the world itself. */
function aircallHas(): Map<string, number> {
  const { world, aircall } = simulators;
  const all = Array.from({ length: world.count('aircall') }, (_, index) => world.call('aircall', index));
  return new Map(
    all
      .filter((call) => call.startedAt <= clock.now())
      .map((call) => [String(aircall.control.idOf(call.index)), call.startedAt]),
  );
}

const Token = z.object({ access_token: z.string() });
const Rows = z.object({
  items: z.array(z.object({ uniqueid: z.string(), calldate: z.iso.datetime({ offset: true }) })),
  totalPages: z.number(),
});

/** Ids and starts of the rows VoIPEX has now, asked of it by plain requests. */
async function voipexHas(): Promise<Map<string, number>> {
  const { authUrl, ipbxUrl, email, password } = simulators.voipex;
  const granted = await fetch(`${authUrl}/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'password', client_id: 'api', username: email, password }),
  });
  const authorization = `Bearer ${Token.parse(await granted.json()).access_token}`;
  const rows = new Map<string, number>();
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const query = new URLSearchParams({
      startTime: new Date(start - 60 * day).toISOString(),
      endTime: new Date(clock.now() + day).toISOString(),
      page: String(page),
      pageSize: '1000',
      metadata: 'true',
    });
    const reply = await fetch(`${ipbxUrl}/calls?${query.toString()}`, { headers: { authorization } });
    const { items, totalPages } = Rows.parse(await reply.json());
    for (const { uniqueid, calldate } of items) rows.set(uniqueid, Date.parse(calldate));
    pages = totalPages;
  }
  return rows;
}

/** Everything there is, and each of it once. */
function expectAll(calls: readonly Call[], has: ReadonlyMap<string, number>): void {
  expect(calls.map((call) => call.providerCallId).sort()).toEqual([...has.keys()].sort());
}

/** The most requests that were sent within any minute. */
function busiestMinute(): number {
  const instants = sent.map(({ at }) => at);
  return Math.max(
    ...instants.map((from) => instants.filter((at) => at >= from && at < from + minute).length),
  );
}

describe('both phone systems', () => {
  it('are pulled to their first call and then kept current: calls meanwhile, late tags and notes', async () => {
    await begin({}, 12_000);
    const [ours, theirs] = [await signIn('aircall'), await signIn('voipex')];
    const { world } = simulators;

    // In the middle of the first pull somebody calls on both systems.
    await errands.live(clock, async () => (await bench.store.count(ours)) > 500, 10 * minute);
    expect(await phaseOf(ours)).toBe('first-pull');
    const happening = [simulators.aircall.control.calls, simulators.voipex.control.calls].map((calls) => {
      const at = calls.ring({ remote: '+420585112233' });
      return { calls, at };
    });
    for (const { calls, at } of happening) calls.answer(at);
    await clock.advance(5000);
    for (const { calls, at } of happening) calls.hangUp(at);

    const current = async (): Promise<boolean> =>
      (await phaseOf(ours)) === 'current' && (await phaseOf(theirs)) === 'current';
    await errands.live(clock, current, 20 * minute);
    expectAll(stored(ours), aircallHas());

    bench.desk.setVisible(false);
    // Tagged and noted after they had ended: minutes ago and an hour ago.
    const late = [10 * minute, 60 * minute].map((ago) => world.indexAt('aircall', clock.now() - ago) - 1);
    for (const index of late) {
      const note = { text: 'called back', personIndex: null, at: clock.now() };
      world.amend('aircall', index, { tagIndexes: [0], notes: [note] });
    }
    const amended = async (index: number): Promise<boolean> => {
      const id = String(simulators.aircall.control.idOf(index));
      const call = (await bench.store.detail(`${ours}:${id}`))?.call;
      return call?.tags.length === 1 && call.notes.some((note) => note.text === 'called back');
    };
    await errands.live(
      clock,
      async () => (await Promise.all(late.map(amended))).every((found) => found),
      20 * minute,
    );
    expectAll(stored(ours), aircallHas());
    expectAll(stored(theirs), await voipexHas());
    expect(stored(ours)[0]?.remote.e164).toBe('+420585112233');
    expect(stored(theirs).map((call) => call.remote.e164)).toContain('+420585112233');
    expect((await bench.ask('accounts.list', {})).map(({ health }) => health.rejectedRecords)).toEqual([
      0, 0,
    ]);
  });

  it('show the newest calls first', async () => {
    await begin({}, 30_000);
    const ours = await signIn('aircall');
    for (const least of [1, 5000, 7000]) {
      await errands.live(clock, async () => (await bench.store.count(ours)) >= least, 10 * minute);
      const ids = stored(ours).map((call) => call.providerCallId);
      const newest = [...aircallHas()].sort((a, b) => b[1] - a[1]).map(([id]) => id);
      expect(new Set(newest.slice(0, ids.length))).toEqual(new Set(ids));
    }
  });
});

describe('the limit of Aircall', () => {
  it('is learnt upwards, never exceeded, and leaves the first pull most of it while people look at the switchboard', async () => {
    await begin({ limitPerMinute: 120 }, 20_000);
    const ours = await signIn('aircall');
    await errands.live(clock, async () => (await phaseOf(ours)) === 'current', 10 * minute);
    const [account] = await bench.ask('accounts.list', {});
    expect(account?.health.budget).toMatchObject({ limitPerMinute: 120, learnt: true });
    expect(sent.filter(({ status }) => status === 429)).toEqual([]);
    expect(busiestMinute()).toBeGreaterThan(60);
    expect(busiestMinute()).toBeLessThanOrEqual(120);
    const polls = sent.filter(({ path }) => path.includes('users'));
    expect(polls.length).toBeGreaterThan(5);
    expect(polls.length * 2).toBeLessThan(sent.length / 2);
  });

  it('of an older company stays as assumed', async () => {
    await begin({ limitPerMinute: 60 }, 12_000);
    const ours = await signIn('aircall');
    await errands.live(clock, async () => (await phaseOf(ours)) === 'current', 15 * minute);
    expect(sent.filter(({ status }) => status === 429)).toEqual([]);
    expect(busiestMinute()).toBeLessThanOrEqual(60);
  });
});
