import type { StandInApp } from './app.ts';
import type { Browser } from './browser.ts';
import type { StandInIpc } from './ipc.ts';
import type { Launch } from './launch.ts';
import type { Sessions } from './sessions.ts';
import type { StandInTheme } from './theme.ts';
import type { OpenWindows } from './open-windows.ts';

/** The parts of the stand-in that a window needs. */
export interface Host {
  readonly launch: Launch;
  readonly app: StandInApp;
  readonly browser: Browser;
  readonly ipc: StandInIpc;
  readonly theme: StandInTheme;
  readonly sessions: Sessions;
  readonly windows: OpenWindows;
}
