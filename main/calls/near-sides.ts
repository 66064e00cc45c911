import { limits, overlap } from './continuations.ts';
import { callerDigits, type Side } from './sides.ts';

/**
 * A number with more calls than this around one of them is joined with nothing: nobody could tell which of them went on
 * as which, and looking at all of them would take too long.
 */
export const mostNear = 40;

/** Whether a side can be part of a join at all; most outgoing calls cannot. */
export const mayJoin = ({ inbound, onward, handedTo }: Side): boolean =>
  inbound || onward.length > 0 || handedTo.size > 0;

/** How far apart two calls begin at most of which one line passed the other on. */
export const passedOnApart = limits.passedOnWithin + limits.clocks;

const beginTogether = (a: Side, b: Side): boolean => Math.abs(a.startedAt - b.startedAt) <= passedOnApart;

/** One sent its caller on to a line of the other, or calls from it as it seems: the line passed on a call of its own. */
const reaches = (a: Side, b: Side): boolean =>
  a.onward.some(({ number }) => b.lines.includes(number)) ||
  (b.lines.includes(callerDigits(a) ?? '') && beginTogether(a, b));

/** Whether two sides overlap, as far as clocks may differ, or nearly do. */
const inTime = (a: Side, b: Side): boolean =>
  overlap(a, b) >= -limits.clocks && Math.abs(a.startedAt - b.startedAt) <= limits.longest;

/** Callers who tell nothing are many: of them only those count that begin as one that was passed on would. */
const bothHidden = (a: Side, b: Side): boolean => a.hidden && b.hidden && beginTogether(a, b);

/**
 * Whether two sides may have to do with each other at all: of one caller, or both withheld, or one sent its caller to
 * a line of the other or shows a line of the other as its caller; and near in time. What is not near never counts.
 */
export const areNear = (a: Side, b: Side): boolean =>
  mayJoin(a) &&
  mayJoin(b) &&
  inTime(a, b) &&
  ((a.caller !== null && a.caller === b.caller) || bothHidden(a, b) || reaches(a, b) || reaches(b, a));

function put<K>(buckets: Map<K, Side[]>, key: K, side: Side): void {
  const bucket = buckets.get(key);
  if (bucket === undefined) buckets.set(key, [side]);
  else bucket.push(side);
}

/** The first place in a list, ordered by start, that does not begin before the instant. */
function firstFrom(sides: readonly Side[], at: number): number {
  let low = 0;
  let high = sides.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sides[middle]?.startedAt ?? Infinity) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** For each side of many, those that are near it. */
export function nearSides(sides: readonly Side[]): ReadonlyMap<Side, ReadonlySet<Side>> {
  const near = new Map<Side, Set<Side>>(sides.map((side) => [side, new Set()]));
  const ofCaller = new Map<string, Side[]>();
  const ofLine = new Map<string, Side[]>();
  for (const side of sides.toSorted((a, b) => a.startedAt - b.startedAt)) {
    if (side.caller !== null || side.hidden) put(ofCaller, side.caller ?? 'withheld', side);
    for (const line of side.lines) put(ofLine, line, side);
  }
  const meet = (side: Side, others: readonly Side[], since: number): void => {
    for (let place = firstFrom(others, since); ; place += 1) {
      const other = others[place];
      if (other === undefined || other.startedAt > side.endedAt + limits.clocks) return;
      if (other === side || !areNear(side, other)) continue;
      near.get(side)?.add(other);
      near.get(other)?.add(side);
    }
  };
  for (const together of ofCaller.values()) for (const side of together) meet(side, together, side.startedAt);
  for (const side of sides)
    for (const number of [callerDigits(side) ?? '', ...side.onward.map((onward) => onward.number)])
      meet(side, ofLine.get(number) ?? [], side.startedAt - limits.longest);
  return near;
}
