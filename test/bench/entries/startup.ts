import fs from 'node:fs';
import { type BenchApp, benchRuntime, openApp, openEmptyWindow, profileHolding } from '../app/bench-app.ts';
import { compare, type Entry, median } from '../entry.ts';

const rounds = 5;
const many = 1_000_000;
const few = 1000;
/** How much longer a start with a million calls may take than one with a thousand. */
const growthLimit = 1.15;

/** Launch until the first rows are painted, with a million calls held: how far from an empty window? */
export const startup: Entry = {
  name: 'startup',
  about: `launch until first rows are painted with ${String(many)} calls held, against an empty window of the same runtime`,
  async run() {
    await benchRuntime();
    const profiles = { many: await profileHolding(many), few: await profileHolding(few) };
    const kinds: Readonly<Record<'many' | 'few' | 'empty', () => Promise<BenchApp>>> = {
      many: () => openApp(profiles.many),
      few: () => openApp(profiles.few),
      empty: openEmptyWindow,
    };
    const samples = { many: [] as number[], few: [] as number[], empty: [] as number[] };
    try {
      // The first round warms the file system's cache and is not counted.
      for (let round = -1; round < rounds; round += 1) {
        for (const kind of ['empty', 'few', 'many'] as const) {
          const app = await kinds[kind]();
          await app.close();
          if (round >= 0) samples[kind].push(app.firstRowsMs);
        }
      }
    } finally {
      for (const profile of Object.values(profiles)) fs.rmSync(profile, { recursive: true, force: true });
    }
    const growth = median(samples.many) / median(samples.few);
    const compared = compare(
      'startup',
      'ms',
      2,
      { ours: median(samples.many), against: median(samples.empty) },
      `${growth.toFixed(3)} × the start with ${String(few)} calls (limit ${String(growthLimit)}; ${Math.round(median(samples.few)).toString()} ms); medians of ${String(rounds)} starts in turns`,
    );
    return { ...compared, holds: compared.holds && growth <= growthLimit };
  },
};
