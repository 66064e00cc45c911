import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { ask } from './desk.ts';
import { accountsOf, beginInBrowser, desktopTest as test, keychainText, wholePath } from './desktop.ts';
import { expect } from './fixture.ts';
import type { SystemBrowser } from './system-browser.ts';

const inBrowser = /^In the browser/;

/** Agrees on Aircall's page, and gives the browser's page, which is then the relay's. */
async function consent(browser: SystemBrowser): Promise<Page> {
  const page = await browser.page();
  await page.getByRole('link', { name: 'Authorize' }).click();
  await page.getByRole('heading', { name: /open Switchdeck/ }).waitFor();
  return page;
}

/** The access token the keychain holds, proven good at the provider. */
async function tokenInKeychain(aircall: string): Promise<string> {
  const tokens = [...new Set(keychainText().match(/\b[0-9a-f]{40}\b/g))];
  for (const token of tokens) {
    const { status } = await fetch(`${aircall}/v1/ping`, { headers: { authorization: `Bearer ${token}` } });
    if (status === 200) return token;
  }
  throw new Error('no working token in the keychain');
}

test(
  'from the app over the system browser, the consent page and the relay, back by link, into the keychain, to calls',
  wholePath,
  async ({ launch, simulators, desktop: { relay, browser }, profile }) => {
    const { page, output } = await launch(relay.launch(simulators));
    await beginInBrowser(page, inBrowser);
    let verifier = '';
    await expect
      .poll(() => (verifier = /"verifier":"([^"]{43})"/.exec(keychainText())?.[1] ?? ''))
      .not.toBe('');
    const landing = await consent(browser);
    const handle = (await landing.locator('#code').textContent()) ?? '';
    await page.getByRole('button', { name: 'Open the calls' }).click();
    await expect(page.getByRole('grid').getByRole('row').first()).toBeVisible();

    const [account] = await accountsOf(page);
    expect(account).toMatchObject({ provider: 'aircall', way: 'aircall-oauth', status: 'signed-in' });
    const token = await tokenInKeychain(simulators.aircall.url);
    expect(token).not.toBe(simulators.aircall.accessToken);

    // It writes down what it visited some seconds later.
    await expect.poll(() => browser.history()).toContain(relay.origin);
    await browser.close();
    const history = browser.history();
    // Aircall puts the code into an address. What a browser remembers of it is used up.
    const [, code = 'none'] = /[?&]code=([\w-]+)/.exec(history) ?? [];
    expect(await isUsedUp(code, simulators.aircall, relay.origin)).toBe(true);

    // The relay's session, and the token that events carry, are there once the app follows its company's events.
    const events = { session: '', webhook: '' };
    await expect
      .poll(() => {
        const kept = keychainText();
        events.session = /"relaySession":\{"token":"([^"]{20,})"/.exec(kept)?.[1] ?? '';
        events.webhook = /"eventToken":"([^"]{8,})"/.exec(kept)?.[1] ?? '';
        return events;
      })
      .toEqual({ session: expect.stringMatching(/./), webhook: expect.stringMatching(/./) });
    const secrets = { handle, verifier, token, ...events, secret: simulators.aircall.clientSecret };
    const texts = {
      reply: JSON.stringify([await accountsOf(page), await ask(page, 'signIn.attempt', {})]),
      page: await page.evaluate(
        () => document.documentElement.outerHTML + JSON.stringify(Object.entries(localStorage)),
      ),
      output: output(),
      'relay log': relay.log(),
      history,
      'command lines': commandLines(),
      ...Object.fromEntries(filesOf(profile)),
    };
    for (const [what, secret] of Object.entries(secrets))
      for (const [where, text] of Object.entries(texts))
        expect(text.includes(secret), `${what} in ${where}`).toBe(false);
  },
);

