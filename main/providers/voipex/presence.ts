import type { Presence } from '../../../domain/switchboard.ts';
import type { Destination } from './wire-people.ts';

export interface CallCentreState {
  readonly paused: boolean | null;
  /** `agentState` as sent. */
  readonly word: string | null;
}

/** What the transfer destinations tell of a colleague; null for somebody outside the call centre. */
export function callCentreState(destination: Destination | null): CallCentreState | null {
  const state = destination?.properties?.status?.callCenter ?? null;
  return state === null ? null : { paused: state.isPaused, word: state.agentState };
}

/**
 * Words for not being signed in to the call centre. The values of `agentState` are not published, so this only keeps a
 * word that plainly says "away" from being shown as free; every other word is shown and not interpreted.
 */
const awayWords = new Set(['loggedout', 'loggedoff', 'notloggedin', 'offline', 'unavailable', 'invalid']);
const saysAway = (word: string | null): boolean =>
  word !== null && awayWords.has(word.toLowerCase().replace(/[^a-z]/g, ''));

/**
 * What somebody is but for their calls: paused > available > unknown (voipex.md 13), and `offline` before these when the
 * call centre's word says so. `available` needs a source that says it: somebody without a call-centre state is `unknown`,
 * and everybody is when the source is refused.
 */
export function presenceOf(callCentre: CallCentreState | null): {
  readonly presence: Presence;
  readonly word: string | null;
} {
  const paused = callCentre?.paused ?? null;
  const word = callCentre?.word ?? (paused === true ? 'isPaused' : null);
  if (saysAway(word)) return { presence: 'offline', word };
  if (paused === null) return { presence: 'unknown', word };
  return { presence: paused ? 'paused' : 'available', word };
}
