import Fastify from 'fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RelayConfig } from '../../relay/config.ts';
import {
  Browser,
  configFor,
  handleIn,
  locationOf,
  newAttempt,
  openRelay,
  pathOf,
  publicUrl,
  random256,
  redeem,
  startPath,
} from './relay-under-test.ts';

const upstream = { url: 'https://api.aircall.example', clientId: 'client', clientSecret: 'secret' };

/** An identity host that signs everybody in at once and returns `state` or not. */
async function openIdentityHost(returnsState: boolean): Promise<string> {
  const host = Fastify();
  host.get<{ Querystring: { redirectUrl: string; state: string } }>('/login', async (request, reply) => {
    const back = new URL(request.query.redirectUrl);
    back.searchParams.set('code', `sso-code-${random256()}`);
    if (returnsState) back.searchParams.set('state', request.query.state);
    return reply.redirect(back.href);
  });
  await host.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(async () => host.close());
  return `${host.listeningOrigin}/login`;
}

const open = async ({ returnsState, state }: { returnsState: boolean; state: 'required' | 'optional' }) => {
  const sso: RelayConfig['sso'] = {
    url: await openIdentityHost(returnsState),
    redirectParameter: 'redirectUrl',
    state,
  };
  const relay = await openRelay(configFor(upstream, { sso }), {
    fetch: () => Promise.reject(new Error('nothing is exchanged in this way')),
  });
  const browser = new Browser();
  const attempt = newAttempt();
  const started = await browser.get(relay, startPath(attempt, {}, 'aircall-sso'));
  const response = await fetch(locationOf(started), { redirect: 'manual' });
  return { relay, browser, attempt, callback: pathOf(response.headers.get('location') ?? '') };
};

describe('signing in as an agent', () => {
  it('brings the code and the address it belongs to, and exchanges nothing', async () => {
    const { relay, browser, attempt, callback } = await open({ returnsState: true, state: 'required' });
    expect((await browser.get(relay, callback)).headers.location).toBe('/done');
    expect(await redeem(relay, handleIn(browser), attempt)).toEqual({
      status: 200,
      body: {
        provider: 'aircall-sso',
        code: new URLSearchParams(callback.split('?')[1]).get('code'),
        redirectUrl: `${publicUrl}/aircall/sso/callback`,
      },
    });
  });

  it('is refused without a state unless that is allowed; the cookie is needed either way', async () => {
    const strict = await open({ returnsState: false, state: 'required' });
    expect((await strict.browser.get(strict.relay, strict.callback)).statusCode).toBe(400);
    const lenient = await open({ returnsState: false, state: 'optional' });
    expect((await new Browser().get(lenient.relay, lenient.callback)).statusCode).toBe(400);
    expect((await lenient.browser.get(lenient.relay, lenient.callback)).headers.location).toBe('/done');
  });

  it('is refused with a wrong state even where none is needed', async () => {
    const { relay, browser, callback } = await open({ returnsState: false, state: 'optional' });
    expect((await browser.get(relay, `${callback}&state=${random256()}`)).statusCode).toBe(400);
    expect((await browser.get(relay, `${callback}&state=`)).statusCode).toBe(400);
    expect((await browser.get(relay, callback)).headers.location).toBe('/done');
  });
});

describe('the callback of another provider', () => {
  it('completes nothing, in either direction, and the right one still does', async () => {
    const { relay, browser, callback } = await open({ returnsState: true, state: 'optional' });
    const query = callback.slice(callback.indexOf('?'));
    expect((await browser.get(relay, `/aircall/callback${query}`)).statusCode).toBe(400);
    expect((await browser.get(relay, callback)).headers.location).toBe('/done');

    const other = new Browser();
    const started = await other.get(relay, startPath(newAttempt()));
    const state = new URL(locationOf(started)).searchParams.get('state') ?? '';
    expect((await other.get(relay, `/aircall/sso/callback?code=abc&state=${state}`)).statusCode).toBe(400);
    expect((await other.get(relay, '/aircall/sso/callback?code=abc')).statusCode).toBe(400);
    const back = await other.get(relay, `/aircall/callback?error=access_denied&state=${state}`);
    expect(back.headers.location).toBe('/done');
  });

  it('needs a state at Aircall whatever the identity host may leave out', async () => {
    const { relay } = await open({ returnsState: false, state: 'optional' });
    const browser = new Browser();
    await browser.get(relay, startPath(newAttempt()));
    expect((await browser.get(relay, '/aircall/callback?code=abc')).statusCode).toBe(400);
  });
});
