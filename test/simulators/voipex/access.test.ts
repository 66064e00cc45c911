import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Bench, startBench } from './bench.ts';
import { CallPage } from './documented.ts';
import { defaultSwitches } from './switches.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterEach(() => {
  bench.simulator.control.switches.change(defaultSwitches);
});
afterAll(() => bench.close());

const paths = [
  ['ipbx', '/calls?pageSize=1'],
  ['ipbx', '/pbx/users'],
  ['ipbx', '/calls/current'],
  ['central', '/v1/calls?dateFrom=2026-11-20'],
  ['central', '/v1/pbx'],
  ['central', '/v1/users/me'],
] as const;

const seen = async (token: string): Promise<readonly number[]> => {
  const statuses: number[] = [];
  for (const [api, path] of paths) statuses.push(await bench.status(api, path, { token }));
  return statuses;
};

describe('which API an access sees', () => {
  it.each([
    ['both', [200, 200, 200, 200, 200, 200]],
    ['ipbx', [200, 200, 200, 403, 403, 403]],
    ['central', [403, 403, 403, 200, 200, 200]],
  ] as const)('with impersonation, switched to %s', async (defaultAccessSees, statuses) => {
    bench.simulator.control.switches.change({ defaultAccessSees });
    expect(await seen(await bench.signIn())).toEqual(statuses);
  });

  it.each([
    ['central', [403, 403, 403, 200, 200, 200]],
    ['ipbx', [200, 200, 403, 403, 403, 403]],
  ] as const)('without impersonation, read as %s', async (limitedAccessSees, statuses) => {
    bench.simulator.control.switches.change({ limitedAccessSees });
    expect(await seen(await bench.signIn(bench.simulator.limited))).toEqual(statuses);
  });

  it('a user reads the whole call log, or only the own line when switched so', async () => {
    const token = await bench.signIn(bench.simulator.userLogins[0]);
    const lines = async (): Promise<Set<string>> => {
      const { body } = await bench.ask('ipbx', '/calls?pageSize=5000', CallPage, { token });
      return new Set(body.items.map(({ line }) => String(line)));
    };
    expect((await lines()).size).toBeGreaterThan(5);
    bench.simulator.control.switches.change({ usersRead: 'own' });
    expect([...(await lines())]).toEqual(['201']);
  });
});

describe('refusals', () => {
  const message = async (authorization: string | null): Promise<unknown> => {
    const headers = authorization === null ? {} : { authorization };
    return (await fetch(`${bench.simulator.ipbxUrl}/pauses`, { headers })).json();
  };

  it('tell a missing, a wrongly written and an invalid credential apart', async () => {
    const base = { statusCode: 401, error: 'Unauthorized' };
    expect(await message(null)).toEqual({ ...base, message: 'Missing authentication' });
    expect(await message('Basic abc')).toEqual({ ...base, message: 'Bad HTTP authentication header format' });
    expect(await message('Bearer abc')).toEqual({ ...base, message: 'Invalid token' });
  });

  it('have only a message when switched to the newer shape', async () => {
    bench.simulator.control.switches.change({ errorShape: 'message' });
    expect(await message(null)).toEqual({ message: 'Missing authentication' });
    const Newer = z.strictObject({ message: z.string() });
    expect((await bench.ask('ipbx', '/nowhere', Newer)).status).toBe(404);
    expect((await bench.ask('central', '/v1/calls', Newer)).status).toBe(400);
  });
});
