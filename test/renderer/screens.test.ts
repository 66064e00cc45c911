import { describe, expect, it } from 'vitest';
import { useVisits } from './preview/visits.ts';

const visits = useVisits();
const { open, violations } = visits;

// Each language and each theme once: what axe finds depends on the words or on the colours, never on both.
const looks = ['lang=cs&theme=light', 'lang=en&theme=dark'];
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
  'scenario=first-run&attempt=waiting',
  'scenario=first-run&attempt=rejected',
  'scenario=first-run&draft=AuthScheme=Kerberos;User=a',
  'scenario=first-pull#/calls',
  'scenario=empty#/calls',
  'scenario=one-call#/missed',
  'scenario=offline#/switchboard',
  'scenario=error:cache-unavailable#/calls',
  'scenario=error:unexpected#/switchboard',
  'scenario=loading#/calls',
];

const shown = looks.flatMap((look) => [...screens, ...states].map((screen) => [look, screen]));

describe('axe', () => {
  it.each(shown)('objects to nothing with %s in %s', async (look, scenario) => {
    await open(`${look}&${scenario}`);
    expect(await violations()).toEqual([]);
  });
});

const above: readonly (readonly [string, () => Promise<void>])[] = [
  ['the palette', () => visits.page.keyboard.press('Control+k')],
  ['the shortcut list', () => visits.page.keyboard.press('?')],
  ['the sync state', () => visits.page.click('.sync-state')],
  ['the colour choice', () => visits.page.click('.colour-button >> nth=0')],
  ['the sign-out question', () => visits.page.click('.account-leave >> nth=0')],
  ['the connection string', () => visits.page.click('.screen-head button >> nth=0')],
  ['the account to add', () => visits.page.click('.screen-head button >> nth=1')],
];

describe.each(looks)('above the page with %s', (look) => {
  it.each(above)('%s has nothing that axe objects to', async (_, show) => {
    await open(`${look}#/accounts`);
    await show();
    await visits.page.getByRole('dialog').waitFor();
    expect(await violations()).toEqual([]);
  });
});

describe('the keyboard', () => {
  it('reaches search with / and goes back one step with each Escape', async () => {
    await open('lang=en#/calls');
    await visits.page.keyboard.press('/');
    await visits.page.keyboard.type('Novák');
    const search = visits.page.locator('.search-box input');
    expect(await search.inputValue()).toBe('Novák');
    await visits.page.keyboard.press('Escape');
    expect(await search.inputValue()).toBe('');
    await visits.page.keyboard.press('Escape');
    expect(await search.evaluate((field) => field === document.activeElement)).toBe(false);
  });

  it('leads from the palette to a screen, an account and a theme', async () => {
    await open('lang=en&theme=light#/calls');
    await visits.page.keyboard.press('Control+k');
    await visits.page.getByRole('dialog').getByRole('combobox').fill('Settings');
    await visits.page.keyboard.press('Enter');
    await visits.page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
    await visits.page.keyboard.press('Control+k');
    await visits.page.getByRole('dialog').getByRole('combobox').fill('Dark theme');
    await visits.page.keyboard.press('Enter');
    await visits.page.waitForSelector('html[data-mantine-color-scheme="dark"]');
  });

  it('changes screens with Ctrl and a digit', async () => {
    await open('lang=en#/calls');
    await visits.page.keyboard.press('Control+4');
    await visits.page.getByRole('heading', { name: 'Accounts', level: 1 }).waitFor();
  });

  it('stays with the content when a key changes the screen', async () => {
    await open('lang=en#/calls');
    await visits.page.getByRole('grid').focus();
    await visits.page.keyboard.press('Control+3');
    await visits.page.getByRole('heading', { name: 'Switchboard', level: 1 }).waitFor();
    await visits.page.waitForFunction(() => document.activeElement?.id === 'content');
    await visits.page.keyboard.press('Tab');
    expect(await visits.page.evaluate(() => document.activeElement?.closest('main')?.id)).toBe('content');
    await visits.page.keyboard.press('Control+1');
    await visits.page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'grid');
  });

  it('leaves letters alone when single-key shortcuts are switched off', async () => {
    await open('lang=en#/settings');
    await visits.page.getByRole('switch', { name: 'Shortcuts with a single key' }).press('Space');
    await visits.page.getByRole('heading', { level: 1 }).click();
    await visits.page.keyboard.press('?');
    await visits.page.keyboard.press('Control+k');
    await visits.page.getByRole('dialog', { name: 'Commands' }).waitFor();
    expect(await visits.page.getByRole('dialog').count()).toBe(1);
  });

  it('gives the focus back when a dialog closes', async () => {
    await open('lang=en#/accounts');
    await visits.page.getByRole('button', { name: 'Add account' }).press('Enter');
    await visits.page.getByRole('dialog').waitFor();
    await visits.page.keyboard.press('Escape');
    await visits.page.getByRole('dialog').waitFor({ state: 'detached' });
    await visits.page.waitForFunction(() => document.activeElement?.textContent === 'Add account');
  });
});

