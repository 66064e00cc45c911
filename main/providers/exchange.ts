import { DeskError } from '../failures.ts';
import { type HttpReply, type HttpRequest, longestWaitMs, retryAfter } from '../http.ts';
import type { Budget, ProviderContext } from './provider.ts';
import { parseJson } from './wire-reading.ts';

export type Urgency = Parameters<Budget['take']>[0];

export interface Question {
  readonly url: string;
  /** What is asked, in the provider's words (`calls`): names the place in failures, never a value. */
  readonly name: string;
  readonly urgency: Urgency;
  readonly signal: AbortSignal;
  /**
   * Asks for a change; a read when left out. `body` is sent as JSON unless null. What creates something (POST) is sent
   * once only, since a lost reply does not say whether it was created.
   */
  readonly change?: { readonly method: 'POST' | 'PUT' | 'DELETE'; readonly body: object | null };
  /**
   * What a refused credential means. `renew` (the default): renew it once and ask again, then `not-signed-in`.
   * `refuse`: the credential is known to be good, so this one thing is out of its reach: `provider-refused`.
   */
  readonly onRefusedCredential?: 'renew' | 'refuse';
}

/** How a provider uses HTTP, where it differs from the others. */
export interface ExchangeRules {
  /** True for a status that means the credential is missing, wrong or expired. */
  refusesCredential(status: number): boolean;
  /** What the headers tell about the company's budget at `now`, epoch ms; null when nothing. */
  readBudget(headers: Headers, now: number): Parameters<Budget['learn']>[0] | null;
}

/** Asks one question within the budget and gives back the parsed JSON, or null for an empty body. */
export type Ask = (question: Question) => Promise<unknown>;

/** How often a question is asked at most when the provider is unavailable. */
const attempts = 3;
const firstBackOffMs = 500;
/** A wait the caller should decide about, not sit through. */
const longestBackOffMs = 5_000;
const shortestRefusalMs = 1_000;

/** When a refusal ends: `named` (epoch ms) as far as it can be believed; null when it was not named, or is past. */
const refusalEnd = (named: number | null, now: number): number | null =>
  named === null || named <= now
    ? null
    : Math.min(Math.max(named, now + shortestRefusalMs), now + longestWaitMs);

/**
 * The one way of asking a provider: spends the budget, sends the credential, renews it once when refused, learns the
 * limit from the headers, and turns every status into a DeskError (model-codebases 3.9). A provider that is
 * unavailable is asked at most three times with growing, jittered pauses; being offline or rate-limited is left
 * to the caller, since only waiting longer than a request should helps there. May send anything but a POST twice.
 */
export function createAsk(rules: ExchangeRules, context: ProviderContext, random: () => number): Ask {
  const { http, authority, budget, clock } = context;

  const send = async (question: Question): Promise<{ reply: HttpReply; authorization: string }> => {
    await budget.take(question.urgency, question.signal, question.name);
    // Only now: the turn may have taken minutes to come, and the credential may be another one since.
    const askedAt = clock.now();
    let authorization: string;
    let reply: HttpReply;
    try {
      authorization = await authority.authorization(question.signal);
      reply = await http({
        url: question.url,
        ...sentWith(question, authorization),
        signal: question.signal,
      });
    } finally {
      budget.answered(askedAt);
    }
    const reading = rules.readBudget(reply.headers, clock.now());
    if (reading !== null) budget.learn(reading);
    if (reply.status === 429) {
      const named = reading?.resetAt ?? retryAfter(reply.headers, clock);
      const retryAt = budget.refused(refusalEnd(named, clock.now()));
      throw new DeskError('rate-limited', { status: 429, retryAt, where: question.name });
    }
    return { reply, authorization };
  };

  const askOnce = async (question: Question): Promise<unknown> => {
    const first = await send(question);
    let { reply } = first;
    if (rules.refusesCredential(reply.status)) {
      const facts = { status: reply.status, where: question.name };
      if (question.onRefusedCredential === 'refuse') throw new DeskError('provider-refused', facts);
      await authority.renewed(first.authorization, question.signal);
      ({ reply } = await send(question));
      if (rules.refusesCredential(reply.status)) throw new DeskError('not-signed-in', facts);
    }
    return readReply(reply, question.name, retryAfter(reply.headers, clock));
  };

  return async (question) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await askOnce(question);
      } catch (error) {
        const last = attempt === attempts || question.change?.method === 'POST';
        if (!(error instanceof DeskError) || error.code !== 'provider-unavailable' || last) throw error;
        const pause = firstBackOffMs * 2 ** (attempt - 1) * (0.5 + random());
        const wait = Math.max(pause, (error.retryAt ?? 0) - clock.now());
        if (wait > longestBackOffMs) throw error;
        await clock.sleep(wait, question.signal);
      }
    }
  };
}

function sentWith({ change }: Question, authorization: string): Omit<HttpRequest, 'url'> {
  if (change === undefined) return { headers: { authorization } };
  const headers = { authorization, 'content-type': 'application/json' };
  return {
    method: change.method,
    headers,
    ...(change.body === null ? {} : { body: JSON.stringify(change.body) }),
  };
}

/**
 * The JSON of a successful reply. Throws DeskError by status: `provider-refused` 403 and 405, `not-found` 404 and 410,
 * `provider-unavailable` 408 and 5xx, `provider-contract-broken` for anything else and for a body that is no JSON.
 */
function readReply(reply: HttpReply, where: string, retryAt: number | null): unknown {
  const { status, text } = reply;
  const facts = { status, where };
  if (status >= 200 && status < 300) {
    if (text.trim() === '') return null;
    try {
      return parseJson(text);
    } catch (cause) {
      throw new DeskError('provider-contract-broken', {
        ...facts,
        where: `${where}: body is not JSON`,
        cause,
      });
    }
  }
  if (status === 403 || status === 405) throw new DeskError('provider-refused', facts);
  if (status === 404 || status === 410) throw new DeskError('not-found', facts);
  if (status === 408 || status >= 500) {
    throw new DeskError('provider-unavailable', retryAt === null ? facts : { ...facts, retryAt });
  }
  throw new DeskError('provider-contract-broken', facts);
}

/** True for a failure that says this one thing is out of reach for the access, while others may be fine. */
export const isOutOfReach = (error: unknown): error is DeskError =>
  error instanceof DeskError && (error.code === 'provider-refused' || error.code === 'not-found');
