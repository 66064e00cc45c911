import { describe, expect, it, onTestFinished } from 'vitest';
import type { ToldByEvents } from '../../../main/calls/pull-timing.ts';
import type { Call } from '../../../domain/call.ts';
import { aCall, aircallAccount } from '../../support/calls.ts';
import { createMemoryStore } from './memory-store.ts';
import { callsBackFrom, hour, minute, setUp, start } from './sync-bench.ts';

/** A pull whose account's events come as the test says, after all there is was read. */
async function openTold(
  first: ToldByEvents = 'now',
  calls = callsBackFrom(start, 60, minute),
  horizonMs = 2 * hour,
) {
  const told = { now: first, isSmall: false };
  const read: (readonly [count: number, askedAt: number])[] = [];
  const asOf: (number | null | undefined)[] = [];
  const kept = createMemoryStore();
  const store: typeof kept = {
    ...kept,
    store: (...asked) => {
      asOf.push(asked[4]);
      return kept.store(...asked);
    },
  };
  const bench = setUp(calls, {
    store,
    horizonMs,
    events: {
      told: () => told.now,
      isSmall: () => told.isSmall,
      providerNow: () => bench.clock.now() + 5_000,
      onRead: (page, askedAt) => read.push([page.length, askedAt]),
    },
  });
  bench.sync.start();
  onTestFinished(() => bench.sync.stop());
  await bench.clock.asleep();
  bench.source.asked.length = 0;
  const pulls = (): number => bench.source.asked.filter(({ urgency }) => urgency === 'soon').length;
  return { ...bench, told, read, asOf, pulls };
}

describe('the pull of an account whose events come', () => {
  it('is made about hourly, and reads a few minutes before the last one again', async () => {
    const { clock, source, pulls } = await openTold();
    await clock.advance(59 * minute);
    expect(pulls()).toBe(0);
    await clock.advance(11 * minute);
    expect(pulls()).toBe(1);
    const [page] = source.asked;
    expect(start - (page?.window.from ?? 0)).toBeLessThanOrEqual(6 * minute);
    await clock.advance(8 * hour);
    expect(pulls()).toBeLessThanOrEqual(11);
  });

  it('goes back to its usual pace when they cease, and is not made sooner when they come again', async () => {
    const { clock, sync, told, pulls } = await openTold();
    told.now = 'soon';
    sync.eventsChanged();
    await clock.advance(minute);
    expect(pulls()).toBe(1);
    await clock.advance(5 * minute);
    expect(pulls()).toBeGreaterThanOrEqual(5);
    told.now = 'now';
    sync.eventsChanged();
    await clock.advance(2 * minute);
    const before = pulls();
    await clock.advance(50 * minute);
    expect(pulls()).toBe(before);
  });

  it('is made at once where some were missed', async () => {
    const { clock, sync, pulls } = await openTold();
    await clock.advance(5 * minute);
    sync.soon();
    await clock.advance(0);
    expect(pulls()).toBe(1);
  });

  it('reads once more what could not be told for certain', async () => {
    const { clock, sync, source } = await openTold('no');
    const at = start - 40 * minute;
    sync.reread([{ from: at - 1000, to: at + 1000 }]);
    await clock.advance(12 * minute);
    const again = source.asked.filter(({ urgency }) => urgency === 'history');
    expect(again.map(({ window }) => window.from)).toEqual([at - 1000]);
  });

  it('has the last week compared with the provider’s count every day, and reads it again only where they differ', async () => {
    const week = callsBackFrom(start, 7 * 24, hour);
    const { clock, source, store } = await openTold('now', week, 30 * 24 * hour);
    const history = (): number => source.asked.filter(({ urgency }) => urgency === 'history').length;
    await clock.advance(25 * hour);
    const before = history();
    await clock.advance(48 * hour);
    expect(source.counted.length).toBeGreaterThanOrEqual(2);
    expect(history()).toBe(before);
    source.calls = source.calls.filter(({ providerCallId }) => providerCallId !== 'c60');
    await clock.advance(30 * hour);
    expect(history()).toBeGreaterThan(before);
    expect(store.call('c60')).toBeUndefined();
    expect(store.call('c61')).toBeDefined();
  });

  it('reads the last days again as usual where few desktops share the limit', async () => {
    const week = callsBackFrom(start, 7 * 24, hour);
    const { clock, source, store, told } = await openTold('now', week, 30 * 24 * hour);
    told.isSmall = true;
    const late = { id: '1', name: 'Reklamace', colour: null };
    source.calls = source.calls.map((call) =>
      call.providerCallId === 'c12' ? { ...call, tags: [late] } : call,
    );
    await clock.advance(26 * hour);
    expect(store.call('c12')?.tags).toEqual([late]);
  });

  it('stores with each page when it was asked for, by the provider’s clock, and shows it to the switchboard', async () => {
    const { clock, sync, source, read, asOf } = await openTold();
    source.calls.push(aCall({ providerCallId: 'new', startedAt: start + 1000 }));
    await clock.advance(10_000);
    const [told, shown] = [asOf.length, read.length];
    const asked = sync.now();
    await clock.advance(0);
    await asked;
    expect(asOf.slice(told)).toEqual([start + 15_000]);
    expect(read.slice(shown)).toEqual([[expect.any(Number) as number, start + 10_000]]);
  });
});

