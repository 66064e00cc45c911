import type { Entry } from '../entry.ts';
import { type Company, type FleetDay, fleetDay, warmUpMs } from '../fleet/day.ts';

const minute = 60_000;

/** Two hundred people who are not on the telephone all day: every call of any of them is read by every desktop. */
const company: Omit<Company, 'limitPerMinute' | 'rateWindow' | 'headers'> = {
  desktops: 200,
  work: {
    callsPerMinute: 2,
    stateRequests: 5,
    directoryRequests: 6,
    lookEveryMs: 30 * minute,
    pastPages: 2000,
    switchboard: true,
  },
};

const days: readonly (readonly [name: string, Company])[] = [
  ['120, fixed', { ...company, limitPerMinute: 120, rateWindow: 'fixed', headers: 'always' }],
  ['120, sliding', { ...company, limitPerMinute: 120, rateWindow: 'sliding', headers: 'always' }],
  ['60, fixed', { ...company, limitPerMinute: 60, rateWindow: 'fixed', headers: 'always' }],
  ['60, sliding', { ...company, limitPerMinute: 60, rateWindow: 'sliding', headers: 'always' }],
];
const blind: Company = { ...company, limitPerMinute: 120, rateWindow: 'fixed', headers: 'only-on-429' };

const minutes = (ms: number): string => `${(ms / minute).toFixed(0)} min`;
const told = (name: string, day: FleetDay): string =>
  `${name}: ${String(day.refusals)} × 429 (warm-up ${String(day.warmUpRefusals)}), ${day.load.toFixed(0)} a minute, busiest ${String(day.busiest)}, calls ${minutes(day.staleness.median)} old (p95 ${minutes(day.staleness.p95)}), fewest pulls ${String(day.fewestPulls)}, what agents look at p99 ${(day.lookP99 / 1000).toFixed(1)} s`;

/** Desktops without a relay only have the headers of their own answers to go by: is the limit ever exceeded? */
export const fleet: Entry = {
  name: 'fleet',
  about: `429s that ${String(company.desktops)} desktops of one company get in a simulated working day after the first ${minutes(warmUpMs)}, under limits of 120 and 60 a minute counted in both ways, against the limit`,
  async run() {
    const seen: FleetDay[] = [];
    const details: string[] = [];
    for (const [index, [name, day]] of days.entries()) {
      const result = await fleetDay(day, 31 + index);
      seen.push(result);
      details.push(told(name, result));
    }
    details.push(told('120, headers only with a 429 (not counted)', await fleetDay(blind, 47)));
    const refusals = seen.reduce((sum, day) => sum + day.refusals, 0);
    return {
      name: 'fleet',
      ours: refusals,
      against: 120,
      unit: '× 429',
      ratio: Number((refusals / 120).toFixed(4)),
      limit: 0,
      holds: refusals === 0,
      detail: details.join('; '),
    };
  },
};
