import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { launchChromium } from './preview/chromium.ts';
import { type Preview, serveBuilt } from './preview/serve.ts';

// A bundle is built and a browser runs: minutes on a busy machine, which is no failure.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 180_000 });

let preview: Preview;
let browser: Browser;
let context: BrowserContext;
let page: Page;
/** What the browser complained about: script errors, and everything the content policy refused. */
let complaints: string[];

beforeAll(async () => {
  [preview, browser] = await Promise.all([serveBuilt(), launchChromium()]);
});
afterAll(async () => {
  await browser.close();
  await preview.close();
});
beforeEach(async () => {
  complaints = [];
  context = await browser.newContext({ viewport: { width: 1180, height: 760 }, reducedMotion: 'reduce' });
  page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
});
afterEach(async () => {
  await context.close();
  expect(complaints).toEqual([]);
});

/** Opens a scenario afresh and waits until the page shows something. */
async function open(query: string): Promise<void> {
  // A change of the fragment alone would not load the page again.
  await page.goto('about:blank');
  await page.goto(`${preview.url}/?${query}`);
  await page.waitForSelector('h1');
}

async function violations(): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

const looks = ['lang=cs&theme=light', 'lang=cs&theme=dark', 'lang=en&theme=light', 'lang=en&theme=dark'];
const screens = [
  'scenario=everyday#/calls',
  'scenario=everyday#/missed',
  'scenario=everyday#/switchboard',
  'scenario=stale#/accounts',
  'scenario=everyday&keptAside=settings-1.json#/settings',
  'scenario=first-run',
];
const states = [
  'scenario=first-run&secrets=memory:not-installed',
  'scenario=first-pull#/calls',
  'scenario=empty#/calls',
  'scenario=one-call#/missed',
  'scenario=offline#/switchboard',
  'scenario=error:cache-unavailable#/calls',
  'scenario=error:unexpected#/switchboard',
  'scenario=loading#/calls',
];

// Every screen in every look; the further states once in each language and theme, which finds the same.
const shown = [
  ...looks.flatMap((look) => screens.map((screen) => [look, screen])),
  ...['lang=cs&theme=light', 'lang=en&theme=dark'].flatMap((look) => states.map((state) => [look, state])),
];

describe('axe', () => {
  it.each(shown)('objects to nothing with %s in %s', async (look, scenario) => {
    await open(`${look}&${scenario}`);
    expect(await violations()).toEqual([]);
  });
});

const above: readonly (readonly [string, () => Promise<void>])[] = [
  ['the palette', () => page.keyboard.press('Control+k')],
  ['the shortcut list', () => page.keyboard.press('?')],
  ['the sync state', () => page.click('.sync-state')],
  ['the colour choice', () => page.click('.colour-button >> nth=0')],
  ['the sign-out question', () => page.click('.account-leave >> nth=0')],
  ['the account to add', () => page.click('.screen-head button')],
];

describe.each(['lang=cs&theme=light', 'lang=en&theme=dark'])('above the page with %s', (look) => {
  it.each(above)('%s has nothing that axe objects to', async (_, show) => {
    await open(`${look}#/accounts`);
    await show();
    await page.getByRole('dialog').waitFor();
    expect(await violations()).toEqual([]);
  });
});

describe('the keyboard', () => {
  it('reaches search with / and goes back one step with each Escape', async () => {
    await open('lang=en#/calls');
    await page.keyboard.press('/');
    await page.keyboard.type('Novák');
    const search = page.getByRole('searchbox');
    expect(await search.inputValue()).toBe('Novák');
    await page.keyboard.press('Escape');
    expect(await search.inputValue()).toBe('');
    await page.keyboard.press('Escape');
    expect(await search.evaluate((field) => field === document.activeElement)).toBe(false);
  });

  it('leads from the palette to a screen, an account and a theme', async () => {
    await open('lang=en&theme=light#/calls');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('Settings');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('Dark theme');
    await page.keyboard.press('Enter');
    await page.waitForSelector('html[data-mantine-color-scheme="dark"]');
  });

  it('changes screens with Ctrl and a digit', async () => {
    await open('lang=en#/calls');
    await page.keyboard.press('Control+4');
    await page.getByRole('heading', { name: 'Accounts', level: 1 }).waitFor();
  });

  it('leaves letters alone when single-key shortcuts are switched off', async () => {
    await open('lang=en#/settings');
    await page.getByRole('switch', { name: 'Shortcuts with a single key' }).press('Space');
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('?');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: 'Commands' }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(1);
  });

  it('gives the focus back when a dialog closes', async () => {
    await open('lang=en#/accounts');
    await page.getByRole('button', { name: 'Add account' }).press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.textContent === 'Add account');
  });
});

