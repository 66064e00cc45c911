import path from 'node:path';
import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import { pageRights } from './page-rules.ts';
import { pageAddress } from './sender.ts';
import { minimumSize, openingBounds, type WindowState } from './window-state.ts';

export interface MainWindowPorts {
  readonly preload: string;
  readonly icon: string;
  readonly keptState: unknown;
  keepState(state: WindowState): void;
  /** Asked when the user closes the window: true hides it instead. */
  hideOnClose(): boolean;
  visibilityChanged(visible: boolean): void;
  /** What the page is still to do before its window goes. */
  beforeClose(): Promise<void>;
}

/** A window that has not moved for so long stays where it is. */
const settledMs = 500;

/** Slate surfaces of the two themes, so that nothing flashes before the page has painted. */
const background = (): string => (nativeTheme.shouldUseDarkColors ? '#0f172a' : '#f8fafc');

/** The one window: sandboxed, isolated, without Node, showing only our own page. */
export function openMainWindow(ports: MainWindowPorts): BrowserWindow {
  const { bounds, maximised } = openingBounds(
    ports.keptState,
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    ...bounds,
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    show: false,
    title: 'Switchdeck',
    icon: ports.icon,
    backgroundColor: background(),
    autoHideMenuBar: true,
    webPreferences: { preload: path.resolve(ports.preload), ...pageRights },
  });
  if (maximised) window.maximize();

  const keep = (): void => {
    if (window.isDestroyed() || window.isMinimized()) return;
    const { x, y, width, height } = window.getNormalBounds();
    ports.keepState({ x, y, width, height, maximised: window.isMaximized() });
  };
  // Dragging tells of every pixel, and each would be a write to disk that the whole app waits for.
  let settling: NodeJS.Timeout | undefined;
  const keepSoon = (): void => {
    clearTimeout(settling);
    settling = setTimeout(keep, settledMs);
  };
  window.on('resize', keepSoon);
  window.on('move', keepSoon);
  let mayClose = false;
  window.on('close', (event) => {
    clearTimeout(settling);
    keep();
    if (ports.hideOnClose()) {
      event.preventDefault();
      window.hide();
      return;
    }
    if (mayClose) return;
    event.preventDefault();
    void ports.beforeClose().finally(() => {
      mayClose = true;
      if (!window.isDestroyed()) window.close();
    });
  });
  window.on('show', () => ports.visibilityChanged(true));
  window.on('restore', () => ports.visibilityChanged(true));
  window.on('hide', () => ports.visibilityChanged(false));
  window.on('minimize', () => ports.visibilityChanged(false));
  window.once('ready-to-show', () => window.show());
  nativeTheme.on('updated', () => {
    if (!window.isDestroyed()) window.setBackgroundColor(background());
  });
  return window;
}

/** Starts showing the page; apart from opening so that the caller can attach what it needs first. */
export const loadPage = (window: BrowserWindow): Promise<void> => window.loadURL(pageAddress);

/** Brings the window to the user, whatever state it is in. */
export function bringForward(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
  // There the browser that hands a link over keeps the focus (desktop-security 2.8).
  if (process.platform === 'darwin') app.focus({ steal: true });
}
