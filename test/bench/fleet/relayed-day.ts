import type { CallState } from '../../../domain/call.ts';
import { rankOf } from '../../../main/calls/fact-order.ts';
import { Draw } from '../../simulators/world/draw.ts';
import { createEventClock } from '../../support/event-clock.ts';
import { percentile } from '../entry.ts';
import { createCompanyServer } from './company-server.ts';
import { type CompanyDays, companyDays, createHub } from './relayed-company.ts';
import { runWholeDesktop } from './whole-desktop.ts';

const minute = 60_000;
const hour = 60 * minute;
const morning = Date.UTC(2026, 10, 23, 8);
/** Everybody starts within these. */
const startsWithinMs = 5 * minute;
/** From then on it counts how soon something is seen. */
const settledMs = 15 * minute;

export interface RelayedCompany {
  readonly desktops: number;
  /** False: signed in without one. */
  readonly relay: boolean;
  readonly limitPerMinute: number;
  readonly callsPerMinute: number;
  readonly hours: number;
  readonly stateRequests: number;
  readonly directoryRequests: number;
  /** Of events that are never delivered. */
  readonly lossShare: number;
  /** The relay is away for so long in the middle of the day, ms. */
  readonly awayMs: number;
}

export interface RelayedDay {
  /** Requests answered or refused in the whole day, the start of the desktops included. */
  readonly requests: number;
  readonly refusals: number;
  /** From when something happens to a call until a desktop knows, ms. */
  readonly staleness: { readonly median: number; readonly p95: number; readonly p99: number };
}

/** A working day of a company whose desktops were used the day before, every request and every event counted. */
export async function relayedDay(company: RelayedCompany, seed: number): Promise<RelayedDay> {
  const clock = createEventClock(morning);
  const ends = morning + company.hours * hour;
  const days = companyDays(morning, { perMinute: company.callsPerMinute, hours: company.hours }, seed);
  const server = createCompanyServer('fixed', company.limitPerMinute, 'always');
  const hub = createHub(clock, days, morning, ends, { seed, lossShare: company.lossShare });
  const starts = new Draw(seed);
  const seen: Watch[] = [];
  const desktops: { stop(): Promise<void> }[] = [];
  const started = Array.from({ length: company.desktops }, async (_, index) => {
    const draw = new Draw(seed, index);
    await clock.sleep(starts.unit() * startsWithinMs);
    const watch = createWatch(() => clock.now());
    seen.push(watch);
    desktops.push(
      runWholeDesktop({
        ...{ clock, server, days, hub: company.relay ? hub : null, random: () => draw.unit() },
        closedAt: morning - 24 * hour + company.hours * hour,
        stateRequests: company.stateRequests,
        directoryRequests: company.directoryRequests,
        onSeen: watch.see,
      }),
    );
  });
  void clock.sleep((company.hours / 2) * hour).then(async () => {
    if (company.awayMs === 0) return;
    hub.down(true);
    await clock.sleep(company.awayMs);
    hub.down(false);
  });
  await clock.run(ends);
  await Promise.all(started);
  const delays = seen.flatMap((watch) => watch.delays(days, morning + settledMs, ends - minute, ends));
  const stopped = Promise.all(desktops.map((desktop) => desktop.stop()));
  await clock.run(ends + minute);
  await stopped;
  return {
    requests: server.answers.length + server.refusals.length,
    refusals: server.refusals.length,
    staleness: {
      median: percentile(delays, 0.5),
      p95: percentile(delays, 0.95),
      p99: percentile(delays, 0.99),
    },
  };
}

interface Watch {
  readonly see: (call: { readonly id: string; readonly state: string }) => void;
  /** How long each thing that happened in [from, to) took to be seen; until `end` what was not. */
  delays(days: CompanyDays, from: number, to: number, end: number): number[];
}

function createWatch(now: () => number): Watch {
  /** By call, when it was first seen in a state or a later one. */
  const seenAt = new Map<string, [ringing: number, ongoing: number, ended: number]>();
  return {
    see({ id, state }) {
      const at = seenAt.get(id) ?? [Infinity, Infinity, Infinity];
      seenAt.set(id, at);
      // What the switchboard and the call log say are calls' states.
      for (let rank = rankOf(state as CallState); rank >= 0; rank -= 1)
        at[rank] = Math.min(at[rank] ?? Infinity, now());
    },
    delays(days, from, to, end) {
      const delays: number[] = [];
      for (const told of days.calls)
        for (const { asOf, call } of told.slice(0, -1)) {
          if (asOf < from || asOf >= to) continue;
          const at = seenAt.get(call.providerCallId)?.[rankOf(call.state)] ?? Infinity;
          delays.push(Math.min(at, end) - asOf);
        }
      return delays;
    },
  };
}
