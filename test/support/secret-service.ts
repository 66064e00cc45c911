import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** What brings the programs on Debian and Ubuntu. */
export const installSecretService = 'apt-get install dbus gnome-keyring libsecret-tools libsecret-1-0';

/** What of a real Secret Service cannot be run here; empty when all is there. */
export function missingForSecretService(): readonly string[] {
  const programs = ['dbus-run-session', 'gnome-keyring-daemon', 'secret-tool'];
  const missing = programs.filter((program) => spawnSync('which', [program]).status !== 0);
  const library = spawnSync(process.execPath, ['-e', "require('keytar')"]).status === 0;
  return library ? missing : [...missing, 'libsecret-1.so.0'];
}

export interface SecretService {
  /** For the processes that shall talk to it: bus address and a home of its own. */
  readonly environment: NodeJS.ProcessEnv;
  /** `secret-tool` looking from outside: the secret of an entry, or null. */
  lookUp(service: string, account: string): string | null;
  stop(): Promise<void>;
}

/**
 * A D-Bus session with gnome-keyring of its own, in a scratch home: the user's own keyring is not touched.
 * `locked`: the keyring has no password yet, as on a machine where nobody logged in at a screen. `silent`: whoever asks
 * is never answered, as when the prompt for the password stands behind all windows.
 */
export async function startSecretService(
  options: { readonly locked?: boolean; readonly silent?: boolean } = {},
): Promise<SecretService> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'switchdeck-keyring-'));
  const folder = (name: string): string => {
    const at = path.join(home, name);
    fs.mkdirSync(at, { mode: 0o700 });
    return at;
  };
  const data = folder('data');
  if (options.silent === true) {
    // Bus activation waits for a program that never takes the name it was started for; this one ends with the bus.
    const services = path.join(data, 'dbus-1/services');
    fs.mkdirSync(services, { recursive: true });
    fs.writeFileSync(
      path.join(services, 'org.freedesktop.secrets.service'),
      '[D-BUS Service]\nName=org.freedesktop.secrets\nExec=/bin/sh -c "exec dbus-monitor --session >/dev/null 2>&1"\n',
    );
  }
  const own: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    HOME: home,
    XDG_RUNTIME_DIR: folder('run'),
    XDG_DATA_HOME: data,
    XDG_CONFIG_HOME: folder('config'),
    XDG_CACHE_HOME: folder('cache'),
  };
  const unlock = 'printf "pw\\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1;';
  // `cat` keeps the session open until its input ends.
  const script = `${options.locked === true || options.silent === true ? '' : unlock} echo "$DBUS_SESSION_BUS_ADDRESS"; exec cat`;
  const session = spawn('dbus-run-session', ['--', 'sh', '-c', script], {
    env: own,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const [address] = (await once(createInterface({ input: session.stdout }), 'line')) as [string]; // a line is text
  const environment = { ...own, DBUS_SESSION_BUS_ADDRESS: address };
  return {
    environment,
    lookUp(service, account) {
      const found = spawnSync('secret-tool', ['lookup', 'service', service, 'account', account], {
        env: environment,
      });
      return found.status === 0 ? found.stdout.toString() : null;
    },
    async stop() {
      const ended = once(session, 'exit');
      session.stdin.end();
      await ended;
      fs.rmSync(home, { recursive: true, force: true });
    },
  };
}
