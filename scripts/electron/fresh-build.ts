import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const sources = ['domain', 'main', 'preload', 'renderer', 'electron.vite.config.ts', 'postcss.config.cjs'];
const bundles = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'];

/** Whether a bundle is missing or older than something it is made of. */
export function isBuildStale(root: string): boolean {
  const built = bundles.map((file) => modifiedAt(path.join(root, file)));
  const oldest = Math.min(...built.map((at) => at ?? -Infinity));
  return sources.some((source) => newestBelow(path.join(root, source)) > oldest);
}

/** Builds the three bundles when they are stale. Throws when the build fails, after it has said why. */
export function buildWhenStale(root: string): void {
  if (!isBuildStale(root)) return;
  console.log('Building the app …');
  const tool = path.join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  const built = spawnSync(process.execPath, [tool, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (built.status !== 0) throw new Error('The build failed.');
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
