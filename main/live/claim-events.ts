import type { AccountId } from '../../domain/account.ts';
import type { Clock } from '../clock.ts';
import { toFailure } from '../failures.ts';
import type { Log } from '../log.ts';
import type { RelaySessionKeeper } from './relay-session.ts';

export interface ClaimPorts {
  readonly accountId: AccountId;
  readonly session: Pick<RelaySessionKeeper, 'claim'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
}

/** A claim that could not be made is made again. */
const pauses = [2_000, 10_000, 60_000];

/**
 * Tells the relay whose the events with a token are. Gives whether they are another company's; null when that could not be
 * told after several tries, or `signal` aborted.
 */
export async function claimEvents(
  { accountId, session, clock, log, random }: ClaimPorts,
  eventToken: string,
  signal: AbortSignal,
): Promise<'ours' | 'taken' | null> {
  for (const pause of [...pauses, null]) {
    try {
      if (await session.claim(eventToken, signal)) return 'ours';
      log.warn('live.claim-taken', { account: accountId });
      return 'taken';
    } catch (error) {
      if (signal.aborted) return null;
      log.warn('live.not-claimed', { account: accountId, code: toFailure(error).code });
      if (pause === null) return null; // with the next connection, or when the events are looked at again
      await clock.sleep(pause * (0.5 + random()), signal).catch(() => undefined); // aborted: told below
      if (isAborted(signal)) return null;
    }
  }
  return null;
}

/** Asked anew: what was awaited may have aborted it. */
const isAborted = (signal: AbortSignal): boolean => signal.aborted;
