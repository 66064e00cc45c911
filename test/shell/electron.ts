/** What `import … from 'electron'` gives the app's main process: the parts put together and checked as a whole. */
import type * as Electron from 'electron';
import { StandInApp } from './app.ts';
import { Browser } from './browser.ts';
import { StandInWindow } from './browser-window.ts';
import { createClipboard, createDialog, createShell, StandInPowerMonitor, StandInScreen } from './desktop.ts';
import type { Host } from './host.ts';
import { nativeImage } from './image.ts';
import { StandInIpc } from './ipc.ts';
import { launch } from './launch.ts';
import type { ContentsStatics, MenuStatics, NotificationStatics, WindowStatics } from './members.ts';
import { buildMenu, type MenuRoles, StandInMenu, StandInMenuItem } from './menu.ts';
import { createNet } from './net.ts';
import { StandInNotification } from './notification.ts';
import { OpenWindows } from './open-windows.ts';
import { createProtocol } from './protocol.ts';
import { Recorder } from './recorder.ts';
import { Schemes } from './schemes.ts';
import { Sessions } from './sessions.ts';
import { StandInTheme } from './theme.ts';
import { StandInTray } from './tray.ts';
import { wholeContents, wholeWindow } from './wholes.ts';

const windows = new OpenWindows();
const schemes = new Schemes();
export const standIn = new Recorder();

const browser: Browser = new Browser(
  launch,
  { title: () => app.name, profile: () => app.getPath('userData') },
  {
    popup: (target, openerId) => {
      const opener = openerId === null ? windows.focused : windows.ofTarget(openerId);
      void (opener ? opener.contents.popup(target) : browser.refusePage(target));
    },
    changed: ({ targetId, title }) => windows.ofTarget(targetId)?.contents.titled(title),
    gone: (targetId) => windows.ofTarget(targetId)?.closedByBrowser(),
    closed: () => {
      for (const window of windows.all) window.closedByBrowser();
      app.quit();
    },
  },
);
export const app = new StandInApp(launch, {
  closeWindows: () => windows.closeAll(),
  killBrowser: () => {
    browser.kill();
  },
  addBrowserSwitch: (text) => {
    browser.addSwitch(text);
  },
  focusWindow: () => windows.all[0]?.focus(),
});

export const protocol = createProtocol(schemes);
export const session = new Sessions(browser, windows, schemes);

function* openPages() {
  for (const { contents } of windows.all) {
    if (contents.cdp !== null) yield contents.cdp;
  }
}
export const nativeTheme = new StandInTheme(openPages);
export const ipcMain = new StandInIpc();
export const net = createNet(schemes);
export const shell = createShell(standIn, launch.headless);
export const clipboard = createClipboard();
export const dialog = createDialog(standIn);
export const screen = new StandInScreen();
export const powerMonitor = new StandInPowerMonitor();

const host: Host = {
  launch,
  app,
  browser,
  ipc: ipcMain,
  theme: nativeTheme,
  sessions: session,
  windows,
};

const windowOrNull = (window: StandInWindow | null | undefined) => (window ? wholeWindow(window) : null);
const contentsOf = (window: StandInWindow | undefined) =>
  window ? wholeContents(window.contents) : undefined;

export class BrowserWindow extends StandInWindow {
  constructor(options?: Electron.BrowserWindowConstructorOptions) {
    super(host, options);
  }
  static getAllWindows = () => windows.all.map(wholeWindow);
  static getFocusedWindow = () => windowOrNull(windows.focused);
  static fromId = (id: number) => windowOrNull(windows.all.find((window) => window.id === id));
  static fromWebContents = (contents: Electron.WebContents) =>
    windowOrNull(windows.all.find((window) => window.webContents === contents));
}

export const webContents: ContentsStatics = {
  getAllWebContents: () => windows.all.map((window) => wholeContents(window.contents)),
  getFocusedWebContents: () => windows.focused?.webContents ?? null,
  fromId: (id) => contentsOf(windows.all.find((window) => window.contents.id === id)),
  fromDevToolsTargetId: (targetId) => contentsOf(windows.ofTarget(targetId)),
};

const roles: MenuRoles = {
  quit: () => {
    app.quit();
  },
  close: () => windows.focused?.close(),
  minimize: () => windows.focused?.minimize(),
};
export class Menu extends StandInMenu {
  static buildFromTemplate: MenuStatics['buildFromTemplate'] = (template) => buildMenu(template, roles);
  static getApplicationMenu = () => standIn.menu;
  static setApplicationMenu = (menu: Electron.Menu | null) => {
    standIn.menu = menu;
  };
}
export class MenuItem extends StandInMenuItem {
  constructor(options: Electron.MenuItemConstructorOptions) {
    super(options, roles);
  }
}
export class Tray extends StandInTray {
  constructor(_image: Electron.NativeImage | string) {
    super();
    standIn.trays.push(this);
  }
}
export class Notification extends StandInNotification {
  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super(options, (shown) => standIn.notifications.push(shown));
  }
  static isSupported = () => true;
}
export { nativeImage };

/** For `run.ts`: the app's main script has been evaluated. */
export const startApp = (): void => {
  app.start();
};

const api = {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  standIn,
  Tray,
  webContents,
} satisfies {
  BrowserWindow: WindowStatics;
  Menu: MenuStatics;
  Notification: NotificationStatics;
  webContents: ContentsStatics;
} & Partial<Record<keyof typeof Electron | 'standIn', unknown>>;

// `import`, `import default` and `require` all get the same thing, as with Electron's own module.
export default api;
export { api as 'module.exports' };
