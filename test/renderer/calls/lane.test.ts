import { describe, expect, it } from 'vitest';
import { createLane, rest } from '../../../renderer/calls/lane.ts';

const never = new AbortController().signal;

describe('a lane', () => {
  it('runs one thing at a time and never what was called off while it waited', async () => {
    const lane = createLane();
    const ran: string[] = [];
    const first = Promise.withResolvers<string>();
    const run = (name: string, answer: Promise<string> | string) => async () => {
      ran.push(name);
      return answer;
    };
    const one = lane(never, run('n', first.promise));
    const called = new AbortController();
    const two = lane(called.signal, run('no', 'no'));
    const three = lane(never, run('nov', 'nov'));
    await Promise.resolve();
    called.abort();
    first.resolve('n');
    expect(await one).toBe('n');
    await expect(two).rejects.toThrow();
    expect(await three).toBe('nov');
    expect(ran).toEqual(['n', 'nov']);
  });

  it('goes on after something failed', async () => {
    const lane = createLane();
    await expect(lane(never, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await lane(never, async () => 1)).toBe(1);
  });
});

it('a rest ends at once when it is called off', async () => {
  const called = new AbortController();
  const resting = rest(1_000_000, called.signal);
  called.abort();
  await expect(resting).rejects.toThrow('called off');
  await expect(rest(1_000_000, called.signal)).rejects.toThrow('called off');
});
