import type { Entry } from '../entry.ts';
import { type RelayedCompany, relayedDay } from '../fleet/relayed-day.ts';

/** The company of `fleet`: every call of any of two hundred people is known on every desktop. */
const company: RelayedCompany = {
  desktops: 200,
  relay: true,
  limitPerMinute: 60,
  callsPerMinute: 2,
  hours: 8,
  stateRequests: 5,
  directoryRequests: 6,
  lossShare: 0.001,
  awayMs: 0,
};

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** What two hundred desktops with a relay ask of the provider in a day, against what one asks that polls. */
export const fleetRelay: Entry = {
  name: 'fleet-relay',
  about:
    'requests of 200 desktops of one company that hear of events through a relay, in a simulated working day under a limit of 60 a minute, against those of one desktop without a relay; everything before that day was read before',
  async run() {
    const ours = await relayedDay(company, 61);
    const alone = await relayedDay({ ...company, desktops: 1, relay: false }, 61);
    const ratio = ours.requests / alone.requests;
    const told = [
      `seen after ${seconds(ours.staleness.median)} (p95 ${seconds(ours.staleness.p95)}, p99 ${seconds(ours.staleness.p99)}), one event of a thousand lost`,
      `one that polls: after ${seconds(alone.staleness.median)} (p95 ${seconds(alone.staleness.p95)})`,
      `429s ${String(ours.refusals)} and ${String(alone.refusals)}`,
    ];
    return {
      name: 'fleet-relay',
      ours: ours.requests,
      against: alone.requests,
      unit: 'requests',
      ratio: Number(ratio.toFixed(3)),
      limit: 1.2,
      holds: ratio <= 1.2 && ours.staleness.p95 <= 2_000,
      detail: told.join('; '),
    };
  },
};
