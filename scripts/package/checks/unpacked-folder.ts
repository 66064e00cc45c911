import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { fuseFaults, fusedFile, fuseNames } from '../fuses.ts';
import { isPlaceholder } from '../placeholder.ts';
import { type Arch, type Platform, product } from '../product.ts';
import { type Asar, openAsar } from './asar.ts';
import { type Forbidden, nameFault, secretFaults, traceFaults } from './contents.ts';
import { type Finding, findingsAbout } from './finding.ts';
import { machineOf } from './machine.ts';
import { infoPlistFaults } from './mac-bundle.ts';

/** A packaged app before it goes into an installer, or taken out of one. */
export interface Unpacked {
  readonly subject: string;
  readonly folder: string;
  readonly platform: Platform;
  readonly arch: Arch;
}

/** Which system's app a folder holds; null when it holds none. */
export function platformOf(folder: string): Platform | null {
  const platforms: readonly Platform[] = ['linux', 'win32', 'darwin'];
  return platforms.find((platform) => fs.existsSync(fusedFile(folder, platform))) ?? null;
}

const Manifest = z.object({
  name: z.literal(product.executable),
  main: z.string(),
  desktopName: z.literal(product.desktopName),
  devDependencies: z.undefined('devDependencies are listed').optional(),
});

/** All checks that need no installer. */
export async function checkUnpacked(unpacked: Unpacked, forbidden: Forbidden): Promise<readonly Finding[]> {
  const { subject, folder, platform } = unpacked;
  const { judge, skip } = findingsAbout(subject);
  const resources =
    platform === 'darwin'
      ? path.join(folder, `${product.name}.app/Contents/Resources`)
      : path.join(folder, 'resources');
  const archive = path.join(resources, 'app.asar');
  if (!fs.existsSync(archive)) return [judge('archive', ['there is no app.asar'], '')];
  const asar = openAsar(archive);
  const beside = filesBelow(`${archive}.unpacked`);
  const executable = fusedFile(folder, platform);
  return [
    judge('archive', archiveFaults(asar), `${asar.files.length} files, nothing but the app`),
    judge('package.json', manifestFaults(asar), 'names the app, its entry and its desktop entry'),
    judge(
      'contents',
      contentFaults(asar, archive, beside, forbidden),
      'no secret, source map or trace of a machine',
    ),
    judge(
      'native add-on',
      addOnFaults(asar, archive, beside, unpacked),
      'one, outside the archive, for this machine',
    ),
    judge('fuses', await fuseFaults(executable, platform), `all ${fuseNames.length} as wanted`),
    judge('leftovers', leftovers(folder, resources), 'no default_app.asar, no version file'),
    isPlaceholder(folder)
      ? skip('executable', 'a PLACEHOLDER is in the place of Electron: this package does not start')
      : judge('executable', executableFaults(unpacked), 'for this machine'),
    integrity(asar, unpacked, resources),
  ];
}

/** Everything but these in the archive means that electron-builder's file patterns have gone wrong. */
const belongs = /^(out\/(main|preload|renderer)\/|package\.json$|node_modules\/keytar\/)/;

function archiveFaults(asar: Asar): readonly string[] {
  const missing = ['package.json', 'out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html']
    .filter((wanted) => !asar.files.some(({ path: file }) => file === wanted))
    .map((file) => `${file} is missing`);
  const strangers = asar.files.filter(({ path: file }) => !belongs.test(file));
  return [...missing, ...strangers.map(({ path: file }) => `${file} does not belong into the archive`)];
}

