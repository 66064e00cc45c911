import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { makePlaceholder } from '../../../scripts/package/placeholder.ts';
import { root } from '../../../scripts/package/product.ts';

/** A copy of what the packaging reads, in a folder of its own: the real project's `out` belongs to whoever builds it. */
export interface Project {
  readonly folder: string;
  /** The release that stands in Electron's place: at first the placeholder. */
  readonly electron: string;
  /** Runs the real electron-builder on it; returns what it printed. */
  packageIt(this: void, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<string>;
  remove(this: void): void;
}

const bin = path.join(root, 'node_modules/.bin');
const copied = ['package.json', 'electron-builder.yml', 'build', 'scripts/package', 'scripts/electron'];
/** What the hooks import; electron-builder itself runs from the real folder. */
const linked = ['@electron/fuses', 'zod', 'electron', '.bin', 'node'];

/** Makes the copy, with a bundle of three lines. */
export function makeProject(): Project {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'switchdeck-package-'));
  const modules = path.join(folder, 'node_modules');
  for (const name of copied) fs.cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  fs.mkdirSync(path.join(modules, '@electron'), { recursive: true });
  for (const name of linked) {
    fs.symlinkSync(path.join(root, 'node_modules', name), path.join(modules, name));
  }
  for (const name of ['keytar', 'node-addon-api']) {
    fs.cpSync(path.join(root, 'node_modules', name), path.join(modules, name), { recursive: true });
  }
  const bundle = { 'main/index.js': 'import "keytar";', 'preload/index.cjs': '', 'renderer/index.html': '' };
  for (const [file, text] of Object.entries(bundle)) {
    const full = path.join(folder, 'out', file);
    fs.mkdirSync(path.dirname(full), { recursive: true });
    fs.writeFileSync(full, text);
    fs.writeFileSync(`${full}.map`, '{}');
  }
  const electron = path.join(folder, 'electron');
  makePlaceholder(electron, '45.4.1');
  return {
    folder,
    electron,
    async packageIt(args, env = {}) {
      const { stdout, stderr } = await promisify(execFile)(
        path.join(bin, 'node'),
        [
          path.join(root, 'node_modules/electron-builder/cli.js'),
          '--publish',
          'never',
          `-c.electronDist=${electron}`,
          ...args,
        ],
        {
          cwd: folder,
          // The stand-in for fpm needs the project's Node, not the machine's.
          env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}`, ...env },
        },
      );
      return stdout + stderr;
    },
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}
