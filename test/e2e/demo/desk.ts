import type { Page } from 'playwright';
import { cs, en } from '../../../renderer/i18n/resources.ts';
import type { Simulators } from '../../simulators/index.ts';
import type { AircallSimulator } from '../../simulators/aircall/index.ts';
import type { Album } from './album.ts';

/** How the page looks and speaks. */
export interface Look {
  readonly language: 'en' | 'cs';
  readonly theme: 'light' | 'dark';
}

export const looks: readonly Look[] = [
  { language: 'en', theme: 'light' },
  { language: 'en', theme: 'dark' },
  { language: 'cs', theme: 'light' },
  { language: 'cs', theme: 'dark' },
];

export const english: Look = { language: 'en', theme: 'light' };
/** For what needs no more than one picture of each language and each theme. */
export const twoLooks: readonly Look[] = [english, { language: 'cs', theme: 'dark' }];

/** The page's own dictionary: the walk reads the screen in the language it has just chosen. */
export const wordsOf = (language: Look['language']) => (language === 'cs' ? cs : en);

/** What a step has at hand. */
export interface Desk {
  readonly page: Page;
  readonly simulators: Simulators;
  /** Another company at the same Aircall. */
  readonly branch: AircallSimulator;
  readonly album: Album;
  /** Takes all phone systems off the network, for good. */
  readonly disconnect: () => Promise<void>;
}

/** One thing the demo does and shows. */
export interface Step<Needs = Desk> {
  readonly title: string;
  readonly run: (desk: Needs) => Promise<void>;
}

/** Goes to a screen by the rail. */
export async function visit(
  page: Page,
  language: Look['language'],
  screen: keyof typeof en.common.screens,
): Promise<void> {
  const { screens, frame } = wordsOf(language).common;
  const rail = page.getByRole('navigation', { name: frame.navigation });
  await rail.getByRole('button', { name: new RegExp(`^${screens[screen]}`, 'u') }).click();
}

/** Changes language and theme through the settings, and waits until the page has followed. */
export async function wear(page: Page, { language, theme }: Look): Promise<void> {
  await page.evaluate(
    async (look) => {
      const reply = await window.switchdeck.operations['settings.write'](look);
      if (!reply.ok) throw new Error(`The settings were refused: ${reply.failure.code}`);
    },
    { language, theme },
  );
  await page.locator(`html[lang="${language}"][data-mantine-color-scheme="${theme}"]`).waitFor();
}

/** A notice keeps the language it was given in. */
const hideNotices = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const notice of document.querySelectorAll('.mantine-Notification-root'))
      if (notice instanceof HTMLElement) notice.style.visibility = 'hidden';
  });

/** Pictures of what is on screen, which stays as it is, in several looks; English and light again at the end. */
export async function inLooks({ page, album }: Desk, name: string, wanted = looks): Promise<void> {
  for (const look of wanted) {
    await wear(page, look);
    await hideNotices(page);
    await album.take(page, `${name}-${look.language}-${look.theme}`);
  }
  await wear(page, english);
}
