import { type Browser, type BrowserContext, chromium, type ElectronApplication, type Page } from 'playwright';
import { findBrowser, fontSettings } from '../../shell/find-browser.ts';
import { environment } from '../launch.ts';
import type { RunningRelay } from '../relay.ts';
import type { Look } from './desk.ts';

/** What lies outside the app in a sign-in through the browser: the user's browser, and the relay. */
export interface Outside {
  readonly relay: RunningRelay;
  /** A profile of its own, as a user's browser has: the relay ties a sign-in to its cookies. */
  readonly browser: BrowserContext;
  /** Goes where the app has last sent the user's browser. Call when the app says that it waits for it. */
  follow(options?: { readonly scripts: boolean }): Promise<Page>;
  /** An empty tab as somebody with the same cookies but another language and theme would have it. */
  openIn(look: Look): Promise<Page>;
  close(): Promise<void>;
}

const locales = { en: 'en-GB', cs: 'cs-CZ' } as const;
const viewport = { width: 900, height: 1000 } as const;

/**
 * A browser without a window that the demo leads itself, in place of the user's own: a machine without a display has
 * none. From now on the app's requests to open an address end here. Null when there is no browser at all.
 */
export async function openOutside(app: ElectronApplication, relay: RunningRelay): Promise<Outside | null> {
  const browser = await openBrowser(relay);
  if (browser === null) return null;
  const context = await browser.newContext({ locale: locales.en, viewport });
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Reflect.set(globalThis, 'openedByDemo', opened);
    Reflect.set(shell, 'openExternal', (url: string) => {
      opened.push(url);
      return Promise.resolve();
    });
  });
  return {
    relay,
    browser: context,
    async follow({ scripts } = { scripts: true }) {
      // Put there by the call above.
      const address = await app.evaluate(() => (Reflect.get(globalThis, 'openedByDemo') as string[]).pop());
      if (address === undefined) throw new Error('The app has not asked for a browser.');
      for (const page of context.pages()) await page.close();
      const page = await context.newPage();
      const session = await context.newCDPSession(page);
      await session.send('Emulation.setScriptExecutionDisabled', { value: !scripts });
      await page.goto(address);
      return page;
    },
    async openIn({ language, theme }) {
      const storageState = await context.storageState();
      const other = await browser.newContext({
        locale: locales[language],
        colorScheme: theme,
        viewport,
        storageState,
      });
      return other.newPage();
    },
    close: () => browser.close(),
  };
}

async function openBrowser({ certificate }: RunningRelay): Promise<Browser | null> {
  try {
    const found = await findBrowser();
    const unboxed = process.getuid?.() === 0 || !found.windows;
    return await chromium.launch({
      executablePath: found.executable,
      args: [
        ...(unboxed ? ['--no-sandbox'] : []),
        `--ignore-certificate-errors-spki-list=${certificate.spki}`,
      ],
      env: environment(definedIn(fontSettings(found))),
    });
  } catch (error) {
    console.error(`No browser for the sign-ins through one: ${error instanceof Error ? error.message : ''}`);
    return null;
  }
}

const definedIn = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
