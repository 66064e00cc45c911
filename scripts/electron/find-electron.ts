import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** What runs the app, and in a few words why this one. */
export interface ElectronChoice {
  readonly kind: 'electron' | 'stand-in';
  readonly executable: string;
  readonly why: string;
}

/** Where to look; everything but the project's root has a default. */
export interface ElectronSearch {
  readonly root: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly now?: () => number;
  /** Gets the runtime into the package folder; rejects with a short reason. */
  readonly download?: (packageFolder: string, timeoutMs: number) => Promise<void>;
}

const dayMs = 86_400_000;
const defaultTimeoutSeconds = 20;
const Failure = z.object({ version: z.string(), at: z.number(), reason: z.string() });
const Package = z.object({ version: z.string() });

/**
 * Electron when it is there or can be downloaded, else the stand-in (docs: test/shell). `SWITCHDECK_SHELL=electron` or
 * `stand-in` decides, `SWITCHDECK_ELECTRON` names an executable, `SWITCHDECK_ELECTRON_TIMEOUT` the seconds a download
 * may take. A download that failed is not tried again for a day. Throws when Electron was asked for by name and cannot
 * be had.
 */
export async function findElectron(search: ElectronSearch): Promise<ElectronChoice> {
  const { root, env = process.env, now = Date.now, download = runInstaller } = search;
  const standIn = (why: string): ElectronChoice => ({
    kind: 'stand-in',
    executable: path.join(root, 'test/shell/electron'),
    why,
  });
  const asked = env['SWITCHDECK_SHELL'];
  if (asked === 'stand-in') return standIn('SWITCHDECK_SHELL asks for it');

  const folder = path.join(root, 'node_modules/electron');
  const present = presentElectron(folder, env);
  if (present !== null) return present;

  const kept = path.join(root, '.cache/electron-download.json');
  const { version } = Package.parse(JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')));
  const failed = asked === 'electron' ? null : lastFailure(kept, version, now());
  let reason = failed?.reason;
  if (reason === undefined) {
    const seconds = Number(env['SWITCHDECK_ELECTRON_TIMEOUT'] ?? defaultTimeoutSeconds);
    try {
      await download(folder, seconds * 1000);
      const downloaded = presentElectron(folder, env);
      if (downloaded !== null) return { ...downloaded, why: `Electron ${version}, downloaded just now` };
      reason = 'the installer left no executable';
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
    fs.mkdirSync(path.dirname(kept), { recursive: true });
    fs.writeFileSync(kept, JSON.stringify({ version, at: now(), reason }));
  }
  if (asked === 'electron') throw new Error(`Electron ${version} could not be had: ${reason}.`);
  const again = failed === null ? '' : ' (tried within the last day; SWITCHDECK_SHELL=electron tries again)';
  return standIn(`Electron ${version} could not be downloaded: ${reason}${again}`);
}

const executableNames: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

function presentElectron(folder: string, env: NodeJS.ProcessEnv): ElectronChoice | null {
  const inDist = executableNames[process.platform] ?? 'electron';
  const elsewhere = env['ELECTRON_OVERRIDE_DIST_PATH'];
  const candidates: readonly (readonly [string | undefined, string])[] = [
    [env['SWITCHDECK_ELECTRON'], 'named by SWITCHDECK_ELECTRON'],
    [
      elsewhere === undefined ? undefined : path.join(elsewhere, inDist),
      'found by ELECTRON_OVERRIDE_DIST_PATH',
    ],
    // The installer writes path.txt last: without it, the folder is what an interrupted download left.
    [
      fs.existsSync(path.join(folder, 'path.txt')) ? path.join(folder, 'dist', inDist) : undefined,
      'installed',
    ],
  ];
  for (const [executable, how] of candidates) {
    if (executable !== undefined && executable !== '' && fs.existsSync(executable)) {
      return { kind: 'electron', executable, why: `Electron, ${how}` };
    }
  }
  return null;
}

function lastFailure(file: string, version: string, now: number): z.infer<typeof Failure> | null {
  if (!fs.existsSync(file)) return null;
  const kept = Failure.safeParse(JSON.parse(fs.readFileSync(file, 'utf8')));
  if (!kept.success || kept.data.version !== version || now - kept.data.at > dayMs) return null;
  return kept.data;
}

/** Electron's own installer: it knows mirrors, caches and checksums. */
async function runInstaller(folder: string, timeoutMs: number): Promise<void> {
  const installer = spawn(process.execPath, [path.join(folder, 'install.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  installer.stderr.setEncoding('utf8').on('data', (part: string) => {
    said += part;
  });
  const ended = Promise.withResolvers<number | 'late' | null>();
  installer.on('exit', ended.resolve);
  installer.on('error', ended.reject);
  const timer = setTimeout(() => {
    ended.resolve('late');
    installer.kill('SIGKILL');
  }, timeoutMs);
  const outcome = await ended.promise;
  clearTimeout(timer);
  if (outcome === 'late') {
    throw new Error(`not done after ${String(timeoutMs / 1000)} s (npx install-electron has no such limit)`);
  }
  if (outcome !== 0) {
    const [first = ''] = said.split('\n');
    throw new Error(first.replace(/^\w*Error: /, '') || 'the installer failed');
  }
}
