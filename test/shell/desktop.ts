import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import type {
  ClipboardMembers,
  DialogMembers,
  PowerMembers,
  ScreenMembers,
  ShellMembers,
} from './members.ts';
import type { Recorder } from './recorder.ts';

/**
 * Electron's `shell`. With a window on a display, or with SWITCHDECK_OPEN=desktop, addresses also go to the desktop's
 * browser.
 */
export function createShell(recorder: Recorder, headless: boolean): ShellMembers {
  return {
    beep: () => undefined,
    openPath: () => Promise.resolve(''),
    showItemInFolder: () => undefined,
    openExternal: async (url) => {
      recorder.openedUrls.push(new URL(url).href);
      if (headless && process.env['SWITCHDECK_OPEN'] !== 'desktop') return;
      const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
      const ended = Promise.withResolvers<number | null>();
      spawn(opener, [url], { stdio: 'ignore' }).on('error', ended.reject).on('exit', ended.resolve);
      const code = await ended.promise;
      if (code !== 0) throw new Error(`Failed to open: ${opener} ended with ${String(code)}`);
    },
  };
}

/** Electron's `clipboard`, one that only this app sees. */
export function createClipboard(): ClipboardMembers {
  let text = '';
  return {
    writeText: (given) => {
      text = given;
      return Promise.resolve();
    },
    readText: () => Promise.resolve(text),
    clear: () => {
      text = '';
    },
  };
}

/** Electron's `dialog`: printed and remembered; a question is answered with its first button, a place to save with the suggested one. */
export function createDialog(recorder: Recorder): DialogMembers {
  return {
    showErrorBox: (title, text) => {
      recorder.boxes.push({ kind: 'error', title, text });
      console.error(`[stand-in] Error box: ${title}\n${text}`);
    },
    showMessageBox: (first, second?: Electron.MessageBoxOptions) => {
      const options = second ?? ('message' in first ? first : { message: '' });
      recorder.boxes.push({
        kind: 'message',
        title: options.title ?? options.message,
        text: options.detail ?? '',
      });
      return Promise.resolve({ response: 0, checkboxChecked: false });
    },
    showSaveDialog: (first, second?: Electron.SaveDialogOptions) => {
      const options = second ?? ('defaultPath' in first ? first : {});
      const filePath = options.defaultPath ?? '';
      return Promise.resolve({ canceled: filePath === '', filePath });
    },
  };
}

/** Electron's `screen`: one display, of a common size. Never emits. */
export class StandInScreen extends EventEmitter implements ScreenMembers {
  getPrimaryDisplay(): Electron.Display {
    const bounds = { x: 0, y: 0, width: 1920, height: 1080 };
    const size = { width: bounds.width, height: bounds.height };
    // The rest of the class describes hardware that nothing here asks about.
    return { id: 1, bounds, workArea: bounds, size, workAreaSize: size, scaleFactor: 1 } as Electron.Display;
  }
  getAllDisplays(): Electron.Display[] {
    return [this.getPrimaryDisplay()];
  }
  getDisplayMatching(): Electron.Display {
    return this.getPrimaryDisplay();
  }
  getCursorScreenPoint(): Electron.Point {
    return { x: 0, y: 0 };
  }
}

/** Electron's `powerMonitor`: a machine that never sleeps; tests make it emit `suspend` and `resume`. */
export class StandInPowerMonitor extends EventEmitter implements PowerMembers {
  getSystemIdleState(): 'active' {
    return 'active';
  }
  getSystemIdleTime(): number {
    return 0;
  }
  isOnBatteryPower(): boolean {
    return false;
  }
}
