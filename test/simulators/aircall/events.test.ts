import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openDesk, someText } from './desk-under-test.ts';
import { onlyCalls, openReceiving as open, receiving, subscribe } from './receiving-desk.ts';

const somethingWith = (part: object): unknown => expect.objectContaining(part);
const textLike = (pattern: RegExp): unknown => expect.stringMatching(pattern);

describe('a call as it happens', () => {
  it('is told step by step, the end at once and with complete data half a minute later', async () => {
    const { pass, news, calls } = await open();
    const index = calls.ring({ rungIndexes: [4, 2], contactIndex: 3 });
    await pass(0);
    expect(news(index)).toEqual(['call.created', 'call.ringing_on_agent', 'call.ringing_on_agent']);
    calls.choose(index, { title: 'Reklamace' });
    calls.decline(index, { personIndex: 4 });
    await pass(5);
    expect(news(index)).toEqual(['call.ivr_option_selected', 'call.agent_declined']);
    calls.answer(index, { personIndex: 2 });
    calls.hold(index, true);
    calls.hold(index, false);
    await pass(20);
    expect(news(index)).toEqual(['call.answered', 'call.hold', 'call.unhold']);
    calls.handOver(index, { personIndex: 1, fails: true });
    calls.handOver(index, { personIndex: 1 });
    calls.hangUp(index, { recorded: true });
    await pass(29);
    expect(news(index)).toEqual(['call.unsuccessful_transfer', 'call.transferred', 'call.hungup']);
    await pass(10);
    expect(news(index)).toEqual(['call.ended', 'call.comm_assets_generated']);
  });

  it('is told of when something is written on it late, or taken away again', async () => {
    const { desk, pass, news, calls } = await open();
    const index = calls.ring();
    calls.hangUp(index, { ending: 'voicemail' });
    await pass(86_400);
    expect(news(index)).toContain('call.voicemail_left');
    calls.changeLate(index, { tagIndexes: [2], notes: [{ text: 'Zavolat.' }] });
    await pass(1);
    expect(news(index)).toEqual(['call.tagged', 'call.commented']);
    calls.changeLate(index, { tagIndexes: [] });
    const id = String(desk.simulator.control.idOf(index));
    expect((await desk.ask(`/v1/calls/${id}/archive`, { method: 'PUT' })).status).toBe(200);
    await pass(1);
    expect(news(index)).toEqual(['call.untagged', 'call.archived']);
  });

  it('carries what the reference says that events have otherwise than lists', async () => {
    const { desk, receiver, webhook, pass, calls } = await open();
    calls.ring({ rungIndexes: [4], contactIndex: 3 });
    await pass(0);
    const [created, rings] = receiver.received;
    expect(created).toEqual({
      resource: 'call',
      event: 'call.created',
      timestamp: desk.clock.now() / 1000,
      token: webhook.token,
      data: somethingWith({
        ...{ call_uuid: someText, participants: [], hangup_cause: null, user: null },
        number: somethingWith({ e164_digits: textLike(/^\+\d+$/) }),
        contact: somethingWith({ updated_at: textLike(/Z$/) }),
      }),
    });
    expect(created?.data).not.toHaveProperty('sid');
    expect(created?.data).not.toHaveProperty('conference_participants');
    expect(rings?.data['user']).toMatchObject({ id: 1_719_004 });
    expect(receiver.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': textLike(/^axios\//),
      'aircall-origin': 'webhooks',
      traceparent: someText,
    });
  });

  it('may come without its contact', async () => {
    const { desk, receiver, pass, calls } = await open({ contact: 'absent' });
    calls.ring({ contactIndex: 3 });
    await pass(0);
    expect(receiver.received[0]?.data).not.toHaveProperty('contact');
    desk.simulator.control.switches.change({ webhooks: { http: 'loopback', contact: 'null' } });
    calls.ring({ contactIndex: 3 });
    await pass(0);
    expect(receiver.received.at(-1)?.data['contact']).toBeNull();
  });

  it('is told of generated calls too, as time passes', async () => {
    const desk = await openDesk({ webhooks: { http: 'loopback' } });
    desk.clock.advance(-2 * 3_600_000);
    const receiver = await receiving();
    await subscribe(desk, receiver.url);
    const begun = desk.clock.now() / 1000;
    desk.clock.advance(2 * 3_600_000);
    await desk.simulator.events.settled();
    const told = receiver.received.filter(({ resource }) => resource === 'call');
    const names = told.map(({ event }) => event);
    expect(names).toEqual(expect.arrayContaining([...onlyCalls, 'call.ringing_on_agent']));
    // Each as the call was then, and none from before the webhook was there.
    const times = told.map(({ timestamp }) => timestamp);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(begun);
    for (const { event, data } of told) {
      if (event === 'call.created') expect(data['answered_at']).toBeNull();
      if (event === 'call.answered') expect(data).toMatchObject({ status: 'answered', ended_at: null });
      if (event === 'call.ended') expect(data['status']).toBe('done');
    }
  });

  it('can be made to happen by requests to the control plane', async () => {
    const { desk, pass, news } = await open();
    const post = (path: string, body: unknown = {}) =>
      desk.ask(`/__sim${path}`, { method: 'POST', body, authorization: null });
    const { index } = z.object({ index: z.number() }).parse((await post('/calls', {})).body);
    const step = async (verb: string, body?: unknown) =>
      (await post(`/calls/${String(index)}/${verb}`, body)).status;
    expect(await step('choose', { title: 'Obchod' })).toBe(200);
    expect(await step('decline')).toBe(200);
    expect(await step('hold')).toBe(409);
    expect(await step('answer')).toBe(200);
    expect(await step('hold')).toBe(200);
    expect(await step('unhold')).toBe(200);
    expect(await step('transfer', { number: '+420601222333' })).toBe(200);
    expect(await step('transfer', {})).toBe(400);
    await pass(0);
    expect(news(index)).toEqual([
      ...['call.created', 'call.ringing_on_agent', 'call.ivr_option_selected', 'call.agent_declined'],
      ...['call.answered', 'call.hold', 'call.unhold', 'call.external_transferred'],
    ]);
    expect((await post('/webhooks/event', { event: 'number.closed', data: { id: 7 } })).status).toBe(200);
    expect((await post('/webhooks/tick')).body).toMatchObject({ webhooks: [{ active: true, waiting: 0 }] });
    expect(news()).toEqual(['number.closed']);
  });
});

