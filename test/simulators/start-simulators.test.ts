import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { SimulatorClock } from './control/clock.ts';
import { startSimulators } from './index.ts';

const Availabilities = z.object({ users: z.array(z.object({ availability: z.string() })) });
const Users = z.object({ users: z.array(z.object({ substatus: z.string() })) });
const Calls = z.object({ calls: z.array(z.object({ status: z.string() })) });
const Token = z.object({ access_token: z.string() });
const Current = z.array(z.object({ state: z.string(), user: z.object({}).nullable() }));
const Agent = z.object({ agentState: z.string(), isPaused: z.boolean() });
const Destinations = z.array(
  z.object({ properties: z.object({ status: z.object({ callCenter: Agent }).nullable() }) }),
);

const Line = z.object({
  endpoints: z.object({
    aircall: z.object({ api: z.url() }),
    voipex: z.object({ auth: z.url(), ipbx: z.url(), central: z.url() }),
  }),
  aircall: z.object({ apiId: z.string(), apiToken: z.string(), accessToken: z.string() }),
  voipex: z.object({ email: z.string(), password: z.string(), impersonation: z.boolean() }),
});

describe('both simulators', () => {
  it('serve one world under one clock', async () => {
    const running = await startSimulators({
      calls: 300,
      days: 10,
      people: 12,
      now: Date.UTC(2026, 10, 20, 11),
    });
    onTestFinished(() => running.close());
    const { aircall, voipex, world, endpoints } = running;
    expect(world.count('aircall') + world.count('voipex')).toBe(300);
    expect(aircall.control.clock).toBe(voipex.control.clock);
    expect(endpoints.aircall.api).toBe(aircall.url);
    const [first] = world.people('voipex');
    expect(first?.system).toBe('voipex');
  });

  it('meet a busy company at any hour when asked: people at their places, in calls, on breaks, and phones ringing', async () => {
    const running = await startSimulators({
      ...{ calls: 6000, days: 60, people: 40, busyNow: true },
      clock: new SimulatorClock({ instant: Date.UTC(2026, 11, 25, 2), frozen: true }),
    });
    onTestFinished(() => running.close());
    const { aircall, voipex } = running;
    const bearer = { authorization: `Bearer ${aircall.accessToken}` };
    const read = async <S extends z.ZodType>(
      url: string,
      headers: HeadersInit,
      schema: S,
    ): Promise<z.infer<S>> => schema.parse(await (await fetch(url, { headers })).json());

    const { users } = await read(
      `${aircall.url}/v1/users/availabilities?per_page=50`,
      bearer,
      Availabilities,
    );
    const words = users.map(({ availability }) => availability);
    expect(new Set(words)).toEqual(
      new Set(['available', 'in_call', 'after_call_work', 'do_not_disturb', 'offline']),
    );
    expect(words.filter((word) => word === 'offline').length).toBeLessThan(words.length / 4);
    const { calls } = await read(`${aircall.url}/v1/calls?order=desc&per_page=50`, bearer, Calls);
    expect(new Set(calls.map(({ status }) => status))).toEqual(new Set(['initial', 'answered', 'done']));
    const people = await read(`${aircall.url}/v2/users?per_page=50`, bearer, Users);
    expect(people.users.map(({ substatus }) => substatus)).toContain('out_for_lunch');

    const fields = {
      grant_type: 'password',
      client_id: 'api',
      username: voipex.email,
      password: voipex.password,
    };
    const answer = await fetch(`${voipex.authUrl}/token`, {
      method: 'POST',
      body: new URLSearchParams(fields),
    });
    const token = { authorization: `Bearer ${Token.parse(await answer.json()).access_token}` };
    const channels = await read(`${voipex.ipbxUrl}/calls/current`, token, Current);
    expect(channels.filter(({ state }) => state === 'Ringing').length).toBeGreaterThanOrEqual(4);
    expect(channels.filter(({ state, user }) => state === 'Up' && user !== null).length).toBeGreaterThan(2);
    const destinations = await read(`${voipex.ipbxUrl}/calls/transfer/destinations`, token, Destinations);
    const agents = destinations.flatMap(({ properties }) => properties.status?.callCenter ?? []);
    const states = agents.map(({ agentState, isPaused }) => (isPaused ? 'paused' : agentState));
    expect(states).toEqual(expect.arrayContaining(['idle', 'inUse', 'ringing', 'paused', 'loggedOut']));
    expect(states.filter((state) => state === 'loggedOut').length).toBeLessThan(states.length / 4);
  });

  it('let calls happen after those that ring when a busy company is met', async () => {
    const clock = new SimulatorClock({ instant: Date.UTC(2026, 11, 25, 2), frozen: true });
    const running = await startSimulators({ calls: 300, days: 10, people: 12, clock, busyNow: true });
    onTestFinished(() => running.close());
    for (const { control } of [running.aircall, running.voipex]) {
      expect(() => control.calls.ring({ contactIndex: 1 })).not.toThrow();
    }
  });

  it('say which port is taken and by which of them it was wanted', async () => {
    const first = await startSimulators({ calls: 10, days: 1, people: 4 });
    onTestFinished(() => first.close());
    const taken = Number(new URL(first.voipex.centralUrl).port);
    const again = startSimulators({ calls: 10, days: 1, people: 4, ports: { voipexCentral: taken } });
    await expect(again).rejects.toThrow(
      `port ${String(taken)} is taken: VoIPEX's central REST API cannot listen there`,
    );
    const third = startSimulators({ calls: 10, days: 1, people: 4, ports: { aircall: taken } });
    await expect(third).rejects.toThrow(`port ${String(taken)} is taken: Aircall's API cannot listen there`);
  });

  it('start from the command line, say first where they are and who may sign in, and stop when told', async () => {
    const script = path.join(import.meta.dirname, 'start.ts');
    const ports = [
      'aircall',
      'aircall-bus',
      'aircall-identity',
      'voipex-auth',
      'voipex-ipbx',
      'voipex-central',
    ].map((name) => `--${name}-port=0`);
    const child = spawn(process.execPath, [script, '--json', '--limited-access', '--calls=200', ...ports], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    const lines = createInterface({ input: child.stdout });
    const [text] = z.tuple([z.string()]).parse(await once(lines, 'line'));
    const { endpoints, aircall, voipex } = Line.parse(JSON.parse(text));
    expect(voipex.impersonation).toBe(false);
    const authorization = `Bearer ${aircall.accessToken}`;
    const reply = await fetch(`${endpoints.aircall.api}/v1/ping`, { headers: { authorization } });
    expect(await reply.json()).toEqual({ ping: 'pong' });
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect((await ended)[0]).toBe(0);
  });
});
