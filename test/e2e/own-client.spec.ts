import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright';
import { accountsOf, desktopTest as test, wholePath } from './desktop.ts';
import { expect } from './fixture.ts';

interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly callbackUrl: string;
}

async function fillOwnClient(page: Page, client: Client): Promise<void> {
  await page.getByRole('button', { name: /^Aircall/ }).click();
  await page.getByRole('button', { name: /^With your own OAuth client/ }).click();
  await page.getByLabel('Client ID').fill(client.clientId);
  await page.getByLabel('Client secret', { exact: true }).fill(client.clientSecret);
  await page.getByLabel('Callback address').fill(client.callbackUrl);
  await page.getByRole('button', { name: 'Continue in the browser' }).click();
  await expect(page.getByRole('heading', { name: 'Continue in your browser' })).toBeVisible();
}

/** A port of this machine that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // It listens on TCP, so the address is no text.
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test(
  'an own client whose callback is this computer comes back by itself',
  wholePath,
  async ({ launch, simulators, desktop: { relay, browser } }) => {
    const { page } = await launch(relay.launch(simulators));
    const { clientId, clientSecret } = simulators.aircall;
    const callbackUrl = `http://127.0.0.1:${String(await freePort())}/callback`;
    await fillOwnClient(page, { clientId, clientSecret, callbackUrl });
    await (await browser.page()).getByRole('link', { name: 'Authorize' }).click();
    await page.getByRole('button', { name: 'Open the calls' }).click();
    await expect(page.getByRole('grid').getByRole('row').first()).toBeVisible();
    expect(await accountsOf(page)).toMatchObject([{ way: 'aircall-own-client', status: 'signed-in' }]);
  },
);

test(
  'an own client whose callback is elsewhere comes back by the pasted address',
  wholePath,
  async ({ launch, simulators, desktop: { relay, browser } }) => {
    const { page } = await launch(relay.launch(simulators));
    const { clientId, clientSecret } = simulators.aircall;
    await fillOwnClient(page, { clientId, clientSecret, callbackUrl: 'https://127.0.0.1:9/our/callback' });
    const tab = await browser.page();
    // Nobody answers there; the address bar has it all the same.
    const left = tab.waitForRequest((request) =>
      request.url().startsWith('https://127.0.0.1:9/our/callback'),
    );
    await tab.getByRole('link', { name: 'Authorize' }).click();
    const address = (await left).url();

    const field = page.getByLabel('Address from the address bar');
    await field.fill(address.replace(/state=[^&]+/, 'state=forged'));
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await expect(page.getByText('This belongs to another sign-in.')).toBeVisible();
    await field.fill(address);
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await page.getByRole('button', { name: 'Open the calls' }).click();
    await expect(page.getByRole('grid').getByRole('row').first()).toBeVisible();
  },
);

test(
  'a wrong client secret is told as such, and nothing is kept',
  wholePath,
  async ({ launch, simulators, desktop: { relay, browser } }) => {
    const { page } = await launch(relay.launch(simulators));
    const callbackUrl = `http://127.0.0.1:${String(await freePort())}/callback`;
    const { clientId } = simulators.aircall;
    await fillOwnClient(page, { clientId, clientSecret: 'wrong-canary-secret', callbackUrl });
    await (await browser.page()).getByRole('link', { name: 'Authorize' }).click();
    await expect(page.getByText('Aircall did not accept the sign-in')).toBeVisible();
    expect(await accountsOf(page)).toEqual([]);
  },
);
