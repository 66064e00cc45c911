import { describe, expect, it } from 'vitest';
import { type Desk, openDesk } from './desk-under-test.ts';

const redirect = 'https://relay.example/aircall/sso/callback';

const textWith = (part: string): unknown => expect.stringContaining(part);

const identity = (desk: Desk, query: Record<string, string>, step = '') =>
  fetch(`${desk.simulator.identityUrl}/sso${step}?${new URLSearchParams(query).toString()}`, {
    redirect: 'manual',
  });

const exchange = async (desk: Desk, code: string, redirectUrl = redirect) => {
  const response = await fetch(`${desk.simulator.busUrl}/backend/sso`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, redirectUrl }),
  });
  const body: unknown = await response.json();
  return { status: response.status, body };
};

async function codeBackFrom(desk: Desk, person: number): Promise<string> {
  const back = await identity(
    desk,
    { redirectUrl: redirect, state: 'st', person: String(person) },
    '/continue',
  );
  return new URL(back.headers.get('location') ?? '').searchParams.get('code') ?? '';
}

describe('the identity host', () => {
  it('lets a person be chosen, and sends the code and the state back to the redirect', async () => {
    const desk = await openDesk();
    const page = await (await identity(desk, { redirectUrl: redirect, state: 'st' })).text();
    expect(page).toContain('Who are you?');
    expect(page.match(/<li>/gu)).toHaveLength(desk.world.people('aircall').length);
    const back = await identity(desk, { redirectUrl: redirect, state: 'st', person: '1' }, '/continue');
    expect(back.status).toBe(303);
    const address = new URL(back.headers.get('location') ?? '');
    expect(address.origin + address.pathname).toBe(redirect);
    expect(address.searchParams.get('state')).toBe('st');
    expect(address.searchParams.get('code')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/u,
    );
  });

  it('forgets the state when switched so, and sends nobody to an address in the open', async () => {
    const desk = await openDesk({ bus: { ssoState: 'dropped' } });
    const back = await identity(desk, { redirectUrl: redirect, state: 'st', person: '1' }, '/continue');
    expect(new URL(back.headers.get('location') ?? '').searchParams.has('state')).toBe(false);
    expect((await identity(desk, { redirectUrl: 'http://relay.example/x' })).status).toBe(400);
    expect((await identity(desk, {})).status).toBe(400);
  });
});

describe('the back-end of the bus', () => {
  it('gives tokens and the person for a code, once, and only with its redirect', async () => {
    const desk = await openDesk();
    const code = await codeBackFrom(desk, 2);
    expect(await exchange(desk, code, `${redirect}/other`)).toEqual({
      status: 401,
      body: { error: 'redirect_mismatch' },
    });
    const [user] = desk.world.people('aircall').slice(2);
    const granted = await exchange(desk, code);
    expect(granted).toMatchObject({
      status: 200,
      body: {
        credentials: {
          idToken: textWith('simulated-id-token-'),
          refreshToken: textWith('simulated-refresh-token-'),
        },
        currentUser: { email: user?.email },
        company: { name: desk.world.companyName },
      },
    });
    expect(await exchange(desk, code)).toEqual({ status: 401, body: { error: 'code_already_used' } });
    expect(await exchange(desk, 'never')).toEqual({ status: 401, body: { error: 'invalid_code' } });
    const late = await codeBackFrom(desk, 2);
    desk.clock.advance(600_001);
    expect(await exchange(desk, late)).toEqual({ status: 401, body: { error: 'code_expired' } });
  });

  it('gives the other kind of token, or refuses in every form, when switched so', async () => {
    const desk = await openDesk({ bus: { credentials: 'legacy' } });
    const { body } = await exchange(desk, await codeBackFrom(desk, 0));
    expect(body).toMatchObject({
      credentials: { legacy_token: textWith('simulated-legacy') },
    });
    for (const [rejects, error] of [
      ['text', 'The single sign-on of this company was switched off.'],
      ['object', { code: 'SSO_DISABLED', message: 'The single sign-on of this company was switched off.' }],
      ['empty', null],
    ] as const) {
      desk.simulator.control.switches.change({ bus: { rejects } });
      expect(await exchange(desk, 'any')).toEqual({ status: 401, body: { error } });
    }
  });

  it('renews after fifteen minutes and ends after ninety days, for those who listen', async () => {
    const desk = await openDesk();
    await exchange(desk, await codeBackFrom(desk, 0));
    const [session] = desk.simulator.bus.list();
    const events = await fetch(`${desk.simulator.busUrl}/backend/events/${session?.id ?? ''}`);
    const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
    const next = async () => (await reader?.read())?.value ?? '';
    expect(await next()).toBe(': open\n\n');

    desk.clock.advance(15 * 60_000 - 1);
    expect(desk.simulator.bus.tick()).toBe(0);
    desk.clock.advance(1);
    expect(desk.simulator.bus.tick()).toBe(1);
    expect(await next()).toContain('simulated-id-token-simulated-bus-session-1-1');
    expect(desk.simulator.bus.tick()).toBe(0);
    const { body } = await desk.ask('/__sim/bus/refresh', { method: 'POST' });
    expect(body).toEqual({ told: 1 });
    expect(await next()).toContain('"type":"refreshed"');
    desk.clock.advance(90 * 86_400_000);
    expect(desk.simulator.bus.tick()).toBe(1);
    expect(await next()).toBe('data: {"type":"expired"}\n\n');
    expect(desk.simulator.bus.refresh()).toBe(0);
    await reader?.cancel();
  });
});
