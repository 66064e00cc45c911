import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** What the bundles are made of. */
export const sources = [
  'domain',
  'main',
  'preload',
  'renderer',
  'electron.vite.config.ts',
  'postcss.config.cjs',
];
const bundles = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'];

/** Whether a bundle is missing or older than something it is made of. */
export function isBuildStale(root: string): boolean {
  const built = bundles.map((file) => modifiedAt(path.join(root, file)));
  const oldest = Math.min(...built.map((at) => at ?? -Infinity));
  return sources.some((source) => newestBelow(path.join(root, source)) > oldest);
}

/** Builds the three bundles; false when that fails, after the builder has said why. */
export async function build(root: string): Promise<boolean> {
  console.log('Building the app …');
  const tool = path.join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  const builder = spawn(process.execPath, [tool, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
  });
  const ended = Promise.withResolvers<boolean>();
  builder.on('error', ended.reject);
  builder.on('exit', (code) => ended.resolve(code === 0));
  return ended.promise;
}

/** Builds when that is needed. Throws when the build fails. */
export async function buildWhenStale(root: string): Promise<void> {
  if (isBuildStale(root) && !(await build(root))) throw new Error('The build failed.');
}

function modifiedAt(file: string): number | null {
  return fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? null;
}

/** Of folders, only files count: removing one touches its folder, and so does every editor's temporary file. */
function newestBelow(entry: string): number {
  const stat = fs.statSync(entry, { throwIfNoEntry: false });
  if (!stat) return -Infinity;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(-Infinity, ...fs.readdirSync(entry).map((name) => newestBelow(path.join(entry, name))));
}
