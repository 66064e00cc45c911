import fs from 'node:fs';
import { openApp, profileHolding } from '../app/bench-app.ts';
import { fling } from '../app/flinging.ts';
import { compare, type Entry, percentile } from '../entry.ts';

const many = 1_000_000;
const few = 1000;
const rounds = 5;
const mostRowNodes = 200;

/** The mean without the highest tenth: the machine itself holds up a frame now and then. */
function steadyMean(samples: readonly number[]): number {
  const kept = [...samples].sort((a, b) => a - b).slice(0, Math.ceil(samples.length * 0.9));
  return kept.reduce((sum, sample) => sum + sample, 0) / kept.length;
}

/**
 * Flinging through the list: do frames get longer when it holds a million rows? Frames come at multiples of the display's
 * beat, so the longest of one fling says little; compared are the means of those of all flings.
 */
export const scroll: Entry = {
  name: 'scroll',
  about: `longest and p99 frame while flinging through ${String(many)} rows, against ${String(few)}`,
  async run() {
    const profiles = [await profileHolding(many), await profileHolding(few)] as const;
    const apps = [await openApp(profiles[0]), await openApp(profiles[1])] as const;
    try {
      const longest: readonly [number[], number[]] = [[], []];
      const late: readonly [number[], number[]] = [[], []];
      let frames = 0;
      let mostRows = 0;
      for (let round = -1; round < rounds; round += 1) {
        for (const side of [0, 1] as const) {
          const flung = await fling(apps[side].page);
          mostRows = Math.max(mostRows, flung.mostRows);
          if (round < 0) continue;
          longest[side].push(...flung.frames.map((taken) => Math.max(...taken)));
          late[side].push(...flung.frames.map((taken) => percentile(taken, 0.99)));
          frames += flung.frames.flat().length;
        }
      }
      const [ours, against] = [steadyMean(longest[0]), steadyMean(longest[1])];
      const p99 = late.map(steadyMean);
      const p99Ratio = (p99[0] ?? Number.NaN) / (p99[1] ?? Number.NaN);
      const compared = compare(
        'scroll',
        'ms',
        1.2,
        { ours, against },
        `longest frame, means of ${String(longest[0].length)} flings each; p99 ${p99.map((ms) => ms.toFixed(1)).join(' against ')} ms (${p99Ratio.toFixed(2)} ×); at most ${String(mostRows)} row nodes (limit ${String(mostRowNodes)}); ${String(frames)} frames`,
      );
      return { ...compared, holds: compared.holds && p99Ratio <= 1.2 && mostRows < mostRowNodes };
    } finally {
      for (const app of apps) await app.close();
      for (const profile of profiles) fs.rmSync(profile, { recursive: true, force: true });
    }
  },
};
