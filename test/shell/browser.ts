import fs from 'node:fs';
import path from 'node:path';
import { Cdp, type CdpEvent, type CdpSession, ignoreGone } from './cdp.ts';
import { switchValue } from './command-line.ts';
import { findBrowser, fontSettings, type FoundBrowser } from './find-browser.ts';
import type { Launch } from './launch.ts';

export interface PageTarget {
  readonly id: string;
  readonly session: CdpSession;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What the browser reports beyond answers to its owner's commands. */
export interface BrowserEvents {
  /** A page opened by a page; it stands still until something is decided. */
  popup(target: PageTarget, openerId: string | null): void;
  changed(info: CdpEvent<'Target.targetInfoChanged'>['targetInfo']): void;
  gone(targetId: string): void;
  /** The browser ended without being asked to. */
  closed(): void;
}

const quietFeatures = [
  'HttpsUpgrades',
  'Translate',
  'MediaRouter',
  'OptimizationHints',
  // Our pages have no address of their own, so whatever is on loopback would count as a stranger's network to them.
  'LocalNetworkAccessChecks',
];
const quietSwitches = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-component-update',
  '--disable-background-networking',
  '--disable-sync',
  '--disable-default-apps',
  '--disable-extensions',
  '--password-store=basic',
  '--disable-search-engine-choice-screen',
  '--disable-dev-shm-usage',
  '--disable-session-crashed-bubble',
  '--hide-crash-restore-bubble',
  '--test-type',
  '--log-level=3',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-popup-blocking',
  `--disable-features=${quietFeatures.join(',')}`,
];

/** The Chromium that shows the app's windows; started on first use. */
export class Browser {
  readonly #launch: Launch;
  readonly #title: () => string;
  readonly #profile: () => string;
  readonly #events: BrowserEvents;
  readonly #switches: string[] = [];
  readonly #firstPage = Promise.withResolvers<PageTarget>();
  readonly #attached = new Map<string, PageTarget>();
  #cdp: Promise<Cdp> | null = null;
  #running: Cdp | null = null;
  #firstPageFree: boolean;
  #creating = 0;

  constructor(
    launch: Launch,
    about: { readonly title: () => string; readonly profile: () => string },
    events: BrowserEvents,
  ) {
    this.#launch = launch;
    this.#title = about.title;
    this.#profile = about.profile;
    this.#events = events;
    this.#firstPageFree = !launch.headless;
  }

  /** Takes effect only before the first window, as in Electron. */
  addSwitch(text: string): void {
    this.#switches.push(text);
  }

  /** The browser-wide session; starts the browser when it is not running. */
  async root(): Promise<CdpSession> {
    this.#cdp ??= this.#start();
    return (await this.#cdp).browser;
  }

  /** A profile in memory: nothing of it is shared with other pages or kept. */
  async createContext(): Promise<string> {
    const root = await this.root();
    return (await root.send('Target.createBrowserContext')).browserContextId;
  }

  /** A blank page, standing still: its owner sets it up and then lets it run. `context` null is the run's profile. */
  async createPage(size: Size, context: string | null): Promise<PageTarget> {
    const root = await this.root();
    if (this.#firstPageFree && context === null) {
      this.#firstPageFree = false;
      return this.#firstPage.promise;
    }
    this.#creating += 1;
    try {
      const { targetId } = await root.send('Target.createTarget', {
        url: 'about:blank',
        newWindow: true,
        ...(context === null ? {} : { browserContextId: context }),
        ...size,
      });
      const target = this.#attached.get(targetId); // attaching is reported before creating is answered
      if (!target) throw new Error('The browser did not attach to its new page.');
      return target;
    } finally {
      this.#creating -= 1;
    }
  }

  async closePage(targetId: string): Promise<void> {
    if (this.#running === null) return;
    await this.#running.browser.send('Target.closeTarget', { targetId }).catch(ignoreGone);
  }

  /**
   * Closes a page that stands still before its first step. It must be let go for that, because its opener's script waits
   * for it; that its requests are held keeps it from loading anything meanwhile.
   */
  async refusePage({ id, session }: PageTarget): Promise<void> {
    await Promise.all([
      session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
      session.send('Runtime.runIfWaitingForDebugger'),
    ]).catch(ignoreGone);
    await this.closePage(id);
  }

  /** Ends the browser at once; its `closed` is not reported. */
  kill(): void {
    const running = this.#running;
    this.#running = null;
    running?.kill();
  }

  async #start(): Promise<Cdp> {
    const found = await findBrowser();
    const profile = path.join(this.#profile(), 'Chromium');
    fs.mkdirSync(profile, { recursive: true });
    // Without a window there is nothing to tell the desktop: the browser is kept off its bus.
    const bus = this.#launch.headless ? { DBUS_SESSION_BUS_ADDRESS: 'disabled:' } : {};
    const env = { ...process.env, ...bus, ...fontSettings(found) };
    const cdp = new Cdp(found.executable, this.#arguments(found, profile), env, () => {
      const asked = this.#running === null;
      this.#running = null;
      this.#cdp = null;
      if (!asked) this.#events.closed();
    });
    this.#running = cdp;
    const { browser } = cdp;
    browser.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      this.#attach({ id: targetInfo.targetId, session: cdp.session(sessionId) }, targetInfo.openerId ?? null);
    });
    browser.on('Target.targetInfoChanged', ({ targetInfo }) => {
      this.#events.changed(targetInfo);
    });
    browser.on('Target.targetDestroyed', ({ targetId }) => {
      this.#attached.delete(targetId);
      this.#events.gone(targetId);
    });
    const filter = [{ type: 'page' }];
    await browser.send('Target.setDiscoverTargets', { discover: true, filter });
    await browser.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
      filter,
    });
    return cdp;
  }

  #attach(target: PageTarget, openerId: string | null): void {
    this.#attached.set(target.id, target);
    if (!this.#launch.headless && this.#attached.size === 1) this.#firstPage.resolve(target);
    else if (openerId !== null || this.#creating === 0) this.#events.popup(target, openerId);
  }

  #arguments(found: FoundBrowser, profile: string): readonly string[] {
    const { switches, headless, manifest } = this.#launch;
    const port = switchValue(switches, 'remote-debugging-port');
    // The browser from npm has no setuid helper, and a root user may not use the sandbox at all.
    const unboxed =
      process.getuid?.() === 0 || !found.windows || switchValue(switches, 'no-sandbox') !== undefined;
    // A real address would be loaded before anything can intercept it: the first window starts with an empty page.
    const shape = headless
      ? ['--headless=new', '--no-startup-window']
      : [
          `--class=${manifest.name}`,
          `--app=data:text/html,<title>${encodeURIComponent(this.#title())}</title>`,
        ];
    return [
      `--user-data-dir=${profile}`,
      ...quietSwitches,
      ...(unboxed ? ['--no-sandbox'] : []),
      ...(port === undefined ? [] : [`--remote-debugging-port=${port}`]),
      ...this.#switches,
      ...shape,
    ];
  }
}
