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

/**
 * A browser at the page as it ships, with a fresh context for each test of the file that calls this. A test fails
 * when the page threw, logged an error or broke its content policy.
 */
export function useVisits(): Visits {
  // A limit for a machine that is busy with other things, not an expectation.
  vi.setConfig({ testTimeout: 90_000 });
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[] = [];

  beforeAll(async () => {
    browser = await chromium.connect(inject('browserEndpoint'));
  });
  afterAll(async () => {
    await browser.close();
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

  return {
    get page() {
      return page;
    },
    open: async (query) => {
      // A change of the fragment alone would not load the page again.
      await page.goto('about:blank');
      await page.goto(`${inject('pageUrl')}/?${query}`);
      await page.waitForSelector('h1');
    },
    violations: async () => {
      const { violations } = await new AxeBuilder({ page })
        // The page has no frames, so no second page is needed to gather what axe found; nor do passes matter.
        .setLegacyMode(true)
        .options({ runOnly: { type: 'tag', values: [...axeTags] }, resultTypes: ['violations'] })
        .analyze();
      return violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
      );
    },
  };
}
