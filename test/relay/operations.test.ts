import { describe, expect, it } from 'vitest';
import { type Store, StoreUnavailable } from '../../relay/store/store.ts';
import {
  Browser,
  configFor,
  newAttempt,
  openAircall,
  openRelay,
  post,
  redeem,
  signIn,
  startPath,
} from './relay-under-test.ts';

const upstream = { url: 'https://api.aircall.example', clientId: 'client', clientSecret: 'secret' };

const away = (): Promise<never> => Promise.reject(new StoreUnavailable('ECONNREFUSED'));
const lostStore: Store = {
  keepTransaction: away,
  readTransaction: away,
  takeTransaction: away,
  keepResult: away,
  readLanding: away,
  redeem: away,
  forget: away,
  pending: away,
  check: away,
  close: async () => undefined,
};

describe('a delivery of Aircall', () => {
  const delivery = {
    resource: 'call',
    event: 'call.created',
    timestamp: 1_795_219_200,
    token: 't',
    data: {},
  };

  it('is taken at once when it is a whole one, whatever else it holds', async () => {
    const relay = await openRelay(configFor(upstream));
    expect(await post(relay, '/aircall/webhook', delivery)).toEqual({ status: 204, body: null });
    const more = { ...delivery, event: 'user.connected.v2', resource: 'user', version: 2 };
    expect((await post(relay, '/aircall/webhook', more)).status).toBe(204);
    const large = { ...delivery, data: { text: 'x'.repeat(900_000) } };
    expect((await post(relay, '/aircall/webhook', large)).status).toBe(204);
  });

  it.each([
    ['nothing', {}],
    ['a list', [delivery]],
    ['no token', { ...delivery, token: undefined }],
    ['an empty token', { ...delivery, token: '' }],
    ['a time in words', { ...delivery, timestamp: 'now' }],
    ['an event that is no name', { ...delivery, event: 'call.created"} 1' }],
    ['data that is no object', { ...delivery, data: 'x' }],
  ])('is refused with %s', async (_, body) => {
    const relay = await openRelay(configFor(upstream));
    expect((await post(relay, '/aircall/webhook', body)).status).toBe(400);
  });

  it('is refused above a megabyte', async () => {
    const relay = await openRelay(configFor(upstream));
    const large = { ...delivery, data: { text: 'x'.repeat(1024 * 1024) } };
    expect((await post(relay, '/aircall/webhook', large)).status).toBe(413);
  });

  it('is counted by its group, and names nobody knows in one', async () => {
    const relay = await openRelay(configFor(upstream));
    const events = [
      ...['call.created', 'call.ended', 'user.opened.v2', 'group_message.sent', 'summary.created'],
      ...['brand_new.thing', 'constructor.x', 'to_string.y'],
    ];
    for (const event of events) await post(relay, '/aircall/webhook', { ...delivery, event });
    await post(relay, '/aircall/webhook', {});
    const { payload } = await relay.server.inject('/metrics');
    const counted = payload.split('\n').filter((line) => line.startsWith('switchdeck_relay_webhooks_total{'));
    expect(counted).toEqual([
      'switchdeck_relay_webhooks_total{group="call"} 2',
      'switchdeck_relay_webhooks_total{group="user"} 1',
      'switchdeck_relay_webhooks_total{group="message"} 1',
      'switchdeck_relay_webhooks_total{group="intelligence"} 1',
      'switchdeck_relay_webhooks_total{group="other"} 3',
      'switchdeck_relay_webhooks_total{group="malformed"} 1',
    ]);
  });
});

describe('health, readiness and metrics', () => {
  it('tell a relay at work', async () => {
    const relay = await openRelay(configFor(await openAircall()));
    const attempt = newAttempt();
    await new Browser().get(relay, startPath(newAttempt()));
    const handle = await signIn(relay, new Browser(), attempt);
    await redeem(relay, handle, { ...attempt, verifier: newAttempt().verifier });
    await redeem(relay, handle, attempt);
    expect(await relay.server.inject('/health')).toMatchObject({ statusCode: 200, payload: '{"ok":true}' });
    expect(await relay.server.inject('/ready')).toMatchObject({ statusCode: 200, payload: '{"ready":true}' });
    const during = (await relay.server.inject('/metrics')).payload;
    await post(relay, '/ack', { h: handle, v: attempt.verifier });
    const after = (await relay.server.inject('/metrics')).payload;
    const lines = (text: string): string[] => text.split('\n').filter((line) => !line.startsWith('#'));
    expect(lines(during)).toEqual([
      'switchdeck_relay_starts_total{kind="aircall"} 2',
      'switchdeck_relay_callbacks_total{kind="aircall",outcome="done"} 1',
      'switchdeck_relay_redeems_total{outcome="wrong-verifier"} 1',
      'switchdeck_relay_redeems_total{outcome="redeemed"} 1',
      'switchdeck_relay_pending{what="transaction"} 1',
      'switchdeck_relay_pending{what="result"} 1',
      '',
    ]);
    expect(lines(after)).toContain('switchdeck_relay_acks_total{outcome="forgotten"} 1');
    expect(lines(after)).toContain('switchdeck_relay_pending{what="result"} 0');
  });

  it('tell a relay that lives but has lost its store', async () => {
    const relay = await openRelay(configFor(upstream), { store: lostStore });
    expect((await relay.server.inject('/health')).statusCode).toBe(200);
    expect(await relay.server.inject('/ready')).toMatchObject({
      statusCode: 503,
      payload: '{"ready":false}',
    });
    const metrics = await relay.server.inject('/metrics');
    expect([metrics.statusCode, metrics.payload.includes('pending')]).toEqual([200, false]);
  });
});

describe('without its store the relay', () => {
  it('asks browsers and desktops to come again', async () => {
    const relay = await openRelay(configFor(upstream), { store: lostStore });
    const attempt = newAttempt();
    const started = await new Browser().get(relay, startPath(attempt), { 'accept-language': 'cs' });
    expect([started.statusCode, started.headers['retry-after']]).toEqual([503, '30']);
    expect(started.payload).toContain('Právě je tu příliš rušno');
    expect(await redeem(relay, attempt.state, attempt)).toEqual({ status: 503, body: { error: 'busy' } });
    const ack = { h: attempt.state, v: attempt.verifier };
    expect(await post(relay, '/ack', ack)).toEqual({ status: 503, body: { error: 'busy' } });
  });

  it('says in the log why, and a bug without what it was about', async () => {
    const relay = await openRelay(configFor(upstream), { store: lostStore });
    await new Browser().get(relay, startPath(newAttempt()));
    expect(relay.log.join('')).toContain('"event":"store.unavailable","why":"ECONNREFUSED"');
    const broken = await openRelay(configFor(upstream), {
      store: { ...lostStore, keepTransaction: () => Promise.reject(new Error('secret detail')) },
    });
    const answer = await new Browser().get(broken, startPath(newAttempt()));
    expect(answer.statusCode).toBe(500);
    expect(answer.payload).toContain('Something broke on this server');
    expect(broken.log.join('')).toContain('"event":"bug","name":"Error"');
    expect(answer.payload + broken.log.join('')).not.toContain('secret detail');
  });
});
