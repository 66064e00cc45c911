import fs from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttp } from '../../main/http.ts';
import { Endpoints } from '../../main/providers/endpoints.ts';
import { createProviders } from '../../main/providers/registry.ts';
import { SimulatorClock } from '../simulators/control/clock.ts';
import { type Simulators, startSimulators } from '../simulators/index.ts';
import { type DeskBench, openDeskBench, scratchProfile } from '../support/desk-bench.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';
import { createFakeKeychain, opens } from '../support/fake-keychain.ts';
import { type Errands, watchErrands } from '../support/timed-desk.ts';

const minute = 60_000;
/** A Friday morning: people work. */
const start = Date.UTC(2026, 10, 20, 10, 0, 0);

let clock: FakeClock;
let errands: Errands;
let simulators: Simulators;
let profile: string;
let bench: DeskBench;
const keychain = createFakeKeychain();

async function open(): Promise<void> {
  errands = watchErrands();
  bench = await openDeskBench(profile, {
    clock,
    openKeychain: opens(keychain),
    providers: createProviders(Endpoints.parse(simulators.endpoints), () => 0.5),
    http: errands.http(createHttp(fetch)),
    around: (store) => ({ ...errands.store(store), keptAside: null }),
  });
  await bench.desk.start();
  bench.desk.setVisible(false);
}

beforeEach(async () => {
  clock = createFakeClock(start);
  profile = scratchProfile();
  const simulated = new SimulatorClock({ instant: start, real: () => clock.now() });
  simulators = await startSimulators({
    seed: 3,
    calls: 6000,
    days: 60,
    people: 20,
    now: start,
    clock: simulated,
  });
  await open();
});
afterEach(async () => {
  await bench.stop();
  await simulators.close();
  fs.rmSync(profile, { recursive: true, force: true });
});

const status = async () => (await bench.ask('sync.read', {}))[0];

describe('reading the past', () => {
  it('stays paused over a restart, tells what is left, and goes on when it is wanted again', async () => {
    const { apiId, apiToken } = simulators.aircall;
    const { id } = await bench.ask('signIn.submit', {
      ...{ way: 'aircall-api-key', label: null, renew: null },
      ...{ apiId, apiToken },
    });
    await errands.live(clock, async () => (await bench.store.count(id)) > 300, 10 * minute);
    await bench.ask('sync.pause', { id: null, paused: true });
    await errands.live(clock, async () => (await status())?.paused === 'person', minute);
    const before = await status();
    expect(before).toMatchObject({ complete: false, remaining: { calls: expect.any(Number) as number } });
    const stored = await bench.store.count(id);
    expect(Math.abs((before?.remaining?.calls ?? 0) + stored - 2700)).toBeLessThan(30);

    await bench.stop();
    await open();
    const later = clock.now() + 5 * minute;
    await errands.live(clock, () => clock.now() >= later, 6 * minute);
    expect(await status()).toMatchObject({ paused: 'person', phase: 'first-pull' });
    expect(await bench.store.count(id)).toBeLessThan(stored + 30);

    await bench.ask('sync.pause', { id, paused: false });
    await errands.live(clock, async () => (await status())?.phase === 'current', 20 * minute);
    expect(await status()).toMatchObject({ paused: null, complete: true, progress: 1, remaining: null });
    expect(await bench.store.count(id)).toBeGreaterThanOrEqual(2700);
  }, 60_000);

  it('pauses in work hours as soon as the settings say so', async () => {
    const { apiId, apiToken } = simulators.aircall;
    await bench.ask('signIn.submit', {
      ...{ way: 'aircall-api-key', label: null, renew: null },
      ...{ apiId, apiToken },
    });
    await bench.ask('settings.write', { quietHours: { from: 0, to: 1440 } });
    await errands.live(clock, async () => (await status())?.paused === 'work-hours', 2 * minute);
    await bench.ask('settings.write', { quietHours: null });
    await errands.live(clock, async () => (await status())?.phase === 'current', 20 * minute);
  }, 60_000);
});
