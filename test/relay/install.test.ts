import { describe, expect, it } from 'vitest';
import {
  Browser,
  configFor,
  decisionOf,
  locationOf,
  openAircall,
  openRelay,
  pathOf,
  publicUrl,
} from './relay-under-test.ts';

const open = async (consent: 'grant' | 'deny' = 'grant') => {
  const relay = await openRelay(configFor(await openAircall({ consent })));
  const browser = new Browser();
  const sent = await browser.get(relay, '/aircall/install/continue');
  return { relay, browser, sent, callback: pathOf(await decisionOf(locationOf(sent))) };
};

describe('the administrator’s way from Aircall’s Dashboard', () => {
  it('begins with a page that says what Switchdeck will see, and starts nothing by itself', async () => {
    const relay = await openRelay(configFor(await openAircall()));
    const page = await new Browser().get(relay, '/aircall/install?anything=the-dashboard-adds');
    expect([page.statusCode, page.headers['set-cookie']]).toEqual([200, undefined]);
    for (const word of ['Calls', 'Users', 'Numbers', 'Teams', 'Webhooks'])
      expect(page.payload).toContain(`<strong>${word}</strong>`);
    expect(page.payload).toContain('href="/aircall/install/continue"');
    expect((await relay.server.inject('/metrics')).payload).toContain(
      'switchdeck_relay_pending{what="transaction"} 0',
    );
  });

  it('goes to the same consent page, with the registered address', async () => {
    const { sent } = await open();
    expect(sent.statusCode).toBe(303);
    const query = new URL(locationOf(sent)).searchParams;
    expect(query.get('redirect_uri')).toBe(`${publicUrl}/aircall/callback`);
    expect(query.get('scope')).toBe('public_api');
  });

  it('ends on a page that carries nothing: no handle, no state, no token, no code, nothing kept', async () => {
    const { relay, browser, callback } = await open();
    const back = await browser.get(relay, callback);
    expect([back.statusCode, back.headers.location]).toEqual([303, '/aircall/installed']);
    expect([...browser.cookies.keys()]).toEqual([]);
    const page = await browser.get(relay, '/aircall/installed');
    expect(page.payload).toContain('press “Sign in”');
    expect(page.payload.match(/app\.switchdeck:[^"]*/g)).toEqual(['app.switchdeck:/auth/start']);
    expect((await relay.server.inject('/metrics')).payload).toMatch(
      /pending\{what="transaction"\} 0\n.*pending\{what="result"\} 0/,
    );
    expect((await browser.get(relay, '/done')).payload).not.toContain('auth/callback');
  });

  it('counts as installed only when the code was exchanged', async () => {
    const { relay, browser, callback } = await open();
    await new Browser().get(relay, callback);
    const forged = await browser.get(relay, callback.replace(/code=[^&]*/, 'code=forged'));
    expect(forged.headers.location).toBe('/aircall/not-installed');
  });

  it('ends in words when the administrator refuses, with a way to try again', async () => {
    const { relay, browser, callback } = await open('deny');
    expect((await browser.get(relay, callback)).headers.location).toBe('/aircall/not-installed');
    const page = await browser.get(relay, '/aircall/not-installed', { 'accept-language': 'cs' });
    expect(page.payload).toContain('Nic se nepropojilo');
    expect(page.payload).toContain('href="/aircall/install"');
    expect(page.payload).not.toContain('app.switchdeck:');
  });

  it('is as bound to its browser as a sign-in', async () => {
    const { relay, callback } = await open();
    expect((await new Browser().get(relay, callback)).statusCode).toBe(400);
  });
});
