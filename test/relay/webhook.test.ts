import { describe, expect, it } from 'vitest';
import type { EventLog } from '../../relay/events/event-log.ts';
import { createMemoryLog } from '../../relay/events/memory-log.ts';
import { StoreUnavailable } from '../../relay/store/store.ts';
import { eventNames } from '../simulators/aircall/books/webhook-book.ts';
import { claim, deliver, delivery, hear, openLiveRelay, sessionOf } from './live-relay.ts';
import { lostStore } from './lost-store.ts';
import { createMovedClock } from './relay-under-test.ts';

const openClaimed = async (ports: Parameters<typeof openLiveRelay>[1] = {}) => {
  const relay = await openLiveRelay({}, ports);
  const session = await sessionOf('7', relay.clock);
  await claim(relay, session, 'w');
  return { relay, session };
};
const deep = JSON.stringify(delivery('w', { data: { deep: 0 } })).replace(
  '0}',
  `${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
);
const taken = { status: 204, body: null };
const refused = { status: 403, body: null };

describe('a delivery of Aircall', () => {
  it('is taken for every documented event and for names that nobody knows yet', async () => {
    const { relay } = await openClaimed();
    for (const event of [...eventNames.filter((name) => name !== 'integration.deleted'), 'new_thing.made.v3'])
      expect(await deliver(relay, delivery('w', { event }))).toEqual(taken);
  });

  it('reaches desktops without its token, where it is of calls, people, lines, contacts or the integration', async () => {
    const { relay, session } = await openClaimed();
    const desktop = await hear(relay, session);
    const names = ['call.created', 'summary.created', 'user.opened.v2', 'message.sent', 'number.closed'];
    for (const event of [...names, 'constructor.x', 'contact.updated'])
      await deliver(relay, delivery('w', { event, more: 1 }));
    await desktop.until(() => desktop.events().length === 4);
    expect(desktop.events()).toEqual(
      ['call.created', 'user.opened.v2', 'number.closed', 'contact.updated'].map((event) => ({
        event,
        timestamp: 1_795_219_200,
        data: { id: 1, status: 'initial' },
      })),
    );
  });

  it.each([
    ['a token nobody claimed', delivery('v')],
    ['nothing', {}],
    ['a list', [delivery('w')]],
    ['no token', delivery('w', { token: undefined })],
    ['an empty token', delivery('w', { token: '' })],
    ['a time in words', delivery('w', { timestamp: 'now' })],
    ['an event that is no name', delivery('w', { event: 'call.created"} 1' })],
    ['data that is no object', delivery('w', { data: 'x' })],
  ])('gets the same refusal with %s', async (_, body) => {
    const { relay } = await openClaimed();
    expect(await deliver(relay, body)).toEqual(refused);
  });

  it.each([
    ['text that is no JSON', 'application/json', '{"token":"w"'],
    ['a prototype in it', 'application/json', '{"__proto__":{"a":1}}'],
    ['data that nests without end', 'application/json', deep],
    ['another content type', 'text/plain', 'w'],
    ['no content type', undefined, 'w'],
  ])('gets the same refusal with %s', async (_, type, payload) => {
    const { relay } = await openClaimed();
    const headers = type === undefined ? {} : { 'content-type': type };
    const answer = await relay.server.inject({ method: 'POST', url: '/aircall/webhook', headers, payload });
    const unknown = { method: 'POST', url: '/aircall/webhook', payload: delivery('v') } as const;
    const { headers: known } = await relay.server.inject(unknown);
    expect([answer.statusCode, answer.payload]).toEqual([403, '']);
    expect(Object.keys(answer.headers).sort()).toEqual(Object.keys(known).sort());
  });

  it('is taken with nearly a megabyte, and refused above', async () => {
    const { relay, session } = await openClaimed();
    const desktop = await hear(relay, session);
    const large = (size: number) => delivery('w', { data: { text: 'x'.repeat(size) } });
    expect((await deliver(relay, large(900_000))).status).toBe(204);
    expect((await deliver(relay, large(1024 * 1024))).status).toBe(413);
    await desktop.until(() => desktop.events().length === 1);
  });

  it('is dropped when it came before, also with its keys in another order', async () => {
    const { relay, session } = await openClaimed();
    const desktop = await hear(relay, session);
    const first = delivery('w', { data: { id: 1, user: { id: 2, name: 'Eva' }, tags: [1, 2] } });
    const again = delivery('w', { data: { tags: [1, 2], user: { name: 'Eva', id: 2 }, id: 1 } });
    const different = delivery('w', { data: { tags: [2, 1], user: { name: 'Eva', id: 2 }, id: 1 } });
    for (const body of [first, first, again, different, { ...first, timestamp: 1 }])
      expect(await deliver(relay, body)).toEqual(taken);
    await desktop.until(() => desktop.events().length === 3);
    expect(
      desktop.events().map(({ timestamp, data }) => [timestamp, (data as { tags: number[] }).tags]),
    ).toEqual([
      [1_795_219_200, [1, 2]],
      [1_795_219_200, [2, 1]],
      [1, [1, 2]],
    ]);
    const metrics = (await relay.server.inject('/metrics')).payload;
    expect(metrics).toContain('switchdeck_relay_events_total{outcome="appended"} 3');
    expect(metrics).toContain('switchdeck_relay_events_total{outcome="known"} 2');
  });

  it('is an event of its own for another company, and again after ten minutes', async () => {
    const { relay, session } = await openClaimed();
    await claim(relay, await sessionOf('8', relay.clock), 'v');
    const desktop = await hear(relay, session);
    await deliver(relay, delivery('v'));
    await deliver(relay, delivery('w'));
    relay.clock.advance(600_000);
    await deliver(relay, delivery('w'));
    await desktop.until(() => desktop.events().length === 2);
  });

  it('is counted by its group', async () => {
    const { relay } = await openClaimed();
    for (const event of ['call.created', 'call.ended', 'user.opened.v2', 'group_message.sent', 'to_string.y'])
      await deliver(relay, delivery('w', { event }));
    await deliver(relay, delivery('v'));
    await deliver(relay, {});
    const { payload } = await relay.server.inject('/metrics');
    const counted = payload.split('\n').filter((line) => line.startsWith('switchdeck_relay_webhooks_total{'));
    expect(counted).toEqual([
      'switchdeck_relay_webhooks_total{group="call"} 2',
      'switchdeck_relay_webhooks_total{group="user"} 1',
      'switchdeck_relay_webhooks_total{group="message"} 1',
      'switchdeck_relay_webhooks_total{group="other"} 1',
      'switchdeck_relay_webhooks_total{group="unknown-token"} 1',
      'switchdeck_relay_webhooks_total{group="malformed"} 1',
    ]);
  });

  it('is to be sent again when the store is away', async () => {
    const relay = await openLiveRelay({}, { store: lostStore });
    expect(await deliver(relay, delivery('w'))).toEqual({ status: 503, body: { error: 'busy' } });
  });

  it('is to be sent again when the store hangs, before Aircall gives up', async () => {
    const hanging = () => new Promise<never>(() => undefined);
    const relay = await openLiveRelay({}, { store: { ...lostStore, companyOfWebhook: hanging } });
    expect(await deliver(relay, delivery('w'))).toEqual({ status: 503, body: { error: 'busy' } });
    expect(relay.log.join('')).toContain('"event":"store.unavailable","why":"late"');
  });

  it('is to be sent again when its event could not be kept, and is no duplicate then', async () => {
    const clock = createMovedClock();
    const log = createMemoryLog({ clock });
    let isAway = true;
    const events: EventLog = {
      ...log,
      append: (company, entry) =>
        isAway ? Promise.reject(new StoreUnavailable('OOM')) : log.append(company, entry),
    };
    const { relay, session } = await openClaimed({ clock, events });
    const desktop = await hear(relay, session);
    expect((await deliver(relay, delivery('w'))).status).toBe(503);
    isAway = false;
    expect((await deliver(relay, delivery('w'))).status).toBe(204);
    await desktop.until(() => desktop.events().length === 1);
  });
});

describe('the end of an integration', () => {
  it('is told to the desktops, and then nothing more: streams, sessions and webhooks are over', async () => {
    const { relay, session } = await openClaimed();
    const other = await sessionOf('8', relay.clock);
    await claim(relay, other, 'v');
    const [desktop, neighbour] = [await hear(relay, session), await hear(relay, other)];
    relay.clock.advance(1);
    const deleted = delivery('w', {
      resource: 'integration',
      event: 'integration.deleted',
      data: { integration_id: 1, company_id: 7 },
    });
    expect(await deliver(relay, deleted)).toEqual(taken);
    await desktop.ended;
    expect(desktop.messages.map(({ event }) => event)).toEqual(['hello', 'provider-event', 'over']);
    expect(await deliver(relay, delivery('w'))).toEqual(refused);
    expect((await hear(relay, session)).status).toBe(401);
    expect(await claim(relay, session, 'w')).toEqual({ status: 401, body: { error: 'session' } });
    await deliver(relay, delivery('v'));
    await neighbour.until(() => neighbour.events().length === 1);
    relay.clock.advance(1);
    const again = await sessionOf('7', relay.clock);
    expect((await claim(relay, again, 'w2')).status).toBe(204);
    await deliver(relay, delivery('w2', { data: { id: 9 } }));
    // Also from a place before the end, which was that of the consent before.
    const resumed = await hear(relay, { token: again.token, last: desktop.messages[0]?.id ?? '' });
    await resumed.until(() => resumed.events().length === 2);
    await deliver(relay, delivery('w2', { data: { id: 10 } }));
    await resumed.until(() => resumed.events().length === 3);
    expect(resumed.messages.map(({ event }) => event)).not.toContain('over');
  });
});
