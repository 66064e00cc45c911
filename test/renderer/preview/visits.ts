import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, vi } from 'vitest';
import type {} from './browser-setup.ts';

declare global {
  interface Window {
    /** Put there by the preview page: what main would send. */
    readonly sendFakeEvent: (name: string, payload: object) => void;
  }
}

export interface Visits {
  /** The page of the running test. */
  readonly page: Page;
  /** Opens a scenario (`scenario=many&lang=cs#/calls`) afresh and waits until the page shows something. */
  readonly open: (query: string) => Promise<void>;
  /** What axe objects to, empty when nothing. */
  readonly violations: () => Promise<string[]>;
}

const axeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Runs in the page. What a tab keeps for itself (`sessionStorage`) goes with it. */
const leftBehind = () => ({
  stored: localStorage.length + document.cookie.length,
  /** Playwright's clock, which stays in all tabs of the context that come after. */
  movedClock: !/\[native code\]/u.test(window.setTimeout.toString()),
});

/**
 * A browser at the page as it ships, with a fresh tab for each test of the file that calls this. A test fails when the
 * page threw, logged an error, broke its content policy or left something for the next one in the browser.
 */
export function useVisits(): Visits {
  // A limit for a machine that is busy with other things, not an expectation.
  vi.setConfig({ testTimeout: 90_000 });
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[] = [];

  const openWindow = async (): Promise<void> => {
    context = await browser.newContext({ viewport: { width: 1180, height: 760 }, reducedMotion: 'reduce' });
    // Holds the window open: without it each test's tab would open a window, which costs as much as the page in it.
    await context.newPage();
  };
  beforeAll(async () => {
    browser = await chromium.connect(inject('browserEndpoint'));
    await openWindow();
  });
  afterAll(async () => {
    await browser.close();
  });
  beforeEach(async () => {
    complaints = [];
    page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
  });
  afterEach(async () => {
    const left = page.url() === 'about:blank' ? null : await page.evaluate(leftBehind);
    await page.close();
    if (left?.movedClock === true) {
      await context.close();
      await openWindow();
    }
    expect(complaints).toEqual([]);
    expect(left?.stored ?? 0, 'what the page stored in the browser').toBe(0);
  });

  return {
    get page() {
      return page;
    },
    open: async (query) => {
      // A change of the fragment alone would not load the page again.
      if (page.url() !== 'about:blank') await page.goto('about:blank');
      await page.goto(`${inject('pageUrl')}/?${query}`);
      await page.waitForSelector('h1');
    },
    violations: async () => {
      // Axe takes words that are scrolled out of sight for hidden ones, so the window is as high as what it shows.
      const hidden = await page.evaluate(() => {
        const screen = document.querySelector('.scrolling-screen');
        return screen ? screen.scrollHeight - screen.clientHeight : 0;
      });
      const size = page.viewportSize();
      if (size && hidden > 0) await page.setViewportSize({ ...size, height: size.height + hidden });
      const { violations } = await new AxeBuilder({ page })
        // The page has no frames, so no second page is needed to gather what axe found; nor do passes matter.
        .setLegacyMode(true)
        .options({ runOnly: { type: 'tag', values: [...axeTags] }, resultTypes: ['violations'] })
        .analyze();
      if (size && hidden > 0) await page.setViewportSize(size);
      return violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
      );
    },
  };
}
