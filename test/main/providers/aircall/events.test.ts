import { describe, expect, it, onTestFinished } from 'vitest';
import { createHttp } from '../../../../main/http.ts';
import { subscribedEvents } from '../../../../main/providers/aircall/events.ts';
import { createAircall } from '../../../../main/providers/aircall/index.ts';
import { documentedEndpoints } from '../../../../main/providers/endpoints.ts';
import { startAircall } from '../../../simulators/aircall/index.ts';
import { eventNames } from '../../../simulators/aircall/books/webhook-book.ts';
import { createWorld } from '../../../simulators/world/create-world.ts';
import {
  authorityOf,
  contextOf,
  failureOf,
  neverAborted,
  openBudget,
  reply,
  scriptedHttp,
} from '../session-context.ts';

const relay = 'https://relay.example';
const hook = `${relay}/aircall/webhook`;
const day = 86_400_000;
const to = Date.UTC(2026, 10, 20, 11);

/** The simulator with its token, and the events of an account that signed in with it. */
async function connect(through: string | null) {
  const world = createWorld({ seed: 3, calls: 4, people: 4, from: to - day, to });
  const simulator = await startAircall({ world, switches: { limitPerMinute: null } });
  onTestFinished(() => simulator.close());
  const authorization = `Bearer ${simulator.accessToken}`;
  const budget = openBudget();
  const aircall = createAircall({ ...documentedEndpoints.aircall, api: simulator.url }, () => 0);
  const { events } = aircall.connect(
    contextOf({
      way: 'aircall-oauth',
      relay: through,
      http: createHttp(fetch),
      authority: authorityOf(authorization),
      budget,
      clock: { now: () => to, sleep: async () => undefined },
    }),
  );
  /** As another program with the same token does it. */
  const post = async (body: object): Promise<void> => {
    const headers = { authorization, 'content-type': 'application/json' };
    const made = await fetch(`${simulator.url}/v1/webhooks`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    expect(made.status).toBe(201);
  };
  const deliveries = (event = 'call.ended') => simulator.deliveriesOf(event, {}).map(({ url }) => url);
  return { simulator, budget, deliveries, post, events };
}
async function open() {
  const { events, ...rest } = await connect(relay);
  if (events === null) throw new Error('there should be events');
  return { ...rest, events };
}
const ours = { url: hook, custom_name: 'Switchdeck', events: subscribedEvents };

describe('the events of an Aircall company', () => {
  it('are named one by one, and each is documented', () => {
    expect(subscribedEvents.filter((name) => !eventNames.includes(name))).toEqual([]);
    expect(new Set(subscribedEvents).size).toBe(subscribedEvents.length);
    expect(subscribedEvents).not.toContain('transcription.created');
  });

  it.each([null, 'http://127.0.0.1:8443'])('cannot be sent to the relay %s', async (through) => {
    expect((await connect(through)).events).toBeNull();
  });

  it('are subscribed once, however often it is made sure of', async () => {
    const { events, deliveries } = await open();
    const first = await events.ensure(neverAborted);
    expect(first).toMatchObject({ state: 'on' });
    expect(first.token).toMatch(/.{20,}/);
    expect(await events.ensure(neverAborted)).toEqual(first);
    expect(deliveries()).toEqual([hook]);
    expect(deliveries('transcription.created')).toEqual([]);
  });

  it('are found among more webhooks than a page holds, and the others are left alone', async () => {
    const { events, deliveries, post } = await open();
    for (let n = 0; n < 60; n += 1)
      await post({ url: `https://crm.example/${String(n)}`, events: ['call.ended'] });
    await post({ url: hook, custom_name: 'Something else', events: ['call.ended'] });
    await post(ours);
    await events.ensure(neverAborted);
    expect(deliveries()).toHaveLength(62);
    await events.remove(neverAborted);
    expect(deliveries()).toHaveLength(61);
  });

  it('are repaired with their list when they were switched off', async () => {
    const { events, simulator, deliveries } = await open();
    const { token } = await events.ensure(neverAborted);
    simulator.disableWebhooks();
    expect(await events.ensure(neverAborted)).toEqual({ state: 'repaired', token });
    expect([deliveries(), deliveries('transcription.created')]).toEqual([[hook], []]);
  });

  it.each([
    ['has no id', { webhook_id: null }, 'provider-contract-broken'],
    ['does not say whether it is active', { active: null }, 'repaired'],
  ])('are never subscribed a second time beside a webhook that %s', async (_, broken, expected) => {
    const asked: (string | undefined)[] = [];
    const webhook = { webhook_id: 'hook-1', ...ours, active: true, token: 'hook-token', ...broken };
    const { http } = scriptedHttp(({ method }) => {
      asked.push(method);
      return method === 'PUT'
        ? reply(200, { webhook: { ...webhook, active: true } })
        : reply(200, { webhooks: [webhook], meta: { next_page_link: null } });
    });
    const { events } = createAircall(documentedEndpoints.aircall, () => 0).connect(
      contextOf({ way: 'aircall-oauth', relay, http, authority: authorityOf('Bearer token') }),
    );
    if (events === null) throw new Error('there should be events');
    const outcome = await events.ensure(neverAborted).then(
      ({ state }) => state,
      async (error: unknown) => failureOf(Promise.reject(error as Error)), // what was thrown
    );
    expect(outcome).toBe(expected);
    expect(asked).not.toContain('POST');
  });

  it('are cut back to what is needed when they were everything', async () => {
    const { events, post, deliveries } = await open();
    await post({ url: hook, custom_name: 'Switchdeck' });
    expect(deliveries('transcription.created')).toEqual([hook]);
    expect(await events.ensure(neverAborted)).toMatchObject({ state: 'on' });
    expect([deliveries(), deliveries('transcription.created')]).toEqual([[hook], []]);
  });

  it('are told once after two desktops subscribed at the same time', async () => {
    const { events, post, deliveries } = await open();
    await post(ours);
    await post(ours);
    await events.ensure(neverAborted);
    expect(deliveries()).toEqual([hook]);
  });

  it('may be refused, which costs the sign-in nothing', async () => {
    const { events, simulator } = await open();
    simulator.control.faults.add({
      path: '^/v1/webhooks',
      times: null,
      fault: { kind: 'status', status: 403 },
    });
    expect(await events.ensure(neverAborted)).toEqual({ state: 'refused', token: null });
  });

  it('are not subscribed twice when the reply was lost', async () => {
    const { events, simulator, deliveries } = await open();
    simulator.control.faults.add({
      path: '^/v1/webhooks',
      method: 'POST',
      times: 1,
      fault: { kind: 'cut', after: 'half' },
    });
    expect(await failureOf(events.ensure(neverAborted))).toBe('provider-unavailable');
    expect(await events.ensure(neverAborted)).toMatchObject({ state: 'on' });
    expect(deliveries()).toEqual([hook]);
  });

  it('are asked about within the company’s budget', async () => {
    const { events, budget } = await open();
    await events.ensure(neverAborted);
    expect(budget.taken).toEqual(['soon', 'soon']);
  });
});
