import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { z } from 'zod';

/** The folder that Electron is pointed at. */
export const projectRoot = path.join(import.meta.dirname, '../..');

const Shell = z.object({
  /** What `npm run test:e2e` chose; without it the stand-in. */
  SWITCHDECK_EXECUTABLE: z.string().default(path.join(projectRoot, 'test/shell/electron')),
  SWITCHDECK_FLAGS: z
    .string()
    .default('[]')
    .transform((text) => z.array(z.string()).parse(JSON.parse(text))),
});

/** This process's environment with changes, as Playwright takes it. */
export function environment(changes: Readonly<Record<string, string>> = {}): Record<string, string> {
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return { ...Object.fromEntries(inherited), ...changes };
}

/** Whether specs have a keychain of their own; never the user's. */
export const hasKeychain = process.env['SWITCHDECK_KEYRING'] === 'own';

/** Keeps the app from the user's own keychain: on Linux that is reached over the session's bus. */
const noKeychain: Readonly<Record<string, string>> =
  hasKeychain || process.platform !== 'linux' ? {} : { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };

export interface AppLaunch {
  /** Folder of settings, database and logs. */
  readonly profile: string;
  /** Provider addresses in the shape of SWITCHDECK_ENDPOINTS; null for addresses where nobody answers. */
  readonly endpoints: object | null;
  /** After the app's folder on the command line. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** To start something other than what this run tests. */
  readonly shell?: { readonly executable: string; readonly flags: readonly string[] };
}

export interface LaunchedApp {
  readonly app: ElectronApplication;
  /** The main window, showing its first screen. */
  readonly page: Page;
  /** Everything the process has printed so far. */
  readonly output: () => string;
  /**
   * Starts the program once more on the same profile, with other arguments, as a desktop does for a link. Resolves with
   * the exit code: such a process ends by itself.
   */
  readonly again: (...args: readonly string[]) => Promise<unknown>;
  /** Quits; ends the process by force when it does not within ten seconds. Harmless when repeated. */
  readonly close: () => Promise<void>;
}

/** Port 9 is the discard service: on loopback nobody listens there, so a spec never reaches a real provider. */
const nobody = 'http://127.0.0.1:9';
const unreachable = { aircall: { api: nobody }, voipex: { auth: nobody, ipbx: nobody, central: nobody } };

/** Starts the built app as a user would, with a profile and providers of its own, and waits for its first screen. */
export async function launchApp(launch: AppLaunch): Promise<LaunchedApp> {
  const chosen = Shell.parse(process.env);
  const { executable, flags } = launch.shell ?? {
    executable: chosen.SWITCHDECK_EXECUTABLE,
    flags: chosen.SWITCHDECK_FLAGS,
  };
  const env = environment({
    ...noKeychain,
    ...launch.env,
    SWITCHDECK_PROFILE: launch.profile,
    SWITCHDECK_ENDPOINTS: JSON.stringify(launch.endpoints ?? unreachable),
  });
  const app = await _electron.launch({
    executablePath: executable,
    args: [...flags, projectRoot, ...(launch.args ?? [])],
    env,
    colorScheme: null, // the app's own choice of theme counts
  });
  const started = app.process();
  let printed = '';
  for (const stream of [started.stdout, started.stderr]) {
    stream?.setEncoding('utf8').on('data', (part: string) => {
      printed += part;
    });
  }
  const again = async (...args: readonly string[]): Promise<unknown> => {
    const second = spawn(executable, [...flags, projectRoot, ...args], { env, stdio: 'ignore' });
    const ended: unknown[] = await once(second, 'exit');
    return ended[0];
  };
  const close = async (): Promise<void> => {
    const deadline = setTimeout(() => started.kill('SIGKILL'), 10_000);
    await app.close();
    clearTimeout(deadline);
  };
  try {
    const page = await app.firstWindow();
    await page.locator('main').waitFor();
    return { app, page, output: () => printed, again, close };
  } catch (error) {
    await close();
    throw new Error(`The app did not show its first screen. It printed:\n${printed}`, { cause: error });
  }
}
