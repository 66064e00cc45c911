import { type Direction, directions, type Outcome, outcomes } from '../../domain/call.ts';

// What is written below is in databases: a new word gets the next number, none is ever given a new one.
const directionCodes: Readonly<Record<Direction, number>> = { in: 0, out: 1, internal: 2 };
const outcomeCodes: Readonly<Record<Outcome, number>> = {
  answered: 1,
  missed: 2,
  voicemail: 3,
  abandoned: 4,
  busy: 5,
  failed: 6,
  blocked: 7,
  other: 8,
};

/** The outcome of a call that still runs. */
export const runningCode = 0;
export const answeredCode = outcomeCodes.answered;
export const voicemailCode = outcomeCodes.voicemail;
export const abandonedCode = outcomeCodes.abandoned;

/** `calls.direction`. */
export const directionCode = (direction: Direction): number => directionCodes[direction];

/** `calls.outcome`; null is a call that still runs. */
export const outcomeCode = (outcome: Outcome | null): number =>
  outcome === null ? runningCode : outcomeCodes[outcome];

const maskOf = (codes: readonly number[]): number => codes.reduce((mask, code) => mask | (1 << code), 0);

export const directionMask = (of: readonly Direction[]): number => maskOf(of.map(directionCode));
/** A call that still runs is in none of them. */
export const outcomeMask = (of: readonly Outcome[]): number => maskOf(of.map(outcomeCode));

export const anyDirection = directionMask(directions);
export const anyOutcome = outcomeMask(outcomes) | (1 << runningCode);
