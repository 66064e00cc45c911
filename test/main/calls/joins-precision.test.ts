import { describe, expect, it } from 'vitest';
import { joinsAmong } from '../../../main/calls/joins.ts';
import { createWorld } from '../../simulators/world/create-world.ts';
import {
  withClocksApart,
  withHardCalls,
  withSwitchboardNumber,
  withWithheldNumbers,
} from '../../support/hard-calls.ts';
import {
  type LabelledWorld,
  labelledWorld,
  type Scores,
  scoresOf,
  tiedByProvider,
} from '../../support/labelled-calls.ts';

const day = 86_400_000;
const to = Date.UTC(2026, 10, 20, 11);

const worldOf = (seed: number, calls: number, people: number, days: number) =>
  createWorld({ seed, calls, people, from: to - days * day, to });

function scored(world: LabelledWorld): { all: Scores; ours: Scores } {
  const joins = joinsAmong(world.calls.map(({ call }) => call));
  return { all: scoresOf(world, [...joins, ...tiedByProvider(world.calls)]), ours: scoresOf(world, joins) };
}

/** What we join ourselves is held to the mark too, not only together with what VoIPEX ties for us. */
function expectPrecise({ all, ours }: { all: Scores; ours: Scores }): void {
  expect(all.wrong).toEqual(all.wrong.slice(0, Math.floor(all.joined * 0.02)));
  expect(ours.precision).toBeGreaterThanOrEqual(0.98);
}

describe('joins held against what the invented company knows of its calls', () => {
  it.each([
    { seed: 101, calls: 12_000, people: 60, days: 20 },
    { seed: 2025, calls: 12_000, people: 8, days: 60 },
    { seed: 77_012, calls: 16_000, people: 250, days: 2 },
  ])('joins nearly all pairs and hardly anything else (%j)', ({ seed, calls, people, days }) => {
    const scores = scored(labelledWorld(worldOf(seed, calls, people, days)));
    expect(scores.all.pairs).toBeGreaterThan(100);
    expectPrecise(scores);
    expect(scores.all.recall).toBeGreaterThan(0.97);
  });

  const usual = labelledWorld(worldOf(512, 16_000, 60, 8));
  it.each([
    {
      what: 'somebody else dials twice, uses two phones or is called back',
      world: withHardCalls(usual, 1, 2),
    },
    { what: 'a company with one number has every third call', world: withSwitchboardNumber(usual, 2, 3) },
    { what: 'half of all callers withhold their number', world: withWithheldNumbers(usual, 3, 2) },
    { what: 'the clock of VoIPEX is seven seconds early', world: withClocksApart(usual, -7000) },
    { what: 'the clock of VoIPEX is three seconds late', world: withClocksApart(usual, 3000) },
    {
      what: 'all of that happens at once',
      world: withClocksApart(
        withWithheldNumbers(withSwitchboardNumber(withHardCalls(usual, 4, 2), 5, 20), 6, 5),
        -5000,
      ),
    },
  ])('stays as precise when $what', ({ world }) => {
    const scores = scored(world);
    expectPrecise(scores);
    expect(scores.all.recall).toBeGreaterThan(0.8);
  });

  it('joins fewer, but none wrongly, where VoIPEX shows its billing list only', () => {
    const billed = labelledWorld(worldOf(512, 16_000, 60, 8), 'billing');
    const scores = scored(billed);
    expectPrecise(scores);
    // Handing over leaves no trace there that differs from dialling again.
    expect(scores.all.recall).toBeGreaterThan(0.4);
  });
});
