import path from 'node:path';
import {
  app,
  clipboard,
  dialog,
  nativeTheme,
  net,
  powerMonitor,
  session,
  shell,
  Menu,
  ipcMain,
} from 'electron';
import { z } from 'zod';
import type { AppFacts } from '../../domain/contract.ts';
import type { Answer } from '../answer.ts';
import { systemClock } from '../clock.ts';
import type { Desk, DeskPorts } from '../desk-ports.ts';
import { createHttp } from '../http.ts';
import { createOpenStream } from '../open-stream.ts';
import type { Inbox } from '../links/arrival.ts';
import type { Log } from '../log.ts';
import type { BusHost } from '../providers/bus-host.ts';
import { openKeptFile, type OpenStore, readKeptFile } from '../settings/kept-file.ts';
import { createBusWindows } from './bus-window.ts';
import { endProcess } from './end-process.ts';
import { serveOperations } from './ipc-server.ts';
import type { Launch } from './launch.ts';
import { claimLinks } from './links.ts';
import { denyPermissions, lockContents } from './locks.ts';
import { createDeskLeaving, type DeskLeaving } from './leave-desk.ts';
import { createLogFile } from './log-file.ts';
import { bringForward, loadPage, openMainWindow } from './main-window.ts';
import { applicationMenu, createTray, type MenuPorts } from './menu.ts';
import { netFetch } from './net-fetch.ts';
import { createNotices } from './notices.ts';
import { servePageFiles } from './page-files.ts';
import { wordsFor } from './words.ts';
import trayIcon from './icons/tray.png?asset';
import windowIcon from './icons/window.png?asset';

/** What the composition outside this folder needs of Electron and of this run. */
export interface ElectronPorts extends Pick<
  DeskPorts,
  | 'log'
  | 'http'
  | 'openStream'
  | 'facts'
  | 'copyText'
  | 'openPage'
  | 'chooseFile'
  | 'revealFile'
  | 'emit'
  | 'inbox'
  | 'goTo'
  | 'showNotice'
  | 'bringForward'
> {
  readonly launch: Launch;
  readonly openStore: OpenStore;
  readonly busHost: BusHost;
  /** The storage worker's entry beside the main bundle. */
  readonly storageWorker: string;
}

/** The desk and what must be closed after it. */
export interface Assembled {
  readonly desk: Desk;
  close(): Promise<void>;
  /** True while a native call holds a thread and may do so for ever. */
  holdsThread(): boolean;
}

export type Assemble = (ports: ElectronPorts) => Promise<Assembled>;

/**
 * All that is not needed to open a window: a window takes a while to come up, in processes of its own, and the desk's
 * code is read meanwhile.
 */
async function readDeskCode(assembling: () => Promise<Assemble>) {
  const [assemble, { createAnswer }, { createEmit }, { default: ElectronStore }] = await Promise.all([
    assembling(),
    import('../answer.ts'),
    import('./page-events.ts'),
    import('electron-store'),
  ]);
  return { assemble, createAnswer, createEmit, ElectronStore };
}

const bundles = path.resolve(import.meta.dirname, '..');
const onlineCheckMs = 5_000;
const KeptWindow = z.object({ state: z.unknown() }).optional();
/** Asking a desktop who opens links can hold this process for as long as starting a program takes: not while it starts. */
const startedMs = 5_000;
const platforms = ['linux', 'darwin', 'win32'] as const;

