import { setImmediate as breathe } from 'node:timers/promises';
import { asOf, startedBy } from '../world/as-of.ts';
import type { WorldCall } from '../world/world.ts';
import { digitsOf } from './books/text.ts';
import type { Desk } from './desk.ts';
import { indexOf, userIndexOf } from './identity.ts';
import { bounds, type Listing, nothing, type Query, single } from './paging.ts';

/** The first call that is still served: older ones need an export from support (3). */
function horizon(desk: Desk): number {
  const oldest = new Date(desk.clock.now());
  oldest.setUTCMonth(oldest.getUTCMonth() - desk.switches().historyMonths);
  return desk.world.indexAt('aircall', oldest.getTime());
}

/** Positions [start, end) of the calls that the query's time bounds and the horizon leave. */
function range(desk: Desk, query: Query): { readonly start: number; readonly end: number } | null {
  const limits = bounds(query);
  if (limits === null) return null;
  const start = Math.max(horizon(desk), desk.world.indexAt('aircall', limits.from * 1000));
  const end = Math.min(
    startedBy(desk.world, 'aircall', desk.clock.now()),
    desk.world.indexAt('aircall', (limits.to + 1) * 1000),
  );
  return start < end ? { start, end } : null;
}

/** A call as of now, or null when there is none of this id or the horizon hides it ([I]: a 404). */
export function callById(desk: Desk, id: string): WorldCall | null {
  const index = indexOf('call', id);
  if (index === null || index < horizon(desk)) return null;
  if (index >= startedBy(desk.world, 'aircall', desk.clock.now())) return null;
  if (desk.world.isRemoved('aircall', index)) return null;
  return asOf(desk.world.call('aircall', index), desk.clock.now());
}

/** `GET /v1/calls`: bounds only. */
export function allCalls(desk: Desk, query: Query): Listing<WorldCall> {
  const found = range(desk, query);
  if (found === null) return nothing;
  const now = desk.clock.now();
  const removed = desk.world.removed('aircall').filter((index) => index >= found.start && index < found.end);
  // Each deleted call before a place moves it one on.
  const indexAt = (position: number): number =>
    removed.reduce((index, gone) => (gone <= index ? index + 1 : index), found.start + position);
  return {
    length: found.end - found.start - removed.length,
    at: (position) => asOf(desk.world.call('aircall', indexAt(position)), now),
  };
}

type Test = (call: WorldCall) => boolean;

/** The filters of calls/search (5.1), or null when none was given. Values that fit nothing find nothing. */
function testOf(desk: Desk, query: Query): Test | null {
  const tests: Test[] = [];
  const direction = single(query, 'direction');
  if (direction !== undefined) {
    tests.push((call) => direction === (call.direction === 'in' ? 'inbound' : 'outbound'));
  }
  const user = single(query, 'user_id');
  if (user !== undefined) {
    const index = userIndexOf(desk.world, user);
    tests.push((call) => index !== null && (call.transferredToIndex ?? call.personIndex) === index);
  }
  const number = single(query, 'phone_number');
  if (number !== undefined) {
    // The calling or the called number, compared by digits: a `+` that was not escaped arrives as a blank.
    const digits = digitsOf(number);
    const line = desk.world.numbers('aircall').find(({ e164 }) => e164.slice(1) === digits)?.index ?? null;
    tests.push((call) => call.remote?.slice(1) === digits || (line !== null && call.numberIndex === line));
  }
  const tags = [query['tags[]'] ?? [], query['tags'] ?? []].flat();
  if (tags.length > 0) {
    const indexes = tags.map((tag) => desk.tags.findById(tag)?.index ?? -1);
    tests.push((call) => indexes.every((index) => call.tagIndexes.includes(index)));
  }
  return tests.length === 0 ? null : (call) => tests.every((test) => test(call));
}

interface Found {
  readonly revision: number;
  readonly start: number;
  /** How far it was searched. */
  end: number;
  /** Ascending positions. */
  readonly positions: number[];
}

/** A running call may still change what it matches; no call runs longer. */
const settled = 7_200_000;
const rememberedSearches = 8;
const scannedAtOnce = 2048;

/**
 * Finds calls by filters. A search goes through the range once, leaving the event loop free in between, and keeps the
 * positions only, so the pages that follow cost what a page costs.
 */
export class CallSearch {
  readonly #desk: Desk;
  readonly #found = new Map<string, Found>();

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  async listing(query: Query): Promise<Listing<WorldCall>> {
    const { world, clock } = this.#desk;
    const test = testOf(this.#desk, query);
    if (test === null) return allCalls(this.#desk, query);
    const span = range(this.#desk, query);
    if (span === null) return nothing;
    const now = clock.now();
    const quiet = Math.max(span.start, Math.min(span.end, world.indexAt('aircall', now - settled)));
    const old = await this.#search(this.#keyOf(query), test, span.start, quiet);
    const recent: WorldCall[] = [];
    for (let index = quiet; index < span.end; index++) {
      const call = asOf(world.call('aircall', index), now);
      if (!world.isRemoved('aircall', index) && test(call)) recent.push(call);
    }
    return {
      length: old.length + recent.length,
      at: (position) =>
        recent[position - old.length] ?? asOf(world.call('aircall', old[position] ?? -1), now),
    };
  }

  #keyOf(query: Query): string {
    const filters = ['direction', 'user_id', 'phone_number', 'tags[]', 'tags', 'from', 'to'];
    // Deleting a tag changes what its id finds.
    const tags = this.#desk.tags.all().map(({ index }) => index);
    return JSON.stringify([filters.map((filter) => query[filter] ?? null), tags]);
  }

  async #search(key: string, test: Test, start: number, end: number): Promise<readonly number[]> {
    const { world } = this.#desk;
    const kept = this.#found.get(key);
    const usable = kept?.revision === world.revision && kept.start <= start && kept.end <= end;
    const found: Found = usable ? kept : { revision: world.revision, start, end: start, positions: [] };
    const positions = [...found.positions];
    let scanned = found.end;
    for (; scanned < end; scanned++) {
      if ((scanned - found.end) % scannedAtOnce === scannedAtOnce - 1) await breathe();
      if (!world.isRemoved('aircall', scanned) && test(world.call('aircall', scanned)))
        positions.push(scanned);
    }
    this.#found.delete(key);
    this.#found.set(key, { revision: found.revision, start: found.start, end: scanned, positions });
    for (const oldest of this.#found.keys()) {
      if (this.#found.size <= rememberedSearches) break;
      this.#found.delete(oldest);
    }
    return positions.filter((position) => position >= start);
  }
}
