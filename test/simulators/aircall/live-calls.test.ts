import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CallList, type Desk, OneCall, openDesk } from './desk-under-test.ts';

const Rung = z.strictObject({ index: z.number().int(), id: z.number().int() });
const control = async (desk: Desk, path: string, body: unknown = {}) =>
  desk.ask(`/__sim${path}`, { method: 'POST', body, authorization: null });
const ring = async (desk: Desk, body: unknown = {}) => Rung.parse((await control(desk, '/calls', body)).body);
const newest = async (desk: Desk) => (await desk.read('/v1/calls?order=desc&per_page=1', CallList)).calls[0];
const availability = async (desk: Desk, person: number) =>
  (await desk.ask(`/v1/users/${String(1_719_000 + person)}/availability`)).body;

describe('a call that happens now', () => {
  it('rings, is answered and ends, and is the newest of the list all the while', async () => {
    const desk = await openDesk();
    const at = desk.clock.now() / 1000;
    const { id, index } = await ring(desk, {
      contactIndex: 3,
      rungIndexes: [4, 2],
      numberIndex: 1,
      teamIndex: 0,
    });
    expect(await newest(desk)).toMatchObject({
      ...{ id, status: 'initial', direction: 'inbound', started_at: at, answered_at: null, ended_at: null },
      ...{ duration: 0, user: null, recording: null, missed_call_reason: null },
    });

    desk.clock.advance(8000);
    await control(desk, `/calls/${String(index)}/answer`, { personIndex: 2 });
    expect(await newest(desk)).toMatchObject({
      ...{ id, status: 'answered', answered_at: at + 8, ended_at: null, duration: 0, recording: null },
      user: { id: 1_719_002 },
    });
    expect(await availability(desk, 2)).toEqual({ availability: 'in_call' });

    desk.clock.advance(60_000);
    await control(desk, `/calls/${String(index)}/hangup`, { tagIndexes: [2], notes: [{ text: 'Hotovo.' }] });
    expect(await newest(desk)).toMatchObject({
      ...{ id, status: 'done', ended_at: at + 68, duration: 68, missed_call_reason: null },
      ...{ tags: [{ id: 2_320_002 }], comments: [{ content: 'Hotovo.', posted_by: null }] },
    });
    expect((await newest(desk))?.recording).not.toBeNull();
  });

  it('is missed when nobody takes it, or becomes a voicemail', async () => {
    const desk = await openDesk();
    const { calls } = desk.simulator.control;
    const missed = calls.ring({ remote: null });
    desk.clock.advance(20_000);
    calls.hangUp(missed);
    expect(await newest(desk)).toMatchObject({
      ...{
        status: 'done',
        raw_digits: 'anonymous',
        duration: 20,
        missed_call_reason: 'agents_did_not_answer',
      },
    });
    calls.hangUp(calls.ring(), { ending: 'voicemail' });
    expect((await newest(desk))?.voicemail).not.toBeNull();
  });

  it('is refused when it names what the company does not have, or a step that cannot be', async () => {
    const desk = await openDesk();
    for (const body of [
      { numberIndex: 99 },
      { rungIndexes: [500] },
      { contactIndex: 1e6 },
      { direction: 'internal' },
    ]) {
      expect((await control(desk, '/calls', body)).status).toBe(409);
    }
    expect((await control(desk, '/calls', { colour: 'red' })).status).toBe(400);
    const { index } = await ring(desk);
    await control(desk, `/calls/${String(index)}/hangup`);
    expect((await control(desk, `/calls/${String(index)}/answer`)).status).toBe(409);
    expect((await control(desk, '/calls/1/hangup')).status).toBe(409);
  });

  it('is shown in the state of the control plane until it ends', async () => {
    const desk = await openDesk();
    const { id, index } = await ring(desk);
    const state = async () => (await desk.ask('/__sim/state', { authorization: null })).body;
    expect(await state()).toMatchObject({
      now: desk.clock.now(),
      frozen: true,
      running: [{ id, endedAt: null }],
    });
    await control(desk, `/calls/${String(index)}/hangup`);
    expect(await state()).toMatchObject({ running: [] });
  });
});

