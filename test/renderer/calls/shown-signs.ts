import type { Page } from 'playwright';

/** What the signs of the rows of calls say. */
export const shownSigns = (page: Page): Promise<string[]> =>
  page
    .locator('[data-row] .call-sign[role="img"]')
    .evaluateAll((signs) => signs.map((sign) => sign.getAttribute('aria-label') ?? ''));
