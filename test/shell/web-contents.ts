import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import type { PageTarget } from './browser.ts';
import type { StandInWindow } from './browser-window.ts';
import type { CdpEvent, CdpSession } from './cdp.ts';
import { refusable } from './events.ts';
import type { Host } from './host.ts';
import { createCodec } from './inpage/codec.ts';
import type { FromPage, ToPage } from './ipc.ts';
import type { ContentsMembers } from './members.ts';
import { Page, type PageListeners } from './page.ts';
import type { Navigation } from './requests.ts';
import type { StandInSession } from './session.ts';
import { StandInFrame } from './web-frame.ts';
import { wholeContents, wholeFrame, wholeSession } from './wholes.ts';

type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];

const codec = createCodec();
let lastId = 0;

/**
 * Electron's `WebContents`. Emits: will-navigate, will-frame-navigate, will-redirect, did-navigate,
 * did-navigate-in-page, dom-ready, did-finish-load, did-fail-load, page-title-updated, console-message,
 * preload-error, render-process-gone, destroyed. Never before-input-event or will-attach-webview.
 */
export class StandInContents extends EventEmitter implements ContentsMembers {
  readonly id = ++lastId;
  readonly session: Electron.Session;
  readonly ownSession: StandInSession;
  readonly mainFrame: Electron.WebFrameMain;
  readonly window: StandInWindow;
  readonly #host: Host;
  readonly #preferences: Electron.WebPreferences;
  readonly #page: Promise<Page>;
  #shown: Page | null = null;
  #url = '';
  #title = '';
  #loading = false;
  #destroyed = false;
  /** Address that the app itself is loading, for which no one is asked. */
  #wanted: string | null = null;
  #openHandler: OpenHandler = () => ({ action: 'deny' });
  #asked: CdpEvent<'Page.windowOpen'>[] = [];

