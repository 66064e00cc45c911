import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { makeCertificate } from '../../support/certificate.ts';
import { receiveWebhooks } from '../../support/webhook-receiver.ts';
import { openDesk } from './desk-under-test.ts';
import { onlyCalls, openReceiving as open, receiving, subscribe } from './receiving-desk.ts';

describe('deliveries', () => {
  it('go only where the event was subscribed to', async () => {
    const { desk, calls, pass, news } = await open({}, ['call.answered']);
    const other = await receiving();
    await subscribe(desk, other.url, ['call.created']);
    calls.answer(calls.ring());
    await pass(0);
    expect(news()).toEqual(['call.answered']);
    expect(other.received.map(({ event }) => event)).toEqual(['call.created']);
  });

  it('go over TLS to whom they trust, and to nobody else', async () => {
    const certificate = await makeCertificate();
    const receiver = await receiveWebhooks(certificate);
    onTestFinished(() => receiver.close());
    const desk = await openDesk();
    await subscribe(desk, receiver.url, ['call.created']);
    const { events, control } = desk.simulator;
    control.calls.ring();
    await events.settled();
    expect(receiver.received).toEqual([]);
    expect(events.report()).toMatchObject([{ failures: 1, waiting: 1 }]);
    events.trust(certificate.cert);
    desk.clock.advance(10_000);
    await events.settled();
    expect(receiver.received.map(({ event }) => event)).toEqual(['call.created']);
  });

  it('refuse plain http unless a switch allows it on loopback', async () => {
    const desk = await openDesk();
    const post = async (url: string) =>
      (await desk.ask('/v1/webhooks', { method: 'POST', body: { url } })).status;
    expect(await post('http://127.0.0.1:9/hook')).toBe(400);
    desk.simulator.control.switches.change({ webhooks: { http: 'loopback' } });
    expect(await post('http://127.0.0.1:9/hook')).toBe(201);
    expect(await post('http://relay.example/hook')).toBe(400);
  });

  it('come again after every answer but a 2xx, and others do not wait for them', async () => {
    const { receiver, calls, pass, news } = await open({ retrySeconds: 7 }, onlyCalls);
    receiver.answer = ({ event }) => (event === 'call.created' ? 503 : 204);
    calls.answer(calls.ring());
    await pass(0);
    expect(news()).toEqual(['call.created', 'call.answered']);
    await pass(6);
    expect(news()).toEqual([]);
    receiver.answer = () => 200;
    await pass(1);
    expect(news()).toEqual(['call.created']);
    await pass(7);
    expect(news()).toEqual([]);
  });

  it('come again when no answer came in time', async () => {
    const { receiver, calls, pass, news } = await open({ timeoutMs: 40 }, onlyCalls);
    receiver.answer = () => null;
    calls.ring();
    await pass(0);
    receiver.answer = () => 200;
    await pass(10);
    expect(news()).toEqual(['call.created', 'call.created']);
  });

  it.each([
    ['in-a-row', 3, 3],
    ['at-all', 3, 3],
    ['attempts', 2, 6],
  ] as const)(
    'switch their webhook off after too many failures, counted %s',
    async (counting, most, failures) => {
      const { desk, receiver, calls, pass, active } = await open({ counting, failures: most }, onlyCalls);
      receiver.answer = () => 500;
      const index = calls.ring();
      calls.answer(index);
      calls.hangUp(index);
      await pass(0);
      if (counting === 'attempts') {
        expect(active()).toBe(true);
        await pass(10);
      }
      expect(active()).toBe(false);
      expect(desk.simulator.events.report()[0]?.failures).toBeLessThanOrEqual(failures);
      // What happens meanwhile is lost for ever.
      calls.ring();
      receiver.answer = () => 200;
      const before = receiver.received.length;
      await pass(10);
      // One that is taken switches it on again.
      expect(active()).toBe(true);
      expect(receiver.received.length).toBe(before + 3);
    },
  );

  it('are given up for a webhook that was switched off for half a day, until somebody switches it on', async () => {
    const { desk, receiver, webhook, calls, pass, active, news } = await open({ failures: 1 }, onlyCalls);
    receiver.answer = () => 500;
    calls.ring();
    await pass(0);
    expect(active()).toBe(false);
    receiver.answer = () => 200;
    await pass(0);
    desk.clock.advance(13 * 3_600_000);
    news();
    const body = { events: onlyCalls, active: true };
    const put = await desk.ask(`/v1/webhooks/${webhook.webhook_id}`, { method: 'PUT', body });
    expect(put.status).toBe(200);
    calls.ring();
    await pass(0);
    expect(news()).toEqual(['call.created']);
  });

  it('come twice, late, mixed up or never when switches say so', async () => {
    const doubled = await open({ double: 1 }, onlyCalls);
    doubled.calls.ring();
    await doubled.pass(0);
    expect(doubled.news()).toEqual(['call.created', 'call.created']);

    const dropped = await open({ drop: 1 }, onlyCalls);
    dropped.calls.ring();
    await dropped.pass(3600);
    expect(dropped.receiver.received).toEqual([]);
    expect(dropped.desk.simulator.events.report()[0]?.dropped).toBeGreaterThan(0);

    const late = await open({ delay: { from: 5, to: 9 } }, onlyCalls);
    late.calls.ring();
    await late.pass(4);
    expect(late.news()).toEqual([]);
    await late.pass(6);
    expect(late.news()).toEqual(['call.created']);

    const shuffled = await open({ shuffle: true }, ['call.tagged', 'call.created']);
    const indexes = Array.from({ length: 12 }, () => shuffled.calls.ring());
    await shuffled.pass(0);
    const order = shuffled.receiver.received.map(({ data }) => data['id']);
    const rung = indexes.map((index) => shuffled.desk.simulator.control.idOf(index));
    expect(order).not.toEqual(rung);
    expect(new Set(order)).toEqual(new Set(rung));
  });

  it('tell only integrations that the company removed them, whose tokens are worth nothing then', async () => {
    const { desk, pass, news } = await open();
    const authorization = `Bearer ${desk.simulator.accessToken}`;
    const other = await receiving();
    await subscribe(desk, other.url, ['integration.deleted'], authorization);
    desk.simulator.events.endIntegration();
    await pass(0);
    expect(news()).toEqual([]);
    expect(other.received).toMatchObject([{ resource: 'integration', data: { company_id: 48_213 } }]);
    expect((await desk.ask('/v1/ping', { authorization })).status).toBe(403);
  });

  it('tell of people and contacts that are added and removed', async () => {
    const { desk, pass, news } = await open({}, [
      ...['user.created.v2', 'user.deleted.v2', 'contact.created', 'contact.updated', 'contact.deleted'],
    ]);
    const body = { email: 'nova@lumora.example', first_name: 'Eva', last_name: 'Nová' };
    const Id = z.object({ user: z.object({ id: z.number() }) });
    const { user } = Id.parse((await desk.ask('/v2/users', { method: 'POST', body })).body);
    await desk.ask(`/v1/users/${String(user.id)}`, { method: 'DELETE' });
    const phone = { label: 'Work', value: '+420601222333' };
    const made = await desk.ask('/v1/contacts', { method: 'POST', body: { phone_numbers: [phone] } });
    const { contact } = z.object({ contact: z.object({ id: z.number() }) }).parse(made.body);
    const path = `/v1/contacts/${String(contact.id)}`;
    await desk.ask(path, { method: 'POST', body: { last_name: 'Nový' } });
    await desk.ask(path, { method: 'DELETE' });
    await pass(0);
    expect(news()).toEqual([
      ...['user.created.v2', 'user.deleted.v2', 'contact.created', 'contact.updated', 'contact.deleted'],
    ]);
  });
});
