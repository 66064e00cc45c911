import { userIdOf } from '../simulators/voipex/accesses.ts';
import { aircallAccount, voipexAccount } from '../support/calls.ts';
import { createAircall } from '../../main/providers/aircall/index.ts';
import type { CallSource } from '../../main/providers/provider.ts';
import { createVoipex } from '../../main/providers/voipex/index.ts';
import { authorityOf, contextOf, reply } from '../main/providers/session-context.ts';
import { benchCompany, companyNow } from './company.ts';

/** The pages of one system's call list, newest first, as the bodies of its replies. */
export interface WirePages {
  readonly accountId: string;
  readonly pages: readonly string[];
  readonly records: number;
  /** The app's own reading of them: what asks, checks and translates; only the network is left out. */
  source(): CallSource;
}

const root = 'https://bench.example';
const half = (): number => 0.5;

/** Page `n` of the list where `page=n` is asked for, and `others` for everything else. */
const httpOf = (pages: readonly string[], others: string) => (request: { readonly url: string }) => {
  const url = new URL(request.url);
  const page = /\/calls$/.test(url.pathname) ? Number(url.searchParams.get('page')) : 0;
  return Promise.resolve(reply(200, page === 0 ? others : (pages[page - 1] ?? '')));
};

const inPages = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, page) =>
    list.slice(page * size, (page + 1) * size),
  );

/** So many calls of each system, in pages as each system cuts them (50 and 500). */
export function wirePages(aircallCalls: number, voipexRows: number): readonly WirePages[] {
  const company = benchCompany(4 * (aircallCalls + voipexRows));
  const { world } = company;
  const newest = world.count('aircall') - 1;
  const records = Array.from({ length: aircallCalls }, (_, place) => company.aircallRecord(newest - place));
  const aircallPages = inPages(records, 50).map((calls, page, all) =>
    JSON.stringify({
      meta: {
        count: calls.length,
        total: records.length,
        current_page: page + 1,
        per_page: 50,
        next_page_link: page + 1 < all.length ? `${root}/v1/calls?page=${String(page + 2)}` : null,
        previous_page_link: null,
      },
      calls,
    }),
  );
  const rows: object[] = [];
  for (let index = world.count('voipex') - 1; rows.length < voipexRows; index -= 1)
    rows.push(...company.voipexRows(index));
  rows.length = voipexRows;
  const voipexPages = inPages(rows, 500).map((items, page, all) =>
    JSON.stringify({
      items,
      links: [],
      currentPage: page + 1,
      totalPages: all.length,
      totalResults: rows.length,
    }),
  );
  const users = JSON.stringify(
    world.people('voipex').map(({ index, firstName, lastName, email, extension }) => ({
      id: userIdOf(world.options.seed, index),
      name: firstName,
      surname: lastName,
      login: email,
      exten: extension,
    })),
  );
  const part = {
    authority: authorityOf('Basic bench'),
    clock: { now: () => companyNow, sleep: () => Promise.resolve() },
  };
  const sourceOf = (calls: CallSource | null): CallSource => {
    if (calls === null) throw new Error('this access reads calls');
    return calls;
  };
  return [
    {
      accountId: aircallAccount,
      pages: aircallPages,
      records: records.length,
      source: () => {
        const provider = createAircall({ api: root, consent: root, bus: root }, half);
        const http = httpOf(aircallPages, '{}');
        return sourceOf(provider.connect(contextOf({ ...part, accountId: aircallAccount, http })).calls);
      },
    },
    {
      accountId: voipexAccount,
      pages: voipexPages,
      records: rows.length,
      source: () => {
        const provider = createVoipex({ auth: root, ipbx: root, central: root }, half);
        const http = httpOf(voipexPages, users);
        return sourceOf(
          provider.connect(contextOf({ ...part, accountId: voipexAccount, way: 'voipex-password', http }))
            .calls,
        );
      },
    },
  ];
}
