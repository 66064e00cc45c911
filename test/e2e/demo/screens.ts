import type { Page } from 'playwright';
import { type Desk, type Look, looks, type Step, visit, wear, wordsOf } from './desk.ts';
import { loneNumber, tellingCall } from './showpieces.ts';

/** What the app opens with, and room for a long page. */
export const usualWindow = { width: 1240, height: 800 } as const;
const tallWindow = { width: 1240, height: 1560 } as const;

const firstCall = ({ page }: Desk) => page.locator('[data-row="0"]:not(.call-row-waiting)');

const showCalls = async (desk: Desk, look: Look): Promise<void> => {
  await visit(desk.page, look.language, 'calls');
  await firstCall(desk).waitFor();
};

interface Shown {
  readonly name: string;
  readonly show: (desk: Desk, look: Look) => Promise<void>;
  /** Puts back what the next picture would trip over. */
  readonly leave?: (desk: Desk, look: Look) => Promise<void>;
}

const escape = async ({ page }: Desk): Promise<void> => page.keyboard.press('Escape');

const clearSearch = async ({ page }: Desk, { language }: Look): Promise<void> =>
  page.getByRole('button', { name: wordsOf(language).common.frame.clearSearch }).click();

/** Scrolls the list until a row far down it exists, and chooses it. */
async function openRow(page: Page, row: number): Promise<void> {
  const wanted = page.locator(`[data-row="${String(row)}"]:not(.call-row-waiting)`);
  await page.getByRole('grid').focus();
  await page.keyboard.press('Home');
  for (let steps = 0; steps < row; steps += 1) await page.keyboard.press('j');
  await wanted.click();
}

/** Opens a filter's list. */
const openFilter = async ({ page }: Desk, { language }: Look, filter: 'agent' | 'outcome'): Promise<void> => {
  const { filters } = wordsOf(language).calls;
  const bar = page.getByRole('group', { name: filters.label });
  await bar.getByRole('button', { name: filters[filter] }).click();
  await page.getByRole('option').first().waitFor();
};

/** A part of the switchboard other than its people. */
const switchboardTable = (part: 'lines' | 'groups'): Shown => ({
  name: `switchboard-${part}`,
  show: async ({ page }, { language }) => {
    const words = wordsOf(language).switchboard;
    await visit(page, language, 'switchboard');
    await page.getByText(words.parts[part]).click();
    await page.getByRole('table').getByRole('row').nth(2).waitFor();
  },
  leave: async ({ page }, { language }) =>
    page.getByText(new RegExp(`^${wordsOf(language).switchboard.parts.people} `, 'u')).click(),
});

const screens: readonly Shown[] = [
  { name: 'calls', show: showCalls },
  {
    name: 'call-detail',
    show: async (desk, look) => {
      await showCalls(desk, look);
      await openRow(desk.page, await tellingCall(desk.page));
      const { label, story } = wordsOf(look.language).calls.detail;
      const pane = desk.page.getByRole('complementary', { name: label });
      await pane.getByRole('heading', { name: story }).waitFor();
    },
    leave: async ({ page }, { language }) => {
      await page.getByRole('button', { name: wordsOf(language).calls.detail.close }).click();
      await page.keyboard.press('Home');
    },
  },
  {
    name: 'filters',
    show: async (desk, look) => {
      await showCalls(desk, look);
      await openFilter(desk, look, 'outcome');
    },
    leave: escape,
  },
  {
    name: 'missed',
    show: async (desk, look) => {
      await visit(desk.page, look.language, 'missed');
      await firstCall(desk).waitFor();
    },
  },
  {
    name: 'switchboard',
    show: async ({ page }, { language }) => {
      await visit(page, language, 'switchboard');
      await page.locator('[data-presence="on-call"]').first().waitFor();
    },
  },
  {
    name: 'accounts',
    show: async ({ page, simulators }, { language }) => {
      await visit(page, language, 'accounts');
      await page.getByText(simulators.voipex.email).first().waitFor();
      await page.setViewportSize(tallWindow); // all accounts at once
    },
    leave: async ({ page }) => page.setViewportSize(usualWindow),
  },
  {
    name: 'settings',
    show: async ({ page }, { language }) => {
      await visit(page, language, 'settings');
      await page.getByRole('heading', { name: wordsOf(language).settings.title }).waitFor();
    },
  },
  {
    name: 'commands',
    show: async (desk, look) => {
      await showCalls(desk, look);
      await desk.page.keyboard.press('ControlOrMeta+k');
      await desk.page.getByRole('option').first().waitFor();
    },
    leave: escape,
  },
];

/** Shown in one language and theme of each kind: what they add is the same in the others. */
const details: readonly Shown[] = [
  switchboardTable('lines'),
  switchboardTable('groups'),
  {
    name: 'calls-of-an-agent',
    show: async (desk, look) => {
      await showCalls(desk, look);
      await openFilter(desk, look, 'agent');
      await desk.page.getByRole('option').nth(3).click();
      await desk.page.keyboard.press('Escape');
      await desk.page.getByRole('listbox').waitFor({ state: 'hidden' });
      await firstCall(desk).waitFor();
    },
    leave: async ({ page }, { language }) =>
      page.getByRole('button', { name: wordsOf(language).calls.filters.clear }).click(),
  },
  {
    name: 'one-call',
    show: async (desk, look) => {
      await showCalls(desk, look);
      const { search } = wordsOf(look.language).common.frame;
      await desk.page.getByRole('combobox', { name: search }).fill(await loneNumber(desk.page));
      await desk.page.locator('.calls-total', { hasText: /^1\s/u }).waitFor();
      await firstCall(desk).waitFor();
    },
    leave: clearSearch,
  },
  {
    name: 'calls-compact',
    show: async (desk, look) => {
      await setDensity(desk.page, 'compact');
      await showCalls(desk, look);
      await desk.page.locator('[data-density="compact"]').first().waitFor();
    },
    leave: async ({ page }) => setDensity(page, 'comfortable'),
  },
];

async function setDensity(page: Page, density: 'compact' | 'comfortable'): Promise<void> {
  await page.evaluate(async (wanted) => {
    const reply = await window.switchdeck.operations['settings.write']({ density: wanted });
    if (!reply.ok) throw new Error(`The settings were refused: ${reply.failure.code}`);
  }, density);
}

const pictureOf =
  (look: Look) =>
  ({ name, show, leave }: Shown): Step => ({
    title: `${name}, ${look.language}, ${look.theme}`,
    run: async (desk) => {
      await wear(desk.page, look);
      await show(desk, look);
      await desk.album.take(desk.page, `${name}-${look.language}-${look.theme}`);
      await leave?.(desk, look);
    },
  });

/** Every main screen in both languages and both themes, then some more of them in two of the four. */
export const mainScreens: readonly Step[] = [
  {
    title: 'The last notice has gone',
    run: async ({ page }) => {
      await page.waitForFunction(() => document.querySelector('.mantine-Notification-root') === null);
    },
  },
  ...looks.flatMap((look) => screens.map(pictureOf(look))),
  ...[{ language: 'en', theme: 'light' } as const, { language: 'cs', theme: 'dark' } as const].flatMap(
    (look) => details.map(pictureOf(look)),
  ),
];
