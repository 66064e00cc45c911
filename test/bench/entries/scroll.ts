import fs from 'node:fs';
import { openApp, profileHolding } from '../app/bench-app.ts';
import { fling } from '../app/flinging.ts';
import { compare, type Entry, median, percentile } from '../entry.ts';

const many = 1_000_000;
const few = 1000;
const rounds = 5;
const mostRowNodes = 200;

/** Flinging through the list: do frames get longer when it holds a million rows? */
export const scroll: Entry = {
  name: 'scroll',
  about: `longest and p99 frame while flinging through ${String(many)} rows, against ${String(few)}`,
  async run() {
    const profiles = [await profileHolding(many), await profileHolding(few)] as const;
    const apps = [await openApp(profiles[0]), await openApp(profiles[1])] as const;
    try {
      const longest: readonly [number[], number[]] = [[], []];
      const frames: readonly [number[], number[]] = [[], []];
      let mostRows = 0;
      for (let round = -1; round < rounds; round += 1) {
        for (const side of [0, 1] as const) {
          const flung = await fling(apps[side].page);
          mostRows = Math.max(mostRows, flung.mostRows);
          if (round < 0) continue;
          longest[side].push(Math.max(...flung.frames));
          frames[side].push(...flung.frames);
        }
      }
      const [ours, against] = [median(longest[0]), median(longest[1])];
      const p99 = frames.map((taken) => percentile(taken, 0.99));
      const p99Ratio = (p99[0] ?? Number.NaN) / (p99[1] ?? Number.NaN);
      const compared = compare(
        'scroll',
        'ms',
        1.2,
        { ours, against },
        `longest frame, medians of ${String(rounds)} rounds; p99 ${p99.map((ms) => ms.toFixed(1)).join(' against ')} ms (${p99Ratio.toFixed(2)} ×); at most ${String(mostRows)} row nodes (limit ${String(mostRowNodes)}); ${String(frames[0].length)} frames each`,
      );
      return { ...compared, holds: compared.holds && p99Ratio <= 1.2 && mostRows < mostRowNodes };
    } finally {
      for (const app of apps) await app.close();
      for (const profile of profiles) fs.rmSync(profile, { recursive: true, force: true });
    }
  },
};
