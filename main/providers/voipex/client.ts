import type { z } from 'zod';
import { countFaults } from '../count-faults.ts';
import type { Endpoints } from '../endpoints.ts';
import { createAsk, type ExchangeRules, type Question, type Urgency } from '../exchange.ts';
import type { CallWindow, ProviderContext } from '../provider.ts';
import { readRecords, readWhole } from '../wire-reading.ts';
import {
  CallRow,
  CallsPage,
  CentralRow,
  CurrentChannel,
  essentialOfCentralRow,
  essentialOfChannel,
  essentialOfRow,
} from './wire-calls.ts';
import {
  anyList,
  Destination,
  Me,
  Member,
  PbxList,
  PbxNumber,
  PbxService,
  PbxUser,
  Profile,
} from './wire-people.ts';

/** Rows per page: the server's limit is 5000, a few hundred is polite (voipex.md 16.2). */
export const pageSize = 500;

/** How urgent a question is, and what a 401 to it means. */
export type Manner = Pick<Question, 'urgency' | 'signal' | 'onRefusedCredential'>;

export interface RowsPage {
  readonly rows: readonly CallRow[];
  /** Rows sent, readable or not. */
  readonly sent: number;
  readonly totalPages: number | null;
  readonly totalResults: number | null;
  /** How many things in it could not be read. */
  readonly faults: number;
}
export interface CentralRows {
  readonly rows: readonly CentralRow[];
  readonly sent: number;
  readonly faults: number;
}

/** The requests this app makes of VoIPEX. All throw DeskErrors. */
export interface VoipexClient {
  /** IPBX `/calls`, newest first. */
  callRows(window: CallWindow, page: number, size: number, manner: Manner): Promise<RowsPage>;
  currentChannels(manner: Manner): Promise<CurrentChannel[]>;
  pbxUsers(manner: Manner): Promise<PbxUser[]>;
  members(manner: Manner): Promise<Member[]>;
  numbers(manner: Manner): Promise<PbxNumber[]>;
  destinations(manner: Manner): Promise<Destination[]>;
  /** Of the person signed in. */
  profiles(manner: Manner): Promise<Profile[]>;
  activateProfile(id: string, manner: Manner): Promise<void>;
  /** Central `/v1/calls`; days are `YYYY-MM-DD`. */
  centralRows(dateFrom: string, dateTo: string, manner: Manner): Promise<CentralRows>;
  me(manner: Manner): Promise<Me>;
  pbxList(manner: Manner): Promise<PbxService[]>;
}

const rules: ExchangeRules = {
  refusesCredential: (status) => status === 401,
  // No host documents a limit (voipex.md 3); a 429 and its Retry-After are honoured all the same.
  readBudget: () => null,
};

export function createVoipexClient(
  endpoints: Endpoints['voipex'],
  context: ProviderContext,
  random: () => number,
): VoipexClient {
  const ask = createAsk(rules, context, random);
  const { irregularities } = context;

  const get = (
    root: string,
    path: string,
    query: Readonly<Record<string, string>>,
    name: string,
    manner: Manner,
  ) => {
    const search = new URLSearchParams(query).toString();
    return ask({ ...manner, url: `${root}${path}${search === '' ? '' : `?${search}`}`, name });
  };

  /** A list the IPBX API sends as a plain array. */
  const list = async <T extends z.ZodType>(
    path: string,
    record: T,
    essential: readonly string[],
    manner: Manner,
  ): Promise<z.output<T>[]> => {
    const reply = readWhole(anyList, await get(endpoints.ipbx, path, {}, path, manner), path);
    return readRecords(record, reply, path, essential, irregularities);
  };

  return {
    async callRows(window, page, size, manner) {
      const query = {
        startTime: new Date(window.from).toISOString(),
        endTime: new Date(window.to).toISOString(),
        page: String(page),
        pageSize: String(size),
        sortDirection: 'desc',
        metadata: 'true',
      };
      const reply = readWhole(
        CallsPage,
        await get(endpoints.ipbx, '/calls', query, 'calls', manner),
        'calls',
      );
      const counted = countFaults(irregularities);
      const rows = readRecords(CallRow, reply.items, 'items', essentialOfRow, counted);
      const { totalPages, totalResults } = reply;
      return { rows, sent: reply.items.length, totalPages, totalResults, faults: counted.faults };
    },
    currentChannels: (manner) => list('/calls/current', CurrentChannel, essentialOfChannel, manner),
    pbxUsers: (manner) => list('/pbx/users', PbxUser, ['id'], manner),
    members: (manner) => list('/members', Member, ['userId'], manner),
    numbers: (manner) => list('/numbers', PbxNumber, ['id', 'number'], manner),
    destinations: (manner) => list('/calls/transfer/destinations', Destination, ['id'], manner),
    profiles: (manner) => list('/profiles', Profile, ['id'], manner),
    async activateProfile(id, manner) {
      // Sent as it came: a number wherever it is one (voipex.md 5.5).
      const profileId = /^\d{1,15}$/.test(id) ? Number(id) : id;
      const change = { method: 'PUT' as const, body: { profileId } };
      await ask({ ...manner, url: `${endpoints.ipbx}/users/profile`, name: '/users/profile', change });
    },
    async centralRows(dateFrom, dateTo, manner) {
      const reply = await get(endpoints.central, '/v1/calls', { dateFrom, dateTo }, 'central calls', manner);
      const rows = readWhole(anyList, reply, 'central calls');
      const counted = countFaults(irregularities);
      return {
        rows: readRecords(CentralRow, rows, 'central calls', essentialOfCentralRow, counted),
        sent: rows.length,
        faults: counted.faults,
      };
    },
    async me(manner) {
      return readWhole(Me, await get(endpoints.central, '/v1/users/me', {}, 'users/me', manner), 'users/me');
    },
    async pbxList(manner) {
      const reply = readWhole(PbxList, await get(endpoints.central, '/v1/pbx', {}, 'pbx', manner), 'pbx');
      return readRecords(PbxService, reply, 'pbx', [], irregularities);
    },
  };
}

/** The usual manner of a question: a 401 renews the credential once. */
export const manner = (urgency: Urgency, signal: AbortSignal): Manner => ({ urgency, signal });

/** The manner of asking for something this access may well not be allowed: a 401 then is an answer. */
export const tentatively = (urgency: Urgency, signal: AbortSignal): Manner => ({
  urgency,
  signal,
  onRefusedCredential: 'refuse',
});
