import { describe, expect, it } from 'vitest';
import { aCall } from '../../support/calls.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { aircallCalls } from './aircall-calls.ts';
import { createMemoryStore } from './memory-store.ts';
import { seededRandom } from './pull-world.ts';
import { callsBackFrom, day, hour, minute, setUp, start, storedIds } from './sync-bench.ts';

/** Starts of `count` calls of office hours over the last `days` days, ascending, UNIX seconds. */
function officeCalls(count: number, days: number): number[] {
  const random = seededRandom(7);
  const starts: number[] = [];
  while (starts.length < count) {
    const at = new Date(start - Math.floor(random() * days * day));
    const open = at.getUTCDay() % 6 !== 0 && at.getUTCHours() >= 7 && at.getUTCHours() < 17;
    // A few calls come at any hour.
    if (open || random() < 0.05) starts.push(Math.floor(at.getTime() / 1000));
  }
  return starts.sort((a, b) => a - b);
}

describe('the whole history', () => {
  it('of 100,000 calls takes hardly more requests than it has pages', async () => {
    const starts = officeCalls(100_000, 180);
    const clock = createFakeClock(start);
    // 48 requests a minute are what a limit of 60 leaves to the past.
    const { source, asked } = aircallCalls(starts, () => clock.sleep(1250));
    const { sync, store } = setUp([], { clock, source, pace: { limitPerMinute: () => 60 } });
    sync.start();
    await clock.advance(minute);
    expect(sync.status().phase).toBe('first-pull');
    while (sync.status().phase !== 'current') await clock.advance(minute);
    expect(await store.count('')).toBe(100_000);
    expect(sync.status()).toMatchObject({ complete: true, progress: 1, remaining: null });
    expect(asked.pages + asked.others).toBeLessThanOrEqual(2000 * 1.02);
    await sync.stop();
  }, 60_000);

  it.each([
    ['days that hold more than a query gives out', 3, 540],
    ['an hour that does', 1 / 24, 540],
    // Questions reach a second further on both sides, which is much where a second holds hundreds.
    ['a minute that does', 1 / 1440, 1000],
  ])(
    'is read without loss through %s',
    async (_what, days, mostPages) => {
      const crowd = Array.from({ length: 25_000 }, (_, place) =>
        Math.floor(start / 1000 - 40 * 86_400 - (((place * 86_400 * days) / 25_000) % (days * 86_400))),
      ).sort((a, b) => a - b);
      const clock = createFakeClock(start);
      const { source, asked } = aircallCalls(crowd);
      const { sync, store } = setUp([], { clock, source });
      sync.start();
      await clock.asleep();
      expect(await store.count('')).toBe(25_000);
      expect(asked.pages).toBeLessThan(mostPages);
      await sync.stop();
    },
    30_000,
  );

  it('of a provider that names no horizon ends after thirteen silent months, in few requests', async () => {
    const calls = [
      ...callsBackFrom(start, 200, day),
      ...callsBackFrom(start - 2 * 365 * day, 20, day, 'old'),
      aCall({ providerCallId: 'first', startedAt: start - 1100 * day }),
      aCall({ providerCallId: 'out-of-reach', startedAt: start - 1600 * day }),
    ];
    const { sync, clock, store, source } = setUp(calls);
    // A gap of less than thirteen months is crossed.
    source.calls.push(aCall({ providerCallId: 'between', startedAt: start - 400 * day }));
    sync.start();
    await clock.asleep();
    expect(await storedIds(store)).toHaveLength(200 + 1 + 20 + 1);
    expect(sync.status()).toMatchObject({ phase: 'current', complete: true, earliest: start - 1100 * day });
    expect(source.asked.length).toBeLessThan(30);
    await sync.stop();
  });

  it('goes on from the very page when the app was closed for a night', async () => {
    const calls = callsBackFrom(start, 4000, hour / 4);
    const store = createMemoryStore();
    const first = setUp(calls, { store, horizonMs: 186 * day });
    first.source.before = (_, signal) => first.clock.sleep(1000, signal);
    first.sync.start();
    await first.clock.advance(55_000);
    await first.sync.stop();
    const read = first.source.asked.length;
    const second = setUp(calls, { store, horizonMs: 186 * day, clock: createFakeClock(start + 12 * hour) });
    second.sync.start();
    await second.clock.asleep();
    expect(await storedIds(store)).toHaveLength(4000);
    // The last day is read again on the way, and the page that was being asked for.
    expect(read + second.source.asked.length).toBeLessThan(4000 / 50 + 15);
    await second.sync.stop();
  });

  it('is not confused by a horizon that moves on every day', async () => {
    const { sync, clock, source } = setUp(callsBackFrom(start, 1000, 4 * hour), { horizonMs: 186 * day });
    sync.start();
    await clock.asleep();
    expect(sync.status()).toMatchObject({ phase: 'current', complete: true });
    const asked = source.asked.length;
    await clock.advance(3 * day);
    expect(sync.status()).toMatchObject({ phase: 'current', complete: true });
    const old = source.asked.slice(asked).filter(({ window }) => window.from < start - 30 * day);
    expect(old).toEqual([]);
    await sync.stop();
  });
});

describe('what may not be kept', () => {
  it('is neither read nor stored, and read when the limit is lifted', async () => {
    let keepFrom: number | null = start - 10 * day;
    const calls = callsBackFrom(start, 200, 6 * hour);
    const { sync, clock, store, source } = setUp(calls, { keepFrom: () => keepFrom, horizonMs: 186 * day });
    sync.start();
    await clock.asleep();
    expect(await storedIds(store)).toHaveLength(40);
    expect(Math.min(...source.asked.map(({ window }) => window.from))).toBeGreaterThanOrEqual(keepFrom);
    expect(sync.status()).toMatchObject({ phase: 'current', complete: true });
    keepFrom = null;
    await clock.advance(2 * minute);
    expect(await storedIds(store)).toHaveLength(200);
    await sync.stop();
  });

  it('is read again when it was removed by a shorter limit that was then lifted', async () => {
    let keepFrom: number | null = null;
    const calls = callsBackFrom(start, 200, 6 * hour);
    const { sync, clock, store } = setUp(calls, { keepFrom: () => keepFrom, horizonMs: 186 * day });
    sync.start();
    await clock.asleep();
    keepFrom = start - 10 * day;
    store.removeBefore(keepFrom);
    await clock.advance(2 * minute);
    expect(await storedIds(store)).toHaveLength(40);
    keepFrom = null;
    await clock.advance(2 * minute);
    expect(await storedIds(store)).toHaveLength(200);
    await sync.stop();
  });

  it('are the calls of a person who was erased', async () => {
    const calls = callsBackFrom(start, 100, hour);
    const { sync, clock, store } = setUp(calls, {
      withoutErased: (call) => (call.providerCallId.endsWith('7') ? null : call),
    });
    sync.start();
    await clock.asleep();
    expect(await storedIds(store)).toHaveLength(90);
    await sync.stop();
  });
});
