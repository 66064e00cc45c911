import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { type Bench, startBench } from './bench.ts';
import {
  type CallItem,
  CallPage,
  CurrentCalls,
  Destinations,
  Dialled,
  MissedCalls,
  Refused,
} from './documented.ts';

let bench: Bench;
beforeEach(async () => {
  // A few calls only, so that what runs is what a test started.
  bench = await startBench({ world: { calls: 60 }, switches: { rowDelay: 1, messyRows: false } });
});
afterEach(() => bench.close());

type Current = z.infer<typeof CurrentCalls>;
const current = async (query = ''): Promise<Current> =>
  (await bench.ask('ipbx', `/calls/current${query}`, CurrentCalls)).body;
const states = async (): Promise<readonly string[]> =>
  (await current()).map(
    ({ user, state }) => `${user?.login === undefined ? 'trunk' : 'phone'} ${state ?? ''}`,
  );
const login = (person: number): string => bench.simulator.userLogins[person]?.email ?? '';
const dial = async (to: string, person = 0) => {
  const body = { to, fromUser: { identityType: 'login', identityValue: login(person) } };
  return (await bench.ask('ipbx', '/calls', Dialled, { method: 'POST', body })).body;
};
const callIdOf = (index: number): string => String(bench.simulator.control.idOf(index));
const rowsOf = async (linkedid: string): Promise<readonly CallItem[]> =>
  (await bench.ask('ipbx', `/calls?linkedid=${linkedid}`, CallPage)).body.items;

describe('a call that happens now', () => {
  it('rings, is answered, ends, and then has a row', async () => {
    const { calls } = bench.simulator.control;
    const call = calls.ring({ remote: '+420601000111', teamIndex: 0, rungIndexes: [0, 1] });
    expect(await states()).toEqual(['trunk Up', 'phone Ringing', 'phone Ringing']);
    bench.clock.advance(4000);
    expect((await current())[1]).toMatchObject({
      src: '+420601000111',
      dst: '201',
      direction: 'In',
      duration: 4,
    });

    calls.answer(call, { personIndex: 1 });
    expect(await states()).toEqual(['trunk Up', 'phone Up']);
    expect((await current())[1]?.user?.login).toBe(login(1));

    bench.clock.advance(30_000);
    calls.hangUp(call);
    expect(await current()).toEqual([]);
    bench.clock.advance(1000);
    const rows = await rowsOf(callIdOf(call));
    expect(rows.map(({ disposition, billsec }) => [disposition, billsec])).toEqual([
      ['NO ANSWER', 0],
      ['ANSWERED', 30],
    ]);
  });

  it('is listed as missed when a queue call is not taken', async () => {
    const { calls } = bench.simulator.control;
    const call = calls.ring({ remote: null, teamIndex: 1, rungIndexes: [2] });
    bench.clock.advance(25_000);
    calls.hangUp(call);
    const [missed] = (await bench.ask('ipbx', '/calls/missed', MissedCalls)).body;
    expect(missed).toMatchObject({ callerId: 'anonymous', holdTime: 25, state: 'noChange', agent: null });
    expect(missed?.queue).toBe(bench.simulator.world.teams('voipex')[1]?.name);
  });

  it('can be told over HTTP on any of the three servers', async () => {
    const response = await fetch(`${bench.simulator.authUrl}/__sim/calls`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ contactIndex: 3, rungIndexes: [5] }),
    });
    expect(response.status).toBe(200);
    expect(await states()).toEqual(['trunk Ring', 'phone Ringing']);
  });
});

describe('looking for one’s own calls', () => {
  it('by user, login or call gives only those channels', async () => {
    const { calls } = bench.simulator.control;
    const first = calls.ring({ rungIndexes: [3] });
    calls.ring({ rungIndexes: [4] });
    expect(await current()).toHaveLength(4);
    const own = await current(`?userLogin=${encodeURIComponent(login(4))}`);
    expect(own.map(({ user }) => user?.login)).toEqual([login(4)]);
    expect(await current(`?userId=${own[0]?.user?.id ?? ''}`)).toEqual(own);
    expect(await current(`?callId=${callIdOf(first)}`)).toHaveLength(2);
  });
});