describe('signing in', () => {
  it('empties the secret at once, says why it failed, and moves the focus there', async () => {
    await open('lang=en&scenario=first-run&signin=sign-in-rejected');
    await page.getByRole('button', { name: /^VoIPEX/u }).click();
    await page.getByLabel('E-mail').fill('jan@example.cz');
    await page.locator('[name="password"]').fill('correct horse');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('These details were not accepted').waitFor();
    expect(await page.locator('[name="password"]').inputValue()).toBe('');
    expect(await page.getByLabel('E-mail').inputValue()).toBe('jan@example.cz');
    await page.waitForFunction(() => document.activeElement?.classList.contains('sign-in-failure'));
    expect(await page.content()).not.toContain('correct horse');
    expect(await violations()).toEqual([]);
  });

  it('names an empty field and moves the focus into it', async () => {
    await open('lang=en&scenario=first-run');
    await page.getByRole('button', { name: /^Aircall/u }).click();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Enter the API token.').waitFor();
    expect(await page.getByLabel('API ID').evaluate((field) => field === document.activeElement)).toBe(true);
  });

  it('leads a first run to the progress and on to the calls', async () => {
    await open('lang=cs&scenario=first-run');
    await page.getByRole('button', { name: /^VoIPEX/u }).click();
    await page.getByLabel('E-mail').fill('jan@example.cz');
    await page.locator('[name="password"]').fill('correct horse');
    await page.getByRole('button', { name: 'Přihlásit' }).click();
    await page.getByRole('button', { name: 'Otevřít hovory' }).click();
    await page.getByRole('heading', { level: 1, name: 'Hovory' }).waitFor();
  });
});

describe('the page', () => {
  it('runs under a content policy without inline styles and scripts, and adds no style element', async () => {
    await open('lang=en#/calls');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    expect(await page.locator('style').count()).toBe(0);
  });

  it('says its language and follows a change of it', async () => {
    await open('lang=cs#/settings');
    expect(await page.locator('html').getAttribute('lang')).toBe('cs');
    await page.locator('label', { hasText: /^English$/u }).click();
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  it('follows the system’s theme while it runs', async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    await open('lang=en&theme=system#/calls');
    await page.waitForSelector('html[data-mantine-color-scheme="light"]');
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.waitForSelector('html[data-mantine-color-scheme="dark"]');
  });

  it.each(['calls', 'missed', 'switchboard', 'accounts', 'settings'])(
    'fits %s into the smallest window without scrolling sideways',
    async (screen) => {
      await page.setViewportSize({ width: 720, height: 480 });
      await open(`lang=cs#/${screen}`);
      const wider = await page.evaluate(() =>
        Array.from(document.querySelectorAll('#content, .screen, .scrolling-screen, .rail'))
          .filter((element) => element.scrollWidth > element.clientWidth + 1)
          .map((element) => element.className),
      );
      expect(wider).toEqual([]);
    },
  );

  it('has no target smaller than 24 pixels in its frame', async () => {
    await open('lang=en#/accounts');
    const small = await page.locator('button:visible, [role="radio"]:visible').evaluateAll((targets) =>
      targets
        .map((target) => ({ name: target.textContent, box: target.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 1 && (box.width < 24 || box.height < 24))
        .map(({ name }) => name),
    );
    expect(small).toEqual([]);
  });
});
