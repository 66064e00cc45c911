import { describe, expect, it } from 'vitest';
import { createMemoryLog } from '../../relay/events/memory-log.ts';
import { claim, deliver, delivery, hear, type LiveRelay, openLiveRelay, sessionOf } from './live-relay.ts';
import { lostStore } from './lost-store.ts';
import { createMovedClock } from './relay-under-test.ts';

const openClaimed = async (...options: Parameters<typeof openLiveRelay>) => {
  const relay = await openLiveRelay(...options);
  const session = await sessionOf('7', relay.clock);
  await claim(relay, session, 'w');
  return { relay, session, token: session.token };
};
/** Has Aircall deliver a numbered event. */
const happen = async (relay: LiveRelay, id: number, more: object = {}, token = 'w'): Promise<void> => {
  expect((await deliver(relay, delivery(token, { data: { id, ...more } }))).status).toBe(204);
};
const idsOf = (events: readonly Record<string, unknown>[]): number[] =>
  events.map(({ data }) => (data as { id: number }).id); // made by `happen`
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('a stream', () => {
  it('says hello, then what happens, each with the place to resume from', async () => {
    const { relay, token } = await openClaimed();
    await happen(relay, 1);
    const desktop = await hear(relay, { token });
    expect([desktop.status, desktop.headers['content-type'], desktop.headers['x-accel-buffering']]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
      'no',
    ]);
    expect(desktop.headers['cache-control']).toBe('no-store');
    expect(desktop.headers['transfer-encoding']).toBeUndefined();
    await happen(relay, 2);
    await happen(relay, 3);
    await desktop.until(() => desktop.events().length === 2);
    const now = relay.clock.now();
    expect(desktop.messages).toEqual([
      { id: `${now}-0`, event: 'hello', data: JSON.stringify({ now, polled: false, listeners: 1 }) },
      { id: `${now}-1`, event: 'provider-event', data: expect.stringContaining('"id":2') as unknown },
      { id: `${now}-2`, event: 'provider-event', data: expect.stringContaining('"id":3') as unknown },
    ]);
  });

  it('resumes after what was heard last, and nothing is lost or doubled', async () => {
    const { relay, token } = await openClaimed();
    const first = await hear(relay, { token });
    await happen(relay, 1);
    await happen(relay, 2);
    await first.until(() => first.events().length === 2);
    first.close();
    for (const id of range(3, 500)) await happen(relay, id);
    const second = await hear(relay, { token, last: first.last() });
    await happen(relay, 501);
    await second.until(() => second.events().length === 499);
    expect(second.messages[0]).toMatchObject({ id: first.last(), event: 'hello' });
    expect(idsOf(second.events())).toEqual(range(3, 501));
  });

  it('loses and doubles nothing however often it is broken off while much happens', async () => {
    const { relay, token } = await openClaimed();
    const heard: number[] = [];
    let last: string | undefined = (await hear(relay, { token })).last();
    const begun = await hear(relay, { token });
    await begun.until(() => begun.messages.length === 1);
    last = begun.last();
    const happening = (async () => {
      for (const id of range(1, 1000)) await happen(relay, id);
    })();
    while (heard.length < 1000) {
      const desktop = await hear(relay, { token, last });
      const wanted = Math.min(23, 1000 - heard.length);
      await desktop.until(() => desktop.events().length >= wanted);
      desktop.close();
      heard.push(...idsOf(desktop.events()));
      last = desktop.last();
    }
    await happening;
    expect(heard).toEqual(range(1, 1000));
  });

  it('tells of a gap when what was missed is not kept any more, and goes on with what happens now', async () => {
    const { relay, token } = await openClaimed();
    const first = await hear(relay, { token });
    await happen(relay, 1);
    await first.until(() => first.events().length === 1);
    first.close();
    await happen(relay, 2);
    relay.clock.advance(600_000);
    const second = await hear(relay, { token, last: first.last() });
    await happen(relay, 3);
    await second.until(() => second.events().length === 1);
    expect(second.messages.map(({ event }) => event)).toEqual(['hello', 'gap', 'provider-event']);
    expect(idsOf(second.events())).toEqual([3]);
  });

  it('knows of no gap where nothing happened, however long ago', async () => {
    const { relay, token } = await openClaimed();
    const first = await hear(relay, { token });
    await happen(relay, 1);
    await first.until(() => first.events().length === 1);
    first.close();
    relay.clock.advance(50 * 60_000);
    const second = await hear(relay, { token, last: first.last() });
    await happen(relay, 2);
    await second.until(() => second.events().length === 1);
    expect(second.messages.map(({ event }) => event)).toEqual(['hello', 'provider-event']);
  });

  it.each([
    ['of a relay that was started again', '1795000000000-0'],
    ['of the future', '1999999999999-0'],
    ['in no words we know', 'yesterday'],
  ])('tells of a gap to a desktop with a place %s', async (_, last) => {
    const { relay, token } = await openClaimed();
    const desktop = await hear(relay, { token, last });
    await happen(relay, 1);
    await desktop.until(() => desktop.events().length === 1);
    expect(desktop.messages.map(({ event }) => event)).toEqual(['hello', 'gap', 'provider-event']);
  });

  it('keeps ten thousand events and says so when one more was missed', async () => {
    const clock = createMovedClock();
    const events = createMemoryLog({ clock });
    const { relay, token } = await openClaimed({}, { clock, events });
    const first = await hear(relay, { token });
    await first.until(() => first.messages.length === 1);
    first.close();
    const write = (id: number) =>
      events.append('7', { event: 'call.created', data: `{"data":{"id":${id}}}`, fingerprint: String(id) });
    for (const id of range(1, 10_000)) await write(id);
    const second = await hear(relay, { token, last: first.last() });
    await second.until(() => second.events().length === 10_000);
    expect(idsOf(second.events())).toEqual(range(1, 10_000));
    await write(10_001);
    const third = await hear(relay, { token, last: first.last() });
    await third.until(() => third.messages.length === 2);
    expect(third.messages.map(({ event }) => event)).toEqual(['hello', 'gap']);
  });

  it('holds nothing of another company', async () => {
    const { relay, token } = await openClaimed();
    const other = await sessionOf('8', relay.clock);
    await claim(relay, other, 'v');
    const [own, foreign] = [await hear(relay, { token }), await hear(relay, { token: other.token })];
    for (const id of range(1, 50)) {
      await happen(relay, id);
      if (id % 10 === 0) await happen(relay, -id, {}, 'v');
    }
    await own.until(() => own.events().length === 50);
    await foreign.until(() => foreign.events().length === 5);
    expect(idsOf(own.events())).toEqual(range(1, 50));
    expect(idsOf(foreign.events())).toEqual([-10, -20, -30, -40, -50]);
    // Nor does a place in another company's stream lead there.
    const strayed = await hear(relay, { token: other.token, last: own.messages[0]?.id ?? '' });
    relay.beat();
    await strayed.until(() => strayed.comments() > 0);
    expect(idsOf(strayed.events()).every((id) => id < 0)).toBe(true);
  });

  it('says that it is there when there is nothing to say', async () => {
    const { relay, token } = await openClaimed();
    const desktop = await hear(relay, { token });
    for (const beats of [1, 2, 3]) {
      relay.beat();
      await desktop.until(() => desktop.comments() === beats);
    }
  });

  it('ends when its session expires, and when the session was ended elsewhere', async () => {
    const clock = createMovedClock();
    const { relay, token } = await openClaimed({}, { clock });
    const first = await hear(relay, { token });
    clock.advance(3_600_000);
    relay.beat();
    await first.ended;
    expect((await hear(relay, { token })).status).toBe(401);
    const session = await sessionOf('7', clock);
    const second = await hear(relay, session);
    await relay.endElsewhere(session);
    relay.beat();
    await second.ended;
  });

  it('is the oldest of five of one session that is cut', async () => {
    const { relay, token } = await openClaimed();
    const desktops = [];
    for (const _ of range(1, 5)) desktops.push(await hear(relay, { token }));
    await desktops[0]?.ended;
    await happen(relay, 1);
    for (const desktop of desktops.slice(1)) await desktop.until(() => desktop.events().length === 1);
  });

  it('is refused when there is no room, with when to come again', async () => {
    const { relay, token } = await openClaimed({ maxStreams: 2 });
    const first = await hear(relay, { token });
    await hear(relay, { token });
    const third = await hear(relay, { token });
    expect([third.status, third.headers['retry-after'], await third.ended]).toEqual([
      503,
      '10',
      '{"error":"busy"}',
    ]);
    first.close();
    await expect.poll(async () => (await hear(relay, { token })).status).toBe(200);
  });

  it('is refused with a word, not a page, when the store is away', async () => {
    const relay = await openLiveRelay({}, { store: lostStore });
    const { token } = await sessionOf('7', relay.clock);
    const desktop = await hear(relay, { token });
    expect([desktop.status, await desktop.ended]).toEqual([503, '{"error":"busy"}']);
  });
});