/** Opens the window, serves the page and starts the desk. Called once, after `ready`. */
export async function startApp(
  launch: Launch,
  inbox: Inbox,
  assembleWith: () => Promise<Assemble>,
): Promise<void> {
  const log = createLogFile(path.join(launch.profile, 'logs'), !app.isPackaged);
  process.on('unhandledRejection', logFailure(log, 'app.bug'));
  // Only looks on: what becomes of the app stays Electron's decision.
  process.on('uncaughtExceptionMonitor', logFailure(log, 'app.bug'));
  log.info('app.started', { version: app.getVersion(), packaged: app.isPackaged });
  denyPermissions(session.defaultSession);
  const busWindows = createBusWindows({ bundles, release: app.getVersion(), log });
  lockContents(log, busWindows.frameOrigin);
  servePageFiles(session.defaultSession, path.join(bundles, 'renderer'));

  let openStore: OpenStore | null = null;
  let quitting = false;
  let keepInTray = true;
  let desk: Desk | null = null;
  let leaving: DeskLeaving | null = null;

  const window = openMainWindow({
    preload: path.join(bundles, 'preload', 'index.cjs'),
    icon: windowIcon,
    keptState: readWindowState(launch.profile, log),
    keepState: (state) => {
      try {
        if (openStore !== null) windowFile(launch.profile, openStore).write({ state });
      } catch (error) {
        logFailure(log, 'window.state-not-kept')(error); // a full disk is no reason to keep a window from closing
      }
    },
    hideOnClose: () => keepInTray && !quitting,
    visibilityChanged: (visible) => desk?.setVisible(visible),
    beforeClose: async () => leaving?.written(),
  });
  const ourPage = () => (window.isDestroyed() ? null : window.webContents);
  // The page is read and run while the desk is put together; what it asks meanwhile is answered right after.
  const answering = Promise.withResolvers<Answer>();
  serveOperations(async (...asked) => {
    const reply = await (await answering.promise)(...asked);
    leaving?.answered(asked[0]);
    return reply;
  }, ourPage);
  const loading = loadPage(window);
  loading.catch(logFailure(log, 'page.not-loaded')); // it is awaited only after the desk, and may fail before

  const { assemble, createAnswer, createEmit, ElectronStore } = await readDeskCode(assembleWith);
  // It serves its folder to any frame over a synchronous channel of its own, once; our page asks through the contract.
  ElectronStore.initRenderer();
  ipcMain.removeAllListeners('electron-store-get-data');
  openStore = (options) => new ElectronStore<Record<string, unknown>>(options);
  const emitToPage = createEmit(ourPage, log);
  let deskRequests = 0;
  leaving = createDeskLeaving(() => {
    deskRequests += 1;
    emitToPage('desk.requested', { sequence: deskRequests });
  }, systemClock);

  let navigations = 0;
  const goTo: DeskPorts['goTo'] = (to) => {
    bringForward(window);
    navigations += 1;
    emitToPage('navigation.requested', { sequence: navigations, to });
  };

  const facts: AppFacts = {
    version: app.getVersion(),
    systemLocale: app.getPreferredSystemLanguages()[0] ?? app.getLocale(),
    platform: platforms.find((known) => known === process.platform) ?? 'linux', // other systems are not built for
    demo: launch.endpoints !== null,
  };
  const assembled = await assemble({
    launch,
    log,
    http: createHttp(netFetch),
    openStream: createOpenStream(netFetch),
    facts,
    inbox,
    goTo,
    openStore,
    busHost: busWindows,
    storageWorker: path.join(bundles, 'main', 'storage-worker.js'),
    copyText: (text) => clipboard.writeText(text),
    openPage: (url) => shell.openExternal(url),
    chooseFile: async ({ name, extension }) => {
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        defaultPath: path.join(app.getPath('downloads'), name),
        filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
      });
      return canceled || filePath === '' ? null : filePath;
    },
    revealFile: async (file) => shell.showItemInFolder(file),
    showNotice: createNotices(windowIcon),
    bringForward: () => bringForward(window),
    emit: (name, payload) => {
      emitToPage(name, payload);
      if (name === 'settings.changed') void applySettings().catch(logFailure(log, 'settings.apply-failed'));
    },
  });
  desk = assembled.desk;
  const { handlers } = assembled.desk;
  answering.resolve(createAnswer(handlers, log));

  const menuPorts: MenuPorts = { goTo, show: () => bringForward(window), quit: () => app.quit() };
  const tray = createTray(trayIcon, wordsFor('system', facts.systemLocale), menuPorts);
  const applySettings = async (): Promise<void> => {
    const { settings } = await handlers['settings.read']({});
    keepInTray = settings.keepInTray;
    nativeTheme.themeSource = settings.theme;
    const words = wordsFor(settings.language, facts.systemLocale);
    Menu.setApplicationMenu(applicationMenu(words, menuPorts, process.platform));
    tray.relabel(words);
  };
  await applySettings();

  // Somebody opened the app once more, or a link: wherever it leads, they are looking for the window.
  app.on('activate', () => bringForward(window));
  app.on('second-instance', () => bringForward(window));
  app.on('open-url', () => bringForward(window));
  app.on('before-quit', () => {
    quitting = true;
  });
  // Not when the last window closes: the one that a bus frame lives in is nobody's to close. Also when the app was
  // quitting already: the window has kept it until the page had written, which ends the quitting.
  window.on('closed', () => app.quit());
  app.on('will-quit', (event) => {
    event.preventDefault();
    clearInterval(onlineCheck);
    void assembled
      .close()
      .catch(logFailure(log, 'app.stop-failed'))
      .finally(() => endProcess(assembled.holdsThread(), () => app.exit(0)));
  });

  powerMonitor.on('resume', () => assembled.desk.networkChanged(net.isOnline()));
  let online = net.isOnline();
  const onlineCheck = setInterval(() => {
    if (net.isOnline() === online) return;
    online = !online;
    assembled.desk.networkChanged(online);
  }, onlineCheckMs);
  onlineCheck.unref();

  await loading;
  await assembled.desk.start();
  const settled = Promise.withResolvers<void>();
  setTimeout(settled.resolve, startedMs).unref();
  await claimLinks(app, launch, process, log, settled.promise);
}

const logFailure =
  (log: Log, event: string) =>
  (error: unknown): void =>
    log.error(event, { kind: error instanceof Error ? error.name : typeof error });

/** `window.json`: where the window was. */
const windowFile = (folder: string, openStore: OpenStore) => openKeptFile(folder, 'window', openStore);

/** Losing it costs nothing, so an unreadable one is only logged. */
function readWindowState(folder: string, log: Log): unknown {
  try {
    return KeptWindow.parse(readKeptFile(folder, 'window'))?.state;
  } catch (error) {
    logFailure(log, 'window.state-unreadable')(error);
    return undefined;
  }
}

/** Nothing could be shown in a window: says so in a box, with words that help, and ends. */
export function reportCannotStart(error: unknown): void {
  const words = wordsFor('system', app.getLocale());
  dialog.showErrorBox(words.cannotStart, words.cannotStartDetail);
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  app.exit(1);
}