describe('dialling', () => {
  it('rings the own phone, then the other one, and talks until somebody hangs up', async () => {
    const { callId, channelId } = await dial('+420 601 000 111');
    expect(await states()).toEqual(['phone Ringing']);
    expect((await current())[0]).toMatchObject({ callId, channelId, direction: 'Out', dst: '+420601000111' });
    bench.clock.advance(2000);
    expect(await states()).toEqual(['phone Up', 'trunk Ring']);
    bench.clock.advance(1000);
    expect(await states()).toEqual(['phone Up', 'trunk Ringing']);
    bench.clock.advance(3000);
    expect(await states()).toEqual(['phone Up', 'trunk Up']);

    bench.clock.advance(14_000);
    expect(await bench.status('ipbx', `/calls?channelId=${channelId ?? ''}`, { method: 'DELETE' })).toBe(200);
    expect(await current()).toEqual([]);
    expect(await rowsOf(callId)).toEqual([]);
    bench.clock.advance(1000);
    const [row] = await rowsOf(callId);
    expect(row).toMatchObject({ way: 'Out', src: '201', dst: '+420601000111', duration: 20, billsec: 14 });
    expect(row).toMatchObject({ disposition: 'ANSWERED', userAnswered: true });
  });

  it.each([
    ['+420601000119', 'BUSY', 5000],
    ['+420601000118', 'NO ANSWER', 31_000],
  ])('%s ends as %s by itself', async (to, disposition, after) => {
    const { callId } = await dial(to);
    bench.clock.advance(after);
    expect(await current()).toEqual([]);
    expect((await rowsOf(callId))[0]).toMatchObject({ disposition, billsec: 0, userAnswered: false });
  });

  it('a colleague’s extension stays inside', async () => {
    const { callId } = await dial('205');
    bench.clock.advance(6000);
    expect((await current()).map(({ user }) => user?.login)).toEqual([login(0), login(4)]);
    await bench.status('ipbx', `/calls?callId=${callId}`, { method: 'DELETE' });
    bench.clock.advance(1000);
    expect((await rowsOf(callId))[0]).toMatchObject({ way: 'Loc', src: '201', dst: '205' });
  });

  it('needs a number, a user that exists, and somebody to call from', async () => {
    const post = async (body: unknown) =>
      (await bench.ask('ipbx', '/calls', Refused, { method: 'POST', body })).status;
    expect(await post({})).toBe(400);
    expect(await post({ to: 'Jana' })).toBe(400);
    expect(await post({ to: '+420601000111' })).toBe(400);
    expect(await post({ to: '1', fromUser: { identityType: 'email', identityValue: login(0) } })).toBe(400);
    expect(await post({ to: '1', fromUser: { identityType: 'line', identityValue: '999' } })).toBe(404);
  });

  it('takes the signed-in user when none is named', async () => {
    const token = await bench.signIn(bench.simulator.userLogins[6]);
    await bench.ask('ipbx', '/calls', Dialled, { method: 'POST', body: { to: '+420601000111' }, token });
    expect((await current())[0]?.user?.login).toBe(login(6));
    expect(await bench.status('ipbx', '/calls', { method: 'DELETE', token })).toBe(200);
    expect(await bench.status('ipbx', '/calls', { method: 'DELETE', token })).toBe(404);
  });
});

describe('transferring', () => {
  const talking = async (): Promise<string> => {
    const { calls } = bench.simulator.control;
    const call = calls.ring({ remote: '+420601000111', teamIndex: 0, rungIndexes: [0] });
    bench.clock.advance(3000);
    calls.answer(call);
    bench.clock.advance(10_000);
    return callIdOf(call);
  };
  const move = async (to: string, type: string): Promise<number> => {
    const token = await bench.signIn(bench.simulator.userLogins[0]);
    return bench.status('ipbx', '/calls/transfer', { method: 'PUT', body: { to, type }, token });
  };

  it('blind rings the colleague at once and keeps the conversation’s id', async () => {
    const callId = await talking();
    expect(await move('203', 'blind')).toBe(200);
    expect((await current()).map((channel) => [channel.callId, channel.user?.login, channel.state])).toEqual([
      [callId, undefined, 'Up'],
      [callId, login(2), 'Ringing'],
    ]);
    bench.clock.advance(70_000);
    expect((await rowsOf(callId)).map(({ line, billsec }) => [line, billsec])).toEqual([
      ['201', 10],
      ['203', 60],
    ]);
  });

  it('attended talks to the colleague first, and can be called off', async () => {
    const callId = await talking();
    expect(await move('203', 'attended')).toBe(200);
    bench.clock.advance(6000);
    expect(new Set((await current()).map((channel) => channel.callId)).size).toBe(2);
    const token = await bench.signIn(bench.simulator.userLogins[0]);
    expect(await bench.status('ipbx', '/calls/transfer', { method: 'DELETE', token })).toBe(200);
    expect(new Set((await current()).map((channel) => channel.callId))).toEqual(new Set([callId]));
    expect(await bench.status('ipbx', '/calls/transfer', { method: 'DELETE', token })).toBe(404);
  });

  it('attended is complete when the first agent hangs up', async () => {
    const callId = await talking();
    await move('203', 'attended');
    bench.clock.advance(6000);
    const token = await bench.signIn(bench.simulator.userLogins[0]);
    expect(await bench.status('ipbx', '/calls', { method: 'DELETE', token })).toBe(200);
    const left = await current();
    expect(left.map((channel) => [channel.callId, channel.user?.login])).toEqual([
      [callId, undefined],
      [callId, login(2)],
    ]);
  });

  it('needs a conversation', async () => {
    expect(await move('203', 'blind')).toBe(404);
  });
});

describe('destinations', () => {
  it('tell who talks and how many of a queue are free', async () => {
    const { calls } = bench.simulator.control;
    const destinations = async () =>
      (await bench.ask('ipbx', '/calls/transfer/destinations', Destinations)).body;
    const free = async (): Promise<number> =>
      (await destinations()).reduce((sum, { properties }) => sum + (properties?.freeAgents ?? 0), 0);
    const before = await destinations();
    const idle = before.findIndex(({ properties }) => {
      const state = properties?.status?.callCenter;
      return state?.agentState === 'idle' && state.isPaused === false;
    });
    const freeBefore = await free();
    calls.answer(calls.ring({ rungIndexes: [idle] }));
    expect((await destinations())[idle]?.properties?.status?.callCenter?.agentState).toBe('inUse');
    expect(await free()).toBeLessThan(freeBefore);
  });
});
