/**
 * `npm run test:e2e`: the app, built, driven through its window. Says what it drives and what that leaves unproven;
 * arguments go to Playwright. The same specs run on Electron and on the stand-in.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { buildWhenStale } from './electron/fresh-build.ts';
import { rerunWithDisplay, systemBrowser } from './electron/desktop.ts';
import { rerunWithKeyring } from './electron/keyring.ts';
import { hasDisplay } from '../test/shell/display.ts';
import { findRuntime, root } from './electron/runtime.ts';

const unproven =
  'Unproven there: native menus, tray, notifications and dialogs, permission prompts, hiding to the tray, fuses, ' +
  'the sandbox and the isolation of the context bridge.';

const env: NodeJS.ProcessEnv = {
  ...process.env,
  SWITCHDECK_HEADLESS: process.env['SWITCHDECK_HEADLESS'] ?? '1',
};
const inner = rerunWithDisplay(env) ?? rerunWithKeyring(env);
process.exitCode = inner ?? (await runSpecs());

async function runSpecs(): Promise<number> {
  await buildWhenStale(root);
  const runtime = await findRuntime(env);
  if (runtime.kind === 'electron') console.log(`${runtime.why}: ${runtime.executable}`);
  else console.log(unproven);
  const keyring = env['SWITCHDECK_KEYRING'] ?? 'none';
  if (keyring === 'none') {
    console.log('NO KEYCHAIN: the specs that keep a sign-in over a restart are left out.');
    console.log('They need Linux with dbus-run-session and gnome-keyring-daemon.');
    if (process.env['CI'] !== undefined && process.platform === 'linux') {
      console.error('With CI set, leaving specs out is a failure.');
      return 1;
    }
  }
  const browser = await systemBrowser(env, keyring === 'own');
  if (browser === null) {
    console.log('NO DESKTOP: the specs that go through a real browser and xdg-open are left out.');
    console.log(
      'They need Linux with a keyring as above, xvfb, xdg-utils and an installed Chromium or Chrome.',
    );
    if (process.env['CI'] !== undefined && process.platform === 'linux') {
      console.error('With CI set, leaving specs out is a failure.');
      return 1;
    }
  }
  const leftOut = [
    ...(browser === null ? ['@desktop'] : []),
    ...(runtime.kind === 'electron' ? ['@stand-in'] : []),
    ...(keyring === 'none' ? ['@keychain'] : []),
  ];
  // Electron is most itself with a display.
  const virtual = runtime.kind === 'electron' && hasDisplay(env, process.platform);
  const args = [
    path.join(root, 'node_modules/playwright/cli.js'),
    'test',
    ...(leftOut.length > 0 ? ['--grep-invert', leftOut.join('|')] : []),
    ...process.argv.slice(2),
  ];
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...runtime.env,
      SWITCHDECK_KEYRING: keyring,
      SWITCHDECK_SYSTEM_BROWSER: browser ?? '',
      SWITCHDECK_EXECUTABLE: runtime.executable,
      SWITCHDECK_FLAGS: JSON.stringify(virtual ? [] : runtime.flags),
    },
  });
  return status ?? 1;
}
