import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { DeskError } from '../../../main/failures.ts';
import {
  account,
  aHandle,
  navigate,
  openAttempts,
  ownClient,
  secretOfClient,
  withOwnClient,
} from './attempts-bench.ts';

/** A port nobody listens on now. */
async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a path
  server.close();
  await once(server, 'close');
  return port;
}
const onLoopback = async () => {
  const callbackUrl = `http://127.0.0.1:${String(await freePort())}/callback`;
  return { callbackUrl, plan: { ...withOwnClient, client: { ...ownClient, callbackUrl } } };
};

describe('signing in with a customer’s own client', () => {
  it('opens Aircall’s consent page with the registered redirect and without the secret', async () => {
    const { attempts, opened, query } = openAttempts();
    expect(await attempts.begin(withOwnClient)).toMatchObject({
      way: 'aircall-own-client',
      paste: 'address',
    });
    expect(opened[0]).toMatch(/^https:\/\/dashboard\.aircall\.io\/oauth\/authorize\?/);
    expect(Object.fromEntries(query())).toEqual({
      client_id: 'client-1',
      redirect_uri: 'https://intranet.example/callback',
      response_type: 'code',
      scope: 'public_api',
      state: query().get('state'),
    });
    expect(opened[0]).not.toContain(secretOfClient);
  });

  it('takes the address the browser was sent to, and nothing else', async () => {
    const bench = openAttempts();
    await bench.attempts.begin(withOwnClient);
    const state = bench.query().get('state') ?? '';
    for (const [text, why] of [
      ['code-1', 'unreadable'],
      [aHandle(), 'unreadable'],
      [`https://elsewhere.example/callback?code=code-1&state=${state}`, 'unreadable'],
      [`https://intranet.example/callback?code=code-1&state=${'A'.repeat(43)}`, 'other-attempt'],
    ] as const) {
      expect(await bench.attempts.paste(text)).toEqual({ accepted: false, why });
    }
    const text = `https://intranet.example/callback?code=code-1&state=${state}`;
    expect(await bench.attempts.paste(text)).toEqual({ accepted: true, why: null });
    expect(await bench.reaches('done')).toMatchObject({ accountId: account });
    expect(bench.finished[0]?.grant).toEqual({
      way: 'aircall-own-client',
      client: ownClient,
      code: 'code-1',
      mayOpenBrowser: true,
    });
    expect([bench.relay.redeems, bench.relay.acks]).toEqual([[], []]);
  });

  it('listens at a redirect on this machine for as long as it waits', async () => {
    const bench = openAttempts();
    const { callbackUrl, plan } = await onLoopback();
    await bench.attempts.begin(plan);
    const state = bench.query().get('state') ?? '';
    expect(await navigate(`${callbackUrl}?code=code-1&state=${'A'.repeat(43)}`)).toBe(404);
    expect(await navigate(`${callbackUrl}?code=code-1&state=${state}`)).toBe(200);
    await bench.reaches('done');
    await expect(navigate(callbackUrl)).rejects.toThrow();
  });

  it('listens there again after a restart', async () => {
    const first = openAttempts();
    const { callbackUrl, plan } = await onLoopback();
    await first.attempts.begin(plan);
    const state = first.query().get('state') ?? '';
    const second = await first.restart();
    await second.attempts.restore();
    expect(await navigate(`${callbackUrl}?code=code-1&state=${state}`)).toBe(200);
    await second.reaches('done');
  });

  it('goes on when another program has the port, and takes the pasted address', async () => {
    const other = net.createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo; // a TCP server's address is never a path
    const callbackUrl = `http://127.0.0.1:${String(port)}/callback`;
    const bench = openAttempts();
    try {
      await bench.attempts.begin({ ...withOwnClient, client: { ...ownClient, callbackUrl } });
      expect(bench.logged.join('\n')).toContain('"why":"in-use"');
      const state = bench.query().get('state') ?? '';
      await bench.attempts.paste(`${callbackUrl}?code=code-1&state=${state}`);
      await bench.reaches('done');
    } finally {
      other.close();
    }
  });

  it('shows what the provider says about a refusal as plain text', async () => {
    const bench = openAttempts();
    await bench.attempts.begin(withOwnClient);
    const query = new URLSearchParams({
      error: 'invalid_client',
      error_description: `The app\r\n<b>was removed</b>\u202e ${'!'.repeat(1_000)}`,
      state: bench.query().get('state') ?? '',
    });
    await bench.attempts.paste(`${ownClient.callbackUrl}?${query.toString()}`);
    const shown = await bench.reaches('failed');
    expect(shown.failure).toMatchObject({ code: 'sign-in-rejected' });
    expect(shown.providerSaid).toMatch(/^The app <b>was removed<\/b> !+…$/);
    expect(shown.providerSaid).toHaveLength(300);
  });

  it.each(['code-1', secretOfClient])('shows nothing that repeats %s', async (secret) => {
    const bench = openAttempts();
    bench.finish = () => Promise.reject(new DeskError('sign-in-rejected', { said: `bad ${secret} sent` }));
    await bench.attempts.begin(withOwnClient);
    const state = bench.query().get('state') ?? '';
    await bench.attempts.paste(`${ownClient.callbackUrl}?code=code-1&state=${state}`);
    expect(await bench.reaches('failed')).toMatchObject({ providerSaid: null });
  });

  it('takes no deep link', async () => {
    const bench = openAttempts();
    await bench.attempts.begin(withOwnClient);
    bench.comesBack({ handle: aHandle(), state: bench.query().get('state') ?? '' });
    await bench.clock.advance(0);
    expect(bench.attempts.current()).toMatchObject({ stage: 'waiting' });
    expect(bench.relay.redeems).toEqual([]);
  });
});

describe('signing in again with the client the keychain holds', () => {
  const again = { ...withOwnClient, client: null, renew: account };

  it('uses that client', async () => {
    const bench = openAttempts({ clientOf: async () => ({ ...ownClient, mayOpenBrowser: true }) });
    await bench.attempts.begin(again);
    const state = bench.query().get('state') ?? '';
    await bench.attempts.paste(`${ownClient.callbackUrl}?code=code-2&state=${state}`);
    await bench.reaches('done');
    expect(bench.finished[0]?.grant).toMatchObject({ client: ownClient, mayOpenBrowser: true });
    expect(bench.finished[0]?.plan).toMatchObject({ renew: account });
  });

  it('opens no browser for one that must not', async () => {
    const bench = openAttempts({ clientOf: async () => ({ ...ownClient, mayOpenBrowser: false }) });
    await expect(bench.attempts.begin(again)).rejects.toMatchObject({ code: 'browser-not-allowed' });
    expect([bench.opened, bench.attempts.current()]).toEqual([[], null]);
  });

  it.each([
    ['is kept', again],
    ['is named at all', { ...again, renew: null }],
  ])('is refused when none %s', async (_what, plan) => {
    await expect(openAttempts().attempts.begin(plan)).rejects.toMatchObject({
      code: 'invalid-request',
      where: 'client',
    });
  });
});
