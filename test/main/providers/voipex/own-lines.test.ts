import { expect, it } from 'vitest';
import { createWorld } from '../../../simulators/world/create-world.ts';
import { voipexAccount } from '../../../support/calls.ts';
import { labelledWorld } from '../../../support/labelled-calls.ts';

it('no caller’s number becomes a line of ours, also where calls are forwarded outside', () => {
  const from = Date.UTC(2026, 0, 15, 9);
  const world = createWorld({ seed: 5, calls: 4000, people: 60, from, to: from + 10 * 86_400_000 });
  const own = new Set([
    ...world.numbers('voipex').map(({ e164 }) => e164),
    ...world.people('voipex').flatMap(({ extension }) => extension),
    'ipex-main',
    'ipex-backup',
  ]);
  const calls = labelledWorld(world).calls.flatMap(({ call }) =>
    call.accountId === voipexAccount ? [call] : [],
  );
  // Forwarded calls have a row that goes out again.
  const legs = Map.groupBy(calls, ({ conversationId }) => conversationId);
  const forwarded = [...legs.values()].filter(
    (of) => of.some(({ direction }) => direction === 'in') && of.some(({ direction }) => direction === 'out'),
  );
  expect(forwarded.length).toBeGreaterThan(20);
  expect(calls.flatMap(({ line }) => (line === null || own.has(line.id) ? [] : [line.id]))).toEqual([]);
  const lined = calls.filter(({ line }) => line !== null && line.number !== null);
  expect(lined.length / calls.length).toBeGreaterThan(0.9);
});
