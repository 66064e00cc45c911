import { documentedEndpoints } from '../../../../main/providers/endpoints.ts';
import { readingSession } from '../../../support/reading-session.ts';
import { describe, expect, it } from 'vitest';
import type { HttpReply } from '../../../../main/http.ts';
import { createAircall } from '../../../../main/providers/aircall/index.ts';
import type { ProvenAccess } from '../../../../main/providers/provider.ts';
import {
  authorityOf,
  contextOf,
  failureOf,
  hurriedClock,
  neverAborted,
  openBudget,
  reply,
  scriptedHttp,
} from '../session-context.ts';

const now = Date.UTC(2026, 10, 21, 9, 0, 0);
const aircall = createAircall(documentedEndpoints.aircall, () => 0.5);
const request = {
  way: 'aircall-api-key',
  label: null,
  renew: null,
  apiId: 'id-1',
  apiToken: 'token-ž',
} as const;
const never = { http: () => Promise.reject(new Error('nothing is sent')), clock: hurriedClock(now) };

const meta = { count: 0, total: 0, current_page: 1, per_page: 1, next_page_link: null };
const fine: Record<string, unknown> = {
  '/v1/ping': { ping: 'pong' },
  '/v1/company': { company: { name: 'Atelier', users_count: 2, numbers_count: 1 } },
  '/v1/calls': { meta, calls: [] },
  '/v2/users': { meta, users: [] },
};

function connect(instead: Record<string, HttpReply> = {}, access: ProvenAccess | null = null) {
  const scripted = scriptedHttp(({ url }) => {
    const { pathname } = new URL(url);
    return instead[pathname] ?? reply(200, fine[pathname]);
  });
  const budget = openBudget();
  const context = contextOf({ http: scripted.http, budget, access, clock: hurriedClock(now) });
  return { ...scripted, budget, session: readingSession(aircall.connect(context)) };
}

describe('signing in to Aircall with an API key', () => {
  it('keeps the key as the credential, for ever, without asking anybody', async () => {
    const credential = await aircall.signIn(request, never, neverAborted);
    expect(credential).toEqual({
      way: 'aircall-api-key',
      grant: '{"apiId":"id-1","apiToken":"token-ž"}',
      obtainedAt: now,
      expiresAt: null,
      renewableUntil: null,
    });
    expect(aircall.authorization(credential)).toBe(`Basic ${Buffer.from('id-1:token-ž').toString('base64')}`);
  });

  it('refuses what was typed for another provider', async () => {
    const foreign = {
      way: 'voipex-password',
      label: null,
      renew: null,
      email: 'a@b.c',
      password: 'x',
    } as const;
    expect(await failureOf(aircall.signIn(foreign, never, neverAborted))).toBe('invalid-request');
  });

  it('asks to sign in again when the key cannot be read or renewed', async () => {
    const credential = await aircall.signIn(request, never, neverAborted);
    expect(() => aircall.authorization({ ...credential, grant: '{' })).toThrow(
      expect.objectContaining({ code: 'not-signed-in' }),
    );
    expect(await failureOf(aircall.renew(credential, never, neverAborted))).toBe('not-signed-in');
  });
});

describe('probing an Aircall key', () => {
  it('names the company and what the key may read', async () => {
    expect(await connect().session.probe(neverAborted)).toEqual({
      signedInAs: 'Atelier',
      capabilities: {
        calls: 'proven',
        switchboard: 'proven',
        recordings: 'proven',
        dial: 'unknown',
        impersonate: 'refused',
      },
      pbx: [],
      surface: null,
      agent: null,
      companyMarks: [],
    });
  });

  it.each([401, 403])('calls a %i at sign-in a rejected sign-in', async (status) => {
    const { session } = connect({ '/v1/ping': reply(status, { message: 'Forbidden' }) });
    expect(await failureOf(session.probe(neverAborted))).toBe('sign-in-rejected');
  });

  it('calls a 403 to a key that once worked a lost sign-in', async () => {
    const access = await connect().session.probe(neverAborted);
    const { session } = connect({ '/v1/ping': reply(403, { message: 'Forbidden' }) }, access);
    expect(await failureOf(session.probe(neverAborted))).toBe('not-signed-in');
  });

  it('leaves unknown what a server in trouble did not show', async () => {
    const { session } = connect({
      '/v2/users': reply(503, '<html>'),
      '/v1/calls': reply(200, { calls: 'none' }),
    });
    expect((await session.probe(neverAborted)).capabilities).toMatchObject({
      calls: 'unknown',
      switchboard: 'unknown',
    });
  });

  it('refuses what is not there', async () => {
    const { session } = connect({ '/v2/users': reply(404, { message: 'Not Found' }) });
    expect((await session.probe(neverAborted)).capabilities.switchboard).toBe('refused');
  });
});

describe('the limit of an Aircall company', () => {
  const window = { from: now - 60_000, to: now };
  const page = (headers: Record<string, string>, status = 200) =>
    connect({ '/v1/calls': reply(status, fine['/v1/calls'], headers) });

  it.each([
    ['seconds', String(now / 1000 + 30)],
    ['milliseconds', String(now + 30_000)],
  ])('is learnt from the headers of any answer, with the reset in %s', async (_unit, reset) => {
    const { session, budget } = page({
      'X-AircallApi-Limit': '120',
      'X-AircallApi-Remaining': '87',
      'X-AircallApi-Reset': reset,
    });
    await session.calls.page(window, null, 'history', neverAborted);
    expect(budget.learnt).toEqual([{ limitPerMinute: 120, remaining: 87, resetAt: now + 30_000 }]);
  });

  it('is not learnt from rubbish', async () => {
    const { session, budget } = page({ 'X-AircallApi-Limit': 'many', 'X-AircallApi-Remaining': '-1' });
    await session.calls.page(window, null, 'history', neverAborted);
    expect(budget.learnt).toEqual([]);
  });

  it('when exceeded is waited out until the reset, which goes before Retry-After', async () => {
    const { session, budget } = page(
      { 'X-AircallApi-Reset': String(now / 1000 + 30), 'Retry-After': '5' },
      429,
    );
    expect(await failureOf(session.calls.page(window, null, 'history', neverAborted))).toBe('rate-limited');
    expect(budget.refusals).toEqual([now + 30_000]);
  });
});

it('a key that is refused in the middle of work means signing in again', async () => {
  const context = contextOf({
    http: scriptedHttp(() => reply(403, { message: 'Forbidden' })).http,
    authority: authorityOf('Basic revoked'),
  });
  const page = readingSession(aircall.connect(context)).calls.page(
    { from: now - 1000, to: now },
    null,
    'soon',
    neverAborted,
  );
  expect(await failureOf(page)).toBe('not-signed-in');
});
