import { hourWeight, localHour } from './calendar.ts';
import { hash, unitOf } from './draw.ts';
import type { System } from './world.ts';

/** Two calls of one conversation, placed together. Instants are epoch seconds. */
export interface Pair {
  /** Draws about the pair start from it. */
  readonly key: number;
  readonly kind: 'forwarded' | 'transferred';
  readonly first: { readonly system: System; readonly index: number; readonly startedAt: number };
  readonly second: { readonly system: System; readonly index: number; readonly startedAt: number };
}

export interface Placement {
  /** Epoch seconds. */
  readonly startedAt: number;
  readonly pair: Pair | null;
}

/**
 * When every call starts. An hour gets a number of calls by its weight; within the hour the calls of a system share
 * the time evenly with some jitter, so a call's start follows from its position, in order, with nothing stored.
 */
export interface Timetable {
  place(system: System, index: number): Placement;
  /** First position that starts at or after the instant (epoch seconds). */
  indexAt(system: System, seconds: number): number;
}

interface Hour {
  readonly start: number;
  readonly length: number;
}

/** Share of calls of the quieter system that belong to a pair. */
const pairShare = 0.06;
/** Pairs need room: two minutes each keeps them from sharing a place. */
const secondsPerPair = 120;

/** Whose hours the calls follow. Both in seconds. */
export interface CompanyHours {
  /** How far the company's clock runs ahead of the calendar. */
  readonly shift: number;
  /** An hour with as many calls as its people can take. */
  readonly rush: { readonly at: number; readonly people: Readonly<Record<System, number>> } | null;
}

/** Calls for each person in a rush hour: somebody talks a quarter of the time. */
const rushCalls = 4.5;
/** A rush hour takes no more of a small world. */
const mostOfWorld = 0.25;

/** Hours as the company's clock strikes them. */
function hoursBetween(from: number, to: number, shift: number): readonly Hour[] {
  const hours: Hour[] = [];
  for (let start = from; start < to;) {
    const end = Math.min(to, (Math.floor((start + shift) / 3600) + 1) * 3600 - shift);
    hours.push({ start, length: end - start });
    start = end;
  }
  return hours;
}

/** How many calls had started when each hour began; one more entry than hours, the last being `total`. */
function startedBefore(
  seed: number,
  system: System,
  hours: readonly Hour[],
  total: number,
  { shift, rush }: CompanyHours,
): Uint32Array {
  const weights = hours.map(
    ({ start, length }) =>
      hourWeight(localHour(start + shift), system) *
      (length / 3600) *
      (0.8 + 0.4 * unitOf(seed, 11, start, system.length)),
  );
  if (rush !== null && total > 0) {
    const busy = hours.findIndex(({ start, length }) => rush.at - start <= length && rush.at >= start);
    const others = weights.reduce((sum, weight, h) => (h === busy ? sum : sum + weight), 0);
    const wanted = rushCalls * rush.people[system] * ((hours[busy]?.length ?? 0) / 3600);
    const calls = Math.min(wanted, total * mostOfWorld);
    const usual = weights[busy];
    if (usual !== undefined) weights[busy] = Math.max(usual, (calls * others) / (total - calls));
  }
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const before = new Uint32Array(hours.length + 1);
  let sum = 0;
  weights.forEach((weight, h) => {
    sum += weight;
    before[h + 1] = h === hours.length - 1 ? total : Math.round((total * sum) / whole);
  });
  return before;
}