describe('a desktop that does not read', () => {
  const bulk = { text: 'x'.repeat(200_000) };

  it('is cut, costs bounded memory, holds nobody up and resumes where it was', async () => {
    const { relay, token } = await openClaimed();
    const [slow, quick] = [await hear(relay, { token }), await hear(relay, { token })];
    await happen(relay, 1);
    await slow.until(() => slow.events().length === 1);
    slow.hang();
    for (const id of range(2, 60)) {
      await happen(relay, id, bulk);
      await quick.until(() => quick.events().length === id);
    }
    const { payload } = await relay.server.inject('/metrics');
    expect(payload).toContain('switchdeck_relay_streams_total{outcome="slow"} 1');
    expect(relay.waitingBytes()).toBeLessThan(1024 * 1024);
    slow.goOn();
    await slow.ended;
    const heard = idsOf(slow.events());
    const again = await hear(relay, { token, last: slow.last() });
    await again.until(() => again.events().length + heard.length >= 60);
    expect([...heard, ...idsOf(again.events())]).toEqual(range(1, 60));
  });

  it('gets what it missed only as fast as it reads, and is cut when it takes nothing for long', async () => {
    const { relay, token } = await openClaimed();
    const first = await hear(relay, { token });
    await first.until(() => first.messages.length === 1);
    first.close();
    for (const id of range(1, 60)) await happen(relay, id, bulk);
    const second = await hear(relay, { token, last: first.last() });
    second.hang();
    // Two heartbeats in a row nothing has gone off.
    await expect
      .poll(() => {
        relay.beat();
        expect(relay.waitingBytes()).toBeLessThan(1024 * 1024);
        return relay.openStreams();
      })
      .toBe(0);
    second.goOn();
    await second.ended;
    const third = await hear(relay, { token, last: second.last() });
    await third.until(() => third.events().length + second.events().length === 60);
    expect(idsOf([...second.events(), ...third.events()])).toEqual(range(1, 60));
  });
});

describe('a relay that ends', () => {
  it('ends its streams at once with when to come again, and closes', async () => {
    const { relay, token } = await openClaimed();
    const desktops = [];
    for (const _ of range(1, 4)) desktops.push(await hear(relay, { token }));
    await happen(relay, 1);
    await relay.close();
    for (const desktop of desktops) {
      await desktop.ended;
      expect(desktop.retry()).toBeGreaterThanOrEqual(250);
      expect(desktop.retry()).toBeLessThan(3_000);
      expect(idsOf(desktop.events())).toEqual([1]);
    }
  });

  it('does not wait for a desktop that hangs', async () => {
    const { relay, token } = await openClaimed();
    const first = await hear(relay, { token });
    await first.until(() => first.messages.length === 1);
    for (const id of range(1, 60)) await happen(relay, id, { text: 'x'.repeat(200_000) });
    const second = await hear(relay, { token, last: first.last() });
    second.hang();
    await relay.close();
  });
});
