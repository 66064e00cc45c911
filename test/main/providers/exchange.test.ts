import { describe, expect, it } from 'vitest';
import { DeskError } from '../../../main/failures.ts';
import type { HttpReply } from '../../../main/http.ts';
import { createAsk, type Question } from '../../../main/providers/exchange.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import {
  authorityOf,
  contextOf,
  failureOf,
  hurriedClock,
  neverAborted,
  openBudget,
  refusedWithoutEnd,
  reply,
  scriptedHttp,
} from './session-context.ts';

const now = Date.UTC(2026, 10, 21, 9, 0, 0);

function start(answer: (nth: number) => HttpReply, next: string[] = []) {
  const { http, requests } = scriptedHttp((_request, nth) => answer(nth));
  const budget = openBudget();
  const clock = hurriedClock(now);
  const authority = authorityOf('Bearer old', ...next);
  const context = contextOf({ http, budget, clock, authority });
  const rules = { refusesCredential: (status: number) => status === 401, readBudget: () => null };
  const ask = createAsk(rules, context, () => 0.5);
  const question: Question = {
    url: 'https://api.example/x',
    name: 'things',
    urgency: 'soon',
    signal: neverAborted,
  };
  return { ask, question, requests, budget, clock, authority };
}

const authorizations = (requests: readonly { readonly headers?: Readonly<Record<string, string>> }[]) =>
  requests.map(({ headers }) => headers?.['authorization']);

describe('asking a provider', () => {
  it('spends one request of the budget per question', async () => {
    const { ask, question, budget } = start(() => reply(200, { a: 1 }));
    expect(await ask(question)).toEqual({ a: 1 });
    expect(budget.taken).toEqual(['soon']);
  });

  it('sends the credential of the moment its turn comes, not of the moment it began to wait', async () => {
    const { http, requests } = scriptedHttp(() => reply(200, []));
    const authority = authorityOf('Bearer old', 'Bearer new');
    const turn = Promise.withResolvers<void>();
    const budget = { ...openBudget(), take: () => turn.promise };
    const rules = { refusesCredential: () => false, readBudget: () => null };
    const ask = createAsk(rules, contextOf({ http, authority, budget }), () => 0.5);
    const asked = ask({
      url: 'https://api.example/x',
      name: 'things',
      urgency: 'soon',
      signal: neverAborted,
    });
    await authority.renewed('Bearer old');
    turn.resolve();
    await asked;
    expect(authorizations(requests)).toEqual(['Bearer new']);
  });

  it('gives null for an empty answer', async () => {
    const { ask, question } = start(() => reply(204, ''));
    expect(await ask(question)).toBeNull();
  });

  it('renews a refused credential once and asks again with the new one', async () => {
    const { ask, question, requests } = start(
      (nth) => (nth === 1 ? reply(401, '') : reply(200, { a: 1 })),
      ['Bearer new'],
    );
    expect(await ask(question)).toEqual({ a: 1 });
    expect(authorizations(requests)).toEqual(['Bearer old', 'Bearer new']);
  });

  it('is signed out when the renewed credential is refused too', async () => {
    const { ask, question, requests } = start(() => reply(401, ''), ['Bearer new', 'Bearer newer']);
    expect(await failureOf(ask(question))).toBe('not-signed-in');
    expect(requests).toHaveLength(2);
  });

  it('takes a 401 as a missing right where the credential is known to be good', async () => {
    const { ask, question, authority } = start(() => reply(401, ''), ['Bearer new']);
    expect(await failureOf(ask({ ...question, onRefusedCredential: 'refuse' }))).toBe('provider-refused');
    expect(authority.renewals).toBe(0);
  });

  it.each([
    [403, 'provider-refused'],
    [405, 'provider-refused'],
    [404, 'not-found'],
    [410, 'not-found'],
    [400, 'provider-contract-broken'],
    [422, 'provider-contract-broken'],
  ])('turns %i into %s without asking again', async (status, code) => {
    const { ask, question, requests } = start(() => reply(status, '<html>no</html>'));
    expect(await failureOf(ask(question))).toBe(code);
    expect(requests).toHaveLength(1);
  });

  it('asks at most three times when the provider is unavailable, waiting longer each time', async () => {
    const { ask, question, requests, clock } = start(() => reply(503, '<html>down</html>'));
    expect(await failureOf(ask(question))).toBe('provider-unavailable');
    expect(requests).toHaveLength(3);
    expect(clock.slept).toEqual([500, 1000]);
  });

  it('is content with the second answer', async () => {
    const { ask, question } = start((nth) => (nth === 1 ? reply(502, '') : reply(200, [])));
    expect(await ask(question)).toEqual([]);
  });

  it('waits as long as a busy provider asks, when that is short', async () => {
    const { ask, question, clock } = start((nth) =>
      nth === 1 ? reply(503, '', { 'retry-after': '3' }) : reply(200, []),
    );
    await ask(question);
    expect(clock.slept).toEqual([3000]);
  });

  it('leaves a long wait to the caller', async () => {
    const { ask, question, requests } = start(() => reply(503, '', { 'retry-after': '600' }));
    await expect(ask(question)).rejects.toMatchObject({
      code: 'provider-unavailable',
      retryAt: now + 600_000,
    });
    expect(requests).toHaveLength(1);
  });

  it.each([
    ['a number of seconds', { 'retry-after': '30' }, now + 30_000],
    ['a date', { 'retry-after': new Date(now + 45_000).toUTCString() }, now + 45_000],
    ['nothing', {}, null],
    ['rubbish', { 'retry-after': 'soon' }, null],
    ['a day years away', { 'retry-after': new Date(now + 1e11).toUTCString() }, now + 3_600_000],
    ['a moment gone by', { 'retry-after': new Date(now - 45_000).toUTCString() }, null],
  ])('a 429 that names %s is a refusal for the whole company', async (_said, headers, named) => {
    const { ask, question, requests, budget } = start(() => reply(429, 'Too many', headers));
    const retryAt = named ?? refusedWithoutEnd;
    await expect(ask(question)).rejects.toMatchObject({ code: 'rate-limited', retryAt });
    expect(requests).toHaveLength(1);
    expect(budget.refusals).toEqual([named]);
  });

  it('tells the budget of every request that has ended, whatever came of it', async () => {
    const { ask, question, budget } = start((nth) => reply(nth === 1 ? 503 : 404, ''));
    expect(await failureOf(ask(question))).toBe('not-found');
    expect(budget.answers).toBe(2);
  });

  it('says which answer was no JSON, and nothing of what it was', async () => {
    const { ask, question } = start(() => reply(200, '<html>secret</html>'));
    const failure = await ask(question).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DeskError);
    expect(failure).toMatchObject({ code: 'provider-contract-broken', where: 'things: body is not JSON' });
  });

  it('stops waiting between attempts when the question is given up', async () => {
    const clock = createFakeClock();
    const { http } = scriptedHttp(() => reply(500, ''));
    const rules = { refusesCredential: () => false, readBudget: () => null };
    const ask = createAsk(rules, contextOf({ http, clock }), () => 0.5);
    const gone = new AbortController();
    const asked = ask({ url: 'https://api.example/x', name: 'things', urgency: 'now', signal: gone.signal });
    await Promise.all([
      clock.asleep(),
      expect(asked).rejects.toThrow('closed'),
      clock.asleep().then(() => gone.abort(new Error('closed'))),
    ]);
    expect(clock.sleepers).toBe(0);
  });
});
