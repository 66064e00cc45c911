import type { Call } from '../../../domain/call.ts';
import { aCall } from '../../support/calls.ts';

/** Where the pulls of the kill test stand in time at first, epoch ms. */
export const firstNow = Date.UTC(2026, 0, 15, 9, 0, 0);

const day = 86_400_000;
const calls = 5000;

/** 5,000 calls of whole seconds over 29 days up to two days after `firstNow`; many share their second. */
export function callsOfTheWorld(): Call[] {
  return Array.from({ length: calls }, (_, place) => {
    const seconds = Math.floor((place * 29 * 86_400) / calls / 2) * 2;
    return aCall({
      providerCallId: String(place),
      startedAt: firstNow - 27 * day + Math.floor(seconds / 60) * 60_000,
    });
  });
}

/** Deterministic numbers in [0, 1) (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
