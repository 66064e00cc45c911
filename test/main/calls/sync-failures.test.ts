import { describe, expect, it } from 'vitest';
import { DeskError } from '../../../main/failures.ts';
import { createMemoryStore, type MemoryStore } from './memory-store.ts';
import { callsBackFrom, hour, minute, setUp, start, storedIds } from './sync-bench.ts';

describe('failures', () => {
  const failing =
    (code: ConstructorParameters<typeof DeskError>[0], facts = {}) =>
    () => {
      throw new DeskError(code, facts);
    };

  it('waits longer after each failure that may pass, and recovers', async () => {
    const { sync, clock, source } = setUp([]);
    source.before = failing('offline');
    sync.start();
    const pauses: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      const pause = await clock.asleep();
      pauses.push(pause);
      await clock.advance(pause);
    }
    expect(sync.status()).toMatchObject({ phase: 'waiting', failure: { code: 'offline' } });
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    expect(Math.max(...pauses)).toBeLessThanOrEqual(5 * minute);
    source.before = () => undefined;
    await clock.advance(5 * minute);
    expect(sync.status()).toMatchObject({ phase: 'current', failure: null });
    await sync.stop();
  });

  it('waits until the provider lets it ask again', async () => {
    const { sync, clock, source } = setUp([]);
    source.before = failing('rate-limited', { retryAt: start + 47_000 });
    sync.start();
    expect(await clock.asleep()).toBe(47_000);
    expect(sync.status()).toMatchObject({ phase: 'waiting', nextAt: start + 47_000 });
    await sync.stop();
  });

  it('ends when nobody is signed in, and begins again when somebody is', async () => {
    const { sync, clock, source, statuses } = setUp([]);
    const failed = new Promise<void>((resolve) => {
      source.before = () => {
        queueMicrotask(resolve);
        throw new DeskError('not-signed-in');
      };
    });
    sync.start();
    await failed;
    await clock.advance(hour);
    expect(statuses.at(-1)).toMatchObject({
      phase: 'failed',
      failure: { code: 'not-signed-in' },
      nextAt: null,
    });
    expect(source.asked).toHaveLength(1);
    await sync.now();
    source.before = () => undefined;
    sync.start();
    await clock.asleep();
    expect(sync.status().phase).toBe('current');
    await sync.stop();
  });

  it('says plainly when the provider breaks its contract, tries again twice at once and then later', async () => {
    const { sync, clock, source } = setUp([]);
    source.before = failing('provider-contract-broken', { where: 'calls' });
    sync.start();
    expect(await clock.asleep()).toBeLessThan(minute);
    await clock.advance(minute);
    expect(source.asked).toHaveLength(3);
    expect(await clock.asleep()).toBeGreaterThan(5 * minute);
    expect(sync.status()).toMatchObject({
      phase: 'failed',
      failure: { code: 'provider-contract-broken', where: 'calls' },
    });
    source.before = () => undefined;
    await sync.now();
    expect(sync.status().failure).toBeNull();
    await sync.stop();
  });

  it('stops a page that leads to itself', async () => {
    const { sync, clock, source } = setUp(callsBackFrom(start, 3, minute));
    source.page = () => Promise.resolve({ calls: [], next: 'same' });
    sync.start();
    await clock.asleep();
    expect(sync.status()).toMatchObject({ phase: 'failed', failure: { where: 'cursor' } });
    await sync.stop();
  });

  it('goes on from what is stored when a write failed, not from what it meant to store', async () => {
    const direct = createMemoryStore();
    let broken = true;
    const store: MemoryStore = {
      ...direct,
      store: (...given) =>
        broken
          ? Promise.reject(new DeskError('cache-unavailable', { where: 'disk full' }))
          : direct.store(...given),
    };
    const calls = callsBackFrom(start, 100, minute);
    const { sync, clock } = setUp(calls, { store });
    sync.start();
    await clock.asleep();
    expect(sync.status()).toMatchObject({
      phase: 'failed',
      failure: { code: 'cache-unavailable', where: 'disk full' },
    });
    broken = false;
    await clock.advance(minute);
    expect(await storedIds(direct)).toHaveLength(100);
    await sync.stop();
  });
});

describe('stopping', () => {
  it('aborts the request in flight and is idle', async () => {
    const { sync, source } = setUp([]);
    const reached = new Promise<void>((resolve) => {
      source.before = (_, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
          resolve();
        });
    });
    sync.start();
    await reached;
    await sync.stop();
    expect(sync.status()).toMatchObject({ phase: 'idle', nextAt: null, failure: null });
  });

  it('answers those who asked for the newest calls', async () => {
    const { sync, clock, source } = setUp([]);
    sync.start();
    await clock.asleep();
    source.before = (_, signal) => clock.sleep(hour, signal);
    const asked = sync.now();
    await clock.asleep();
    await sync.stop();
    await expect(asked).resolves.toBeUndefined();
  });

  it('may be started again at once', async () => {
    const { sync, clock } = setUp([]);
    sync.start();
    const stopped = sync.stop();
    sync.start();
    await stopped;
    await clock.asleep();
    expect(sync.status().phase).toBe('current');
    await sync.stop();
  });
});