describe('dialling through Aircall', () => {
  const to = '+420601222333';

  it('starts a call with 204 and no body, for a user who is free and has the line', async () => {
    const desk = await openDesk();
    desk.simulator.setAvailability(1, 'available');
    const line = desk.world.people('aircall')[1]?.numberIndexes[0] ?? 0;
    const start = { method: 'POST', body: { number_id: 1_096_000 + line, to } };
    const { status, text } = await desk.ask('/v1/users/1719001/calls', start);
    expect([status, text]).toEqual([204, '']);
    expect(await newest(desk)).toMatchObject({
      ...{ direction: 'outbound', status: 'initial', raw_digits: '+420 601 222 333' },
      user: { id: 1_719_001 },
    });
    desk.simulator.setAvailability(1, null);
    expect(await availability(desk, 1)).toEqual({ availability: 'in_call' });
    expect((await desk.ask('/v1/users/1719001/calls', start)).status).toBe(405);
  });

  it('is 405 with the measured body when the user is not available', async () => {
    const desk = await openDesk();
    desk.simulator.setAvailability(1, 'offline');
    const { status, body } = await desk.ask('/v1/users/1719001/dial', { method: 'POST', body: { to } });
    expect(status).toBe(405);
    expect(body).toEqual({
      error: 'Method Not Allowed',
      troubleshoot: 'The user is currently unavailable',
      success: false,
    });
  });

  it('only fills in the number with dial: no call follows', async () => {
    const desk = await openDesk();
    const before = (await newest(desk))?.id;
    await control(desk, '/availability', { person: 1, availability: 'available' });
    expect((await desk.ask('/v1/users/1719001/dial', { method: 'POST', body: { to } })).status).toBe(204);
    expect((await newest(desk))?.id).toBe(before);
  });

  it('is 400 for a number that is none and for a line of others', async () => {
    const desk = await openDesk();
    desk.simulator.setAvailability(1, 'available');
    const post = async (body: unknown) =>
      (await desk.ask('/v1/users/1719001/calls', { method: 'POST', body })).status;
    expect(await post({ number_id: 1_096_000, to: '601 222 333' })).toBe(400);
    expect(await post({ number_id: 1, to })).toBe(400);
    expect(await post({ to })).toBe(400);
  });
});

describe('a running call of Aircall', () => {
  it('can be transferred to exactly one target, and not once it is over', async () => {
    const desk = await openDesk();
    const { id, index } = await ring(desk);
    const transfer = async (body: unknown) =>
      (await desk.ask(`/v1/calls/${String(id)}/transfers`, { method: 'POST', body })).status;
    expect(await transfer({})).toBe(400);
    expect(await transfer({ user_id: 1_719_003, team_id: 204_800 })).toBe(400);
    expect(await transfer({ user_id: 1_719_003, dispatching_strategy: 'random' })).toBe(400);
    expect(await transfer({ number: '+420601222333' })).toBe(204);
    await control(desk, `/calls/${String(index)}/answer`, { personIndex: 1 });
    expect(await transfer({ number: '+420601222333' })).toBe(400);
    expect(await transfer({ user_id: 1_719_003 })).toBe(204);
    await control(desk, `/calls/${String(index)}/hangup`);
    const { call } = await desk.read(`/v1/calls/${String(id)}`, OneCall);
    expect(call).toMatchObject({ transferred_by: { id: 1_719_001 }, transferred_to: { id: 1_719_003 } });
    expect(await transfer({ user_id: 1_719_002 })).toBe(400);
  });

  it('takes insight cards and a pause of its recording only while it runs', async () => {
    // A larger company: its fifth line has recording switched off.
    const desk = await openDesk({}, { people: 60 });
    const { id, index } = await ring(desk, { numberIndex: 0 });
    const post = async (verb: string, body?: unknown) =>
      (await desk.ask(`/v1/calls/${String(id)}/${verb}`, { method: 'POST', body })).status;
    const cards = {
      contents: [
        { type: 'title', text: 'Order 12' },
        { type: 'shortText', label: 'State', text: 'sent' },
      ],
    };
    expect(await post('insight_cards', cards)).toBe(201);
    expect(await post('insight_cards', { cards: [] })).toBe(400);
    expect(await post('pause_recording')).toBe(204);
    await control(desk, `/calls/${String(index)}/hangup`);
    expect(await post('insight_cards', cards)).toBe(400);
    expect(await post('resume_recording')).toBe(400);
    const silent = await ring(desk, { numberIndex: 4 });
    const refused = await desk.ask(`/v1/calls/${String(silent.id)}/pause_recording`, { method: 'POST' });
    expect(refused.status).toBe(405);
  });
});
