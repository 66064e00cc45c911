import type { Page } from 'playwright';
import type { Failure } from '../../../domain/failure.ts';
import type { FakeBrowser } from '../preview/fake-sign-in.ts';

declare global {
  interface Window {
    /** Put there by the preview page: plays the system browser. */
    readonly fakeSignIn: FakeBrowser;
  }
}

/** The system browser, as the preview plays it for a page. */
export const playedBrowser = (page: () => Page) => ({
  reach: (stage: Parameters<FakeBrowser['reach']>[0]) =>
    page().evaluate((reached) => window.fakeSignIn.reach(reached), stage),
  end: (failure: Failure, providerSaid: string | null = null) =>
    page().evaluate(([why, said]) => window.fakeSignIn.end(why, said), [failure, providerSaid] as const),
  asked: () => page().evaluate(() => [...window.fakeSignIn.asked]),
});

/** Everything a page holds that a secret could be found in: what it shows, what is typed, and what is stored. */
export const everythingIn = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const typed = [
      ...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea'),
    ].map(({ value }) => value);
    return [
      document.documentElement.outerHTML,
      ...typed,
      window.location.href,
      JSON.stringify(Object.entries(window.localStorage)),
      JSON.stringify(Object.entries(window.sessionStorage)),
    ].join('\n');
  });
