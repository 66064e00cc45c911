import { describe, expect, it } from 'vitest';
import { lostStore } from './lost-store.ts';
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
      'switchdeck_relay_sessions_total{what="open",outcome="opened"} 1',
      'switchdeck_relay_streams 0',
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
