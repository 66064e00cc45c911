import type { Failure } from '../../domain/failure.ts';
import { DeskError, isPassing } from '../failures.ts';

const minute = 60_000;
const firstPauseMs = 5000;
const longestPauseMs = 5 * minute;
const hopelessPauseMs = 15 * minute;
/** A reply that broke off or came from something in between is whole the next time; one that came so often is meant. */
const chanceReplies = 2;

/**
 * What a pull does after a failure: `give-up` until somebody signs in again, else try again at `at` (epoch ms);
 * `waiting` when time may cure it, `failed` when somebody has to look.
 */
export type Recourse =
  | { readonly kind: 'give-up' }
  | { readonly kind: 'again'; readonly phase: 'waiting' | 'failed'; readonly at: number };

/** True for a failure of the one page that was asked for: others may be read all the same. */
export const isOfThisPage = ({ code }: Failure): boolean => !isPassing(code) && code !== 'cache-unavailable';

/**
 * @param failuresInRow how many pulls failed one after the other, this one included
 * @param random uniform in [0, 1): desktops that failed together come back apart
 */
export function recourseAfter(
  error: unknown,
  failuresInRow: number,
  now: number,
  random: () => number,
): Recourse {
  const code = error instanceof DeskError ? error.code : 'unexpected';
  if (code === 'not-signed-in') return { kind: 'give-up' };
  const growing = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failuresInRow - 1, 10));
  const pause = growing * (0.5 + 0.5 * random());
  if (isPassing(code)) {
    const told = error instanceof DeskError ? error.retryAt : undefined;
    return { kind: 'again', phase: 'waiting', at: Math.max(now + pause, told ?? 0) };
  }
  // The disk may have room again soon; a missing right or a changed reply will not heal by asking every minute.
  const soon =
    code === 'cache-unavailable' || (code === 'provider-contract-broken' && failuresInRow <= chanceReplies);
  const longer = soon ? pause : hopelessPauseMs * (0.75 + 0.5 * random());
  return { kind: 'again', phase: 'failed', at: now + longer };
}
