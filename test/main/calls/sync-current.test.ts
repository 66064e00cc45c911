import { describe, expect, it } from 'vitest';
import { aCall, aircallAccount } from '../../support/calls.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createMemoryStore } from './memory-store.ts';
import { callsBackFrom, day, hour, minute, setUp, start, storedIds } from './sync-bench.ts';

describe('keeping current', () => {
  it('stores new calls and late changes of recent ones within a minute', async () => {
    const { sync, clock, store, source } = setUp(callsBackFrom(start, 5, minute));
    sync.start();
    await clock.asleep();
    source.calls[1] = aCall({ ...source.calls[1], tags: [{ id: '1', name: 'VIP', colour: null }] });
    source.calls.push(aCall({ providerCallId: 'new', startedAt: start + 10_000 }));
    await clock.advance(60_000);
    expect((await storedIds(store))[0]).toBe('new');
    expect(store.call('c1')?.tags).toHaveLength(1);
    await sync.stop();
  });

  it('reads a running call again until it has ended, however long that takes', async () => {
    const running = aCall({
      providerCallId: 'long',
      startedAt: start - minute,
      state: 'ongoing',
      outcome: null,
      endedAt: null,
    });
    const { sync, clock, store, source } = setUp([running]);
    sync.start();
    await clock.asleep();
    await clock.advance(5 * hour);
    source.calls = [aCall({ ...running, state: 'ended', outcome: 'answered', endedAt: start + 5 * hour })];
    await clock.advance(minute);
    expect(store.call('long')?.state).toBe('ended');
    expect((await store.checkpoint(aircallAccount))?.runningSince).toBeNull();
    await sync.stop();
  });

  it('finds a row that was written an hour after its call began', async () => {
    const { sync, clock, store, source } = setUp([]);
    sync.start();
    await clock.asleep();
    await clock.advance(hour);
    source.calls.push(aCall({ providerCallId: 'late-row', startedAt: start + minute }));
    await clock.advance(16 * minute);
    expect(await storedIds(store)).toEqual(['late-row']);
    await sync.stop();
  });

  it('reads the whole last day again once a day, because tags and notes come late', async () => {
    const { sync, clock, store, source } = setUp([
      aCall({ providerCallId: 'old', startedAt: start + 2 * hour }),
    ]);
    sync.start();
    await clock.asleep();
    await clock.advance(20 * hour);
    const note = { id: 'n', text: 'called back', author: null, at: null };
    source.calls = source.calls.map((call) => aCall({ ...call, notes: [note] }));
    await clock.advance(4 * hour + 2 * minute);
    expect(store.call('old')?.notes).toEqual([note]);
    await sync.stop();
  });

  it('loses no call when the clock of this computer runs an hour ahead', async () => {
    const ahead = hour;
    const { sync, clock, store, source } = setUp(callsBackFrom(start - ahead, 20, 10 * minute));
    sync.start();
    await clock.asleep();
    for (let round = 1; round <= 10; round += 1) {
      source.calls.push(
        aCall({ providerCallId: `r${String(round)}`, startedAt: start - ahead + round * minute }),
      );
      await clock.advance(minute);
    }
    await clock.advance(minute);
    expect(await storedIds(store)).toHaveLength(30);
    await sync.stop();
  });

  it.each([
    ['an hour behind', -hour],
    ['20 hours behind', -20 * hour],
    ['three days ahead', 3 * day],
  ])('shows new calls within a minute though the clock of this computer is %s', async (_what, skew) => {
    const clock = createFakeClock(start + skew);
    const { sync, store, source } = setUp(callsBackFrom(start, 200, hour), { clock, horizonMs: 186 * day });
    sync.start();
    await clock.asleep();
    expect(await storedIds(store)).toHaveLength(200);
    for (let round = 1; round <= 5; round += 1) {
      const id = `r${String(round)}`;
      source.calls.push(aCall({ providerCallId: id, startedAt: start + round * minute }));
      await clock.advance(minute);
      expect(store.call(id)).toBeDefined();
    }
    await sync.stop();
  });

  it('misses nothing when the clock was wrong by a year and is set right days later', async () => {
    const store = createMemoryStore();
    const calls = callsBackFrom(start + 3 * day, 100, hour);
    const known = calls.filter((call) => call.startedAt < start);
    const wrong = setUp(known, { store, clock: createFakeClock(start + 365 * day) });
    wrong.sync.start();
    await wrong.clock.asleep();
    await wrong.sync.stop();
    const right = setUp(calls, { store, clock: createFakeClock(start + 3 * day) });
    right.sync.start();
    await right.clock.asleep();
    expect(await storedIds(store)).toHaveLength(100);
    await right.sync.stop();
  });

  it('reads what was missed while the app was closed, newest first', async () => {
    const store = createMemoryStore();
    const calls = callsBackFrom(start + 5 * day, 35 * 24, hour);
    const before = setUp(
      calls.filter((call) => call.startedAt < start),
      { store },
    );
    before.sync.start();
    await before.clock.asleep();
    await before.sync.stop();
    const after = setUp(calls, { store, clock: createFakeClock(start + 5 * day) });
    after.sync.start();
    await after.clock.asleep();
    expect(await storedIds(store)).toHaveLength(35 * 24);
    // Days that were stored before are not read again, but for the one before the app was closed.
    expect(Math.min(...after.source.asked.map((page) => page.window.from))).toBeGreaterThanOrEqual(
      start - 2 * day,
    );
    expect(after.source.asked[0]?.window.to).toBeGreaterThan(start + 5 * day);
    await after.sync.stop();
  });

  it('shares one pull among all who ask at the same time', async () => {
    const { sync, clock, source } = setUp([]);
    sync.start();
    await clock.asleep();
    const asked = source.asked.length;
    await Promise.all([sync.now(), sync.now(), sync.now()]);
    expect(source.asked.slice(asked)).toMatchObject([{ urgency: 'now' }]);
    await sync.stop();
  });

  it('breaks off a page of the past for somebody who asks for the newest', async () => {
    const { sync, clock, source, store } = setUp(callsBackFrom(start, 500, hour));
    source.before = async ({ urgency }, signal) => {
      if (urgency === 'history') await clock.sleep(20_000, signal);
    };
    sync.start();
    await clock.asleep();
    const urgent = () => source.asked.filter((page) => page.urgency === 'now').length;
    const before = urgent();
    await sync.now();
    expect(source.asked.at(-1)?.urgency).not.toBe('soon');
    expect(urgent()).toBe(before + 1);
    await clock.advance(hour);
    expect(await storedIds(store)).toHaveLength(500);
    await sync.stop();
  });
});
