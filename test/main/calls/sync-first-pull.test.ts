import { describe, expect, it } from 'vitest';
import { DeskError } from '../../../main/failures.ts';
import { aCall, aircallAccount } from '../../support/calls.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFakeSource } from './fake-source.ts';
import { createMemoryStore } from './memory-store.ts';
import { callsBackFrom, day, hour, minute, setUp, start, storedIds } from './sync-bench.ts';

describe('the first pull', () => {
  it('stores the last 30 days, newest first, then what is older, and then is current', async () => {
    const within = callsBackFrom(start, 700, hour);
    const before = aCall({ providerCallId: 'older', startedAt: start - 300 * day });
    const { sync, clock, store, source, statuses, changes } = setUp([...within, before]);
    sync.start();
    await clock.asleep();
    expect(await storedIds(store)).toEqual([...within.map((call) => call.providerCallId), 'older']);
    expect(sync.status()).toMatchObject({
      phase: 'current',
      progress: 1,
      stored: 701,
      complete: true,
      failure: null,
      lastSuccessAt: start,
    });
    expect(statuses[0]).toMatchObject({ phase: 'first-pull', progress: 0, complete: false });
    expect([...new Set(statuses.map(({ phase }) => phase))]).toEqual(['first-pull', 'history', 'current']);
    expect(changes.reduce((sum, changed) => sum + changed, 0)).toBe(701);
    const starts = source.asked.filter((page) => page.cursor === null).map((page) => page.window.from);
    expect(starts).toEqual([...starts].sort((a, b) => b - a));
    await sync.stop();
  });

  it('asks for the first calls as for what is looked at, and counts the others after them', async () => {
    const clock = createFakeClock(start);
    // One a moment ago, which fills no window.
    const source = createFakeSource([
      aCall({ providerCallId: 'newest', startedAt: start - minute }),
      ...callsBackFrom(start - 3 * day, 500, hour),
    ]);
    const countedBefore: number[] = [];
    source.before = () => void countedBefore.push(source.counted.length);
    const { sync } = setUp([], { clock, source });
    sync.start();
    await clock.asleep();
    const past = source.asked.slice(source.asked.findIndex(({ urgency }) => urgency !== 'soon'));
    // A day without calls, then eight with some.
    expect(past.slice(0, 3).map(({ urgency }) => urgency)).toEqual(['now', 'now', 'history']);
    expect(new Set(past.slice(2).map(({ urgency }) => urgency))).toEqual(new Set(['history']));
    expect(countedBefore.slice(0, 4)).toEqual([0, 0, 0, 1]);
    await sync.stop();
  });

  it('counts what is left of a company whose calls never fill a window, once haste is over', async () => {
    const clock = createFakeClock(start);
    const source = createFakeSource(callsBackFrom(start - day, 8, 800 * day), 50, 20 * 365 * day);
    const countedBefore: { urgency: string; counted: number }[] = [];
    source.before = ({ urgency }) => void countedBefore.push({ urgency, counted: source.counted.length });
    const { sync } = setUp([], { clock, source });
    sync.start();
    await clock.asleep();
    const past = countedBefore.filter(({ urgency }) => urgency !== 'soon');
    expect(past.slice(0, 5)).toEqual([
      ...Array.from({ length: 4 }, () => ({ urgency: 'now', counted: 0 })),
      { urgency: 'history', counted: 1 },
    ]);
    await sync.stop();
  });

  it('makes no haste in a company that has no calls', async () => {
    const clock = createFakeClock(start);
    const source = createFakeSource([], 50, 20 * 365 * day);
    const { sync } = setUp([], { clock, source });
    sync.start();
    await clock.asleep();
    expect(source.asked.filter(({ urgency }) => urgency === 'now').length).toBeLessThanOrEqual(4);
    expect(source.asked.filter(({ urgency }) => urgency === 'history').length).toBeGreaterThan(0);
    await sync.stop();
  });

  it('asks for no more than the history that the provider keeps', async () => {
    const clock = createFakeClock(start);
    const source = createFakeSource(callsBackFrom(start, 10, day), 50, 3 * day);
    const { sync, store } = setUp([], { clock, source });
    sync.start();
    await clock.asleep();
    expect(await storedIds(store)).toHaveLength(3);
    expect(Math.min(...source.asked.map((page) => page.window.from))).toBeGreaterThanOrEqual(start - 3 * day);
    await sync.stop();
  });

  it('goes on from the page after the last stored one when it was stopped', async () => {
    const calls = callsBackFrom(start, 1000, 2 * minute);
    const store = createMemoryStore();
    const first = setUp(calls, { store });
    const reached = new Promise<void>((resolve) => {
      first.source.before = (_, signal) => {
        if (first.source.asked.length < 8) return undefined;
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
          resolve();
        });
      };
    });
    first.sync.start();
    await reached;
    await first.sync.stop();
    const checkpoint = await store.checkpoint(aircallAccount);
    const second = setUp(calls, { store });
    second.sync.start();
    await second.clock.asleep();
    expect(checkpoint?.open?.cursor).toMatch(/^\d+$/);
    expect(second.source.asked.find((page) => page.urgency === 'history')?.cursor).toBe(
      checkpoint?.open?.cursor,
    );
    expect(await storedIds(store)).toHaveLength(1000);
    await second.sync.stop();
  });

  it('begins a window again when the provider no longer takes its cursor', async () => {
    const { sync, clock, store, source } = setUp(callsBackFrom(start, 200, 5 * minute));
    let refusals = 0;
    source.before = ({ cursor }) => {
      if (cursor !== '100' || refusals > 0) return;
      refusals += 1;
      throw new DeskError('provider-contract-broken', { where: 'page' });
    };
    sync.start();
    await clock.asleep();
    expect(sync.status()).toMatchObject({ phase: 'failed', failure: { code: 'provider-contract-broken' } });
    source.before = ({ cursor }) => {
      if (cursor === '100' && source.asked.at(-2)?.cursor !== '50')
        throw new DeskError('provider-contract-broken');
    };
    await clock.advance(20 * minute);
    expect(sync.status()).toMatchObject({ phase: 'current', failure: null });
    expect(await storedIds(store)).toHaveLength(200);
    await sync.stop();
  });

  it('lets calls that arrive meanwhile through, a minute late at most', async () => {
    const { sync, clock, store, source } = setUp(callsBackFrom(start, 3000, minute));
    source.before = async ({ urgency }, signal) => {
      if (urgency === 'history') await clock.sleep(10_000, signal);
    };
    sync.start();
    await clock.asleep();
    source.calls.push(aCall({ providerCallId: 'fresh', startedAt: start + 1000 }));
    await clock.advance(70_000);
    expect(sync.status().phase).toBe('first-pull');
    expect(store.call('fresh') ?? null).not.toBeNull();
    await sync.stop();
  });
});