/** The last position whose value is not above `value`, in a list that never decreases and starts at or below it. */
function lastNotAbove(list: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = list.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((list[middle] ?? Infinity) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** `from` and `to` in epoch seconds, [from, to); the hours are the company's. */
export function createTimetable(
  seed: number,
  totals: Readonly<Record<System, number>>,
  from: number,
  to: number,
  company: CompanyHours,
): Timetable {
  const hours = hoursBetween(from, to, company.shift);
  const starts = hours.map(({ start }) => start);
  const before = {
    aircall: startedBefore(seed, 'aircall', hours, totals.aircall, company),
    voipex: startedBefore(seed, 'voipex', hours, totals.voipex, company),
  };

  const hourAt = (h: number): Hour => hours[h] ?? { start: to, length: 0 };
  const firstOf = (system: System, h: number): number => before[system][h] ?? 0;
  const countIn = (system: System, h: number): number => firstOf(system, h + 1) - firstOf(system, h);

  const pairsIn = (h: number): number => {
    const fewest = Math.min(countIn('aircall', h), countIn('voipex', h));
    const { start, length } = hourAt(h);
    if (fewest === 0) return 0;
    return Math.min(
      Math.floor(pairShare * fewest + unitOf(seed, 12, start)),
      Math.floor(length / secondsPerPair),
    );
  };

  /** The position of the call of `system` whose share of the hour holds the moment. */
  const holder = (system: System, h: number, offset: number): number => {
    const count = countIn(system, h);
    return firstOf(system, h) + Math.min(count - 1, Math.floor((offset * count) / hourAt(h).length));
  };

  const pairAt = (h: number, slot: number, slots: number): Pair => {
    const { start, length } = hourAt(h);
    const key = hash(seed, 13, start, slot);
    let offset = Math.floor(((slot + 0.25 + 0.4 * unitOf(key, 1)) / slots) * length);
    const choice = unitOf(key, 2);
    const calls = countIn('voipex', h);
    if (choice < 0.4 && calls >= 2) {
      // Both legs are VoIPEX calls: they must fall into two neighbouring shares, so they straddle the border of one.
      const border = Math.ceil((Math.max(1, Math.floor((offset * calls) / length)) * length) / calls);
      const delay = 4 + Math.floor(unitOf(key, 3) * 17);
      offset = Math.max(0, border - 1 - Math.floor(unitOf(key, 4) * (delay - 2)));
      const index = holder('voipex', h, offset);
      const later = holder('voipex', h, offset + delay);
      if (later > index) {
        return {
          key,
          kind: 'transferred',
          first: { system: 'voipex', index, startedAt: start + offset },
          second: { system: 'voipex', index: later, startedAt: start + offset + delay },
        };
      }
    }
    const delay = 2 + Math.floor(unitOf(key, 5) * 8);
    const [a, b]: readonly [System, System] = choice < 0.7 ? ['voipex', 'aircall'] : ['aircall', 'voipex'];
    return {
      key,
      kind: 'forwarded',
      first: { system: a, index: holder(a, h, offset), startedAt: start + offset },
      second: { system: b, index: holder(b, h, offset + delay), startedAt: start + offset + delay },
    };
  };

  const place = (system: System, index: number): Placement => {
    const h = lastNotAbove(before[system], index);
    const { start, length } = hourAt(h);
    const count = countIn(system, h);
    const within = index - firstOf(system, h);
    const slots = pairsIn(h);
    if (slots > 0) {
      const low = Math.max(0, Math.floor((within * slots) / count) - 1);
      const high = Math.min(slots - 1, Math.floor(((within + 1) * slots) / count) + 1);
      for (let slot = low; slot <= high; slot++) {
        const pair = pairAt(h, slot, slots);
        for (const member of [pair.first, pair.second]) {
          if (member.system === system && member.index === index)
            return { startedAt: member.startedAt, pair };
        }
      }
    }
    const share = within + unitOf(seed, 14, index, system.length);
    return { startedAt: start + Math.min(length - 1, Math.floor((share * length) / count)), pair: null };
  };

  return {
    place,
    indexAt: (system, seconds) => {
      if (seconds <= from) return 0;
      if (seconds >= to) return totals[system];
      const h = lastNotAbove(starts, seconds);
      let low = firstOf(system, h);
      let high = firstOf(system, h + 1);
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (place(system, middle).startedAt < seconds) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}
