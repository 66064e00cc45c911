import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { hasProgram } from './runtime.ts';

/** Whether the specs may use the system's keychain; `SWITCHDECK_KEYRING` carries it to them. */
export type Keyring = 'own' | 'none';

const needed = ['dbus-run-session', 'gnome-keyring-daemon'];

/**
 * Runs this same script once more inside a session of its own: a bus, an unlocked keyring with nothing in it and a
 * home folder that is thrown away, so that no spec ever touches the user's keychain or desktop settings. Returns the
 * exit code of that run, or null when this already is it, or when there is no such keyring to be had.
 */
export function rerunWithKeyring(env: NodeJS.ProcessEnv): number | null {
  if (env['SWITCHDECK_KEYRING'] !== undefined || process.platform !== 'linux') return null;
  if (!needed.every(hasProgram)) return null;
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'switchdeck-home-'));
  // The daemon reads the keyring's password up to the first line break, and waits for it.
  const unlock = 'printf "specs\\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1';
  try {
    const { status } = spawnSync(
      'dbus-run-session',
      ['--', 'sh', '-c', `${unlock}; exec "$@"`, 'sh', process.execPath, ...process.argv.slice(1)],
      {
        stdio: 'inherit',
        env: {
          ...env,
          SWITCHDECK_KEYRING: 'own',
          // Playwright keeps its browsers below the real home.
          PLAYWRIGHT_BROWSERS_PATH:
            env['PLAYWRIGHT_BROWSERS_PATH'] ?? path.join(os.homedir(), '.cache/ms-playwright'),
          HOME: home,
          XDG_CONFIG_HOME: path.join(home, '.config'),
          XDG_DATA_HOME: path.join(home, '.local/share'),
          XDG_CACHE_HOME: path.join(home, '.cache'),
          XDG_RUNTIME_DIR: privateFolder(home, 'run'),
        },
      },
    );
    return status ?? 1;
  } finally {
    fs.rmSync(home, { recursive: true, force: true });
  }
}

function privateFolder(home: string, name: string): string {
  const folder = path.join(home, name);
  fs.mkdirSync(folder, { mode: 0o700 });
  return folder;
}
