import { createCallSource } from '../../../main/providers/aircall/call-source.ts';
import { createAircallClient } from '../../../main/providers/aircall/client.ts';
import type { CallSource } from '../../../main/providers/provider.ts';
import { contextOf, reply, scriptedHttp } from '../providers/session-context.ts';

export interface AircallCalls {
  readonly source: CallSource;
  /** Requests for pages of the list, and for anything else, so far. */
  readonly asked: { pages: number; others: number };
}

/** First place in an ascending list that is not below `value`. */
function placeOf(starts: readonly number[], value: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The real call source over a list as Aircall serves it: desc, both bounds included, 10,000 records a query.
 * @param starts UNIX seconds, ascending; the position is the id
 * @param before runs before every answer
 */
export function aircallCalls(
  starts: readonly number[],
  before: () => Promise<void> = async () => {},
): AircallCalls {
  const asked = { pages: 0, others: 0 };
  const scripted = scriptedHttp(({ url }) => {
    const { pathname, searchParams: query } = new URL(url);
    if (pathname !== '/v1/calls') return reply(404, {});
    const [from = 0, to = 0, page = 1, size = 20] = ['from', 'to', 'page', 'per_page'].map((key) =>
      Number(query.get(key)),
    );
    if (size === 1) asked.others += 1;
    else asked.pages += 1;
    const [first, end] = [placeOf(starts, from), placeOf(starts, to + 1)];
    const total = end - first;
    const reachable = Math.max(first, end - 10_000);
    const upper = Math.max(reachable, end - (page - 1) * size);
    const lower = Math.max(reachable, upper - size);
    const calls = Array.from({ length: upper - lower }, (_, back) => {
      const id = upper - 1 - back;
      const started_at = starts[id] ?? 0;
      return { id: id + 1, direction: 'inbound', status: 'done', started_at, ended_at: started_at + 60 };
    });
    const next_page_link = lower > reachable ? 'https://api.aircall.io/v1/calls?page=next' : null;
    return reply(200, { meta: { total, current_page: page, per_page: size, next_page_link }, calls });
  });
  const context = contextOf({
    http: async (request) => {
      await before();
      return scripted.http(request);
    },
  });
  const client = createAircallClient('https://api.aircall.io', context, () => 0.5);
  return { source: createCallSource(client, context), asked };
}
