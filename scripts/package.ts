import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/**
 * Builds the installers: `npm run package`, or `npm run package -- --linux deb`. Everything after `--` goes to
 * electron-builder. Electron's own files come from `SWITCHDECK_ELECTRON_DIST` when that names an unpacked folder,
 * else electron-builder downloads them.
 */
const root = path.resolve(import.meta.dirname, '..');
const run = (command: string, args: readonly string[], advice?: string): void => {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  if (advice !== undefined) console.error(advice);
  process.exit(status ?? 1);
};

const dist = process.env['SWITCHDECK_ELECTRON_DIST'];
if (dist !== undefined && !fs.existsSync(dist)) {
  console.error(
    `SWITCHDECK_ELECTRON_DIST names ${dist}, which does not exist. Unpack an Electron release there, or unset it.`,
  );
  process.exit(2);
}
run('npm', ['run', '--silent', 'build']);
const distArgument = dist === undefined ? [] : [`-c.electronDist=${dist}`];
run(
  'npx',
  ['electron-builder', '--publish', 'never', ...distArgument, ...process.argv.slice(2)],
  dist === undefined
    ? 'If Electron could not be downloaded, unpack a release of it and name the folder in SWITCHDECK_ELECTRON_DIST.'
    : undefined,
);
