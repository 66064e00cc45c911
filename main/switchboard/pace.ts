import type { Failure } from '../../domain/failure.ts';

/** Everything is read again this often; in between only presence and live calls. */
export const everythingMs = 5 * 60_000;

const liveMs = 3_000;
const quietMs = 10_000;
const quietSpreadMs = 5_000;
const longestMs = 5 * 60_000;

export interface Circumstances {
  readonly visible: boolean;
  readonly callsLive: boolean;
  /** Failures in a row; 0 after a success. */
  readonly failures: number;
  readonly failure: Failure | null;
  readonly now: number;
  /** Uniform in [0, 1): desktops of one company must not ask in step. */
  readonly random: number;
}

/**
 * Ms until the next reading: 3 s while somebody looks and calls are live, else 10 to 15 s; doubled with every failure
 * up to 5 minutes, and never before the provider said that trying again makes sense.
 */
export function nextReadingIn({ visible, callsLive, failures, failure, now, random }: Circumstances): number {
  const usual = visible && callsLive ? liveMs * (1 + random * 0.1) : quietMs + quietSpreadMs * random;
  const backedOff = Math.min(usual * 2 ** Math.min(failures, 10), longestMs);
  return Math.round(Math.max(backedOff, (failure?.retryAt ?? now) - now));
}
