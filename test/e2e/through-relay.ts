import type { ElectronApplication, Page } from 'playwright';
import { openOutside } from './demo/outside.ts';
import type { RunningRelay } from './relay.ts';

/**
 * Signs in to Aircall through the relay from the first run, in a browser that the spec leads itself: the code on the
 * relay's page is pasted, so that no desktop is needed. Ends on the call list.
 */
export async function signInThroughRelay(
  app: ElectronApplication,
  page: Page,
  relay: RunningRelay,
): Promise<void> {
  const outside = await openOutside(app, relay);
  if (outside === null) throw new Error('There is no browser to sign in with.');
  try {
    await page.getByRole('button', { name: /^Aircall/ }).click();
    await page.getByRole('button', { name: /^In the browser/ }).click();
    await page.getByRole('button', { name: 'Open the browser again' }).waitFor();
    const tab = await outside.follow({ scripts: false });
    await tab.getByRole('link', { name: 'Authorize' }).click();
    await tab.waitForURL(`${relay.origin}/done`);
    const code = (await tab.locator('#code').textContent()) ?? '';
    await page.getByLabel('Code from the page').fill(code);
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await page.getByRole('button', { name: 'Open the calls' }).click();
  } finally {
    await outside.close();
  }
}
