import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Fetch } from '../../relay/ports.ts';
import { areHere } from '../support/needed-programs.ts';
import { redisPrograms, type RunningRedis, startRedis } from '../support/redis.ts';
import {
  Browser,
  configFor,
  handleIn,
  newAttempt,
  openAircall,
  openRelay,
  post,
  random256,
  redeem,
  type RelayUnderTest,
  signIn,
  untilCallback,
} from './relay-under-test.ts';

const hasRedis = areHere('relays that share a Redis', redisPrograms);

describe.runIf(hasRedis)('two relays behind one address that share a Redis', () => {
  let redis: RunningRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(async () => redis.stop());

  const open = async () => {
    const outside = new Redis(redis.url);
    onTestFinished(() => outside.disconnect());
    await outside.flushall();
    const aircall = await openAircall();
    const tokens = new Map<string, string>();
    // The clocks of real relays agree; these stand still.
    const remembering: Fetch = async (url, init) => {
      const response = await fetch(url, init);
      if (!url.endsWith('/oauth/token')) return response;
      const { code } = JSON.parse(init.body as string) as { code: string }; // the relay sends JSON text
      const reply = (await response.clone().json()) as { access_token: string }; // the simulator grants
      tokens.set(code, reply.access_token);
      return response;
    };
    const config = configFor(aircall, { redisUrl: redis.url });
    const relays: readonly [RelayUnderTest, RelayUnderTest] = [
      await openRelay(config, { fetch: remembering }),
      await openRelay(config, { fetch: remembering }),
    ];
    return { relays, tokens, outside };
  };

  it('carry one sign-in from instance to instance', async () => {
    const { relays } = await open();
    const [one, other] = relays;
    const [browser, attempt] = [new Browser(), newAttempt()];
    const callback = await untilCallback(one, browser, attempt);
    await browser.get(other, callback);
    const handle = handleIn(browser);
    expect((await browser.get(one, '/done')).payload).toContain(handle);
    expect(await redeem(one, handle, { ...attempt, verifier: random256() })).toMatchObject({ status: 403 });
    const reply = await redeem(other, handle, attempt);
    expect(reply).toMatchObject({ status: 200, body: { provider: 'aircall' } });
    expect(await redeem(one, handle, attempt)).toEqual(reply);
    expect(await post(one, '/ack', { h: handle, v: attempt.verifier })).toMatchObject({ status: 204 });
    expect(await redeem(other, handle, attempt)).toMatchObject({ status: 404 });
  });

  it('have exactly one winner when both are asked to redeem at once', async () => {
    const { relays } = await open();
    for (let turn = 0; turn < 5; turn += 1) {
      const attempt = newAttempt();
      const handle = await signIn(relays[0], new Browser(), attempt);
      const rivals = Array.from({ length: 40 }, (_, index) =>
        redeem(relays[index % 2 === 0 ? 0 : 1], handle, { ...attempt, receipt: random256() }),
      );
      const statuses = (await Promise.all(rivals)).map(({ status }) => status).sort();
      expect(statuses).toEqual([200, ...Array.from({ length: 39 }, () => 410)]);
    }
  });

  it('let exactly one of two complete the same callback', async () => {
    const { relays } = await open();
    const browser = new Browser();
    const callback = await untilCallback(relays[0], browser, newAttempt());
    const headers = { cookie: `__Host-tx=${browser.cookies.get('__Host-tx') ?? ''}` };
    const asked = Array.from({ length: 20 }, (_, index) =>
      relays[index % 2 === 0 ? 0 : 1].server.inject({ url: callback, headers }),
    );
    const answers = await Promise.all(asked);
    expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(1);
  });

  it('lose and cross none of a thousand sign-ins at once', async () => {
    const { relays, tokens } = await open();
    const at = (index: number): RelayUnderTest => relays[index % 2 === 0 ? 0 : 1];
    const one = async (index: number) => {
      const [browser, attempt] = [new Browser(), newAttempt()];
      const callback = await untilCallback(at(index), browser, attempt);
      await browser.get(at(index + 1), callback);
      const handle = handleIn(browser);
      const reply = await redeem(at(Math.floor(index / 2)), handle, attempt);
      const acked = await post(at(index + 1), '/ack', { h: handle, v: attempt.verifier });
      const code = new URLSearchParams(callback.slice(callback.indexOf('?'))).get('code') ?? '';
      return { reply, acked, expected: tokens.get(code) };
    };
    const all = await Promise.all(Array.from({ length: 1000 }, (_, index) => one(index)));
    for (const { reply, acked, expected } of all) {
      expect(reply).toMatchObject({ status: 200, body: { provider: 'aircall', accessToken: expected } });
      expect(acked.status).toBe(204);
    }
    expect(new Set(all.map(({ expected }) => expected)).size).toBe(1000);
    expect((await relays[0].server.inject('/metrics')).payload).toMatch(
      /pending\{what="transaction"\} 0\n.*pending\{what="result"\} 0/,
    );
  }, 60_000);

  it('put neither token nor handle nor code into it', async () => {
    const { relays, tokens, outside } = await open();
    const [browser, attempt] = [new Browser(), newAttempt()];
    const callback = await untilCallback(relays[0], browser, attempt);
    const cookie = browser.cookies.get('__Host-tx') ?? '';
    const written: string[] = await outside.keys('*');
    written.push(...((await outside.mget(written)) as string[])); // a transaction is one text
    await browser.get(relays[0], callback);
    const handle = handleIn(browser);
    const [key = ''] = await outside.keys('*');
    written.push(key, JSON.stringify(await outside.hgetall(key)));
    await redeem(relays[0], handle, attempt);
    written.push(JSON.stringify(await outside.hgetall(key)));
    const all = written.join('\n');
    expect(all).toContain('sealed');
    const code = new URLSearchParams(callback.slice(callback.indexOf('?'))).get('code') ?? '';
    for (const secret of [handle, code, tokens.get(code) ?? '', attempt.verifier, cookie]) {
      expect(secret.length).toBeGreaterThan(10);
      expect(all).not.toContain(secret);
    }
  });

  it('ask to come again while it is away, and go on when it is back', async () => {
    const own = await startRedis();
    onTestFinished(async () => own.stop());
    const relay = await openRelay(configFor(await openAircall(), { redisUrl: own.url }));
    const ready = async () => (await relay.server.inject('/ready')).statusCode;
    expect(await ready()).toBe(200);
    await own.pause();
    expect(await ready()).toBe(503);
    expect(await redeem(relay, random256(), newAttempt())).toEqual({ status: 503, body: { error: 'busy' } });
    await own.resume();
    await expect.poll(ready).toBe(200);
    const attempt = newAttempt();
    const handle = await signIn(relay, new Browser(), attempt);
    expect(await redeem(relay, handle, attempt)).toMatchObject({ status: 200 });
    const events = relay.log.map((line) => (JSON.parse(line) as { event: string }).event); // our own lines
    expect(events.filter((event) => event === 'store.lost' || event === 'store.back')).toEqual([
      'store.lost',
      'store.back',
    ]);
  });
});
