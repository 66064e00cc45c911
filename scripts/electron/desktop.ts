import { spawnSync } from 'node:child_process';
import { findBrowser } from '../../test/shell/find-browser.ts';
import { hasDisplay } from '../../test/shell/display.ts';
import { hasProgram } from './runtime.ts';

/** Programs without which no link can go from the app to a browser and back through the desktop. */
const needed = ['xdg-open', 'xdg-mime'];

/**
 * Runs this same script once more inside a display of its own, so that a real browser has somewhere to show its window
 * and `xdg-open` believes in a desktop. Returns the exit code of that run, or null when there already is a display, or no
 * program that could make one.
 */
export function rerunWithDisplay(env: NodeJS.ProcessEnv): number | null {
  if (process.platform !== 'linux' || hasDisplay(env, process.platform)) return null;
  if (!hasProgram('xvfb-run') || !needed.every(hasProgram)) return null;
  const { status } = spawnSync('xvfb-run', ['-a', process.execPath, ...process.argv.slice(1)], {
    stdio: 'inherit',
    env,
  });
  return status ?? 1;
}

/**
 * The browser that specs tagged @desktop use as the user's own, or null when such specs cannot run: they need Linux, a
 * home that is ours, a display, xdg-utils and a Chromium with windows.
 */
export async function systemBrowser(env: NodeJS.ProcessEnv, ownHome: boolean): Promise<string | null> {
  if (process.platform !== 'linux' || !ownHome || !hasDisplay(env, process.platform)) return null;
  if (!needed.every(hasProgram)) return null;
  const browser = await findBrowser(env);
  return browser.windows ? browser.executable : null;
}
