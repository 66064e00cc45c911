import { expect, onTestFinished } from 'vitest';
import { z } from 'zod';
import { receiveWebhooks, type WebhookReceiver } from '../../support/webhook-receiver.ts';
import { type Desk, openDesk } from './desk-under-test.ts';
import type { AircallSwitchChange } from './switches.ts';

const Made = z.object({ webhook: z.object({ webhook_id: z.string(), token: z.string() }) });
type Webhooks = NonNullable<AircallSwitchChange['webhooks']>;

/** On plain loopback; closed when the test ends. */
export async function receiving(): Promise<WebhookReceiver> {
  const receiver = await receiveWebhooks();
  onTestFinished(() => receiver.close());
  return receiver;
}
/** Registers a webhook, with the API key unless `authorization` is given; without `events` for all of them. */
export async function subscribe(desk: Desk, url: string, events?: readonly string[], authorization?: string) {
  const made = await desk.ask('/v1/webhooks', {
    method: 'POST',
    body: { url, ...(events === undefined ? {} : { events }) },
    ...(authorization === undefined ? {} : { authorization }),
  });
  expect(made.status).toBe(201);
  return Made.parse(made.body).webhook;
}

/** A desk whose events go to a receiver on plain loopback. */
export async function openReceiving(switches: Webhooks = {}, events?: readonly string[]) {
  const desk = await openDesk({ webhooks: { http: 'loopback', ...switches } });
  const receiver = await receiving();
  const webhook = await subscribe(desk, receiver.url, events);
  const pass = async (seconds: number): Promise<void> => {
    desk.clock.advance(seconds * 1000);
    await desk.simulator.events.settled();
  };
  /** Names of what came since the last time, of one call if its position is given. */
  let seen = 0;
  const news = (index?: number): string[] => {
    const fresh = receiver.received.slice(seen);
    seen = receiver.received.length;
    return fresh
      .filter(({ data }) => index === undefined || data['id'] === desk.simulator.control.idOf(index))
      .map(({ event }) => event);
  };
  const active = () => desk.simulator.events.report()[0]?.active;
  return { desk, receiver, webhook, pass, news, active, calls: desk.simulator.control.calls };
}
export const onlyCalls = ['call.created', 'call.answered', 'call.hungup', 'call.ended'];
