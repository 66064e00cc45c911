import { limits, overlap } from './continuations.ts';
import type { Side } from './sides.ts';

/** What a number is looked up by: with or without its country code it is the same. */
const tail = (digits: string): string => digits.slice(-9);

const callerTail = (side: Side): string | null => (side.caller === null ? null : tail(side.caller));

/** Whether two sides overlap, as far as clocks may differ, or nearly do. */
const areNear = (a: Side, b: Side): boolean => overlap(a, b) >= -limits.clocks;

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

/**
 * For each side, those that may have to do with it at all: of one caller, or both withheld, or one sent its caller to a
 * line of the other or shows a line of the other as its caller; and near in time.
 */
export function nearSides(sides: readonly Side[]): ReadonlyMap<Side, ReadonlySet<Side>> {
  const near = new Map<Side, Set<Side>>(sides.map((side) => [side, new Set()]));
  const meet = (a: Side, b: Side): void => {
    if (a === b || !areNear(a, b)) return;
    near.get(a)?.add(b);
    near.get(b)?.add(a);
  };
  const ofCaller = new Map<string, Side[]>();
  const ofLine = new Map<string, Side[]>();
  const withheld: Side[] = [];
  for (const side of sides.toSorted((a, b) => a.startedAt - b.startedAt)) {
    const caller = callerTail(side);
    if (caller !== null) put(ofCaller, caller, side);
    else if (side.hidden) withheld.push(side);
    for (const line of side.lines) put(ofLine, tail(line), side);
  }
  for (const together of [withheld, ...ofCaller.values()]) {
    together.forEach((side, place) => {
      for (let next = place + 1; ; next += 1) {
        const other = together[next];
        if (other === undefined || other.startedAt > side.endedAt + limits.clocks) return;
        meet(side, other);
      }
    });
  }
  for (const side of sides) {
    const numbers = [callerTail(side), ...side.onward.map(({ number }) => tail(number))];
    for (const number of numbers) {
      const there = number === null ? [] : (ofLine.get(number) ?? []);
      for (let place = firstFrom(there, side.startedAt - limits.longest); ; place += 1) {
        const other = there[place];
        if (other === undefined || other.startedAt > side.endedAt + limits.clocks) break;
        meet(side, other);
      }
    }
  }
  return near;
}
