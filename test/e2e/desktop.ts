import { spawnSync } from 'node:child_process';
import type { Page } from 'playwright';
import type { Account } from '../../domain/account.ts';
import { ask } from './desk.ts';
import { expect, test } from './fixture.ts';
import { type RunningRelay, startRelay } from './relay.ts';
import { installSystemBrowser, type SystemBrowser } from './system-browser.ts';

/** Deep-link scheme, and name in the keychain, of what is no release. */
export const scheme = 'dev.switchdeck';

/** A relay, and a browser that the desktop opens addresses with. */
export interface Desktop {
  readonly relay: RunningRelay;
  readonly browser: SystemBrowser;
}

/** Specs that go through a real browser and the desktop's own handlers. */
export const wholePath = { tag: ['@desktop', '@keychain'] };

/** `links`: whether the browser may open the app by itself, as after "always allow". */
export const desktopTest = test.extend<{ links: boolean; desktop: Desktop }>({
  links: [true, { option: true }],
  desktop: async ({ profile, simulators, links }, use) => {
    const relay = await startRelay(simulators, profile);
    const browser = installSystemBrowser({
      folder: profile,
      trusted: [relay.certificate.spki],
      allowed: links ? [{ origin: relay.origin, scheme }] : [],
    });
    await use({ relay, browser });
    await browser.close();
    await relay.close();
  },
});

/** From the first run to the moment the browser is at work. `way` is the name of its button. */
export async function beginInBrowser(page: Page, way: RegExp): Promise<void> {
  await page.getByRole('button', { name: /^Aircall/ }).click();
  await page.getByRole('button', { name: way }).click();
  await expect(page.getByRole('heading', { name: 'Continue in your browser' })).toBeVisible();
}

/** What `secret-tool`, a program that knows nothing of ours, finds under the app's service. */
export const keychainText = (): string => {
  const found = spawnSync('secret-tool', ['search', '--all', '--unlock', 'service', scheme], {
    encoding: 'utf8',
  });
  return found.stdout + found.stderr;
};

export async function accountsOf(page: Page): Promise<readonly Account[]> {
  const accounts = await ask(page, 'accounts.list', {});
  return accounts.ok ? accounts.value : [];
}
