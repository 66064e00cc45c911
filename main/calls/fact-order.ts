/** Which of two things said about one call counts; pure. */
import type { CallState } from '../../domain/call.ts';

/** What is said about a call, as far as it decides whether it counts. */
export interface Said {
  readonly state: CallState;
  /** The provider's instant of it, epoch ms. */
  readonly asOf: number;
  /** The whole call as JSON. */
  readonly document: string;
}

const ranks: Readonly<Record<CallState, number>> = { ringing: 0, ongoing: 1, ended: 2 };

/** How far a call has come: it never goes back. */
export const rankOf = (state: CallState): number => ranks[state];

/**
 * Whether `a` counts before `b`: the call has come further by it, else it was said later. Of one instant what says more
 * counts. Total, so that the order in which things come, and how often, never matters.
 */
export function countsBefore(a: Said, b: Said): boolean {
  if (a.state !== b.state) return rankOf(a.state) > rankOf(b.state);
  if (a.asOf !== b.asOf) return a.asOf > b.asOf;
  if (a.document.length !== b.document.length) return a.document.length > b.document.length;
  return a.document > b.document;
}
