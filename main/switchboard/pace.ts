import type { Failure } from '../../domain/failure.ts';

/** Everything is read again this often; in between only presence and live calls. */
export const everythingMs = 5 * 60_000;

/** When somebody asks for a reading, what was read of the directory within this time is not read again. */
export const directoryFreshMs = 30_000;

const liveMs = 3_000;
const quietMs = 10_000;
const quietSpreadMs = 5_000;
const longestMs = 5 * 60_000;
/** How much of the company's limit readings may take, and how slow they may become for it. */
const share = 0.25;
const slowestMs = 60_000;

export interface Circumstances {
  readonly visible: boolean;
  readonly callsLive: boolean;
  /** What the last reading cost, and what the company may ask in a minute. */
  readonly requests: number;
  readonly limitPerMinute: number;
  /** The pause that others in the company leave room for, of the one that would be usual; as it is when left out. */
  readonly pause?: (usualMs: number) => number;
  /** Failures in a row; 0 after a success. */
  readonly failures: number;
  readonly failure: Failure | null;
  readonly now: number;
  /** Uniform in [0, 1): desktops of one company must not ask in step. */
  readonly random: number;
}

/**
 * Ms until the next reading: 3 s while somebody looks and calls are live, else 10 to 15 s; longer, up to a minute, where
 * readings cost more than a quarter of the limit, and as long as it takes where many desktops share it; doubled with
 * every failure up to 5 minutes, and never before the provider said that trying again makes sense.
 */
export function nextReadingIn(circumstances: Circumstances): number {
  const { visible, callsLive, failures, failure, now, random } = circumstances;
  const usual = visible && callsLive ? liveMs * (1 + random * 0.1) : quietMs + quietSpreadMs * random;
  const fair = (circumstances.requests / (circumstances.limitPerMinute * share)) * 60_000;
  const wanted = Math.max(usual, Math.min(fair, slowestMs));
  const shared = circumstances.pause?.(wanted) ?? wanted;
  const backedOff = Math.max(shared, Math.min(wanted * 2 ** Math.min(failures, 10), longestMs));
  return Math.round(Math.max(backedOff, (failure?.retryAt ?? now) - now));
}
