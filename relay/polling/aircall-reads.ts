import { z } from 'zod';
import type { Fetch, RelayClock } from '../ports.ts';
import { askShortly } from '../short-reply.ts';

/** A record as Aircall wrote it; only its id is looked at. */
const Record = z.looseObject({ id: z.union([z.number().int(), z.string().min(1).max(100)]) });
export type Record = z.infer<typeof Record>;
const Meta = z.object({ next_page_link: z.string().nullish() });
const CallsReply = z.object({ meta: Meta, calls: z.array(Record).max(50) });
const Availability = Record.extend({ availability: z.string().max(100) });
const AvailabilitiesReply = z.object({ meta: Meta, users: z.array(Availability).max(50) });

/** What the budget of the company is, as far as an answer told (2). */
export interface Budget {
  /** Requests a minute. Null: not told. */
  readonly limit: number | null;
  readonly remaining: number | null;
  /** When there is a whole one again, epoch ms. Null: not told. */
  readonly resetAt: number | null;
}

/** `refused`: the token is worth nothing any more; `spent`: the budget is (429); `failed`: anything else. */
export type ReadReply =
  | {
      readonly outcome: 'read';
      readonly records: readonly Record[];
      readonly hasMore: boolean;
      readonly budget: Budget;
    }
  | { readonly outcome: 'spent'; readonly budget: Budget }
  | { readonly outcome: 'refused' | 'failed' };

const timeoutMs = 10_000;
/** Fifty calls with all their comments and tags. */
const largestReplyBytes = 4 * 1024 * 1024;
const perPage = 50;
/** Smaller numbers are seconds: the unit is not documented (2). */
const leastMs = 1e12;

const Whole = z.coerce.number().int().nonnegative();
const numberIn = (headers: Headers, name: string): number | null => {
  const text = headers.get(name);
  return text === null || text === '' ? null : (Whole.safeParse(text).data ?? null);
};

function budgetIn(headers: Headers, now: number): Budget {
  const reset = numberIn(headers, 'x-aircallapi-reset');
  const after = numberIn(headers, 'retry-after');
  return {
    limit: numberIn(headers, 'x-aircallapi-limit'),
    remaining: numberIn(headers, 'x-aircallapi-remaining'),
    resetAt:
      reset !== null ? (reset < leastMs ? reset * 1000 : reset) : after !== null ? now + after * 1000 : null,
  };
}

/** What the relay reads of a company in its desktops' place. Never throws for what the upstream does. */
export function createAircallReads(api: string, fetch: Fetch, clock: RelayClock) {
  const read = async (
    token: string,
    path: string,
    recordsIn: (body: unknown) => Page | null,
  ): Promise<ReadReply> => {
    const reply = await askShortly(
      fetch,
      api + path,
      { headers: { authorization: `Bearer ${token}`, accept: 'application/json' } },
      timeoutMs,
      largestReplyBytes,
    );
    if (reply === null) return { outcome: 'failed' };
    if (reply.status === 401 || reply.status === 403) return { outcome: 'refused' };
    const budget = budgetIn(reply.headers, clock.now());
    if (reply.status === 429) return { outcome: 'spent', budget };
    const page = reply.status === 200 ? recordsIn(reply.body) : null;
    return page === null ? { outcome: 'failed' } : { outcome: 'read', ...page, budget };
  };
  return {
    /** Calls that began since `from` (epoch ms), the newest first. @param page from 1. */
    calls: (token: string, from: number, page: number): Promise<ReadReply> =>
      read(
        token,
        `/v1/calls?order=desc&per_page=${perPage}&page=${page}&from=${Math.floor(from / 1000)}`,
        (body) => {
          const { data } = CallsReply.safeParse(body);
          return data === undefined ? null : pageOf(data.calls, data.meta);
        },
      ),
    /** Availabilities of people, `{id, availability}`. @param page from 1. */
    availabilities: (token: string, page: number): Promise<ReadReply> =>
      read(token, `/v1/users/availabilities?per_page=${perPage}&page=${page}`, (body) => {
        const { data } = AvailabilitiesReply.safeParse(body);
        return data === undefined ? null : pageOf(data.users, data.meta);
      }),
  };
}
export type AircallReads = ReturnType<typeof createAircallReads>;

interface Page {
  readonly records: readonly Record[];
  readonly hasMore: boolean;
}
/** The end is a page without a next one, or an empty one (3). */
const pageOf = (records: readonly Record[], meta: z.infer<typeof Meta>): Page => ({
  records,
  hasMore: records.length > 0 && meta.next_page_link != null,
});