  constructor(host: Host, window: StandInWindow, preferences: Electron.WebPreferences) {
    super();
    this.#host = host;
    this.window = window;
    this.#preferences = preferences;
    this.ownSession = host.sessions.of(preferences);
    this.session = wholeSession(this.ownSession);
    this.mainFrame = wholeFrame(new StandInFrame(this));
    this.#page = this.#open();
    this.#page.catch((error: unknown) => {
      console.error('[stand-in] No window could be opened:', error);
      host.app.exit(1);
    });
  }

  get targetId(): string | null {
    return this.#shown?.id ?? null;
  }
  /** The page's debugging session, null before there is a page. */
  get cdp(): CdpSession | null {
    return this.#shown?.session ?? null;
  }
  /** The page once it can be talked to. */
  get page(): Promise<Page> {
    return this.#page;
  }

  async #open(): Promise<Page> {
    const { browser, launch, theme } = this.#host;
    const context = await this.ownSession.context();
    const target: PageTarget = await browser.createPage(this.window.size, context);
    const page = new Page(target, this.#listeners());
    this.#shown = page;
    await page.prepare({
      preload: this.#preferences.preload ?? null,
      versions: {
        electron: launch.electronVersion,
        node: process.versions.node,
        platform: process.platform,
        arch: process.arch,
      },
      size: launch.headless ? this.window.size : null,
    });
    await theme.apply(page.session);
    this.ownSession.applyPermissions();
    return page;
  }

  #listeners(): PageListeners {
    return {
      schemes: this.ownSession.schemes,
      allowsNavigation: (navigation) => this.#allows(navigation),
      navigated: (url) => {
        this.#url = url;
        if (this.#shown) void this.#host.theme.apply(this.#shown.session);
        this.emit('did-navigate', refusable({}), url, 200, 'OK');
      },
      movedWithin: (url) => {
        this.#url = url;
        this.emit('did-navigate-in-page', refusable({}), url, true);
      },
      painted: () => {
        this.window.emit('ready-to-show');
      },
      domReady: () => {
        this.emit('dom-ready');
      },
      loaded: () => {
        this.#loading = false;
        this.emit('did-finish-load');
      },
      message: (message) => {
        void this.#take(message);
      },
      logged: (level, message) => {
        this.emit('console-message', refusable({ level, message, frame: this.mainFrame }));
      },
      windowAsked: (asked) => {
        this.#asked.push(asked);
        this.emit('stand-in:window-asked');
      },
      crashed: () => {
        const details = { reason: 'crashed', exitCode: 1 };
        this.emit('render-process-gone', refusable({}), details);
        this.#host.app.emit('render-process-gone', refusable({}), this, details);
      },
    };
  }

  #allows({ url, isMainFrame, isRedirect }: Navigation): boolean {
    if (isMainFrame && url === this.#wanted) return true;
    const frame = isMainFrame ? this.mainFrame : null;
    const event = refusable({ url, isMainFrame, isSameDocument: false, frame, initiator: frame });
    if (isRedirect) {
      this.emit('will-redirect', event, url, false, isMainFrame);
    } else {
      this.emit('will-frame-navigate', event);
      if (isMainFrame) this.emit('will-navigate', event, url, false, true);
    }
    return !event.defaultPrevented;
  }

  async #take(message: FromPage): Promise<void> {
    if (message.kind === 'preload-error') {
      this.emit('preload-error', refusable({}), this.#preferences.preload ?? '', new Error(message.stack));
      return;
    }
    const event = refusable({
      type: 'frame' as const,
      sender: wholeContents(this),
      senderFrame: this.mainFrame,
      frameId: 1,
      processId: 1,
    });
    if (message.kind === 'send') {
      const values = codec.decode(message.values);
      this.#host.ipc.emit(message.channel, event, ...(Array.isArray(values) ? (values as unknown[]) : [])); // elements of any kind
      return;
    }
    this.#post(await this.#host.ipc.answer(message, event, codec));
  }

  #post(message: ToPage): void {
    if (!this.#destroyed) this.#shown?.post(message);
  }

  send(channel: string, ...values: unknown[]): void {
    this.#post({ kind: 'event', channel, values: codec.encode(values) });
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.#page;
    this.#loading = true;
    this.#wanted = url;
    const settled = Promise.withResolvers<undefined>();
    const finished = (): void => settled.resolve(undefined);
    const ended = (): void => settled.reject(new Error(`ERR_ABORTED loading '${url}'`));
    this.once('did-finish-load', finished);
    this.once('destroyed', ended);
    try {
      await page.navigate(url);
      await settled.promise;
    } catch (error) {
      this.#loading = false;
      const why = error instanceof Error ? error.message : String(error);
      this.emit('did-fail-load', refusable({}), -2, why, url, true);
      throw error;
    } finally {
      this.#wanted = null;
      this.off('did-finish-load', finished);
      this.off('destroyed', ended);
    }
  }

  reload(): void {
    this.#wanted = this.#url;
    this.once('did-navigate', () => {
      this.#wanted = null;
    });
    this.#shown?.reload();
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  /** A page this one opened: the handler decides, and the stand-in can only deny. */
  async popup(target: PageTarget): Promise<void> {
    const asked = this.#asked.shift() ?? (await this.#nextAsked());
    const answer = this.#openHandler({
      url: this.ownSession.schemes.fromBrowser(asked?.url ?? 'about:blank'),
      frameName: asked?.windowName ?? '',
      features: (asked?.windowFeatures ?? []).join(','),
      disposition: 'new-window',
      referrer: { url: this.#url, policy: 'default' },
    });
    if (answer.action === 'allow')
      console.error('[stand-in] It has no second windows: window.open is denied.');
    await this.#host.browser.refusePage(target);
  }

  /** The page's own report of what it opens may come after the browser's; some ways to open have none. */
  async #nextAsked(): Promise<CdpEvent<'Page.windowOpen'> | undefined> {
    const reported = Promise.withResolvers<undefined>();
    this.once('stand-in:window-asked', reported.resolve);
    const timer = setTimeout(reported.resolve, 200);
    await reported.promise;
    clearTimeout(timer);
    return this.#asked.shift();
  }

  getURL(): string {
    return this.#url;
  }
  getTitle(): string {
    return this.#title;
  }
  isLoading(): boolean {
    return this.#loading;
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  isFocused(): boolean {
    return this.window.isFocused();
  }
  focus(): void {
    this.#shown?.bringToFront();
  }
  /** Not among Electron's declarations, but Electron has it, and specs look at it. */
  getLastWebPreferences(): Electron.WebPreferences {
    return this.#preferences;
  }
  close(): void {
    this.window.close();
  }
  /** Not needed here: any debugging client can attach to the page. */
  openDevTools(): void {
    return;
  }
  /** Zoom is not imitated. */
  setZoomLevel(): void {
    return;
  }
  setZoomFactor(): void {
    return;
  }

  /** The browser's news about the page's title. */
  titled(title: string): void {
    if (title === this.#title) return;
    this.#title = title;
    this.emit('page-title-updated', refusable({}), title, true);
  }

  /** The page no longer exists. */
  gone(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.emit('destroyed');
  }
}
