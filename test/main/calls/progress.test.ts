import { describe, expect, it } from 'vitest';
import { createBudget } from '../../../main/providers/budget.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { aircallCalls } from './aircall-calls.ts';
import { callsBackFrom, day, hour, minute, setUp, start } from './sync-bench.ts';

describe('what is told of the past that is still to be read', () => {
  it('is exact in calls and right about the time within a twentieth, after the first fiftieth', async () => {
    const count = 20_000;
    const starts = Array.from({ length: count }, (_, place) => start / 1000 - 60 - place * 600).sort(
      (a, b) => a - b,
    );
    const clock = createFakeClock(start);
    const budget = createBudget({ limitPerMinute: 60, clock, random: () => 0.5 });
    let [minuteNow, used] = [0, 0];
    const { source } = aircallCalls(starts, async () => {
      await budget.take('history');
      const askedAt = clock.now();
      await clock.sleep(200);
      // The provider counts by the minute of its clock.
      const thisMinute = Math.floor(clock.now() / minute);
      used = thisMinute === minuteNow ? used + 1 : 1;
      minuteNow = thisMinute;
      budget.answered(askedAt);
      budget.learn({ limitPerMinute: 60, remaining: 60 - used, resetAt: (thisMinute + 1) * minute });
    });
    const pace = {
      limitPerMinute: () => budget.reading().limitPerMinute,
      forecast: (requests: number) => budget.forecast(requests),
    };
    const { sync, store, statuses } = setUp([], { clock, source, pace });
    const told: { at: number; ms: number; calls: number; stored: number }[] = [];
    sync.start();
    while (sync.status().phase !== 'current') {
      await clock.advance(20_000);
      const { remaining, phase } = sync.status();
      if (phase === 'current' || remaining?.ms == null || remaining.calls === null) continue;
      told.push({
        at: clock.now(),
        ms: remaining.ms,
        calls: remaining.calls,
        stored: await store.count(''),
      });
    }
    const end = clock.now();
    const later = told.filter(({ stored }) => stored >= count / 50 && stored < count * 0.98);
    expect(later.length).toBeGreaterThan(10);
    // What windows share at their seams comes twice.
    for (const { calls, stored } of later) expect(Math.abs(calls + stored - count)).toBeLessThan(25);
    for (const { at, ms } of later)
      expect(Math.abs(at + ms - end), String(at - start)).toBeLessThan((end - start) * 0.05);
    const shares = statuses.map(({ progress }) => progress);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(statuses.some(({ callsPerMinute }) => (callsPerMinute ?? 0) > 1000)).toBe(true);
    expect(sync.status()).toMatchObject({ remaining: null, callsPerMinute: null, progress: 1 });
    await sync.stop();
  }, 60_000);

  it('counts what is missing once, and what is already read of an open window not again', async () => {
    const { sync, clock, source, store } = setUp(callsBackFrom(start, 2000, hour), { horizonMs: 186 * day });
    source.before = ({ urgency }, signal) =>
      urgency === 'history' ? clock.sleep(1000, signal) : Promise.resolve();
    sync.start();
    await clock.advance(20_500);
    await sync.stop();
    sync.start();
    await clock.advance(3500);
    expect(source.counted).toHaveLength(1);
    const { remaining } = sync.status();
    expect(remaining?.calls).toBeGreaterThan(0);
    expect(Math.abs((remaining?.calls ?? 0) + (await store.count('')) - 2000)).toBeLessThan(60);
    expect(remaining?.requests).toBe(Math.ceil((remaining?.calls ?? 0) / 50));
    await sync.stop();
  });
});