/** Whether Aircall no longer takes a code. */
async function isUsedUp(
  code: string,
  aircall: { readonly url: string; readonly clientId: string; readonly clientSecret: string },
  relay: string,
): Promise<boolean> {
  const { status } = await fetch(`${aircall.url}/v1/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      code,
      redirect_uri: `${relay}/aircall/callback`,
      client_id: aircall.clientId,
      client_secret: aircall.clientSecret,
      grant_type: 'authorization_code',
    }),
  });
  return status === 400;
}

/** Of every process of this machine. */
const commandLines = (): string =>
  fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return fs.readFileSync(`/proc/${pid}/cmdline`, 'latin1');
      } catch {
        return ''; // it has just ended
      }
    })
    .join('\n');

/** Settings, database and logs of a profile, by name; the browser's own profile is its own affair. */
const filesOf = (profile: string): [string, string][] =>
  fs
    .readdirSync(profile, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('/browser'))
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .map((file) => [path.relative(profile, file), fs.readFileSync(file, 'latin1')]);

test(
  'a link that finds the app closed starts it, and the sign-in goes on where it was',
  wholePath,
  async ({ launch, simulators, desktop: { relay, browser }, profile }) => {
    const first = await launch(relay.launch(simulators));
    await beginInBrowser(first.page, inBrowser);
    await (await browser.page()).getByRole('link', { name: 'Authorize' }).waitFor();
    await first.close();
    await consent(browser);

    // The desktop's own handler has started the app; nobody drives that window, so its files are looked at.
    const lock = path.join(profile, 'stand-in.lock');
    const accounts = path.join(profile, 'accounts.json');
    await expect
      .poll(() => (fs.existsSync(accounts) ? fs.readFileSync(accounts, 'utf8') : ''))
      .toContain('"aircall-oauth"');
    await expect
      .poll(() => tokenInKeychain(simulators.aircall.url).catch(() => ''))
      .toMatch(/^[0-9a-f]{40}$/);
    const log = path.join(profile, 'logs/switchdeck.log');
    await expect.poll(() => fs.readFileSync(log, 'utf8')).toContain('account.signed-in');
    const started = Number(fs.readFileSync(lock, 'utf8'));
    process.kill(started, 'SIGTERM');
    // Not its lock: an app whose keychain is busy ends without removing that.
    await expect.poll(() => fs.existsSync(`/proc/${String(started)}`)).toBe(false);

    const { page } = await launch(relay.launch(simulators));
    await expect(page.getByRole('grid').getByRole('row').first()).toBeVisible();
    expect(await accountsOf(page)).toMatchObject([{ way: 'aircall-oauth', status: 'signed-in' }]);
  },
);

test.describe('where the browser may not open the app', () => {
  test.use({ links: false });

  test(
    'its page hands over on this computer, also without scripts',
    wholePath,
    async ({ launch, simulators, desktop }) => {
      const { page } = await launch(desktop.relay.launch(simulators));
      await beginInBrowser(page, inBrowser);
      // With scripts the page tries the link first, and the browser's own question about it covers the page.
      const tab = await desktop.browser.page();
      const session = await tab.context().newCDPSession(tab);
      await session.send('Emulation.setScriptExecutionDisabled', { value: true });
      const landing = await consent(desktop.browser);
      await landing.getByRole('link', { name: 'Hand over to Switchdeck' }).click();
      await page.getByRole('button', { name: 'Open the calls' }).click();
      await expect(page.getByRole('grid').getByRole('row').first()).toBeVisible();
    },
  );

  test('its page shows a code to paste', wholePath, async ({ launch, simulators, desktop }) => {
    const { page } = await launch(desktop.relay.launch(simulators));
    await beginInBrowser(page, inBrowser);
    const landing = await consent(desktop.browser);
    const code = (await landing.locator('#code').textContent()) ?? '';
    await page.getByLabel('Code from the page').fill(code);
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await page.getByRole('button', { name: 'Open the calls' }).click();
    await expect(page.getByRole('grid').getByRole('row').first()).toBeVisible();
  });
});

test(
  'a consent that was refused ends the waiting and is told in words',
  wholePath,
  async ({ launch, simulators, desktop: { relay, browser } }) => {
    const { page } = await launch(relay.launch(simulators));
    await beginInBrowser(page, inBrowser);
    await (await browser.page()).getByRole('link', { name: 'Refuse' }).click();
    await expect(page.getByText('The sign-in was declined')).toBeVisible();
    expect(await accountsOf(page)).toEqual([]);
  },
);
