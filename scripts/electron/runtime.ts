import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { hasDisplay, wantsHeadless } from '../../test/shell/display.ts';
import { findBrowser } from '../../test/shell/find-browser.ts';
import { type ElectronChoice, findElectron } from './find-electron.ts';

/** Root of the project. */
export const root = path.join(import.meta.dirname, '../..');

/** Everything needed to start the app, and to say what it runs on. */
export interface Runtime extends ElectronChoice {
  /** Before the app's folder on the command line. */
  readonly flags: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly headless: boolean;
  /** Name of the browser that shows the window; null on Electron, which is one itself. */
  readonly browser: string | null;
}

/** Chooses what runs the app. Prints one line when that is not Electron. */
export async function findRuntime(env: NodeJS.ProcessEnv = process.env): Promise<Runtime> {
  const choice = await findElectron({ root, env });
  if (choice.kind === 'electron') {
    const headless = wantsHeadless(env, process.platform);
    // Chromium's own windowless platform; `xvfb-run` before the command gives a display instead.
    const flags = headless && process.platform === 'linux' ? ['--ozone-platform=headless'] : [];
    return { ...choice, flags, env, headless, browser: null };
  }
  if (process.platform === 'win32') {
    throw new Error(`${choice.why}. On Windows there is no stand-in: run npx install-electron.`);
  }
  const browser = await findBrowser(env);
  const headless = !browser.windows || wantsHeadless(env, process.platform);
  console.log(`${choice.why}: running on the stand-in, with ${browser.name}.`);
  return {
    ...choice,
    flags: [],
    env: {
      ...env,
      SWITCHDECK_CHROMIUM: browser.executable,
      SWITCHDECK_HEADLESS: headless ? '1' : '0',
    },
    headless,
    browser: browser.name,
  };
}

/** Whether a program is on the search path. */
export const hasProgram = (name: string): boolean =>
  spawnSync(process.platform === 'win32' ? 'where' : 'which', [name], { stdio: 'ignore' }).status === 0;

/** Why there is no window, for people; null when there is one. */
export function headlessReason(runtime: Runtime): string | null {
  if (!runtime.headless) return null;
  return hasDisplay(runtime.env, process.platform) ? 'no window was asked for' : 'there is no display';
}
