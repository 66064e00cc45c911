import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import type { Size } from './browser.ts';
import { ignoreGone } from './cdp.ts';
import { refusable } from './events.ts';
import type { Host } from './host.ts';
import type { WindowMembers } from './members.ts';
import { StandInContents } from './web-contents.ts';
import { wholeContents } from './wholes.ts';

type WindowState = 'normal' | 'minimized' | 'maximized';

let lastId = 0;

/**
 * Electron's `BrowserWindow`: a page of the browser. With a display the first one is a bare window of its own; without,
 * being shown, hidden or maximised is only remembered. Emits: ready-to-show, show, hide, focus, blur, minimize,
 * restore, maximize, unmaximize, resize, move, close, closed.
 */
export class StandInWindow extends EventEmitter implements WindowMembers {
  readonly id = ++lastId;
  readonly contents: StandInContents;
  readonly webContents: Electron.WebContents;
  readonly #host: Host;
  #bounds: Electron.Rectangle;
  #title: string;
  #visible: boolean;
  #state: WindowState = 'normal';
  #destroyed = false;

  constructor(host: Host, options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    this.#host = host;
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.#bounds = { x, y, width, height };
    this.#title = options.title ?? host.app.name;
    this.#visible = options.show !== false;
    this.contents = new StandInContents(host, this, options.webPreferences ?? {});
    this.webContents = wholeContents(this.contents);
    host.windows.add(this);
    if (this.#visible) host.windows.focused = this;
    this.contents.page.then(() => this.#apply(), ignoreGone);
    // Electron emits these before the constructor returns.
    host.app.emit('web-contents-created', refusable({}), this.contents);
    host.app.emit('browser-window-created', refusable({}), this);
  }

  get size(): Size {
    return { width: this.#bounds.width, height: this.#bounds.height };
  }

  loadURL(url: string): Promise<void> {
    return this.contents.loadURL(url);
  }

  show(): void {
    this.showInactive();
    this.focus();
  }
  showInactive(): void {
    if (this.#visible) return;
    this.#visible = true;
    this.emit('show');
    this.#apply();
  }
  hide(): void {
    if (!this.#visible) return;
    this.#visible = false;
    this.emit('hide');
    this.#apply();
  }
  focus(): void {
    if (this.#host.windows.focused !== this) {
      this.#host.windows.focused = this;
      this.emit('focus');
    }
    this.contents.focus();
  }
  blur(): void {
    if (this.#host.windows.focused === this) this.#host.windows.focused = null;
    this.emit('blur');
  }
  minimize(): void {
    this.#enter('minimized', 'minimize');
  }
  restore(): void {
    this.#enter('normal', 'restore');
  }
  maximize(): void {
    this.#enter('maximized', 'maximize');
  }
  unmaximize(): void {
    this.#enter('normal', 'unmaximize');
  }

  isVisible(): boolean {
    return this.#visible;
  }
  isFocused(): boolean {
    return this.#host.windows.focused === this;
  }
  isMinimized(): boolean {
    return this.#state === 'minimized';
  }
  isMaximized(): boolean {
    return this.#state === 'maximized';
  }
  isFullScreen(): boolean {
    return false;
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }

  getBounds(): Electron.Rectangle {
    return { ...this.#bounds };
  }
  getNormalBounds(): Electron.Rectangle {
    return this.getBounds();
  }
  getSize(): number[] {
    return [this.#bounds.width, this.#bounds.height];
  }
  getContentSize(): number[] {
    return this.getSize();
  }
  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }
  setBounds(bounds: Partial<Electron.Rectangle>): void {
    const before = this.#bounds;
    this.#bounds = { ...before, ...bounds };
    const { x, y, width, height } = this.#bounds;
    if (width !== before.width || height !== before.height) this.emit('resize');
    if (x !== before.x || y !== before.y) this.emit('move');
    this.#apply();
  }

  getTitle(): string {
    return this.#title;
  }
  setTitle(title: string): void {
    this.#title = title;
  }
  /** The page paints its own background. */
  setBackgroundColor(): void {
    return;
  }
  /** There is no menu bar. */
  setMenuBarVisibility(): void {
    return;
  }
  flashFrame(): void {
    return;
  }

  close(): void {
    this.tryClose();
  }
  /** False when a listener kept the window open. */
  tryClose(): boolean {
    if (this.#destroyed) return true;
    const event = refusable({});
    this.emit('close', event);
    if (event.defaultPrevented) return false;
    this.destroy();
    return true;
  }
  destroy(): void {
    const { browser } = this.#host;
    // It may not have been made yet.
    this.contents.page.then((page) => browser.closePage(page.id), ignoreGone);
    this.#end();
  }

  /** The browser closed the window by itself, as when the user did: too late for a listener to keep it. */
  closedByBrowser(): void {
    if (this.#destroyed) return;
    this.emit('close', refusable({}));
    this.#end();
  }

  #end(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.contents.gone();
    const { windows, app } = this.#host;
    windows.remove(this);
    this.emit('closed');
    if (windows.all.length > 0 || app.isQuitting) return;
    if (!app.emit('window-all-closed')) app.quit();
  }

  #enter(state: WindowState, event: string): void {
    if (state === this.#state) return;
    this.#state = state;
    this.emit(event);
    this.#apply();
  }

  /** Makes the real window what this object says. */
  #apply(): void {
    const { browser, launch } = this.#host;
    const { targetId } = this.contents;
    if (targetId === null || this.#destroyed) return;
    if (launch.headless) {
      void this.contents.page.then((page) => page.resize(this.size));
      return;
    }
    const bounds = { ...this.#bounds };
    const windowState = this.#visible ? this.#state : 'minimized';
    const arrange = async (): Promise<void> => {
      const root = await browser.root();
      const { windowId } = await root.send('Browser.getWindowForTarget', { targetId });
      await root.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'normal' } });
      await root.send('Browser.setWindowBounds', {
        windowId,
        bounds: windowState === 'normal' ? { width: bounds.width, height: bounds.height } : { windowState },
      });
    };
    arrange().catch(ignoreGone);
  }
}
