import { joinsAmong } from '../../../main/calls/joins.ts';
import { createWorld } from '../../simulators/world/create-world.ts';
import { withClocksApart, withHardCalls, withSwitchboardNumber } from '../../support/hard-calls.ts';
import { type LabelledWorld, labelledWorld, scoresOf, tiedByProvider } from '../../support/labelled-calls.ts';
import { compare, type Entry } from '../entry.ts';

const day = 86_400_000;
const to = Date.UTC(2026, 10, 20, 11);

/** Companies of different sizes and habits; none of their seeds is used by a test. 200,000 calls together. */
const companies = [
  { seed: 9001, calls: 60_000, people: 60, days: 30 },
  { seed: 9002, calls: 60_000, people: 250, days: 8 },
  { seed: 9003, calls: 40_000, people: 12, days: 120 },
  { seed: 9004, calls: 40_000, people: 120, days: 20 },
] as const;

interface Sum {
  pairs: number;
  found: number;
  joined: number;
  wrong: number;
}

function add(sum: Sum, world: LabelledWorld): void {
  const ties = [...joinsAmong(world.calls.map(({ call }) => call)), ...tiedByProvider(world.calls)];
  const { pairs, found, joined, wrong } = scoresOf(world, ties);
  sum.pairs += pairs;
  sum.found += found;
  sum.joined += joined;
  sum.wrong += wrong.length;
}

const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(2)} %`;
const told = ({ pairs, found, joined, wrong }: Sum): string =>
  `precision ${share(joined - wrong, joined)} of ${joined}, recall ${share(found, pairs)} of ${pairs}`;

export const joins: Entry = {
  name: 'joins',
  about: 'of a hundred calls joined into one story, how many are joined wrongly, against the two that may be',
  run: async () => {
    const usual: Sum = { pairs: 0, found: 0, joined: 0, wrong: 0 };
    const hard: Sum = { ...usual };
    for (const { days, ...options } of companies) {
      const world = labelledWorld(createWorld({ ...options, from: to - days * day, to }));
      add(usual, world);
      // One caller in two dials again, has two phones or is called back; a company has one number; clocks differ.
      add(
        hard,
        withClocksApart(
          withSwitchboardNumber(withHardCalls(world, options.seed, 2), options.seed, 20),
          -4000,
        ),
      );
    }
    const wrongPerHundred = (100 * usual.wrong) / usual.joined;
    const limit = 1;
    return compare(
      'joins',
      'wrong joins per 100',
      limit,
      { ours: wrongPerHundred, against: 2 },
      `200,000 calls: ${told(usual)}; among look-alikes: ${told(hard)}`,
    );
  },
};
