import { describe, expect, it } from 'vitest';
import type { PauseReason } from '../../../domain/sync.ts';
import { isWorkTime } from '../../../main/calls/work-hours.ts';
import { aCall } from '../../support/calls.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createMemoryStore } from './memory-store.ts';
import { callsBackFrom, day, hour, minute, setUp, start, storedIds } from './sync-bench.ts';

describe('reading the past', () => {
  it('pauses at once, keeps the newest calls current, and goes on at once', async () => {
    let paused: PauseReason | null = null;
    const { sync, clock, store, source } = setUp(callsBackFrom(start, 1000, hour), { paused: () => paused });
    source.before = ({ urgency }, signal) =>
      urgency === 'history' ? clock.sleep(1000, signal) : Promise.resolve();
    sync.start();
    await clock.advance(5500);
    paused = 'person';
    sync.reconsider();
    await clock.advance(1000);
    const read = (await storedIds(store)).length;
    expect(read).toBeLessThan(1000);
    expect(sync.status()).toMatchObject({ phase: 'first-pull', paused: 'person', complete: false });
    source.calls.push(aCall({ providerCallId: 'fresh', startedAt: start + minute }));
    await clock.advance(10 * minute);
    expect(await storedIds(store)).toHaveLength(read + 1);
    paused = null;
    sync.reconsider();
    await clock.advance(minute);
    expect(await storedIds(store)).toHaveLength(1001);
    expect(sync.status()).toMatchObject({ phase: 'current', paused: null, complete: true });
    await sync.stop();
  });

  it('closes the gap that the closed app left though it is paused', async () => {
    const store = createMemoryStore();
    const calls = callsBackFrom(start + 2 * day, 100, hour);
    const before = setUp(
      calls.filter(({ startedAt }) => startedAt < start),
      { store },
    );
    before.sync.start();
    await before.clock.asleep();
    await before.sync.stop();
    const clock = createFakeClock(start + 2 * day);
    const after = setUp(calls, { store, clock, paused: () => 'work-hours' });
    after.sync.start();
    await clock.asleep();
    expect(await storedIds(store)).toHaveLength(100);
    await after.sync.stop();
  });

  it('waits for the end of the work hours by itself, and shows a new account its first day meanwhile', async () => {
    const hours = { from: 8 * 60, to: 18 * 60 };
    const monday = new Date(2026, 0, 12, 15, 0).getTime();
    const clock = createFakeClock(monday);
    const { sync, store } = setUp(callsBackFrom(monday, 200, hour), {
      clock,
      paused: () => (isWorkTime(hours, clock.now()) ? 'work-hours' : null),
    });
    sync.start();
    await clock.asleep();
    expect(await storedIds(store)).toHaveLength(24);
    expect(sync.status()).toMatchObject({ paused: 'work-hours', phase: 'first-pull' });
    await clock.advance(2 * hour + 50 * minute);
    expect(await storedIds(store)).toHaveLength(24);
    await clock.advance(13 * minute);
    expect(await storedIds(store)).toHaveLength(200);
    expect(sync.status().paused).toBeNull();
    await sync.stop();
  });
});

describe('work hours', () => {
  const at = (dayOfMonth: number, hours: number, minutes = 0): number =>
    new Date(2026, 0, dayOfMonth, hours, minutes).getTime();

  it.each([
    ['a Monday morning', at(12, 8), true],
    ['the minute before', at(12, 7, 59), false],
    ['the minute they end', at(12, 17, 30), false],
    ['a Friday afternoon', at(16, 17, 29), true],
    ['a Saturday', at(17, 11), false],
    ['a Sunday', at(18, 11), false],
  ])('are local, Monday to Friday: %s', (_when, now, work) => {
    expect(isWorkTime({ from: 8 * 60, to: 17 * 60 + 30 }, now)).toBe(work);
    expect(isWorkTime(null, now)).toBe(false);
  });
});
