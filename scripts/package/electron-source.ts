import fs from 'node:fs';
import path from 'node:path';
import { findElectron } from '../electron/find-electron.ts';
import { isPlaceholder, makePlaceholder } from './placeholder.ts';
import { installedVersion, root } from './product.ts';

/** Where electron-builder takes Electron from. */
export type ElectronSource =
  | { readonly kind: 'folder'; readonly folder: string; readonly why: string }
  /** Not only this machine's kind: electron-builder downloads each archive. */
  | { readonly kind: 'download' }
  | { readonly kind: 'placeholder'; readonly folder: string; readonly why: string }
  | { readonly kind: 'none'; readonly why: string };

/** What is to be packaged, as far as the choice depends on it. */
export interface Wish {
  /** Only the unpacked folder, no installer. */
  readonly folderOnly: boolean;
  /** For another system or processor than this machine's, too. */
  readonly foreign: boolean;
}

const own: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: '--linux',
  win32: '--win',
  darwin: '--mac',
};
const systems: Readonly<Record<string, string>> = {
  '-l': '--linux',
  '--linux': '--linux',
  '-w': '--win',
  '--win': '--win',
  '--windows': '--win',
  '-m': '--mac',
  '-o': '--mac',
  '--mac': '--mac',
  '--macos': '--mac',
};
const processors = new Set(['--x64', '--arm64', '--ia32', '--armv7l', '--universal']);

/** Reads electron-builder's arguments as far as they decide about Electron. */
export function readWish(args: readonly string[]): Wish {
  const otherSystem = args.some((arg) => {
    const system = systems[arg];
    return system !== undefined && system !== own[process.platform];
  });
  const otherProcessor = args.some((arg) => processors.has(arg) && arg !== `--${process.arch}`);
  return { folderOnly: args.includes('--dir'), foreign: otherSystem || otherProcessor };
}

/** Searches; the environment and the finder are arguments for tests. */
export async function findElectronSource(
  wish: Wish,
  env: NodeJS.ProcessEnv = process.env,
  find: typeof findElectron = findElectron,
): Promise<ElectronSource> {
  const named = env['SWITCHDECK_ELECTRON_DIST'];
  if (named !== undefined && named !== '') {
    if (!fs.existsSync(named)) {
      return { kind: 'none', why: `SWITCHDECK_ELECTRON_DIST names ${named}, which does not exist` };
    }
    if (!isPlaceholder(named))
      return { kind: 'folder', folder: path.resolve(named), why: 'SWITCHDECK_ELECTRON_DIST' };
    return wish.folderOnly
      ? { kind: 'placeholder', folder: path.resolve(named), why: 'SWITCHDECK_ELECTRON_DIST names it' }
      : { kind: 'none', why: 'SWITCHDECK_ELECTRON_DIST names the placeholder, which is not for installers' };
  }
  if (wish.foreign) return { kind: 'download' };

  // An executable named for starting the app need not lie in a release's folder.
  const { SWITCHDECK_ELECTRON: _executable, ...searched } = env;
  // A failure of earlier today may not stand in the way of an installer.
  const asked = wish.folderOnly ? searched : { ...searched, SWITCHDECK_SHELL: 'electron' };
  let why: string;
  try {
    const choice = await find({ root, env: asked });
    if (choice.kind === 'electron') {
      // The Mac's installers are for two processors, the folder for one.
      if (process.platform === 'darwin' && !wish.folderOnly) return { kind: 'download' };
      return { kind: 'folder', folder: releaseFolder(choice.executable), why: choice.why };
    }
    why = choice.why;
  } catch (error) {
    why = error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
  }
  if (!wish.folderOnly || process.platform !== 'linux') return { kind: 'none', why };
  const folder = path.join(root, '.cache/electron-placeholder');
  makePlaceholder(folder, installedVersion('electron'));
  return { kind: 'placeholder', folder, why };
}

/** On macOS the executable is three folders deep in its bundle. */
function releaseFolder(executable: string): string {
  const folder = path.dirname(executable);
  return process.platform === 'darwin' ? path.resolve(folder, '../../..') : folder;
}
