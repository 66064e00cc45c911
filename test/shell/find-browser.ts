import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export interface FoundBrowser {
  readonly executable: string;
  /** For people: which one it is and where it came from. */
  readonly name: string;
  /** Whether it can show a window at all. */
  readonly windows: boolean;
}

const projectRoot = path.join(import.meta.dirname, '../..');
/** Not `process.execPath`, which inside the stand-in names the stand-in. */
const node = path.join(projectRoot, 'node_modules/node/bin/node');
const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];
const macApplications = ['Chromium', 'Google Chrome', 'Microsoft Edge'];

/**
 * The first of: `SWITCHDECK_CHROMIUM`, an installed Chromium, Chrome or Edge, the one Playwright downloaded, and the
 * headless one that the npm package `@sparticuz/chromium` carries (Linux only). Throws when there is none.
 */
export async function findBrowser(env: NodeJS.ProcessEnv = process.env): Promise<FoundBrowser> {
  const named = env['SWITCHDECK_CHROMIUM'];
  if (named !== undefined && named !== '') {
    if (named === 'npm') return unpackedFromNpm();
    return {
      executable: named,
      name: `${named} (SWITCHDECK_CHROMIUM)`,
      windows: !named.startsWith(npmFolder),
    };
  }
  const installed = installedBrowser(env);
  if (installed !== null) return { executable: installed, name: installed, windows: true };
  const { chromium } = await import('playwright');
  const playwrights = chromium.executablePath();
  if (playwrights !== '' && fs.existsSync(playwrights)) {
    return { executable: playwrights, name: "Playwright's Chromium", windows: true };
  }
  return unpackedFromNpm();
}

function installedBrowser(env: NodeJS.ProcessEnv): string | null {
  const candidates =
    process.platform === 'darwin'
      ? macApplications.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
      : (env['PATH'] ?? '')
          .split(path.delimiter)
          .flatMap((folder) => names.map((name) => path.join(folder, name)));
  return candidates.find((file) => isExecutable(file) && !isSnap(file)) ?? null;
}

function isExecutable(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false; // absent or not ours to run: both mean "look further"
  }
}

/** A snap's Chromium may not open profiles outside its own folders; Ubuntu's package is a script that starts it. */
function isSnap(file: string): boolean {
  const real = fs.realpathSync(file);
  if (real.includes('/snap')) return true;
  return fs.statSync(real).size < 20_000 && fs.readFileSync(real, 'utf8').includes('/snap/bin');
}

const npmFolder = path.join(projectRoot, '.cache/chromium');

/**
 * The package unpacks into the folder for temporary files and takes a half-written file of a parallel run for a whole
 * one; so each run unpacks in a folder of its own, which then gets its lasting name in one step.
 */
function unpackedFromNpm(): FoundBrowser {
  const executable = path.join(npmFolder, 'chromium');
  if (!fs.existsSync(executable)) {
    if (process.platform !== 'linux') {
      throw new Error('No Chromium, Chrome or Edge found. Install one, or name it in SWITCHDECK_CHROMIUM.');
    }
    fs.mkdirSync(path.dirname(npmFolder), { recursive: true });
    const own = fs.mkdtempSync(`${npmFolder}-`);
    const code = "import c from '@sparticuz/chromium'; await c.executablePath();";
    try {
      execFileSync(node, ['--input-type=module', '-e', code], {
        cwd: projectRoot,
        env: { PATH: process.env['PATH'] ?? '', TMPDIR: own, HOME: os.homedir() },
      });
      fs.renameSync(own, npmFolder);
    } catch (error) {
      fs.rmSync(own, { recursive: true, force: true });
      if (!fs.existsSync(executable)) throw error; // otherwise a parallel run was faster
    }
  }
  return { executable, name: 'the headless Chromium of @sparticuz/chromium', windows: false };
}

/** The browser from npm brings fonts along; without fontconfig's own settings it would draw no text at all. */
export function fontSettings(found: FoundBrowser): NodeJS.ProcessEnv {
  const bare = !found.windows && !fs.existsSync('/etc/fonts/fonts.conf');
  return bare ? { FONTCONFIG_PATH: path.join(path.dirname(found.executable), 'fonts') } : {};
}