describe('what people do', () => {
  it('is told in both versions, and an absence twice: its status, then its reason', async () => {
    const { desk, receiver, pass } = await open({}, [
      ...['connected', 'disconnected', 'opened', 'closed', 'wut_start', 'wut_end'].map((n) => `user.${n}.v2`),
      'user.closed',
    ]);
    const set = async (availability: Parameters<typeof desk.simulator.setAvailability>[1]) => {
      const before = receiver.received.length;
      desk.simulator.setAvailability(2, availability);
      await pass(1);
      return receiver.received.slice(before).map(({ event, data }) => [event, data['substatus']]);
    };
    await set('offline');
    expect((await set('available')).map(([event]) => event)).toEqual(['user.connected.v2']);
    const away = await set('do_not_disturb');
    expect(away.map(([event]) => event)).toEqual([
      ...['user.closed.v2', 'user.closed', 'user.closed.v2', 'user.closed'],
    ]);
    expect(away[0]?.[1]).toBe('always_opened');
    expect(away[2]?.[1]).not.toBe('always_opened');
    expect((await set('after_call_work')).map(([event]) => event)).toEqual(['user.wut_start.v2']);
    expect((await set('available')).map(([event]) => event)).toEqual(['user.wut_end.v2']);
    expect((await set('offline')).map(([event]) => event)).toEqual(['user.disconnected.v2']);
    expect(receiver.received.every(({ data }) => data['id'] === 1_719_002)).toBe(true);
  });

  it('changes by itself with the time of day', async () => {
    const { news, pass } = await open({}, ['user.disconnected.v2', 'user.closed.v2']);
    await pass(8 * 3600);
    expect(new Set(news())).toContain('user.disconnected.v2');
  });
});
