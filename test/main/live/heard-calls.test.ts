import { describe, expect, it } from 'vitest';
import { createHeardCalls } from '../../../main/live/heard-calls.ts';
import { aircallAccount } from '../../support/calls.ts';

const minute = 60_000;
const now = Date.UTC(2026, 0, 15, 9);
const call = (id: string, minutes: number) =>
  ({ id: `${aircallAccount}:${id}`, startedAt: now + minutes * minute }) as const;

describe('events that have ceased', () => {
  const after = (minutes: number, told: readonly ReturnType<typeof call>[]) => {
    const heard = createHeardCalls();
    heard.begin(now);
    for (const one of told) heard.told(one, one.startedAt);
    return (listed: readonly ReturnType<typeof call>[]) => heard.haveCeased(listed, now + minutes * minute);
  };
  const [a, b, c, d] = [call('a', 1), call('b', 2), call('c', 3), call('d', 4)];

  it.each([
    ['the newest three calls were not told of', [a], [d, c, b, a], true],
    ['the newest was told of', [d], [a, b, c, d], false],
    ['one of them was', [c], [a, b, c, d], false],
    ['two calls are no proof', [], [a, b], false],
    ['what began just now may be under way', [], [a, b, call('e', 18.5)], false],
    ['what began before events did was never to be told', [], [call('e', -1), b, c], false],
  ] as const)('%s', (_, told, listed, ceased) => {
    expect(after(20, told)([...listed])).toBe(ceased);
  });

  it('are not seen in calls of hours ago that are read again', () => {
    expect(after(125, [])([a, b, c, d])).toBe(false);
    expect(after(120, [])([a, b, c, d])).toBe(true);
  });

  it('are never seen before they began', () => {
    expect(createHeardCalls().haveCeased([a, b, c], now + 20 * minute)).toBe(false);
  });
});