describe('signing in', () => {
  it('empties the secret at once, says why it failed, and moves the focus there', async () => {
    await open('lang=en&scenario=first-run&signin=sign-in-rejected');
    await visits.page.getByRole('button', { name: /^VoIPEX/u }).click();
    await visits.page.getByLabel('E-mail').fill('jan@example.cz');
    await visits.page.locator('[name="password"]').fill('correct horse');
    await visits.page.getByRole('button', { name: 'Sign in' }).click();
    await visits.page.getByText('These details were not accepted').waitFor();
    expect(await visits.page.locator('[name="password"]').inputValue()).toBe('');
    expect(await visits.page.getByLabel('E-mail').inputValue()).toBe('jan@example.cz');
    await visits.page.waitForFunction(() => document.activeElement?.classList.contains('sign-in-failure'));
    expect(await visits.page.content()).not.toContain('correct horse');
    expect(await violations()).toEqual([]);
  });

  it('names an empty field and moves the focus into it', async () => {
    await open('lang=en&scenario=first-run');
    await visits.page.getByRole('button', { name: /^Aircall/u }).click();
    await visits.page.getByRole('button', { name: /^With an API ID/u }).click();
    await visits.page.getByRole('button', { name: 'Sign in' }).click();
    await visits.page.getByText('Enter the API token.').waitFor();
    expect(await visits.page.getByLabel('API ID').evaluate((field) => field === document.activeElement)).toBe(
      true,
    );
  });

  it('leads a first run to the progress and on to the calls', async () => {
    await open('lang=cs&scenario=first-run');
    await visits.page.getByRole('button', { name: /^VoIPEX/u }).click();
    await visits.page.getByLabel('E-mail').fill('jan@example.cz');
    await visits.page.locator('[name="password"]').fill('correct horse');
    await visits.page.getByRole('button', { name: 'Přihlásit' }).click();
    await visits.page.getByRole('button', { name: 'Otevřít hovory' }).click();
    await visits.page.getByRole('heading', { level: 1, name: 'Hovory' }).waitFor();
  });
});

describe('the page', () => {
  it('runs under a content policy without inline styles and scripts, and adds no style element', async () => {
    await open('lang=en#/calls');
    await visits.page.keyboard.press('Control+k');
    await visits.page.getByRole('dialog').waitFor();
    expect(await visits.page.locator('style').count()).toBe(0);
  });

  it('says its language and follows a change of it', async () => {
    await open('lang=cs#/settings');
    expect(await visits.page.locator('html').getAttribute('lang')).toBe('cs');
    await visits.page.locator('label', { hasText: /^English$/u }).click();
    await visits.page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
    expect(await visits.page.locator('html').getAttribute('lang')).toBe('en');
  });

  it('follows the system’s theme while it runs', async () => {
    await visits.page.emulateMedia({ colorScheme: 'light' });
    await open('lang=en&theme=system#/calls');
    await visits.page.waitForSelector('html[data-mantine-color-scheme="light"]');
    await visits.page.emulateMedia({ colorScheme: 'dark' });
    await visits.page.waitForSelector('html[data-mantine-color-scheme="dark"]');
  });

  it.each(['calls', 'missed', 'switchboard', 'accounts', 'settings'])(
    'fits %s into the smallest window without scrolling sideways',
    async (screen) => {
      await visits.page.setViewportSize({ width: 720, height: 480 });
      await open(`lang=cs#/${screen}`);
      const wider = await visits.page.evaluate(() =>
        Array.from(document.querySelectorAll('#content, .screen, .scrolling-screen, .rail'))
          .filter((element) => element.scrollWidth > element.clientWidth + 1)
          .map((element) => element.className),
      );
      expect(wider).toEqual([]);
    },
  );

  it('has no target smaller than 24 pixels in its frame', async () => {
    await open('lang=en#/accounts');
    const small = await visits.page.locator('button:visible, [role="radio"]:visible').evaluateAll((targets) =>
      targets
        .map((target) => ({ name: target.textContent, box: target.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 1 && (box.width < 24 || box.height < 24))
        .map(({ name }) => name),
    );
    expect(small).toEqual([]);
  });
});
