import { anyCall, type CallFacets, type CallFilter } from '../../../domain/call.ts';
import { Draw } from '../../simulators/world/draw.ts';
import { aircallAccount } from '../../support/calls.ts';
import { cachedStore } from '../calls-database.ts';
import { companyNow } from '../company.ts';
import { compare, type Entry, median } from '../entry.ts';
import { type AskPage, pagesOf, whenCounted } from '../through-the-bridge.ts';

const many = 1_000_000;
const few = 10_000;
const rows = 100;
const rounds = 40;
const day = 86_400_000;

interface Filtered {
  readonly name: string;
  readonly filter: CallFilter;
}

/** Each kind of filter alone, combinations, such as find a handful, and typed ones. Both databases have `number`, agents and lines. */
function filters({ agents, lines }: CallFacets, number: string): Filtered[] {
  const byCalls = <T extends { readonly calls: number }>(list: readonly T[]): T[] =>
    [...list].sort((a, b) => b.calls - a.calls);
  const agent = (share: number) => {
    const list = byCalls(agents);
    return list[Math.floor(share * (list.length - 1))]?.key ?? '';
  };
  const line = (share: number) => {
    const list = byCalls(lines);
    return list[Math.floor(share * (list.length - 1))]?.key ?? '';
  };
  const parts: readonly (readonly [string, Partial<CallFilter>])[] = [
    ['nothing', {}],
    ['an account', { accounts: [aircallAccount] }],
    ['a provider', { providers: ['voipex'] }],
    ['a direction', { directions: ['in'] }],
    ['the rarest direction', { directions: ['internal'] }],
    ['an outcome', { outcomes: ['missed'] }],
    ['a rare outcome', { outcomes: ['busy'] }],
    ['the busiest agent', { agents: [agent(0)] }],
    ['a quiet agent', { agents: [agent(0.95)] }],
    ['ten agents', { agents: Array.from({ length: 10 }, (_, n) => agent(n / 12)) }],
    ['a line', { lines: [line(0.1)] }],
    ['a week', { from: companyNow - 7 * day }],
    ['missed incoming calls of a line', { directions: ['in'], outcomes: ['missed'], lines: [line(0)] }],
    [
      'missed calls of an account in a week',
      {
        outcomes: ['missed'],
        accounts: [aircallAccount],
        from: companyNow - 9 * day,
        to: companyNow - 2 * day,
      },
    ],
    ['busy calls of a quiet agent', { agents: [agent(0.9)], outcomes: ['busy'] }],
    ['a name', { text: 'novak' }],
    ['a first name and a family name', { text: 'jana dvorakova' }],
    ['a number', { text: number }],
    ['digits within a number', { text: number.slice(4, 9) }],
    ['words of a note', { text: 'note:faktura' }],
    ['operators', { text: 'missed >0m agent:a' }],
    ['long calls with a word', { text: 'podpora >5m' }],
    ['a name and picked things', { text: 'jana', directions: ['out'], outcomes: ['answered'] }],
  ];
  return parts.map(([name, part]) => ({ name, filter: { ...anyCall, ...part } }));
}

/** The number of somebody who is in both databases. */
async function numberIn(asks: readonly AskPage[]): Promise<string> {
  const [large, small] = asks;
  if (large === undefined || small === undefined) throw new Error('two sides are compared');
  const { calls } = await small({ filter: anyCall, anchor: null, offset: 0, limit: 500 });
  for (const { remote } of calls) {
    const text = remote.e164;
    if (text === null) continue;
    const found = await large({ filter: { ...anyCall, text }, anchor: null, offset: 0, limit: 1 });
    if (found.total.count > 0) return text;
  }
  throw new Error('the databases have nobody in common');
}

interface Side {
  readonly ask: AskPage;
  readonly total: number;
  readonly samples: number[];
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await work();
  return performance.now() - from;
};

/** Any page of any filter, at a hundred times the calls. */
export const page: Entry = {
  name: 'page',
  about: `pages of ${String(rows)} at random places and at the very end of each of many filters, at ${String(many)} calls against ${String(few)}, through worker, bridge checks and copies: the worst filter`,
  async run() {
    const large = await cachedStore(many);
    const small = await cachedStore(few);
    try {
      await Promise.all([whenCounted(large.store), whenCounted(small.store)]);
      const asks = [pagesOf(large.store), pagesOf(small.store)];
      const fresh: [number[], number[]] = [[], []];
      const results: { name: string; ours: number; against: number; matches: string }[] = [];
      for (const [place, { name, filter }] of filters(
        await small.store.facets(),
        await numberIn(asks),
      ).entries()) {
        const sides: Side[] = [];
        for (const [side, ask] of asks.entries()) {
          let total = 0;
          const request = { filter, anchor: null, offset: 0, limit: rows };
          fresh[side]?.push(await timed(async () => (total = (await ask(request)).total.count)));
          sides.push({ ask, total, samples: [] });
        }
        const draw = new Draw(11, place);
        // As many rows on both sides, or rows would be compared instead of places.
        const limit = Math.max(1, Math.min(rows, ...sides.map(({ total }) => total)));
        for (let round = -3; round < rounds; round += 1) {
          const where = round % 8 === 7 ? 1 : draw.unit();
          for (const { ask, total, samples } of round % 2 === 0 ? sides : [...sides].reverse()) {
            const offset = Math.floor(where * Math.max(0, total - limit));
            const ms = await timed(() => ask({ filter, anchor: null, offset, limit }));
            if (round >= 0) samples.push(ms);
          }
        }
        const [ours, against] = sides;
        if (ours === undefined || against === undefined) throw new Error('two sides are compared');
        results.push({
          name,
          ours: median(ours.samples),
          against: median(against.samples),
          matches: `${String(ours.total)} and ${String(against.total)} match`,
        });
      }
      const ratioOf = (result: { ours: number; against: number }): number => result.ours / result.against;
      const [worst] = [...results].sort((a, b) => ratioOf(b) - ratioOf(a));
      if (worst === undefined) throw new Error('there are filters');
      const ms = (value: number): string => value.toFixed(2);
      return compare(
        'page',
        'ms',
        1.5,
        worst,
        `worst of ${String(results.length)} filters: ${worst.name} (${worst.matches}); median filter ${ms(median(results.map(ratioOf)))} ×; ` +
          `${String(rounds)} pages each in turns; first page of a filter nobody asked before: ${ms(median(fresh[0]))} ms against ${ms(median(fresh[1]))} ms, at most ${ms(Math.max(...fresh[0]))} ms`,
      );
    } finally {
      await large.remove();
      await small.remove();
    }
  },
};
