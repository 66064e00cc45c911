import { spawnSync } from 'node:child_process';
import { inspect } from './package/inspect.ts';
import { type ElectronSource, findElectronSource, readWish } from './package/electron-source.ts';
import { root } from './package/product.ts';

/**
 * Builds the installers: `npm run package`, or `npm run package -- --linux deb`; `-- --dir` stops before the
 * installers. Everything after `--` goes to electron-builder. `npm run package -- --check [folder]` inspects what came
 * out, without building. docs/installers.md says where Electron's own files come from.
 */
const args = process.argv.slice(2);
const [first, folder] = args;
process.exit(first === '--check' ? await inspect(folder) : await build());

async function build(): Promise<number> {
  const source = await findElectronSource(readWish(args));
  if (source.kind === 'none') {
    console.error(
      `${source.why}. No installer without Electron: unpack a release of it and name the folder in SWITCHDECK_ELECTRON_DIST.`,
    );
    return 2;
  }
  announce(source);
  if (!run('npm', ['run', '--silent', 'build'])) return 1;
  const dist = source.kind === 'download' ? [] : [`-c.electronDist=${source.folder}`];
  if (!run('npx', ['electron-builder', '--publish', 'never', ...dist, ...args])) {
    if (source.kind === 'download') {
      console.error(
        'If a download failed: put the archives of Electron into a folder and name it in SWITCHDECK_ELECTRON_DIST.',
      );
    }
    return 1;
  }
  announce(source);
  return 0;
}

/** Said before and after: between the two, electron-builder prints a lot. */
function announce(source: ElectronSource): void {
  if (source.kind !== 'placeholder') return;
  console.warn(`${source.why}.`);
  console.warn('*** PLACEHOLDER instead of Electron: what comes out does not start. Do not ship it. ***');
}

function run(command: string, commandArgs: readonly string[]): boolean {
  return (
    spawnSync(command, commandArgs, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
      .status === 0
  );
}
