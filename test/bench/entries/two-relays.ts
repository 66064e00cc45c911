import { setTimeout as pause } from 'node:timers/promises';
import { relayPaths } from '../../../domain/relay.ts';
import { startRedis } from '../../support/redis.ts';
import { relayProcessSecret, startRelayProcess } from '../../support/relay-process.ts';
import type { Entry } from '../entry.ts';
import { eventually, lostAndDoubled, roam } from '../relay/roaming-desktop.ts';
import { deliveryOf, postTo, tokenOf } from '../relay/sessions.ts';

const kills = 20;
const desktops = 40;
const betweenEventsMs = 10;
const patienceMs = 60_000;

/** One of two relays is killed without a word again and again: what do desktops miss, or hear twice? */
export const twoRelays: Entry = {
  name: 'two-relays',
  about: `events lost or doubled at ${String(desktops)} desktops while one of two relays is killed ${String(kills)} times under load`,
  async run() {
    const redis = await startRedis();
    const start = () => startRelayProcess({ REDIS_URL: redis.url });
    const relays = [await start(), await start()];
    const origins = (): readonly string[] => relays.map(({ origin }) => origin);
    const token = await tokenOf('7', relayProcessSecret);
    await postTo(origins()[0] ?? '', relayPaths.claimWebhook, { token: 'w' }, token);
    const tokens = await Promise.all(
      Array.from({ length: desktops }, () => tokenOf('7', relayProcessSecret)),
    );
    const all = await Promise.all(
      tokens.map((own, index) => roam(() => (index % 2 === 0 ? origins() : [...origins()].reverse()), own)),
    );

    // Aircall delivers to whichever relay answers, and again until one does.
    const sent: number[] = [];
    const over = new AbortController();
    let again = 0;
    const deliver = async (id: number): Promise<void> => {
      for (let attempt = id; ; attempt += 1) {
        const origin = origins()[attempt % 2] ?? '';
        const status = await postTo(origin, relayPaths.webhook, deliveryOf('w', id)).catch(() => 0);
        if (status === 204) return;
        again += 1;
        await pause(betweenEventsMs);
      }
    };
    const load = (async () => {
      const under: Promise<void>[] = [];
      for (let id = 1; !over.signal.aborted; id += 1) {
        sent.push(id);
        under.push(deliver(id));
        await pause(betweenEventsMs);
      }
      await Promise.all(under);
    })();

    for (let nth = 0; nth < kills; nth += 1) {
      const which = nth % 2;
      const doomed = relays[which];
      if (doomed === undefined) break;
      // It dies amid what it does: there are desktops at it, and events on their way.
      await eventually(() => all.some(({ at }) => at() === doomed.origin), patienceMs);
      const before = sent.length;
      await eventually(() => sent.length > before + 20, patienceMs);
      await doomed.kill();
      relays[which] = await start();
      await eventually(() => all.every(({ at }) => at() !== null && at() !== doomed.origin), patienceMs);
      // Half of them move on to the new one, as a balancer would have it.
      const fresh = relays[which];
      for (const desktop of all.filter((_, index) => index % 2 === nth % 2)) desktop.breakOff(fresh.origin);
    }
    over.abort();
    await load;
    await eventually(() => all.every(({ heard }) => heard.length >= sent.length), patienceMs);
    const faults = all.map(({ heard }) => lostAndDoubled(heard, sent));
    const lost = faults.reduce((sum, one) => sum + one.lost, 0);
    const doubled = faults.reduce((sum, one) => sum + one.doubled, 0);
    const gaps = all.reduce((sum, desktop) => sum + desktop.gaps(), 0);
    for (const desktop of all) desktop.stop();
    await Promise.all(relays.map((relay) => relay.kill()));
    await redis.stop();
    const wrong = lost + doubled + gaps;
    return {
      name: 'two-relays',
      ours: wrong,
      against: 0,
      unit: 'events',
      ratio: wrong === 0 ? 0 : Number.POSITIVE_INFINITY,
      limit: 0,
      holds: wrong === 0,
      detail: `${String(lost)} lost, ${String(doubled)} doubled, ${String(gaps)} gaps of ${String(sent.length)} events × ${String(desktops)} desktops; ${String(again)} deliveries sent again`,
    };
  },
};
