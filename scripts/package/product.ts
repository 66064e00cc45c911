import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** Root of the project. */
export const root = path.resolve(import.meta.dirname, '../..');

/** What the installers must agree on; `electron-builder.yml` and `build/installer.nsh` say the same in their own words. */
export const product = {
  name: 'Switchdeck',
  executable: 'switchdeck',
  scheme: 'app.switchdeck',
  /** Name of the desktop entry: Electron finds its own window and its links by it. */
  desktopName: 'app.switchdeck.desktop',
} as const;

/** Where a package can run, as Node names it. */
export type Platform = 'linux' | 'win32' | 'darwin';
export type Arch = 'x64' | 'arm64';

const Package = z.object({ version: z.string() });

/** The version of a package that is installed here. Throws when it is not. */
export function installedVersion(name: string): string {
  const file = path.join(root, 'node_modules', name, 'package.json');
  return Package.parse(JSON.parse(fs.readFileSync(file, 'utf8'))).version;
}
