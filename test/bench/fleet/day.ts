import { Draw } from '../../simulators/world/draw.ts';
import type { WindowKind } from '../../simulators/aircall/minute-window.ts';
import { percentile } from '../entry.ts';
import { createCompanyServer, type HeaderManner } from './company-server.ts';
import { type DeskRecord, type DeskWork, runDesktop } from './desktop.ts';
import { createEventClock } from '../../support/event-clock.ts';

const minute = 60_000;
const workingHours = 8;
/** Everybody starts within these, and all have history to read. */
const startsWithinMs = 5 * minute;
/** Refusals are counted from then on. */
export const warmUpMs = 15 * minute;
const morning = Date.UTC(2026, 10, 23, 7);

export interface Company {
  readonly desktops: number;
  readonly limitPerMinute: number;
  readonly rateWindow: WindowKind;
  readonly headers: HeaderManner;
  readonly work: DeskWork;
  /** 8 unless given. */
  readonly hours?: number;
}

export interface FleetDay {
  /** 429s after the warm-up, and during it. */
  readonly refusals: number;
  readonly warmUpRefusals: number;
  /** Requests answered per minute after the warm-up, on average, and in the busiest 60 seconds. */
  readonly load: number;
  readonly busiest: number;
  /** Age of the newest calls on a desktop at any moment after the warm-up, ms. */
  readonly staleness: { readonly median: number; readonly p95: number };
  /** Complete pulls of the desktop that had the fewest, and pages of the past of the one that had the fewest. */
  readonly fewestPulls: number;
  readonly fewestPastPages: number;
  /** How long what agents looked at took, ms. */
  readonly lookP99: number;
}

/** A working day of desktops of one company that cannot talk to each other. */
export async function fleetDay(company: Company, seed: number): Promise<FleetDay> {
  const clock = createEventClock(morning);
  const { rateWindow, limitPerMinute, headers } = company;
  const dayMs = (company.hours ?? workingHours) * 60 * minute;
  const server = createCompanyServer(rateWindow, limitPerMinute, headers);
  const night = new AbortController();
  const starts = new Draw(seed);
  const desks: DeskRecord[] = [];
  const started = Array.from({ length: company.desktops }, async (_, index) => {
    const draw = new Draw(seed, index);
    await clock.sleep(starts.unit() * startsWithinMs);
    desks.push(runDesktop(clock, server, company.work, () => draw.unit(), night.signal));
  });
  await clock.run(morning + dayMs);
  await Promise.all(started);
  night.abort(new Error('the day is over'));

  const steadyFrom = morning + warmUpMs;
  const steady = (instants: readonly number[]): number[] => instants.filter((at) => at >= steadyFrom);
  const answers = steady(server.answers);
  const ages = desks.flatMap((desk) => agesOf(desk, steadyFrom, morning + dayMs));
  return {
    refusals: steady(server.refusals).length,
    warmUpRefusals: server.refusals.length - steady(server.refusals).length,
    load: answers.length / ((dayMs - warmUpMs) / minute),
    busiest: busiestMinute(answers),
    staleness: { median: percentile(ages, 0.5), p95: percentile(ages, 0.95) },
    fewestPulls: Math.min(...desks.map(({ pulls }) => pulls.length)),
    fewestPastPages: Math.min(...desks.map(({ pastPages }) => pastPages)),
    lookP99: percentile(
      desks.flatMap(({ looks }) => looks),
      0.99,
    ),
  };
}

/** How old the newest calls were at every minute: since the last complete pull began; since the start without one. */
function agesOf({ pulls }: DeskRecord, from: number, to: number): number[] {
  const ages: number[] = [];
  let next = 0;
  let last = morning;
  for (let at = from; at < to; at += minute) {
    for (let pull = pulls[next]; pull !== undefined && pull.endedAt <= at; pull = pulls[next]) {
      last = pull.begunAt;
      next += 1;
    }
    ages.push(at - last);
  }
  return ages;
}

function busiestMinute(instants: readonly number[]): number {
  let busiest = 0;
  let first = 0;
  for (const [index, at] of instants.entries()) {
    while ((instants[first] ?? at) <= at - minute) first += 1;
    busiest = Math.max(busiest, index - first + 1);
  }
  return busiest;
}
