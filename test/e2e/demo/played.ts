import type { Browser, Page } from 'playwright';
import { launchChromium } from '../../renderer/preview/chromium.ts';
import { serveBuilt } from '../../renderer/preview/serve.ts';
import type { Album } from './album.ts';
import { type Look, twoLooks } from './desk.ts';
import { usualWindow } from './screens.ts';

/** A moment that lasts minutes or a second in the app, or needs a million calls: played to the page by a fake bridge. */
interface Moment {
  readonly name: string;
  /** See `test/renderer/preview/scenario.ts`. */
  readonly scenario: string;
  readonly screen: 'calls' | 'missed' | 'accounts' | 'settings';
  readonly then?: (page: Page) => Promise<void>;
}

const openSync = async (page: Page): Promise<void> => {
  await page.locator('.sync-state').click();
  await page.locator('.sync-account').first().waitFor();
};

const moments: readonly Moment[] = [
  { name: 'million', scenario: 'scenario=many&views=5', screen: 'calls' },
  { name: 'counting', scenario: 'counting&views=5', screen: 'calls' },
  { name: 'one-call-ever', scenario: 'scenario=one-call', screen: 'calls' },
  { name: 'first-pull', scenario: 'scenario=first-pull', screen: 'calls' },
  { name: 'history', scenario: 'scenario=history', screen: 'calls', then: openSync },
  { name: 'history-waiting', scenario: 'scenario=waiting', screen: 'calls', then: openSync },
  { name: 'history-paused', scenario: 'scenario=paused', screen: 'accounts' },
  { name: 'history-quiet', scenario: 'scenario=work-hours', screen: 'calls', then: openSync },
  {
    name: 'quiet-hours',
    scenario: 'scenario=work-hours',
    screen: 'settings',
    then: async (page) => page.locator('.quiet-fields').scrollIntoViewIfNeeded(),
  },
  { name: 'export-running', scenario: 'export=running', screen: 'calls' },
  { name: 'export-done', scenario: 'export=done', screen: 'missed' },
  { name: 'export-failed', scenario: 'export=failed', screen: 'calls' },
];

async function playOne(browser: Browser, url: string, album: Album, moment: Moment, look: Look) {
  // A page of its own each time: what one moment leaves behind is nothing to the next.
  const page = await browser.newPage({ viewport: usualWindow });
  const { language, theme } = look;
  await page.goto(`${url}/?${moment.scenario}&lang=${language}&theme=${theme}#/${moment.screen}`);
  await page.locator('#content .screen > *').first().waitFor();
  if (moment.screen === 'calls' || moment.screen === 'missed')
    await page.locator('[data-row="0"]:not(.call-row-waiting)').waitFor();
  await moment.then?.(page);
  await page.evaluate(() => document.fonts.ready);
  await album.take(page, `played-${moment.name}-${language}-${theme}`);
  await page.close();
}

/** Pictures of moments that a walk through the app cannot wait for. Returns how many failed. */
export async function playMoments(album: Album): Promise<number> {
  const preview = await serveBuilt();
  const browser = await launchChromium();
  let failed = 0;
  for (const moment of moments) {
    try {
      for (const look of twoLooks) await playOne(browser, preview.url, album, moment, look);
      console.log(`  ✓ ${moment.name}, played`);
    } catch (error) {
      failed += 1;
      console.error(
        `  ✗ ${moment.name}, played\n    ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
  await browser.close();
  await preview.close();
  return failed;
}
