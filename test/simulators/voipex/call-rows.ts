import { setImmediate as nextTurn } from 'node:timers/promises';
import { startedBy } from '../world/as-of.ts';
import type { World, WorldCall } from '../world/world.ts';
import { legCount, legsOf, mostLegs, type Leg } from './legs.ts';

/** Calls whose rows are counted together and remembered. */
const blockSize = 256;
/** Older calls than this have ended and been written, unless somebody keeps one running; ms. */
const longestCall = 2 * 3_600_000;
/** How many calls are looked at before other requests get their turn. */
const callsPerTurn = 4096;
/** Filtered lists that are remembered, so that the pages of one reading cost one search. */
const rememberedSearches = 8;

/** Ordered positions of rows, oldest first. A position is a number: nothing is held for the rows between the pages. */
export interface RowList {
  readonly total: number;
  /** At most `limit` positions from `offset` on, counted from the oldest row. */
  slice(offset: number, limit: number): readonly number[];
}

interface Segment {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
}

/** Calls [from, to) by position, and the moment that decides which of them are written. */
export interface RowWindow {
  readonly from: number;
  readonly to: number;
  readonly now: number;
  /** Calls before this position do not change any more. */
  readonly settled: number;
}

const positionOf = (index: number, ordinal: number): number => index * (mostLegs + 1) + ordinal;

/**
 * The call log as a list that is never built: which rows stand on a page follows from counts of rows per block of
 * calls, and a block is counted when a window first reaches into it.
 */
export class CallRows {
  readonly #world: World;
  readonly #now: () => number;
  readonly #writtenAt: (call: WorldCall) => number;
  readonly #blocks = new Map<number, number>();
  /** How many calls were deleted when the blocks were counted. */
  #removed = 0;
  readonly #searches = new Map<string, readonly number[]>();

  /** `writtenAt`: when the rows of an ended call appear, epoch ms. */
  constructor(world: World, now: () => number, writtenAt: (call: WorldCall) => number) {
    this.#world = world;
    this.#now = now;
    this.#writtenAt = writtenAt;
  }

