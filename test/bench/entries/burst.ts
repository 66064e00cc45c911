import { setTimeout as pause } from 'node:timers/promises';
import { relayPaths } from '../../../domain/relay.ts';
import { hasProgram } from '../../../scripts/electron/runtime.ts';
import { startRedis } from '../../support/redis.ts';
import { relayProcessSecret, startRelayProcess } from '../../support/relay-process.ts';
import { compare, type Entry, percentile } from '../entry.ts';
import { eventually, lostAndDoubled, roam, type RoamingDesktop } from '../relay/roaming-desktop.ts';
import { deliveryOf, postTo, tokenOf } from '../relay/sessions.ts';

const companies = 50;
const eventsOfEach = 40;
const overMs = 10_000;
const desktopsOfEach = 2;
/** Aircall takes a later answer for a failure (6.2). */
const patienceMs = 5_000;
/** Every so many events are delivered twice, as at-least-once delivery does. */
const everyTwice = 10;

interface Burst {
  readonly slowestMs: number;
  readonly p99Ms: number;
  readonly refused: number;
  readonly lost: number;
  readonly doubled: number;
  readonly outOfOrder: number;
}

const isInOrder = (heard: readonly number[]): boolean =>
  heard.every((id, index) => index === 0 || id > (heard[index - 1] ?? 0));

/** One burst at a relay of its own. */
async function runBurst(env: Readonly<Record<string, string>>): Promise<Burst> {
  const relay = await startRelayProcess(env);
  const desktops: RoamingDesktop[][] = [];
  for (let company = 0; company < companies; company += 1) {
    const token = await tokenOf(`company ${String(company)}`, relayProcessSecret);
    await postTo(relay.origin, relayPaths.claimWebhook, { token: `webhook ${String(company)}` }, token);
    const own = Array.from({ length: desktopsOfEach }, () => roam(() => [relay.origin], token));
    desktops.push(await Promise.all(own));
  }

  const took: number[] = [];
  let refused = 0;
  const deliver = async (company: number, id: number): Promise<void> => {
    const from = performance.now();
    const body = deliveryOf(`webhook ${String(company)}`, id);
    if ((await postTo(relay.origin, relayPaths.webhook, body)) !== 204) refused += 1;
    took.push(performance.now() - from);
  };
  const begun = performance.now();
  // Events of a company one after the other, those of all companies at the same time.
  const ofCompany = async (company: number): Promise<void> => {
    for (let nth = 0; nth < eventsOfEach; nth += 1) {
      const due = begun + ((nth + company / companies) * overMs) / eventsOfEach;
      await pause(Math.max(0, due - performance.now()));
      const id = nth + 1;
      await deliver(company, id);
      if (id % everyTwice === 0) await deliver(company, id);
    }
  };
  await Promise.all(Array.from({ length: companies }, (_, company) => ofCompany(company)));

  const sent = Array.from({ length: eventsOfEach }, (_, nth) => nth + 1);
  const all = desktops.flat();
  await eventually(() => all.every(({ heard }) => heard.length >= eventsOfEach), patienceMs);
  const faults = all.map(({ heard }) => lostAndDoubled(heard, sent));
  for (const desktop of all) desktop.stop();
  await relay.kill();
  return {
    slowestMs: Math.max(...took),
    p99Ms: percentile(took, 0.99),
    refused,
    lost: faults.reduce((sum, { lost }) => sum + lost, 0),
    doubled: faults.reduce((sum, { doubled }) => sum + doubled, 0),
    outOfOrder: all.filter(({ heard }) => !isInOrder(heard)).length,
  };
}

const faultsOf = ({ refused, lost, doubled, outOfOrder }: Burst): number =>
  refused + lost + doubled + outOfOrder;
const tell = (where: string, burst: Burst): string =>
  `${where}: slowest answer ${burst.slowestMs.toFixed(0)} ms, p99 ${burst.p99Ms.toFixed(0)} ms, ` +
  `${String(burst.refused)} refused, ${String(burst.lost)} lost, ${String(burst.doubled)} doubled, ` +
  `${String(burst.outOfOrder)} desktops out of order`;

/** Many companies at once: is everything answered in time, and does everybody hear it once and in order? */
export const burst: Entry = {
  name: 'burst',
  about: `${String(companies * eventsOfEach)} webhooks in ten seconds for ${String(companies)} companies; the slowest answer against Aircall's patience`,
  async run() {
    const inMemory = await runBurst({});
    const details = [tell('memory', inMemory)];
    const bursts = [inMemory];
    if (hasProgram('redis-server')) {
      const redis = await startRedis();
      const inRedis = await runBurst({ REDIS_URL: redis.url });
      await redis.stop();
      bursts.push(inRedis);
      details.push(tell('Redis', inRedis));
    } else details.push('Redis: not measured, redis-server is missing');
    const slowest = Math.max(...bursts.map(({ slowestMs }) => slowestMs));
    const result = compare('burst', 'ms', 1, { ours: slowest, against: patienceMs }, details.join('; '));
    return { ...result, holds: result.holds && bursts.every((one) => faultsOf(one) === 0) };
  },
};
