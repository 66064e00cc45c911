import fs from 'node:fs';
import { openApp, profileHolding } from '../app/bench-app.ts';
import { paintsOf } from '../app/painting.ts';
import { compare, type Entry, percentile } from '../entry.ts';

const many = 1_000_000;
const few = 1000;
/** Names, numbers, operators, frequent and rare words, and a miss: what agents type. */
const typed = ['novak', 'nova praha', '606123', '420777', 'missed', 'jana >5m', 'reklamace', 'zzzz'];
const rounds = 3;

/** Keystroke until the results are painted, in the whole app: does it matter how many calls are held? */
export const paint: Entry = {
  name: 'paint',
  about: `keystroke until results are painted in Chromium, p95, at ${String(many)} calls against ${String(few)}`,
  async run() {
    const profiles = [await profileHolding(many), await profileHolding(few)] as const;
    const apps = [await openApp(profiles[0]), await openApp(profiles[1])] as const;
    try {
      const samples: readonly [number[], number[]] = [[], []];
      for (let round = -1; round < rounds; round += 1) {
        for (const text of typed) {
          for (const side of [0, 1] as const) {
            const times = await paintsOf(apps[side].page, text);
            if (round >= 0) samples[side].push(...times);
          }
        }
      }
      const p95 = samples.map((times) => percentile(times, 0.95));
      const p50 = samples.map((times) => percentile(times, 0.5));
      return compare(
        'paint',
        'ms',
        1.3,
        { ours: p95[0] ?? Number.NaN, against: p95[1] ?? Number.NaN },
        `p95 of ${String(samples[0].length)} keystrokes each, in turns; medians ${p50.map((ms) => ms.toFixed(1)).join(' and ')} ms`,
      );
    } finally {
      for (const app of apps) await app.close();
      for (const profile of profiles) fs.rmSync(profile, { recursive: true, force: true });
    }
  },
};
