import { type Backfill, backfill } from '../backfill.ts';
import type { Entry } from '../entry.ts';

const calls = 100_000;
const limitPerMinute = 120;
const limit = 1.03;
const worstForecast = 0.05;

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const ratioOf = ({ elapsedMs, leastMs }: Backfill): number => elapsedMs / leastMs;
const told = ({ calls: all, requests, refusals, worstOfRemaining, worstOfWhole }: Backfill): string =>
  `${String(all)} calls, ${String(requests)} requests, ${String(refusals)} × 429, remaining time off by at most ${percent(worstOfRemaining)} of what remained (${percent(worstOfWhole)} of the whole)`;

/**
 * Reading the whole history under an enforced limit, on a clock that jumps: how far from pages of 50 at the limit and
 * nothing else? The remaining time counts from 2 % on, until a minute before the end.
 */
export const budget: Entry = {
  name: 'budget',
  about: `backfill of ${String(calls)} calls by the real pull, client and budget from the simulator with ${String(limitPerMinute)} requests a minute enforced, against as many pages at that limit`,
  async run() {
    const fixed = await backfill(calls, limitPerMinute, 'fixed');
    const smaller = {
      sliding: await backfill(calls / 5, limitPerMinute, 'sliding'),
      half: await backfill(calls / 5, limitPerMinute / 2, 'fixed'),
    };
    const runs = [fixed, smaller.sliding, smaller.half];
    const ratio = ratioOf(fixed);
    return {
      name: 'budget',
      ours: Number((fixed.elapsedMs / 60_000).toFixed(2)),
      against: Number((fixed.leastMs / 60_000).toFixed(2)),
      unit: 'min',
      ratio: Number(ratio.toFixed(4)),
      limit,
      holds:
        ratio <= limit &&
        runs.every(({ refusals, worstOfRemaining }) => refusals === 0 && worstOfRemaining <= worstForecast),
      detail: `fixed minute: ${told(fixed)}; sliding minute: ${ratioOf(smaller.sliding).toFixed(3)} ×, ${told(smaller.sliding)}; 60 a minute: ${ratioOf(smaller.half).toFixed(3)} ×, ${told(smaller.half)}`,
    };
  },
};
