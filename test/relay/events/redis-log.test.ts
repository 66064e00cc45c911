import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createRedisLog } from '../../../relay/events/redis-log.ts';
import { StoreUnavailable } from '../../../relay/store/store.ts';
import { areHere } from '../../support/needed-programs.ts';
import { redisPrograms, type RunningRedis, startRedis } from '../../support/redis.ts';
import { describeLog } from './log-conformance.ts';

const hasRedis = areHere('the log of events in Redis', redisPrograms);

describe.runIf(hasRedis)('over a real Redis', () => {
  let redis: RunningRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(async () => redis.stop());

  const open = async () => {
    const outside = new Redis(redis.url);
    await outside.flushall();
    const log = createRedisLog(redis.url);
    onTestFinished(async () => {
      outside.disconnect();
      await log.close();
    });
    return { log, outside };
  };
  const entry = (id: number) => ({ event: 'call.created', data: String(id), fingerprint: String(id) });

  describeLog('Redis', async () => {
    const { log, outside } = await open();
    await new Promise<void>((resolve) => log.onGrowth(() => resolve())); // it listens from then on
    /** Redis tells the time by its own clock, so what is kept is made older instead. */
    const pass = async (ms: number): Promise<void> => {
      for (const key of await outside.keys('*')) {
        const left = await outside.pttl(key);
        if (left <= ms) await outside.del(key);
        else await outside.pexpire(key, left - ms);
        if (!key.endsWith(':fingerprints') || left <= ms) continue;
        for (const one of await outside.zrange(key, '0', '-1')) await outside.zincrby(key, -ms, one);
      }
    };
    return { log, pass };
  });

  it('drops single entries that are older than ten minutes while others come', async () => {
    const { log, outside } = await open();
    await log.tip('7');
    const old = `${Date.now() - 700_000}-0`;
    await outside.xadd('switchdeck:relay:log:7:entries', old, 'event', 'e', 'data', 'old');
    await log.append('7', entry(1));
    const kept = (await outside.xrange('switchdeck:relay:log:7:entries', '-', '+')) as [string, string[]][]; // as XRANGE replies
    expect(kept.map(([, fields]) => fields)).toEqual([['event', 'call.created', 'data', '1']]);
    expect(await outside.hget('switchdeck:relay:log:7:place', 'trimmed')).toBe(old);
  });

  it('has its entries read by every instance, and rings at each', async () => {
    const { log } = await open();
    const other = createRedisLog(redis.url);
    onTestFinished(async () => other.close());
    const rung: (string | null)[] = [];
    other.onGrowth((company) => rung.push(company));
    await expect.poll(() => rung).toEqual([null]); // it listens
    const start = await other.tip('7');
    await log.append('7', entry(1));
    await expect.poll(() => rung).toEqual([null, '7']);
    expect(await other.read('7', start)).toMatchObject({ gap: false, entries: [{ data: '1' }] });
  });

  it('keeps everything under its prefix and with an end', async () => {
    const { log, outside } = await open();
    await log.append('7', entry(1));
    const keys = (await outside.keys('*')).sort();
    expect(keys).toEqual(
      ['entries', 'fingerprints', 'place'].map((part) => `switchdeck:relay:log:7:${part}`),
    );
    for (const key of keys) {
      const left = await outside.pttl(key);
      expect(left).toBeGreaterThan(0);
      expect(left).toBeLessThanOrEqual(key.endsWith(':place') ? 86_400_000 : 600_000);
    }
  });

  it('tells of a gap after Redis has lost everything, and of what is lost again', async () => {
    const own = await startRedis();
    onTestFinished(async () => own.stop());
    const log = createRedisLog(own.url);
    onTestFinished(async () => log.close());
    const rung: (string | null)[] = [];
    log.onGrowth((company) => rung.push(company));
    await log.append('7', entry(1));
    const tip = await log.tip('7');
    await own.pause();
    await expect(log.append('7', entry(2))).rejects.toThrow(StoreUnavailable);
    await expect(log.read('7', tip)).rejects.toThrow(StoreUnavailable);
    rung.length = 0;
    await own.resume();
    await expect.poll(() => rung).toContain(null);
    expect(await log.read('7', tip)).toMatchObject({ gap: true });
  });

  it('tells of a gap after another run of Redis has read it from disk, for its last moments may be missing', async () => {
    const { log, outside } = await open();
    await log.append('7', entry(1));
    const tip = await log.tip('7');
    expect(await log.read('7', tip)).toEqual({ gap: false, entries: [] });
    await outside.hset('switchdeck:relay:log:7:place', 'run', 'the one before');
    const read = await log.read('7', tip);
    expect(read).toMatchObject({ gap: true });
    expect(await log.append('7', entry(1))).toBe('known');
    await log.append('7', entry(2));
    expect(await log.read('7', read.gap ? read.tip : '')).toMatchObject({
      gap: false,
      entries: [{ data: '2' }],
    });
  });

  it('takes nothing when Redis is full, and says so', async () => {
    const { log, outside } = await open();
    const start = await log.tip('7');
    await outside.config('SET', 'maxmemory', '1');
    await expect(log.append('7', entry(1))).rejects.toMatchObject({ why: 'OOM' });
    await expect(log.append('8', entry(1))).rejects.toMatchObject({ why: 'OOM' });
    await outside.config('SET', 'maxmemory', '0');
    expect(await log.append('7', entry(1))).toBe('appended');
    expect(await log.read('7', start)).toMatchObject({ gap: false, entries: [{ data: '1' }] });
  });
});
