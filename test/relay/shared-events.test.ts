import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { RedeemReply, RelaySession } from '../../domain/relay.ts';
import { areHere } from '../support/needed-programs.ts';
import { redisPrograms, type RunningRedis, startRedis } from '../support/redis.ts';
import { type RelayProcess, relayProcessSecret, startRelayProcess } from '../support/relay-process.ts';
import {
  claim,
  deliver,
  delivery,
  hear,
  type LiveRelay,
  openLiveRelay,
  openLiveRelayAt,
  sessionOf,
} from './live-relay.ts';
import {
  Browser,
  createMovedClock,
  newAttempt,
  openAircall,
  post,
  redeem,
  signIn,
} from './relay-under-test.ts';

const hasRedis = areHere('streams of relays that share a Redis', redisPrograms);
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);
const idsOf = (events: readonly Record<string, unknown>[]): number[] =>
  events.map(({ data }) => (data as { id: number }).id); // made here
const numbered = (id: number, token = 'w') => delivery(token, { data: { id } });

describe.runIf(hasRedis)('relays that share a Redis', () => {
  let redis: RunningRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(async () => redis.stop());

  const openTwo = async (url = redis.url): Promise<readonly [LiveRelay, LiveRelay]> => {
    const clock = createMovedClock();
    return [
      await openLiveRelay({ redisUrl: url }, { clock }),
      await openLiveRelay({ redisUrl: url }, { clock }),
    ];
  };
  /** A company of its own for each test: they share the Redis. */
  let company = 0;
  const newCompany = (): { readonly id: string; readonly token: string } => {
    company += 1;
    return { id: `company ${company}`, token: `webhook ${company}` };
  };

  it('bring what one takes to the desktops of all, in one order', async () => {
    const { id, token } = newCompany();
    const [one, other] = await openTwo();
    const session = await sessionOf(id, one.clock);
    expect(await claim(one, session, token)).toMatchObject({ status: 204 });
    const desktops = [await hear(one, session), await hear(other, session)];
    await Promise.all(range(1, 200).map((n) => deliver(n % 2 === 0 ? one : other, numbered(n, token))));
    for (const desktop of desktops) await desktop.until(() => desktop.events().length === 200);
    expect(desktops[0]?.messages.slice(1)).toEqual(desktops[1]?.messages.slice(1));
    expect(idsOf(desktops[0]?.events() ?? []).sort((a, b) => a - b)).toEqual(range(1, 200));
  });

  it('resume at one what was heard at the other', async () => {
    const { id, token } = newCompany();
    const [one, other] = await openTwo();
    const session = await sessionOf(id, one.clock);
    await claim(one, session, token);
    const first = await hear(one, session);
    await deliver(other, numbered(1, token));
    await first.until(() => first.events().length === 1);
    first.close();
    for (const n of range(2, 20)) await deliver(one, numbered(n, token));
    const second = await hear(other, { token: session.token, last: first.last() });
    await second.until(() => second.events().length === 19);
    expect(idsOf(second.events())).toEqual(range(2, 20));
  });

  it('drop what either has taken before', async () => {
    const { id, token } = newCompany();
    const [one, other] = await openTwo();
    const session = await sessionOf(id, one.clock);
    await claim(one, session, token);
    const desktop = await hear(other, session);
    const both = range(1, 20).flatMap((n) => [
      deliver(one, numbered(n, token)),
      deliver(other, numbered(n, token)),
    ]);
    expect(new Set((await Promise.all(both)).map(({ status }) => status))).toEqual(new Set([204]));
    await deliver(one, numbered(21, token));
    await desktop.until(() => idsOf(desktop.events()).includes(21));
    expect(idsOf(desktop.events()).sort((a, b) => a - b)).toEqual(range(1, 21));
  });

  it('know at each what was ended at the other, within a heartbeat', async () => {
    const { id } = newCompany();
    const [one, other] = await openTwo();
    const session = await sessionOf(id, one.clock);
    const desktop = await hear(other, session);
    await post(one, '/session/end', {}, { authorization: `Bearer ${session.token}` });
    expect((await hear(other, session)).status).toBe(401);
    other.beat();
    await desktop.ended;
  });

  it('tell the end of an integration to the desktops of all', async () => {
    const { id, token } = newCompany();
    const [one, other] = await openTwo();
    const session = await sessionOf(id, one.clock);
    await claim(one, session, token);
    const desktops = [await hear(one, session), await hear(other, session)];
    await deliver(one, delivery(token, { resource: 'integration', event: 'integration.deleted' }));
    for (const desktop of desktops) {
      await desktop.ended;
      expect(desktop.messages.map(({ event }) => event)).toEqual(['hello', 'provider-event', 'over']);
    }
    expect((await hear(other, session)).status).toBe(401);
    expect((await deliver(other, numbered(1, token))).status).toBe(403);
  });

  it('put neither session nor webhook token nor access into it, and of events nothing that lasts', async () => {
    const own = await startRedis();
    onTestFinished(async () => own.stop());
    const aircall = await openAircall();
    const relay = await openLiveRelayAt(aircall, { redisUrl: own.url, sharedPolling: true });
    const attempt = newAttempt();
    const { body } = await redeem(relay, await signIn(relay, new Browser(), attempt), attempt);
    const { accessToken, session } = RedeemReply.parse(body) as {
      accessToken: string;
      session: RelaySession;
    }; // of Aircall
    await claim(relay, session, 'webhook-canary');
    const renewed = await post(relay, '/session/renew', {}, { authorization: `Bearer ${session.token}` });
    const desktop = await hear(relay, RelaySession.parse(renewed.body));
    await deliver(relay, delivery('webhook-canary', { data: { id: 1, name: 'Eva' } }));
    await desktop.until(() => desktop.events().length === 1);

    const outside = new Redis(own.url);
    onTestFinished(() => outside.disconnect());
    const keys = (await outside.keys('*')).sort();
    const held: string[] = [...keys];
    for (const key of keys) {
      held.push(await outside.dump(key));
      expect([key, (await outside.pttl(key)) > 0]).toEqual([key, true]);
      if (/:log:.*:entries$/.test(key)) expect(await outside.pttl(key)).toBeLessThanOrEqual(600_000);
    }
    const all = held.join('\n');
    expect(all).toContain('Eva');
    for (const secret of [
      accessToken,
      session.token,
      session.token.split('.')[2] ?? session.token,
      'webhook-canary',
    ]) {
      expect(all).not.toContain(secret);
      expect(relay.log.join('')).not.toContain(secret);
    }
    expect(relay.log.join('')).not.toContain('Eva');
  });

  it('have Aircall send again what came while Redis was away, and desktops learn of the gap', async () => {
    const own = await startRedis();
    onTestFinished(async () => own.stop());
    const { id, token } = newCompany();
    const [one] = await openTwo(own.url);
    const session = await sessionOf(id, one.clock);
    await claim(one, session, token);
    const desktop = await hear(one, session);
    await deliver(one, numbered(1, token));
    await desktop.until(() => desktop.events().length === 1);
    await own.pause();
    expect((await deliver(one, numbered(2, token))).status).toBe(503);
    await own.resume();
    // It has lost all it knew: the desktop is cut, and says anew whose the webhook is.
    await desktop.ended;
    const again = await hear(one, { token: session.token, last: desktop.last() });
    await claim(one, session, token);
    expect((await deliver(one, numbered(2, token))).status).toBe(204);
    await again.until(() => again.events().length === 1);
    expect(again.messages.map(({ event }) => event)).toEqual(['hello', 'gap', 'provider-event']);
    expect(idsOf(again.events())).toEqual([2]);
  });

  it('lose and double nothing when one of them is killed under load', async () => {
    const { id, token } = newCompany();
    const start = async (): Promise<RelayProcess> => {
      const relay = await startRelayProcess({ REDIS_URL: redis.url });
      onTestFinished(async () => relay.kill());
      return relay;
    };
    const [doomed, lasting] = await Promise.all([start(), start()]);
    const session = await sessionOf(id, { ...createMovedClock(), now: () => Date.now() }, relayProcessSecret);
    const ask = async (relay: RelayProcess, path: string, body: object): Promise<number> => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${session.token}` };
      const response = await fetch(relay.origin + path, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      await response.body?.cancel();
      return response.status;
    };
    expect(await ask(doomed, '/session/webhook', { token })).toBe(204);
    const desktops = [await hear(doomed, session), await hear(doomed, session), await hear(lasting, session)];
    for (const desktop of desktops) await desktop.until(() => desktop.messages.length === 1);

    let isDead = false;
    const send = async (n: number): Promise<void> => {
      const first = n % 2 === 0 && !isDead ? doomed : lasting;
      // As Aircall does: whatever was not answered is sent again, here to the one that is left.
      const status = await ask(first, '/aircall/webhook', numbered(n, token)).catch(() => 0);
      if (status !== 204) expect(await ask(lasting, '/aircall/webhook', numbered(n, token))).toBe(204);
    };
    for (let from = 1; from <= 600; from += 20) {
      const sent = range(from, from + 19).map(send);
      if (from === 301) {
        isDead = true;
        await doomed.kill();
      }
      await Promise.all(sent);
    }
    await desktops[2]?.until(() => desktops[2]?.events().length === 600);
    for (const desktop of desktops.slice(0, 2)) {
      await desktop.ended;
      const resumed = await hear(lasting, { token: session.token, last: desktop.last() });
      await resumed.until(() => desktop.events().length + resumed.events().length >= 600);
      const heard = idsOf([...desktop.events(), ...resumed.events()]);
      expect(heard).toEqual(idsOf(desktops[2]?.events() ?? []));
      expect(heard.sort((a, b) => a - b)).toEqual(range(1, 600));
      expect(resumed.messages[1]?.event).toBe('provider-event');
    }
  }, 60_000);
});
