import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build as buildBundles } from './electron/fresh-build.ts';
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
  if (!(await buildBundles(root))) return 1;
  const dist = source.kind === 'download' ? [] : [`-c.electronDist=${source.folder}`];
  if (!runBuilder([...dist, ...args])) {
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

/** Its own file instead of its name on the search path: Windows would need a shell for that, and quoting. */
function runBuilder(builderArgs: readonly string[]): boolean {
  const builder = path.join(root, 'node_modules/electron-builder/cli.js');
  const { status } = spawnSync(process.execPath, [builder, '--publish', 'never', ...builderArgs], {
    cwd: root,
    stdio: 'inherit',
  });
  return status === 0;
}
