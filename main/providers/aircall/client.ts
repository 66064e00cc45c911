import { resetInstant } from '../budget-reset.ts';
import { DeskError } from '../../failures.ts';
import { countFaults } from '../count-faults.ts';
import { createAsk, type ExchangeRules, type Question, type Urgency } from '../exchange.ts';
import type { ProviderContext } from '../provider.ts';
import { readRecords, readWhole } from '../wire-reading.ts';
import type { z } from 'zod';
import {
  CallsPage,
  Company,
  essentialOfCall,
  Integration,
  type Meta,
  NumbersPage,
  OneCall,
  Ping,
  TeamsPage,
  UsersPage,
  WebhooksPage,
  WireAvailability,
  WireCall,
  WireNumber,
  WireTeam,
  WireUser,
} from './wire.ts';

/** The largest page Aircall serves; anything outside 1..50 is a 400 (aircall.md 3). */
export const perPage = 50;
/** Records of one query that can be reached at all (aircall.md 3). */
export const recordCap = 10_000;

export interface PageQuery {
  readonly page: number;
  readonly urgency: Urgency;
  readonly signal: AbortSignal;
}
/** UNIX seconds, bounds of the creation date; whether they are inclusive is not documented (aircall.md 9 no. 32). */
export interface CreatedBetween {
  readonly from: number;
  readonly to: number;
}
export interface Page<T> {
  readonly records: readonly T[];
  /** Records sent, readable or not: an unreadable page is not the end of the list. */
  readonly sent: number;
  readonly meta: Meta;
}
/** A page of calls; `faults`: how many things in it could not be read. */
export interface CallsReply extends Page<WireCall> {
  readonly faults: number;
}

/** The requests this app makes of Aircall, newest records first. All throw DeskErrors. */
export interface AircallClient {
  ping(signal: AbortSignal): Promise<void>;
  companyName(signal: AbortSignal): Promise<string>;
  calls(
    query: PageQuery & { readonly between?: CreatedBetween; readonly perPage?: number },
  ): Promise<CallsReply>;
  /** Whether a call exists; null when the answer is neither it nor a plain no. */
  callExists(id: string, signal: AbortSignal): Promise<boolean | null>;
  /** Ids of the users that have been there longest: a probe, and marks of the company. */
  firstUserIds(signal: AbortSignal): Promise<string[]>;
  /** Of an access that is an integration; `not-found` for an API key. */
  companyId(signal: AbortSignal): Promise<string>;
  allUsers(urgency: Urgency, signal: AbortSignal): Promise<WireUser[]>;
  /** Availability by user id. */
  allAvailabilities(urgency: Urgency, signal: AbortSignal): Promise<Map<string, string>>;
  allNumbers(urgency: Urgency, signal: AbortSignal): Promise<WireNumber[]>;
  allTeams(urgency: Urgency, signal: AbortSignal): Promise<WireTeam[]>;
  /** Records as they were sent: they hold secrets of others. Throws `provider-refused` where none may be seen. */
  allWebhooks(signal: AbortSignal): Promise<unknown[]>;
  /** `path` is what follows `/v1/webhooks`. Throws `provider-refused` where none may be changed. */
  changeWebhook(
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body: object | null,
    signal: AbortSignal,
  ): Promise<unknown>;
}

function headerNumber(headers: Headers, name: string): number | null {
  const text = headers.get(name);
  return text !== null && /^\d{1,15}(\.\d+)?$/.test(text.trim()) ? Number(text) : null;
}

const rules: ExchangeRules = {
  // 401 is "no credential at all", 403 "a wrong one": measured, aircall.md 7.
  refusesCredential: (status) => status === 401 || status === 403,
  readBudget: (headers, now) => {
    const limitPerMinute = headerNumber(headers, 'x-aircallapi-limit');
    const remaining = headerNumber(headers, 'x-aircallapi-remaining');
    const reset = headerNumber(headers, 'x-aircallapi-reset');
    if (limitPerMinute === null && remaining === null && reset === null) return null;
    const served = Date.parse(headers.get('date') ?? '');
    const serverNow = Number.isNaN(served) ? null : served;
    return {
      limitPerMinute,
      remaining,
      resetAt: reset === null ? null : resetInstant(reset, now, serverNow),
    };
  },
};

