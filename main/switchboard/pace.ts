import type { Failure } from '../../domain/failure.ts';

/** Everything is read again this often; in between only presence and live calls. */
export const everythingMs = 5 * 60_000;
/** The same while events come: they tell of people and lines, too, and of little else. Somewhere in the tenth before. */
const liveEverythingMs = 10 * 3_600_000;

/** When somebody asks for a reading, what was read of the directory within this time is not read again. */
export const directoryFreshMs = 30_000;

const callsMs = 2_000;
const callsSpreadMs = 1_000;
const stateMs = 15_000;
/** Where asking is dear: while no call runs, and the spread of that. */
const dearMs = 10_000;
const dearSpreadMs = 5_000;
/** Where nobody looks. */
const quietMs = 50_000;
const quietSpreadMs = 20_000;
const longestMs = 5 * 60_000;
/** What is doubled with every failure, at least. */
const failedMs = 10_000;
/** How much of the company's limit readings may take, and how slow they may become for it. */
const share = 0.25;
const slowestMs = 60_000;
/** While calls are read in between, both kinds of readings share that. */
const ofEach = 0.5;

export interface Circumstances {
  /** Somebody looks, or is signed in as an agent whose calls may ring. */
  readonly attentive: boolean;
  /** Events tell what changes. */
  readonly live: boolean;
  /** Asking for nothing but the calls spends no limit that others need (a provider whose limit is documented is none such). */
  readonly cheapCalls: boolean;
  /** Some call runs. */
  readonly callsRun: boolean;
  /** What the last reading of each depth cost, and what the company may ask in a minute. */
  readonly requests: { readonly state: number; readonly calls: number };
  readonly limitPerMinute: number;
  /** The pause that others in the company leave room for, of the one that would be usual; as it is when left out. */
  readonly pause?: (usualMs: number, requests: number) => number;
  /** Since the state was last read. */
  readonly stateAgeMs: number;
  /** Failures in a row; 0 after a success. */
  readonly failures: number;
  readonly failure: Failure | null;
  readonly now: number;
  /** Uniform in [0, 1): desktops of one company must not ask in step. */
  readonly random: number;
}

export interface NextReading {
  readonly depth: 'state' | 'calls';
  /** Ms. */
  readonly in: number;
}

/**
 * The next reading while nobody asks for one. Somebody pays attention: calls every 2 to 3 s, the state every 15 s (where
 * asking is dear and no call runs, the state every 10 to 15 s and nothing else); nobody does: the state every minute. Longer, up to a minute, where readings cost more than a quarter of the limit, and as long
 * as it takes where many desktops share it; doubled with every failure up to 5 minutes, and never before the provider
 * said that trying again makes sense. While events come, nothing but everything now and then.
 */
export function nextReading(circumstances: Circumstances): NextReading {
  const { attentive, live, requests, stateAgeMs, random } = circumstances;
  if (live && circumstances.failures === 0)
    return { depth: 'state', in: Math.round(liveEverythingMs * (0.9 + 0.1 * random)) };
  if (!attentive || live)
    return {
      depth: 'state',
      in: pauseOf(circumstances, quietMs + quietSpreadMs * random, requests.state, 1),
    };
  if (!circumstances.cheapCalls && !circumstances.callsRun)
    return { depth: 'state', in: pauseOf(circumstances, dearMs + dearSpreadMs * random, requests.state, 1) };
  const calls = pauseOf(circumstances, callsMs + callsSpreadMs * random, requests.calls, ofEach);
  const state = pauseOf(circumstances, stateMs, requests.state, ofEach);
  // After a failure there is one pause, whatever failed.
  const stateIn = circumstances.failures > 0 ? calls : Math.max(0, state - stateAgeMs);
  return stateIn <= calls ? { depth: 'state', in: Math.max(stateIn, 0) } : { depth: 'calls', in: calls };
}

function pauseOf(circumstances: Circumstances, usual: number, requests: number, part: number): number {
  const { failures, failure, now } = circumstances;
  const fair = (requests / (circumstances.limitPerMinute * share * part)) * 60_000;
  const wanted = Math.max(usual, Math.min(fair, slowestMs));
  // What others leave room for is shared by both kinds of readings, too.
  const shared = circumstances.pause?.(wanted, requests / part) ?? wanted;
  const doubled = Math.max(wanted, failures > 0 ? failedMs : 0) * 2 ** Math.min(failures, 10);
  const backedOff = Math.max(shared, Math.min(doubled, longestMs));
  return Math.round(Math.max(backedOff, (failure?.retryAt ?? now) - now));
}

/** How old a whole reading may become, ms. */
export const everythingEvery = (live: boolean): number => (live ? liveEverythingMs * 0.9 : everythingMs);