  /** Calls that start in [start, end], epoch ms; null leaves a side open. Nothing after now is in it. */
  window(start: number | null, end: number | null): RowWindow {
    const now = this.#now();
    const to = startedBy(this.#world, 'voipex', Math.min(end ?? now, now));
    const from = start === null ? 0 : this.#world.indexAt('voipex', start);
    const settled = this.#world.indexAt('voipex', now - longestCall);
    return { from: Math.min(from, to), to, now, settled: Math.floor(settled / blockSize) * blockSize };
  }

  /** Every row of the window. */
  async all(window: RowWindow): Promise<RowList> {
    const removed = this.#world.removed('voipex').length;
    if (removed !== this.#removed) this.#blocks.clear();
    this.#removed = removed;
    const segments: Segment[] = [];
    let total = 0;
    let counted = 0;
    for (let from = window.from; from < window.to;) {
      const to = Math.min(window.to, (Math.floor(from / blockSize) + 1) * blockSize);
      const known = this.#blocks.get(from);
      const whole = to - from === blockSize && to <= window.settled;
      const rows = whole && known !== undefined ? known : this.#count(from, to, window.now, whole);
      if (known === undefined) counted += to - from;
      if (counted >= callsPerTurn) {
        counted = 0;
        await nextTurn();
      }
      segments.push({ from, to, rows });
      total += rows;
      from = to;
    }
    return { total, slice: (offset, limit) => this.#slice(segments, offset, limit, window.now) };
  }

  /** The rows of the window that `matches`. `key` names the search, so that its next page finds the result again. */
  async matching(window: RowWindow, key: string, matches: (leg: Leg) => boolean): Promise<RowList> {
    const settled = Math.max(window.from, Math.min(window.to, window.settled));
    const name = `${String(window.from)}-${String(settled)} ${String(this.#world.revision)} ${key}`;
    let old = this.#searches.get(name);
    if (old === undefined) {
      old = await this.#search(window.from, settled, window.now, matches);
      this.#searches.delete([...this.#searches.keys()][rememberedSearches - 1] ?? '');
      this.#searches.set(name, old);
    }
    const fresh = await this.#search(settled, window.to, window.now, matches);
    return listOf([...old, ...fresh]);
  }

  /** The rows of a list ordered by a value; rows of equal value stay in order of time. */
  async sortedBy(list: RowList, value: (leg: Leg) => number | string): Promise<RowList> {
    const keyed: { readonly position: number; readonly value: number | string }[] = [];
    for (let offset = 0; offset < list.total; offset += callsPerTurn) {
      for (const position of list.slice(offset, callsPerTurn)) {
        keyed.push({ position, value: value(this.leg(position)) });
      }
      await nextTurn();
    }
    keyed.sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0));
    return listOf(keyed.map(({ position }) => position));
  }

  /** The rows of the calls at these positions, as far as they are in the window and written. */
  ofCalls(window: RowWindow, indexes: readonly number[], matches: (leg: Leg) => boolean): RowList {
    const inside = indexes.filter((index) => index >= window.from && index < window.to);
    return listOf(inside.flatMap((index) => this.#positions(index, window.now, matches)));
  }

  leg(position: number): Leg {
    const call = this.#world.call('voipex', Math.floor(position / (mostLegs + 1)));
    const leg = legsOf(this.#world, call)[position % (mostLegs + 1)];
    if (leg === undefined) throw new RangeError(`no row ${String(position)}`);
    return leg;
  }

  #isWritten(call: WorldCall, now: number): boolean {
    return call.endedAt !== null && this.#writtenAt(call) <= now;
  }

  #count(from: number, to: number, now: number, keep: boolean): number {
    let rows = 0;
    let complete = true;
    for (let index = from; index < to; index++) {
      const call = this.#world.call('voipex', index);
      if (this.#world.isRemoved('voipex', index)) continue;
      if (this.#isWritten(call, now)) rows += legCount(call);
      else complete = false;
    }
    if (keep && complete) this.#blocks.set(from, rows);
    return rows;
  }

  #slice(segments: readonly Segment[], offset: number, limit: number, now: number): readonly number[] {
    const found: number[] = [];
    let skip = Math.max(0, offset);
    let left = limit + Math.min(0, offset);
    for (const { from, to, rows } of segments) {
      if (left <= 0) break;
      if (skip >= rows) {
        skip -= rows;
        continue;
      }
      for (let index = from; index < to && left > 0; index++) {
        for (const position of this.#positions(index, now, null)) {
          if (skip > 0) skip--;
          else if (left > 0) {
            found.push(position);
            left--;
          }
        }
      }
    }
    return found;
  }

  #positions(index: number, now: number, matches: ((leg: Leg) => boolean) | null): readonly number[] {
    const call = this.#world.call('voipex', index);
    if (this.#world.isRemoved('voipex', index) || !this.#isWritten(call, now)) return [];
    if (matches === null) {
      return Array.from({ length: legCount(call) }, (_, ordinal) => positionOf(index, ordinal));
    }
    return legsOf(this.#world, call)
      .filter(matches)
      .map(({ ordinal }) => positionOf(index, ordinal));
  }

  async #search(
    from: number,
    to: number,
    now: number,
    matches: (leg: Leg) => boolean,
  ): Promise<readonly number[]> {
    const found: number[] = [];
    for (let index = from; index < to; index++) {
      for (const position of this.#positions(index, now, matches)) found.push(position);
      if ((index - from) % callsPerTurn === callsPerTurn - 1) await nextTurn();
    }
    return found;
  }
}

const listOf = (positions: readonly number[]): RowList => ({
  total: positions.length,
  slice: (offset, limit) => positions.slice(Math.max(0, offset), Math.max(0, offset + limit)),
});
