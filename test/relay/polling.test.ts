import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { RelaySession } from '../../domain/relay.ts';
import type { Fetch } from '../../relay/ports.ts';
import type { AircallSimulator } from '../simulators/aircall/index.ts';
import { claim, deliver, delivery, hear, type LiveRelay, openLiveRelayAt } from './live-relay.ts';
import { Browser, newAttempt, openAircall, redeem, signIn } from './relay-under-test.ts';

/** A relay that polls a simulated Aircall, and what it asked there. */
async function openPolling(
  limitPerMinute: number | null = null,
  change: Partial<Parameters<typeof openLiveRelayAt>[1]> = {},
) {
  const aircall = await openAircall({ limitPerMinute: null });
  const asked: string[] = [];
  let underWay = 0;
  const counting: Fetch = async (url, init) => {
    const { pathname, searchParams } = new URL(url);
    asked.push(`${pathname} ${searchParams.get('page') ?? ''}`.trim());
    underWay += 1;
    try {
      return await fetch(url, init);
    } finally {
      underWay -= 1;
    }
  };
  const relay = await openLiveRelayAt(aircall, { sharedPolling: true, ...change }, { fetch: counting });
  const session = await signInAt(relay);
  aircall.control.limits.change({ perMinute: limitPerMinute });
  asked.length = 0;
  /** Half a second passes, as often as told, and all that is due is done. */
  const pass = async (halfSeconds: number): Promise<void> => {
    for (let nth = 0; nth < halfSeconds; nth += 1) {
      relay.clock.advance(500);
      relay.beat();
      await nextTurn();
      while (underWay > 0) await nextTurn();
      await nextTurn();
    }
  };
  return { aircall, relay, session, asked, pass };
}

async function signInAt(relay: LiveRelay): Promise<RelaySession> {
  const attempt = newAttempt();
  const { body } = await redeem(relay, await signIn(relay, new Browser(), attempt), attempt);
  return RelaySession.parse((body as { session: unknown }).session); // parsed here
}

const ring = ({ control }: AircallSimulator): number => control.calls.ring({ contactIndex: 1 });
const kindsOf = (events: readonly Record<string, unknown>[]): string[] =>
  events.map(({ event, data }) => {
    const { id, status, availability } = data as Record<string, unknown>; // as Aircall's records are
    return event === 'switchdeck.call_polled'
      ? `call ${String(status)}`
      : `user ${String(id)} ${String(availability)}`;
  });

describe('polling in the place of desktops', () => {
  it('tells everybody once of every call and person, and then of what changes', async () => {
    const { aircall, relay, session, pass } = await openPolling();
    const desktop = await hear(relay, session);
    await desktop.until(() => desktop.messages.length === 1);
    expect(JSON.parse(desktop.messages[0]?.data ?? '')).toMatchObject({ polled: true });
    await pass(20);
    const people = desktop.events().filter(({ event }) => event === 'switchdeck.availability_polled');
    expect(new Set(kindsOf(people)).size).toBe(people.length);
    expect(people.length).toBeGreaterThan(1);
    const person = people.map(({ data }) => data as { id: number; availability: string }).at(-1); // as it is documented
    const other = person?.availability === 'offline' ? 'available' : 'offline';
    const before = desktop.events().length;
    await pass(20);
    expect(desktop.events()).toHaveLength(before);

    const index = ring(aircall);
    await pass(12);
    aircall.control.calls.answer(index, {});
    aircall.setAvailability(0, other);
    await pass(12);
    aircall.control.calls.hangUp(index, {});
    await pass(12);
    const changes = kindsOf(desktop.events().slice(before));
    expect(changes.filter((kind) => kind.startsWith('call'))).toEqual([
      'call initial',
      'call answered',
      'call done',
    ]);
    expect(changes.filter((kind) => kind.startsWith('user'))).toEqual([
      `user ${String(person?.id)} ${other}`,
    ]);
  });

  it('costs half of the limit at most, however many listen', async () => {
    const { relay, session, asked, pass } = await openPolling(60);
    for (let nth = 0; nth < 4; nth += 1) await hear(relay, session);
    await pass(120);
    expect(asked.length).toBeGreaterThan(20);
    expect(asked.length).toBeLessThanOrEqual(31);
    expect(new Set(asked)).toEqual(new Set(['/v1/calls 1', '/v1/users/availabilities 1']));
  });

  it('is done only while somebody listens', async () => {
    const { relay, session, asked, pass } = await openPolling();
    await pass(10);
    expect(asked).toEqual([]);
    const desktop = await hear(relay, session);
    await pass(10);
    expect(asked.length).toBeGreaterThan(0);
    desktop.close();
    await expect
      .poll(async () => (await relay.server.inject('/metrics')).payload)
      .toContain('relay_streams 0');
    asked.length = 0;
    await pass(10);
    expect(asked).toEqual([]);
  });

  it('ceases while webhooks deliver, and is resumed when they have been silent for long', async () => {
    const { relay, session, asked, pass } = await openPolling();
    await claim(relay, session, 'w');
    await deliver(relay, delivery('w'));
    const desktop = await hear(relay, session);
    await desktop.until(() => desktop.messages.length === 1);
    expect(JSON.parse(desktop.messages[0]?.data ?? '')).toMatchObject({ polled: false });
    await pass(60);
    expect(asked).toEqual([]);
    relay.clock.advance(15 * 60_000);
    await pass(10);
    expect(asked.length).toBeGreaterThan(0);
  });

  it('waits until the limit is whole again when it is spent', async () => {
    const { aircall, relay, session, asked, pass } = await openPolling(60);
    aircall.control.limits.change({ remaining: 0 });
    await hear(relay, session);
    await pass(1);
    expect(asked).toHaveLength(1);
    await pass(20);
    expect(asked).toHaveLength(1);
  });

  it('ends when Aircall refuses the token, until somebody signs in again', async () => {
    const { aircall, relay, session, asked, pass } = await openPolling();
    await hear(relay, session);
    aircall.control.tokens.revoke(null);
    await pass(60);
    expect(asked).toHaveLength(1);
    await signInAt(relay);
    asked.length = 0;
    await pass(60);
    expect(asked.length).toBeGreaterThan(1);
  });

  it('ends with the integration', async () => {
    const { relay, session, asked, pass } = await openPolling();
    await claim(relay, session, 'w');
    await deliver(relay, delivery('w', { resource: 'integration', event: 'integration.deleted' }));
    relay.clock.advance(20 * 60_000);
    expect((await hear(relay, session)).status).toBe(401);
    await pass(10);
    expect(asked).toEqual([]);
  });

  it('is off unless told', async () => {
    const { relay, session, asked, pass } = await openPolling(null, { sharedPolling: false });
    const desktop = await hear(relay, session);
    await desktop.until(() => desktop.messages.length === 1);
    expect(JSON.parse(desktop.messages[0]?.data ?? '')).toMatchObject({ polled: false });
    await pass(10);
    expect(asked).toEqual([]);
  });
});