function manifestFaults(asar: Asar): readonly string[] {
  const file = asar.files.find((one) => one.path === 'package.json');
  if (!file) return ['there is none'];
  const manifest = Manifest.safeParse(JSON.parse(asar.read(file).toString('utf8')));
  if (!manifest.success) {
    return manifest.error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`);
  }
  const entry = path.posix.normalize(manifest.data.main);
  return asar.files.some((one) => one.path === entry) ? [] : [`main names ${entry}, which is not there`];
}

function contentFaults(
  asar: Asar,
  archive: string,
  beside: readonly string[],
  forbidden: Forbidden,
): readonly string[] {
  const inside = asar.files
    .filter(({ unpacked }) => !unpacked)
    .map((file) => [file.path, asar.read(file)] as const);
  const outside = beside.map(
    (file) => [file, fs.readFileSync(path.join(`${archive}.unpacked`, file))] as const,
  );
  return [...inside, ...outside].flatMap(([file, bytes]) => {
    const byName = nameFault(file);
    const text = bytes.toString('latin1');
    // A prebuilt add-on carries the paths of those who built it; they are not ours to change.
    const traces = file.endsWith('.node') ? [] : traceFaults(file, text, forbidden);
    return [...(byName === null ? [] : [byName]), ...secretFaults(file, text), ...traces];
  });
}

function addOnFaults(
  asar: Asar,
  archive: string,
  beside: readonly string[],
  { platform, arch }: Unpacked,
): readonly string[] {
  const wanted = `node_modules/keytar/prebuilds/${platform}-${arch}/keytar.node`;
  const faults = asar.files
    .filter(({ path: file, unpacked }) => file.endsWith('.node') && !unpacked)
    .map(({ path: file }) => `${file} is inside the archive`);
  const addOns = beside.filter((file) => file.endsWith('.node'));
  faults.push(...addOns.filter((file) => file !== wanted).map((file) => `${file} is not for this machine`));
  if (!asar.files.some(({ path: file }) => file === wanted))
    faults.push(`the archive does not list ${wanted}`);
  if (!addOns.includes(wanted)) return [...faults, `${wanted} is missing beside the archive`];
  const machine = machineOf(fs.readFileSync(path.join(`${archive}.unpacked`, wanted)));
  if (machine !== `${platform}-${arch}`) {
    faults.push(`${wanted} is made for ${machine ?? 'no known machine'}`);
  }
  return faults;
}

function leftovers(folder: string, resources: string): readonly string[] {
  return [path.join(resources, 'default_app.asar'), path.join(folder, 'version')]
    .filter((file) => fs.existsSync(file))
    .map((file) => `${path.relative(folder, file)} is still there`);
}

function executableFaults({ folder, platform, arch }: Unpacked): readonly string[] {
  const file =
    platform === 'darwin'
      ? path.join(folder, `${product.name}.app/Contents/MacOS/${product.name}`)
      : fusedFile(folder, platform);
  const machine = machineOf(firstBytes(file));
  return machine === `${platform}-${arch}` ? [] : [`it is made for ${machine ?? 'no known machine'}`];
}

/** Electron compares the archive with a hash in Info.plist (macOS) or in the executable (Windows). */
function integrity(asar: Asar, { subject, folder, platform }: Unpacked, resources: string): Finding {
  const { judge, skip } = findingsAbout(subject);
  if (platform === 'linux') return skip('integrity', 'Electron has no such check on Linux');
  if (platform === 'darwin') {
    const text = fs.readFileSync(path.join(resources, '../Info.plist'), 'utf8');
    return judge(
      'Info.plist',
      infoPlistFaults(text, asar.headerHash),
      'registers the link, knows the archive',
    );
  }
  const known = fs.readFileSync(fusedFile(folder, platform)).includes(asar.headerHash);
  return judge(
    'integrity',
    known ? [] : ['the executable does not know this archive'],
    'the archive is known',
  );
}

const firstBytes = (file: string): Buffer => {
  const handle = fs.openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(4096);
    return bytes.subarray(0, fs.readSync(handle, bytes));
  } finally {
    fs.closeSync(handle);
  }
};

/** Files below a folder with `/` between, sorted; none when there is no folder. */
export function filesBelow(folder: string): readonly string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}
