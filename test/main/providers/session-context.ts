import { DeskError } from '../../../main/failures.ts';
import { type Clock, systemClock } from '../../../main/clock.ts';
import { createHttp, type Http, type HttpReply, type HttpRequest } from '../../../main/http.ts';
import { silentLog } from '../../../main/log.ts';
import type { Authority, Budget, ProviderContext } from '../../../main/providers/provider.ts';

/** A budget that grants everything at once and keeps what it was told. */
export interface OpenBudget extends Budget {
  readonly taken: Parameters<Budget['take']>[0][];
  readonly learnt: Parameters<Budget['learn']>[0][];
  readonly refusals: (number | null)[];
  /** Requests that have ended. */
  readonly answers: number;
}

/** When an open budget goes on after a refusal that named no end. */
export const refusedWithoutEnd = Date.UTC(2030, 0, 1);

export function openBudget(): OpenBudget {
  const taken: OpenBudget['taken'] = [];
  const learnt: OpenBudget['learnt'] = [];
  const refusals: (number | null)[] = [];
  let answers = 0;
  return {
    taken,
    learnt,
    refusals,
    get answers() {
      return answers;
    },
    take: async (urgency, signal) => {
      signal?.throwIfAborted();
      taken.push(urgency);
    },
    learn: (reading) => learnt.push(reading),
    answered: () => (answers += 1),
    refused: (named) => {
      refusals.push(named);
      return named ?? refusedWithoutEnd;
    },
  };
}

/** Holds one header value; `next` are the values renewals give, after which there is no renewing. */
export function authorityOf(first: string, ...next: string[]): Authority & { readonly renewals: number } {
  const left = [...next];
  let current = first;
  let renewals = 0;
  return {
    get renewals() {
      return renewals;
    },
    authorization: async () => current,
    renewed: async () => {
      renewals += 1;
      const value = left.shift();
      if (value === undefined) throw new DeskError('not-signed-in');
      current = value;
      return value;
    },
  };
}

export interface Counted {
  readonly unknown: string[];
  readonly rejected: string[];
}

/** A provider's context with honest parts; `counted` collects what could not be used. */
export function contextOf(
  part: Partial<ProviderContext> = {},
): ProviderContext & { readonly counted: Counted } {
  const counted: Counted = { unknown: [], rejected: [] };
  return {
    accountId: 'aircall:testacct1',
    way: 'aircall-api-key',
    http: createHttp(fetch),
    authority: authorityOf('Basic first'),
    budget: openBudget(),
    clock: systemClock,
    log: silentLog,
    irregularities: {
      unknownValue: (field) => counted.unknown.push(field),
      rejectedRecord: (where) => counted.rejected.push(where),
    },
    access: null,
    homeCountry: 'CZ',
    relay: null,
    ...part,
    counted,
  };
}

export interface ScriptedHttp {
  readonly http: Http;
  readonly requests: HttpRequest[];
}

export const reply = (status: number, body: unknown, headers: Record<string, string> = {}): HttpReply => ({
  status,
  headers: new Headers(headers),
  text: typeof body === 'string' ? body : JSON.stringify(body),
});

/** An `Http` that answers by a function of the request and remembers what it was asked. */
export function scriptedHttp(answer: (request: HttpRequest, nth: number) => HttpReply): ScriptedHttp {
  const requests: HttpRequest[] = [];
  return {
    requests,
    http: async (request) => {
      request.signal?.throwIfAborted();
      requests.push(request);
      return answer(request, requests.length);
    },
  };
}

/** A clock that stands at `at` and whose sleeps pass at once, noted in `slept`. */
export function hurriedClock(at: number): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  return {
    slept,
    now: () => at,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      slept.push(ms);
    },
  };
}

export const neverAborted = new AbortController().signal;

/** The DeskError code a promise fails with; `none` when it does not fail. */
export async function failureOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'none';
  } catch (error) {
    if (error instanceof DeskError) return error.code;
    throw error;
  }
}