export function createAircallClient(
  root: string,
  context: ProviderContext,
  random: () => number,
): AircallClient {
  const ask = createAsk(rules, context, random);
  const { irregularities } = context;

  const get = (
    path: string,
    name: string,
    query: Record<string, string>,
    urgency: Urgency,
    signal: AbortSignal,
  ) => {
    const search = new URLSearchParams(query).toString();
    return ask({ url: `${root}${path}${search === '' ? '' : `?${search}`}`, name, urgency, signal });
  };

  /** Every record of a list that is short by nature (people, numbers, teams). */
  const all = async <T extends z.ZodType>(
    path: string,
    key: string,
    readPage: (value: unknown) => { readonly meta: Meta; readonly records: readonly unknown[] },
    record: T,
    urgency: Urgency,
    signal: AbortSignal,
  ): Promise<z.output<T>[]> => {
    const found: z.output<T>[] = [];
    for (let page = 1; page <= recordCap / perPage; page += 1) {
      const query = { page: String(page), per_page: String(perPage) };
      const { meta, records } = readPage(await get(path, key, query, urgency, signal));
      found.push(...readRecords(record, records, key, ['id', 'name', 'availability'], irregularities));
      if (meta.next_page_link === null || records.length === 0) break;
    }
    return found;
  };

  const usersPage = (value: unknown) => {
    const { meta, users } = readWhole(UsersPage, value, '');
    return { meta, records: users };
  };
  const numbersPage = (value: unknown) => {
    const { meta, numbers } = readWhole(NumbersPage, value, '');
    return { meta, records: numbers };
  };
  const teamsPage = (value: unknown) => {
    const { meta, teams } = readWhole(TeamsPage, value, '');
    return { meta, records: teams };
  };

  const askWebhooks = (path: string, signal: AbortSignal, change?: Question['change']): Promise<unknown> =>
    ask({
      url: `${root}/v1/webhooks${path}`,
      name: 'webhooks',
      urgency: 'soon',
      signal,
      // That this is out of reach says nothing about the rest of the access.
      onRefusedCredential: 'refuse',
      ...(change === undefined ? {} : { change }),
    });

  return {
    async ping(signal) {
      readWhole(Ping, await get('/v1/ping', 'ping', {}, 'now', signal), '');
    },
    async companyName(signal) {
      return readWhole(Company, await get('/v1/company', 'company', {}, 'now', signal), '').company.name;
    },
    async calls({ page, between, urgency, signal, perPage: size = perPage }) {
      const reply = await get(
        '/v1/calls',
        'calls',
        {
          // Our own filters every time: whether the next-page link keeps them is not stated (aircall.md 9 no. 10).
          ...(between === undefined ? {} : { from: String(between.from), to: String(between.to) }),
          order: 'desc',
          page: String(page),
          per_page: String(size),
          fetch_contact: 'true',
          fetch_short_urls: 'false',
        },
        urgency,
        signal,
      );
      const { meta, calls } = readWhole(CallsPage, reply, '');
      const counted = countFaults(irregularities);
      const records = readRecords(WireCall, calls, 'calls', essentialOfCall, counted);
      return { meta, sent: calls.length, records, faults: counted.faults };
    },
    async callExists(id, signal) {
      try {
        const reply = await get(`/v1/calls/${encodeURIComponent(id)}`, 'call', {}, 'history', signal);
        const parsed = OneCall.safeParse(reply);
        return parsed.success && parsed.data.call.id === id ? true : null;
      } catch (error) {
        if (error instanceof DeskError && error.code === 'not-found') return false;
        throw error;
      }
    },
    async firstUserIds(signal) {
      const query = { page: '1', per_page: String(perPage), order: 'asc' };
      const { records } = usersPage(await get('/v2/users', 'users', query, 'now', signal));
      return records.flatMap((record) => {
        const id = WireUser.safeParse(record).data?.id;
        return id === undefined ? [] : [id];
      });
    },
    async companyId(signal) {
      const { integration } = readWhole(
        Integration,
        await ask({
          url: `${root}/v1/integrations/me`,
          name: 'integration',
          urgency: 'now',
          signal,
          // `ping` has just accepted the credential.
          onRefusedCredential: 'refuse',
        }),
        '',
      );
      return integration.company_id;
    },
    allUsers: (urgency, signal) => all('/v2/users', 'users', usersPage, WireUser, urgency, signal),
    async allAvailabilities(urgency, signal) {
      const list = await all(
        '/v1/users/availabilities',
        'users',
        usersPage,
        WireAvailability,
        urgency,
        signal,
      );
      return new Map(list.map(({ id, availability }) => [id, availability]));
    },
    allNumbers: (urgency, signal) => all('/v1/numbers', 'numbers', numbersPage, WireNumber, urgency, signal),
    allTeams: (urgency, signal) => all('/v1/teams', 'teams', teamsPage, WireTeam, urgency, signal),
    async allWebhooks(signal) {
      const found: unknown[] = [];
      for (let page = 1; page <= recordCap / perPage; page += 1) {
        const query = new URLSearchParams({ page: String(page), per_page: String(perPage) }).toString();
        const { meta, webhooks } = readWhole(WebhooksPage, await askWebhooks(`?${query}`, signal), '');
        found.push(...webhooks);
        if (meta.next_page_link === null || webhooks.length === 0) break;
      }
      return found;
    },
    changeWebhook: (method, path, body, signal) => askWebhooks(path, signal, { method, body }),
  };
}
