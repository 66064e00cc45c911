import { describe, expect, it } from 'vitest';
import { DeskError } from '../../../main/failures.ts';
import { aCall, aircallAccount } from '../../support/calls.ts';
import { callsBackFrom, day, hour, minute, setUp, start, storedIds } from './sync-bench.ts';

describe('a call that has ended', () => {
  it('brings the next pull forward, and a hundred of them bring no more than one every ten seconds', async () => {
    const { sync, clock, source } = setUp([]);
    sync.start();
    await clock.asleep();
    const asked = source.asked.length;
    for (let second = 0; second < 60; second += 1) {
      sync.soon();
      sync.soon();
      await clock.advance(1000);
    }
    const pulls = source.asked.slice(asked);
    expect(pulls.length).toBeGreaterThanOrEqual(5);
    expect(pulls.length).toBeLessThanOrEqual(6);
    expect(new Set(pulls.map((page) => page.urgency))).toEqual(new Set(['soon']));
    await sync.stop();
  });

  it('breaks off no page of the past', async () => {
    const { sync, clock, source, store } = setUp(callsBackFrom(start, 500, hour));
    let given = 0;
    source.before = async ({ urgency }, signal) => {
      if (urgency !== 'history') return;
      await clock.sleep(2000, signal).catch((error: unknown) => {
        given += 1;
        throw error;
      });
    };
    sync.start();
    for (let second = 0; second < 60; second += 1) {
      sync.soon();
      await clock.advance(1000);
    }
    expect(given).toBe(0);
    expect(await storedIds(store)).toHaveLength(500);
    await sync.stop();
  });

  it('cuts no back-off short', async () => {
    const { sync, clock, source } = setUp([]);
    source.before = () => {
      throw new DeskError('provider-unavailable');
    };
    sync.start();
    const pause = await clock.asleep();
    sync.soon();
    await clock.advance(pause - 1);
    expect(source.asked).toHaveLength(1);
    await sync.stop();
  });
});

describe('the pace of pulls', () => {
  it('is slower where many pages have to be read each time, and never beyond two minutes', async () => {
    const pauses: number[] = [];
    for (const callsPerMinute of [1, 60, 600]) {
      const { sync, clock, source } = setUp(
        callsBackFrom(start, 15 * callsPerMinute, minute / callsPerMinute),
      );
      source.before = ({ urgency }) => {
        if (urgency === 'history') throw new DeskError('provider-refused');
      };
      sync.start();
      pauses.push(await clock.asleep());
      await sync.stop();
    }
    expect(pauses).toEqual([45_000, 90_000, 120_000]);
  });

  it('does not stand still when the computer’s clock is set back by a day', async () => {
    const { sync, clock, source, store } = setUp([]);
    sync.start();
    await clock.asleep();
    clock.set(clock.now() - day);
    source.calls.push(aCall({ providerCallId: 'after', startedAt: clock.now() }));
    await clock.advance(4 * minute);
    expect(await storedIds(store)).toEqual(['after']);
    await sync.stop();
  });

  it('does not read a whole day every minute for a call whose end the provider never told', async () => {
    const running = aCall({
      providerCallId: 'zombie',
      startedAt: start - minute,
      state: 'ringing',
      outcome: null,
      answeredAt: null,
      endedAt: null,
    });
    const others = callsBackFrom(start + 30 * hour, 180, 10 * minute);
    const { sync, clock, source, store } = setUp([running, ...others]);
    sync.start();
    await clock.asleep();
    await clock.advance(6 * hour);
    const asked = source.asked.length;
    await clock.advance(hour);
    const reachedFar = source.asked
      .slice(asked)
      // All reach a day ahead, should the clock of this computer be slow.
      .filter(({ window, cursor }) => cursor === null && window.to - window.from > day + 3 * hour);
    expect(reachedFar.length).toBeGreaterThanOrEqual(3);
    expect(reachedFar.length).toBeLessThanOrEqual(4);
    await clock.advance(20 * hour);
    expect((await store.checkpoint(aircallAccount))?.runningSince).toBeNull();
    await sync.stop();
  });
});

describe('a page of the past that cannot be read', () => {
  it('does not keep the newest calls from being kept current, and is told until it can', async () => {
    const { sync, clock, source, store } = setUp(callsBackFrom(start, 500, hour));
    source.before = ({ urgency, window }) => {
      if (urgency === 'history' && window.from < start - 5 * day)
        throw new DeskError('provider-contract-broken', { where: 'calls[0].started_at' });
    };
    sync.start();
    await clock.asleep();
    source.calls.push(aCall({ providerCallId: 'fresh', startedAt: start + 1000 }));
    await clock.advance(minute);
    expect((await storedIds(store))[0]).toBe('fresh');
    expect(sync.status()).toMatchObject({
      phase: 'failed',
      lastSuccessAt: start + 45_000,
      failure: { code: 'provider-contract-broken', where: 'calls[0].started_at' },
    });
    source.before = () => undefined;
    await clock.advance(20 * minute);
    expect(sync.status()).toMatchObject({ phase: 'current', failure: null });
    expect(await storedIds(store)).toHaveLength(501);
    await sync.stop();
  });

  it('is asked for again within the hour though the clock was set back by a day meanwhile', async () => {
    const { sync, clock, source, store } = setUp(callsBackFrom(start, 500, hour));
    source.before = ({ urgency, window }) => {
      if (urgency === 'history' && window.from < start - 5 * day) throw new DeskError('provider-refused');
    };
    sync.start();
    await clock.asleep();
    await clock.advance(minute);
    source.before = () => undefined;
    clock.set(clock.now() - day);
    await clock.advance(70 * minute);
    expect(await storedIds(store)).toHaveLength(500);
    await sync.stop();
  });
});
