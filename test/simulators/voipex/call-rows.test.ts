import { describe, expect, it } from 'vitest';
import { createWorld } from '../world/create-world.ts';
import { CallRows } from './call-rows.ts';
import { legsOf } from './legs.ts';

const from = Date.parse('2026-11-02T00:00:00Z');
const to = Date.parse('2026-11-16T00:00:00Z');
const world = createWorld({ seed: 5, calls: 3000, people: 12, from, to });
let now = to + 3_600_000;
const rows = new CallRows(
  world,
  () => now,
  ({ endedAt }) => (endedAt ?? Infinity) + 2000,
);

/** Every row the plain way: all calls, all legs. */
const built = (start: number, end: number): readonly string[] =>
  Array.from({ length: world.count('voipex') }, (_, index) => world.call('voipex', index))
    .filter(
      ({ startedAt, endedAt }) =>
        startedAt >= start && startedAt <= end && (endedAt ?? Infinity) + 2000 <= now,
    )
    .flatMap((call) => legsOf(world, call).map(({ ordinal }) => `${String(call.index)}/${String(ordinal)}`));
const name = (position: number): string => {
  const { call, ordinal } = rows.leg(position);
  return `${String(call.index)}/${String(ordinal)}`;
};

describe('the call log that is never built', () => {
  it.each([
    [from, to],
    [from + 86_400_000, to - 5 * 86_400_000 + 1234],
    [to - 7_200_000, to],
    [to, to],
  ])('is the same as the built one between %d and %d', async (start, end) => {
    const expected = built(start, end);
    const list = await rows.all(rows.window(start, end));
    expect(list.total).toBe(expected.length);
    expect(list.slice(0, list.total).map(name)).toEqual(expected);
    for (const offset of [1, 7, 255, 256, 257, 600]) {
      expect(list.slice(offset, 40).map(name)).toEqual(expected.slice(offset, offset + 40));
    }
    expect(list.slice(-3, 10).map(name)).toEqual(expected.slice(0, 7));
  });

  it('grows as the clock goes, call by call', async () => {
    const middle = to - 3 * 86_400_000 + 10 * 3_600_000;
    for (const minutes of [0, 1, 3, 10, 60, 600]) {
      now = middle + minutes * 60_000;
      const list = await rows.all(rows.window(null, null));
      expect(list.slice(0, list.total).map(name)).toEqual(built(from, now));
    }
    now = to + 3_600_000;
  });

  it('forgets what it searched when a call is changed afterwards', async () => {
    const search = async (): Promise<number> =>
      (await rows.matching(rows.window(null, null), 'tagged', ({ call }) => call.tagIndexes.includes(3)))
        .total;
    const before = await search();
    const index = Array.from({ length: 500 }, (_, n) => n).find((n) => {
      const call = world.call('voipex', n);
      return call.tagIndexes.length === 0 && legsOf(world, call).length === 1;
    });
    world.amend('voipex', index ?? 0, { tagIndexes: [3] });
    expect(await search()).toBe(before + 1);
  });
});