describe('the hourly pull of a busy company whose events come', () => {
  /** An hour with 120 calls, each of which events told, up to its pull; then how many pages that asked for. */
  async function hourOf(
    change: (bench: Awaited<ReturnType<typeof openTold>>, told: Call[]) => Call[],
    isSmall = false,
  ) {
    const bench = await openTold();
    bench.told.isSmall = isSmall;
    const now = start + hour;
    await bench.clock.advance(hour);
    const calls = callsBackFrom(now, 120, minute / 2, 'told');
    bench.source.calls.push(...calls);
    const checkpoint = await bench.store.checkpoint(aircallAccount);
    if (checkpoint === null) throw new Error('nothing was pulled');
    await bench.store.store(aircallAccount, change(bench, calls), checkpoint);
    await bench.clock.advance(12 * minute);
    return { ...bench, pages: bench.pulls() };
  }

  it('ends with the newest page where the count says that nothing else is missing', async () => {
    const { pages, store } = await hourOf((_, told) => told);
    expect(pages).toBe(1);
    expect((await store.checkpoint(aircallAccount))?.coveredTo).toBeGreaterThan(start + hour);
  });

  it('is read whole where a call is missing', async () => {
    const { pages, store } = await hourOf((_, told) =>
      told.filter(({ providerCallId }) => providerCallId !== 'told90'),
    );
    expect([pages, store.call('told90')?.state]).toEqual([3, 'ended']);
  });

  it('is read whole where one that should be long over is not', async () => {
    const { pages, store } = await hourOf((_, told) =>
      told.map((call) => (call.providerCallId === 'told90' ? { ...call, state: 'ongoing' } : call)),
    );
    expect([pages, store.call('told90')?.state]).toEqual([3, 'ended']);
  });

  it('is read whole where the provider does not count, and where a part could not be read', async () => {
    const uncounted = await hourOf(({ source }, told) => {
      source.tellsTotal = false;
      return told;
    });
    const partial = await hourOf(({ source }, told) => {
      source.said = { partial: true };
      return told;
    });
    expect([uncounted.pages, partial.pages]).toEqual([3, 3]);
  });

  it('is read whole where few desktops share the limit', async () => {
    expect((await hourOf((_, told) => told, true)).pages).toBe(3);
  });

  it('finds what was deleted of the newest', async () => {
    const { pages, store } = await hourOf(({ source }, told) => {
      source.calls = source.calls.filter(({ providerCallId }) => providerCallId !== 'told5');
      return told;
    });
    expect([pages, store.call('told5'), store.call('told6')?.state]).toEqual([1, undefined, 'ended']);
  });
});
