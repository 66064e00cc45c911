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

/**
 * What the query cache holds of readings and of mutations, found from the page's root on as the developer tools of
 * React find it. As text for the browser: it walks values that have no types.
 */
const cacheAsText = `(() => {
  const root = document.getElementById('root');
  let fiber = root[Object.keys(root).find((key) => key.startsWith('__reactContainer'))];
  while (fiber && !fiber.memoizedProps?.client) fiber = fiber.child;
  const { client } = fiber.memoizedProps;
  const held = [...client.getQueryCache().getAll(), ...client.getMutationCache().getAll()];
  return JSON.stringify(held.map(({ queryKey, state }) => [queryKey, state]));
})()`;

/** Everything a page holds that a secret could be found in: what it shows, what is typed, stored and remembered. */
export async function everythingIn(page: Page): Promise<string> {
  const remembered = await page.evaluate<string>(cacheAsText);
  if (!remembered.includes('signIn.attempt')) throw new Error('The query cache was not found.');
  const shown = await page.evaluate(() => {
    const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea');
    return [
      document.documentElement.outerHTML,
      ...[...fields].map(({ value }) => value),
      window.location.href,
      JSON.stringify(Object.entries(window.localStorage)),
      JSON.stringify(Object.entries(window.sessionStorage)),
    ].join('\n');
  });
  return `${remembered}\n${shown}`;
}
