import type { Call, CallJoin } from '../../domain/call.ts';
import { type Continuation, continuation, overlap } from './continuations.ts';
import { mostNear, nearSides } from './near-sides.ts';
import { areCopies, type Side, sidesOf } from './sides.ts';

/** Two continuations of one call are told apart only when one weighs this much more. */
const margin = 2;

/** Raised when the rules change, so that stored calls are looked at again. */
export const rulesVersion = 1;

type Near = ReadonlyMap<Side, ReadonlySet<Side>>;

const nearOf = (near: Near, ...sides: readonly Side[]): Set<Side> =>
  new Set(sides.flatMap((side) => [...(near.get(side) ?? [])]));

/** Several readings of one conversation count as one: the first of them is joined with the first of the other's. */
function rankOf(side: Side, near: Near): number {
  // The one that tells most comes first.
  const before = (a: Side, b: Side): boolean => {
    const told = Number(b.conversation !== null) - Number(a.conversation !== null);
    return told === 0 ? a.key < b.key : told < 0;
  };
  return [...nearOf(near, side)].filter((other) => areCopies(other, side) && before(other, side)).length;
}

/** Possible continuations, found by either end. */
class Possible {
  readonly all: readonly Continuation[];
  readonly #at = new Map<Side, Continuation[]>();

  constructor(all: readonly Continuation[]) {
    this.all = all;
    for (const edge of all)
      for (const side of [edge.from, edge.to]) this.#at.set(side, [...this.at(side), edge]);
  }

  at(side: Side): readonly Continuation[] {
    return this.#at.get(side) ?? [];
  }

  has(from: Side, to: Side): boolean {
    return this.at(from).some((edge) => edge.from === from && edge.to === to);
  }
}

/** Forwarded twice, the first and the third agree as well: the way through the second is the true one. */
const isShortcut = ({ from, to }: Continuation, possible: Possible): boolean =>
  possible.at(from).some((step) => step.from === from && step.to !== to && possible.has(step.to, to));

/** A number that has a third call just then is somebody's switchboard, or somebody with two phones. */
function isCrowded({ from, to }: Continuation, near: Near, possible: Possible): boolean {
  const explained = (other: Side): boolean =>
    areCopies(other, from) ||
    areCopies(other, to) ||
    possible
      .at(other)
      .some((firm) => !firm.lone && [from, to].some((end) => firm.from === end || firm.to === end));
  return [...nearOf(near, from, to)].some(
    (other) =>
      other !== from &&
      other !== to &&
      other.inbound &&
      other.caller === to.caller &&
      (overlap(other, from) > 0 || overlap(other, to) > 0) &&
      !explained(other),
  );
}

function chosen(sides: readonly Side[], near: Near): readonly Continuation[] {
  const alone = sides.filter((side) => nearOf(near, side).size <= mostNear);
  const ranks = new Map(alone.map((side) => [side, rankOf(side, near)]));
  const possible = new Possible(
    alone.flatMap((from) =>
      [...nearOf(near, from)].flatMap((to) =>
        ranks.has(to) && ranks.get(from) === ranks.get(to) ? (continuation(from, to) ?? []) : [],
      ),
    ),
  );
  const left = new Possible(
    possible.all.filter(
      (edge) => !isShortcut(edge, possible) && !(edge.lone && isCrowded(edge, near, possible)),
    ),
  );
  // Of everything that competes for one of the two ends, it must be the best by far; else none is taken.
  const competes = (edge: Continuation, other: Continuation): boolean =>
    other !== edge && (other.from === edge.from || other.to === edge.to);
  return left.all.filter((edge) =>
    [...left.at(edge.from), ...left.at(edge.to)].every(
      (other) => !competes(edge, other) || edge.weight >= other.weight + margin,
    ),
  );
}

const rank = (leg: Call): number => (leg.outcome === 'answered' ? 0 : leg.outcome === 'voicemail' ? 1 : 2);

/** The leg that speaks for a side: who was outside on it came in there, and it was answered if any was. */
const speaker = (side: Side): Call | undefined => {
  const legs = side.legs.filter((leg) => leg.direction === 'in');
  return (legs.length === 0 ? side.legs : legs).toSorted(
    (a, b) => rank(a) - rank(b) || a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1),
  )[0];
};

/** The joins among sides. `near`: for each of them all that is near it (near-sides.ts), since that competes. */
export const joinsOfSides = (sides: readonly Side[], near: Near): CallJoin[] =>
  chosen(sides, near).flatMap(({ from, to, kind, signs }) => {
    const [first, second] = [speaker(from), speaker(to)];
    return first === undefined || second === undefined
      ? []
      : [{ from: first.id, to: second.id, kind, signs: [...signs], parted: false }];
  });

/**
 * The joins among calls, whatever order they come in. All legs of a conversation, and all calls near in time of the
 * numbers in question, must be given: a call that is left out cannot be seen to compete.
 */
export function joinsAmong(calls: readonly Call[]): CallJoin[] {
  const sides = sidesOf(calls);
  return joinsOfSides(sides, nearSides(sides));
}
