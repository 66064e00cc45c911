import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createLog } from '../../../relay/log.ts';
import { createRedisStore } from '../../../relay/store/redis-store.ts';
import { StoreUnavailable } from '../../../relay/store/store.ts';
import { areHere } from '../../support/needed-programs.ts';
import { redisPrograms, type RunningRedis, startRedis } from '../../support/redis.ts';
import { createMovedClock, random256 } from '../relay-under-test.ts';
import { describeStore, type StoreBench } from './conformance.ts';
import { describePollingStore } from './polling-conformance.ts';
import { describeSessionStore } from './sessions-conformance.ts';

const hasRedis = areHere("the relay's store in Redis", redisPrograms);

describe.runIf(hasRedis)('over a real Redis', () => {
  let redis: RunningRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(async () => redis.stop());

  const lines: string[] = [];
  const open = async () => {
    const outside = new Redis(redis.url);
    await outside.flushall();
    const store = createRedisStore(
      redis.url,
      createLog((line) => lines.push(line), createMovedClock()),
    );
    onTestFinished(async () => {
      outside.disconnect();
      await store.close();
    });
    return { store, outside };
  };

  const openBench = async (): Promise<StoreBench> => {
    const { store, outside } = await open();
    const pass = async (ms: number): Promise<void> => {
      for (const key of await outside.keys('*')) {
        const left = await outside.pttl(key);
        // Redis' own clock runs along a little, and what is as good as over is over.
        if (left <= ms + 10) await outside.del(key);
        else await outside.pexpire(key, left - ms);
      }
    };
    return { store, pass };
  };
  describeStore('Redis', openBench);
  describeSessionStore('Redis', openBench);
  describePollingStore('Redis', openBench);

  it('has one of several instances poll for a company, another one when that falls silent', async () => {
    const { store, outside } = await open();
    const leased = await Promise.all(['a', 'b', 'c'].map((holder) => store.lease('7', holder, 30_000)));
    expect(leased).toEqual([true, false, false]);
    expect(await store.lease('8', 'b', 30_000)).toBe(true);
    await store.release('7', 'b');
    expect(await store.lease('7', 'b', 30_000)).toBe(false);
    await outside.del('switchdeck:relay:lease:7'); // as after thirty seconds
    expect(await store.lease('7', 'b', 30_000)).toBe(true);
    expect(await store.lease('7', 'a', 30_000)).toBe(false);
  });

  it('keeps everything under its prefix and with an end', async () => {
    const { store, outside } = await open();
    const challenge = random256();
    await store.keepTransaction('a', { kind: 'install', upstreamState: random256() }, 600_000);
    const landing = { state: random256(), loopback: null, expiresAt: 0 };
    await store.keepResult('a', { sealed: 'sealed', challenge, landing }, 120_000);
    await store.redeem('a', random256(), null);
    await store.redeem('a', challenge, random256());
    const keys = (await outside.keys('*')).sort();
    expect(keys).toEqual(['switchdeck:relay:result:a', 'switchdeck:relay:transaction:a']);
    expect(await outside.pttl(keys[0] ?? '')).toBeGreaterThan(0);
    expect(await outside.pttl(keys[0] ?? '')).toBeLessThanOrEqual(120_000);
    expect(await outside.pttl(keys[1] ?? '')).toBeGreaterThan(120_000);
    expect(await outside.pttl(keys[1] ?? '')).toBeLessThanOrEqual(600_000);
  });

  it('counts past the first thousand keys and leaves others’ keys out', async () => {
    const { store, outside } = await open();
    await outside.set('someone:else', '1');
    const ids = Array.from({ length: 2500 }, (_, id) => String(id));
    await Promise.all(
      ids.map((id) => store.keepTransaction(id, { kind: 'install', upstreamState: random256() }, 60_000)),
    );
    expect(await store.pending()).toEqual({ transactions: 2500, results: 0 });
  });

  it('is unavailable, not broken, when Redis refuses to take more, and tells by its word why', async () => {
    const { store, outside } = await open();
    await outside.config('SET', 'maxmemory', '1');
    onTestFinished(async () => {
      const again = new Redis(redis.url);
      await again.config('SET', 'maxmemory', '0');
      again.disconnect();
    });
    const landing = { state: random256(), loopback: null, expiresAt: 0 };
    const result = { sealed: 'sealed', challenge: random256(), landing };
    await expect(store.keepResult('a', result, 1000)).rejects.toThrow(StoreUnavailable);
    const transaction = { kind: 'install', upstreamState: random256() } as const;
    await expect(store.keepTransaction('a', transaction, 1000)).rejects.toThrow(StoreUnavailable);
    await expect(store.keepTransaction('a', transaction, 1000)).rejects.toMatchObject({ why: 'OOM' });
  });

  it('is unavailable while Redis is away, and says so once', async () => {
    const own = await startRedis();
    const said: string[] = [];
    const store = createRedisStore(
      own.url,
      createLog((line) => said.push(line), createMovedClock()),
    );
    onTestFinished(async () => store.close());
    await store.check();
    await own.stop();
    await expect(store.check()).rejects.toThrow(StoreUnavailable);
    await expect(store.readTransaction('a')).rejects.toThrow(StoreUnavailable);
    await expect(store.redeem('a', random256(), null)).rejects.toThrow(StoreUnavailable);
    expect(said.map((line) => (JSON.parse(line) as { event: string }).event)).toEqual(['store.lost']); // our own line
    expect(said.join('')).not.toContain(own.url);
  });
});
