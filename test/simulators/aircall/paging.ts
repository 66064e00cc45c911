import { badRequest } from './errors.ts';
import type { AircallSwitches } from './switches.ts';

/** A list in creation order that is never made whole: a length, and the record at a position. */
export interface Listing<T> {
  readonly length: number;
  at(position: number): T;
}

/** Query of a request as Fastify parses it: a repeated key is a list. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The last value of a key, as a query string has it. */
export function single(query: Query, key: string): string | undefined {
  const value = query[key];
  return typeof value === 'object' ? value.at(-1) : value;
}

/** `true` is the documented word; `1`, and other cases of letters that clients write, are taken too: [I]. */
export const flag = (query: Query, key: string): boolean =>
  ['true', '1'].includes(single(query, key)?.toLowerCase() ?? '');

/**
 * Bounds of `from` and `to` in epoch seconds, both inclusive ([I], 9 no. 32). Null when a bound is not a whole number:
 * an ISO text yields an empty list rather than an error (3).
 */
export function bounds(query: Query): { readonly from: number; readonly to: number } | null {
  const read = (key: string, otherwise: number): number | null => {
    const text = single(query, key);
    if (text === undefined || text === '') return otherwise;
    return /^\d{1,12}$/u.test(text) ? Number(text) : null;
  };
  const from = read('from', 0);
  const to = read('to', 1e12);
  return from === null || to === null ? null : { from, to };
}

export const nothing: Listing<never> = {
  length: 0,
  at: () => {
    throw new RangeError('the list is empty');
  },
};

/** The part of a sorted listing whose creation (epoch seconds) lies within the bounds. */
export function within<T>(
  whole: Listing<T>,
  createdAt: (position: number) => number,
  limits: { readonly from: number; readonly to: number } | null,
): Listing<T> {
  if (limits === null) return nothing;
  const firstFrom = (seconds: number): number => {
    let low = 0;
    let high = whole.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (createdAt(middle) < seconds) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const start = firstFrom(limits.from);
  const end = Math.max(start, firstFrom(limits.to + 1));
  return { length: end - start, at: (position) => whole.at(start + position) };
}

export interface PageMeta {
  readonly count: number;
  readonly total: number;
  readonly current_page: number;
  readonly per_page: number;
  readonly next_page_link: string | null;
  readonly previous_page_link: string | null;
}

/** Outside 1..50 is an error, never clamped (3). What a `page` below one answers is [I]. */
function wholeNumber(query: Query, key: string, otherwise: number, most: number): number {
  const text = single(query, key);
  if (text === undefined || text === '') return otherwise;
  const value = /^\d{1,9}$/u.test(text) ? Number(text) : 0;
  if (value < 1 || value > most) throw badRequest(`${key} is invalid.`);
  return value;
}

/**
 * One page of a listing with its `meta` (3). Only the first `capPerQuery` records can be reached; `total` still
 * counts all of them ([I]).
 * Throws AircallError 400 for paging parameters outside their bounds.
 */
export function pageOf<T>(
  listing: Listing<T>,
  query: Query,
  place: { readonly origin: string; readonly path: string },
  switches: AircallSwitches,
): { readonly meta: PageMeta; readonly records: readonly T[] } {
  const page = wholeNumber(query, 'page', 1, 999_999_999);
  const perPage = wholeNumber(query, 'per_page', 20, 50);
  const start = (page - 1) * perPage;
  if (start >= switches.capPerQuery && switches.beyondCap === '400') {
    throw badRequest(`Only the first ${String(switches.capPerQuery)} results can be paged through.`);
  }
  const reachable = Math.min(listing.length, switches.capPerQuery);
  const count = Math.max(0, Math.min(perPage, reachable - start));
  const newestFirst = single(query, 'order') === 'desc';
  const records = Array.from({ length: count }, (_, n) =>
    listing.at(newestFirst ? listing.length - 1 - start - n : start + n),
  );

  const link = (to: number): string => {
    const kept = new URLSearchParams();
    for (const [key, value] of switches.linksKeepFilters ? Object.entries(query) : []) {
      if (key === 'page' || key === 'per_page' || value === undefined) continue;
      for (const each of typeof value === 'string' ? [value] : value) kept.append(key, each);
    }
    kept.append('page', String(to));
    kept.append('per_page', String(perPage));
    return `${place.origin}${place.path}?${kept.toString()}`;
  };
  return {
    meta: {
      count,
      total: listing.length,
      current_page: page,
      per_page: perPage,
      next_page_link: count > 0 && start + count < reachable ? link(page + 1) : null,
      previous_page_link: page > 1 ? link(page - 1) : null,
    },
    records,
  };
}
