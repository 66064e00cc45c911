import type { Locator, Page } from 'playwright';
import { expect } from 'playwright/test';

/** More stops than any screen has: who goes round all of them and does not come by cannot get there. */
const mostStops = 150;

/** Presses Tab until the focus is there, as somebody without a mouse has to. Fails where no number of presses leads. */
export async function tabTo(page: Page, wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(wanted).toBeVisible();
  const isThere = (): Promise<boolean> => wanted.evaluate((element) => element === document.activeElement);
  for (let stops = 0; stops < mostStops; stops += 1) {
    if (await isThere()) return;
    await page.keyboard.press(key);
  }
  throw new Error(`No number of presses of ${key} leads to ${String(wanted)}`);
}

/** Goes there by Tab and presses Enter. */
export async function enter(page: Page, wanted: Locator): Promise<void> {
  await tabTo(page, wanted);
  await page.keyboard.press('Enter');
}
