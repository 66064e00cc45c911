import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eventNames } from './books/webhook-book.ts';
import { type Desk, Meta, openDesk } from './desk-under-test.ts';

const Webhook = z.strictObject({
  webhook_id: z.uuid(),
  direct_link: z.url(),
  created_at: z.iso.datetime(),
  custom_name: z.string(),
  url: z.string(),
  active: z.boolean(),
  token: z.string().min(20),
  events: z.array(z.string()),
});
const One = z.strictObject({ webhook: Webhook });
const url = 'https://relay.example/aircall';

const create = async (desk: Desk, body: unknown) => desk.ask('/v1/webhooks', { method: 'POST', body });
const made = async (desk: Desk, body: unknown) => One.parse((await create(desk, body)).body).webhook;

describe('the webhooks of Aircall', () => {
  it('know the 67 documented events', () => {
    expect(new Set(eventNames).size).toBe(67);
  });

  it('subscribe to everything without events, and to what is named otherwise', async () => {
    const desk = await openDesk();
    const all = await made(desk, { url });
    expect(all).toMatchObject({ custom_name: 'Webhook', active: true, events: eventNames });
    expect((await made(desk, { url, events: [] })).events).toEqual(eventNames);
    expect((await made(desk, { url, events: ['call.ended'] })).events).toEqual(['call.ended']);
    const List = z.strictObject({ meta: Meta, webhooks: z.array(Webhook) });
    const { webhooks } = await desk.read('/v1/webhooks', List);
    expect(webhooks[0]).toEqual(all);
    expect((await desk.read(`/v1/webhooks/${all.webhook_id}`, One)).webhook).toEqual(all);
  });

  it('refuse a missing or plain http address and unknown events', async () => {
    const desk = await openDesk();
    for (const body of [
      {},
      { url: 'http://relay.example' },
      { url: 'x' },
      { url, events: ['call.imagined'] },
    ]) {
      expect((await create(desk, body)).status).toBe(400);
    }
  });

  it('fall back to all events when an update leaves them out, unless events are added or removed', async () => {
    const desk = await openDesk();
    const { webhook_id, token } = await made(desk, { url, events: ['call.ended'] });
    const put = async (query: string, body: unknown) =>
      One.parse((await desk.ask(`/v1/webhooks/${webhook_id}${query}`, { method: 'PUT', body })).body).webhook;
    expect((await put('?events_action=add', { events: ['call.created'] })).events).toEqual([
      'call.ended',
      'call.created',
    ]);
    expect((await put('?events_action=remove', { events: ['call.ended'] })).events).toEqual(['call.created']);
    const named = await put('', { custom_name: 'Relay', active: false });
    expect(named).toMatchObject({ custom_name: 'Relay', active: false, token, events: eventNames });
  });

  it('are seen only by the kind of credential that made them', async () => {
    const desk = await openDesk();
    const { webhook_id } = await made(desk, { url });
    const authorization = `Bearer ${desk.simulator.accessToken}`;
    expect((await desk.ask(`/v1/webhooks/${webhook_id}`, { authorization })).status).toBe(404);
    expect((await desk.ask('/v1/webhooks', { authorization })).body).toMatchObject({ webhooks: [] });
  });

  it('are at most a hundred for a company, and can be deleted', async () => {
    const desk = await openDesk();
    const { webhook_id } = await made(desk, { url });
    for (let n = 1; n < 100; n++) expect((await create(desk, { url })).status).toBe(201);
    expect((await create(desk, { url })).status).toBe(400);
    expect((await desk.ask(`/v1/webhooks/${webhook_id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await create(desk, { url })).status).toBe(201);
  });
});
