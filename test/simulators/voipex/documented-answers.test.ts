import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Bench, startBench } from './bench.ts';
import * as documented from './documented.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
  bench.simulator.control.calls.ring({ rungIndexes: [0, 1] });
});
afterAll(() => bench.close());

describe('every read of the IPBX API answers in the documented shape', () => {
  it.each<readonly [string, z.ZodType]>([
    ['/calls?metadata=true&pageSize=5000', documented.CallPage],
    ['/calls/current', documented.CurrentCalls],
    ['/calls/missed', documented.MissedCalls],
    ['/calls/transfer/destinations', documented.Destinations],
    ['/members', documented.Members],
    ['/numbers', z.array(documented.PbxNumber)],
    ['/pauses', documented.Pauses],
    ['/pbx/users?callcenter=true', z.array(documented.PbxUser)],
    ['/ivr', documented.Menus],
    ['/recordings', documented.RecordingPage],
    ['/reports/queues', documented.QueueReport],
    ['/reports/calls', documented.CallReport],
    ['/reports/agents/activity', documented.Activity],
    ['/reports/agents/activity-durations', documented.ActivityDurations],
    ['/reports/agents/daily-stats', documented.DailyStats],
  ])('GET %s', async (path, schema) => {
    const { status, body } = await bench.ask('ipbx', path, schema);
    expect(status).toBe(200);
    expect(JSON.stringify(body).length).toBeGreaterThan(100);
  });

  it('and so do the reads about one user, one number and one call', async () => {
    const ask: Bench['ask'] = (...question) => bench.ask(...question);
    const [user] = (await ask('ipbx', '/pbx/users', z.array(documented.PbxUser))).body;
    expect((await ask('ipbx', `/pbx/users/${user?.id ?? ''}`, documented.PbxUser)).body).toEqual(user);
    const [number] = (await ask('ipbx', '/numbers?type=ddi', z.array(documented.PbxNumber))).body;
    expect((await ask('ipbx', `/numbers/${number?.id ?? ''}`, documented.PbxNumber)).body).toEqual(number);
    expect((await ask('ipbx', `/profiles?userId=${user?.id ?? ''}`, documented.Profiles)).body).toHaveLength(
      3,
    );

    const { items } = (await ask('ipbx', '/calls?pageSize=1000', documented.CallPage)).body;
    const recorded = items.find(({ filename }) => filename !== '')?.linkedid ?? '';
    expect(
      (await ask('ipbx', `/calls/${recorded}/detail`, documented.CallEvents)).body.length,
    ).toBeGreaterThan(1);
    expect((await ask('ipbx', `/calls/${recorded}/recordings`, documented.CallRecordings)).body).toHaveLength(
      1,
    );
    expect((await ask('ipbx', `/calls/${recorded}/transcript`, documented.Transcripts)).body).toHaveLength(1);
  });
});

describe('the same person in the two lists of people', () => {
  it('has a number as extension in one and a text in the other', async () => {
    const [user] = (await bench.ask('ipbx', '/pbx/users?exten=203', z.array(documented.PbxUser))).body;
    const path = `/members?login=${encodeURIComponent(user?.login ?? '')}`;
    const [member] = (await bench.ask('ipbx', path, documented.Members)).body;
    expect(user?.exten).toBe(203);
    expect(member?.exten?.number).toBe('203');
    expect(member?.userId).toBe(user?.id);
    expect(member?.firstName).toBe(user?.name);
  });
});

describe('what the description does not have', () => {
  it('has no phone book unless it is switched on', async () => {
    expect(await bench.status('ipbx', '/contacts')).toBe(404);
    bench.simulator.control.switches.change({ contacts: true });
    expect(await bench.status('ipbx', '/contacts')).toBe(200);
    bench.simulator.control.switches.change({ contacts: false });
  });
});

describe('profiles', () => {
  it('activating one ends the others', async () => {
    const [user] = (await bench.ask('ipbx', '/pbx/users', z.array(documented.PbxUser))).body;
    const path = `/profiles?userId=${user?.id ?? ''}`;
    const second = (await bench.ask('ipbx', path, documented.Profiles)).body[1]?.id;
    const change = { method: 'PUT', body: { userId: user?.id, profileId: second } } as const;
    const answer = await bench.ask('ipbx', '/users/profile', documented.ProfileSet, change);
    expect(answer.body).toEqual({ id: second, message: 'updated' });
    const active = (await bench.ask('ipbx', path, documented.Profiles)).body.filter(
      (profile) => profile.active,
    );
    expect(active.map(({ id }) => id)).toEqual([second]);
  });
});
