import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAsar } from '../../../scripts/package/checks/asar.ts';
import type { Finding } from '../../../scripts/package/checks/finding.ts';
import { checkUnpacked, platformOf } from '../../../scripts/package/checks/unpacked-folder.ts';
import { areHere } from '../../support/needed-programs.ts';
import { setFuses } from '../../../scripts/package/fuses.ts';
import { inspectFolder } from '../../../scripts/package/inspect.ts';
import { type AsarEntry, writeAsar } from './asar-writer.ts';
import { makeMacRelease } from './mac-release.ts';
import { makeProject, type Project } from './project.ts';

const fpm = path.join(import.meta.dirname, 'fpm-stand-in.ts');
/** Without them there are no packages to look into. */
const here = areHere('what packaging makes', {
  'dpkg-deb': 'dpkg',
  rpmbuild: 'rpm',
  rpm2archive: 'rpm',
  'desktop-file-validate': 'desktop-file-utils',
});

let project: Project;
let dist = '';
let findings: readonly Finding[] = [];

beforeAll(async () => {
  if (!here) return;
  project = makeProject();
  await project.packageIt(['--linux', 'deb', 'rpm', '--x64'], { CUSTOM_FPM_PATH: fpm });
  dist = path.join(project.folder, 'dist');
  findings = await inspectFolder(dist);
}, 120_000);
afterAll(() => {
  if (here) project.remove();
});

const of = (subject: RegExp): Readonly<Record<string, string>> =>
  Object.fromEntries(
    findings.filter((finding) => subject.test(finding.subject)).map(({ check, outcome }) => [check, outcome]),
  );
const app = {
  archive: 'ok',
  'package.json': 'ok',
  contents: 'ok',
  'native add-on': 'ok',
  fuses: 'ok',
  leftovers: 'ok',
  executable: 'not applicable',
  integrity: 'not applicable',
};

describe.runIf(here)('what electron-builder makes of the configuration', () => {
  it('is a folder with nothing but the app in it', () => {
    expect(of(/^linux-unpacked$/)).toEqual(app);
  });

  it.each([[/\.deb$/], [/\.rpm$/]])(
    'is a package %s that registers the link and asks for the keyring',
    (name) => {
      expect(of(name)).toEqual({
        dependencies: 'ok',
        scripts: 'ok',
        'desktop entry': 'ok',
        'desktop-file-validate': 'ok',
        icons: 'ok',
        ...app,
      });
    },
  );

  it('says of the placeholder that it does not start', () => {
    const { why } = findings.find(({ check }) => check === 'executable') ?? {};
    expect(why).toContain('PLACEHOLDER');
  });
});

describe.runIf(here)('the bundle for macOS', () => {
  let contents = '';
  const inspected = async (): Promise<Readonly<Record<string, string>>> => {
    const folder = path.resolve(contents, '../..');
    const found = await checkUnpacked(
      { subject: 'it', folder, platform: 'darwin', arch: 'arm64' },
      { folders: [], hosts: [] },
    );
    return Object.fromEntries(found.map(({ check, outcome }) => [check, outcome]));
  };
  beforeAll(async () => {
    const mac = makeProject();
    fs.rmSync(mac.electron, { recursive: true });
    makeMacRelease(mac.electron);
    await mac.packageIt(['--mac', '--dir', '--arm64']);
    fs.renameSync(path.join(mac.folder, 'dist/mac-arm64'), path.join(project.folder, 'mac-arm64'));
    contents = path.join(project.folder, 'mac-arm64/Switchdeck.app/Contents');
    mac.remove();
  }, 120_000);

  it('registers the link, knows its archive and has all fuses set', async () => {
    const { integrity: _, ...others } = app;
    expect(await inspected()).toEqual({ ...others, executable: 'ok', 'Info.plist': 'ok' });
  });

  it('is at fault with another scheme, or when the archive was changed afterwards', async () => {
    const file = path.join(contents, 'Info.plist');
    const text = fs.readFileSync(file, 'utf8');
    fs.writeFileSync(file, text.replace(/(CFBundleURLSchemes[\s\S]*?)app\.switchdeck/, '$1app.other'));
    expect(await inspected()).toMatchObject({ 'Info.plist': 'FAILED' });
    fs.writeFileSync(file, text);
    expect(await inspected()).toMatchObject({ 'Info.plist': 'ok' });
    const archive = path.join(contents, 'Resources/app.asar');
    const asar = openAsar(archive);
    const entries = asar.files.map((one) => ({
      path: one.path,
      content: one.unpacked ? null : Buffer.concat([asar.read(one), Buffer.from('\n')]),
    }));
    fs.writeFileSync(archive, writeAsar(entries));
    expect(await inspected()).toMatchObject({ 'Info.plist': 'FAILED' });
  });
});

describe.runIf(here)('the inspection of a packaged folder', () => {
  /** A copy that a test may break. */
  const copy = (): string => {
    const folder = fs.mkdtempSync(path.join(project.folder, 'broken-'));
    fs.cpSync(path.join(dist, 'linux-unpacked'), folder, { recursive: true });
    return folder;
  };
  const forbidden = { folders: ['/srv/builds/42'], hosts: ['packages.example.test'] };
  const failed = async (folder: string): Promise<readonly string[]> => {
    const found = await checkUnpacked({ subject: 'it', folder, platform: 'linux', arch: 'x64' }, forbidden);
    return found.filter(({ outcome }) => outcome === 'FAILED').map(({ check }) => check);
  };
  const addOn = 'node_modules/keytar/prebuilds/linux-x64/keytar.node';
  const archive = (folder: string): string => path.join(folder, 'resources/app.asar');
  const beside = (folder: string, file: string): string => path.join(`${archive(folder)}.unpacked`, file);

  /** Writes the archive anew, with some files changed. */
  const repack = (folder: string, change: (entries: readonly AsarEntry[]) => readonly AsarEntry[]): void => {
    const asar = openAsar(archive(folder));
    const entries = asar.files.map((file) => ({
      path: file.path,
      content: file.unpacked ? null : asar.read(file),
    }));
    fs.writeFileSync(archive(folder), writeAsar(change(entries)));
  };
  const withText = (file: string, text: string) => (folder: string) =>
    repack(folder, (entries) => [
      ...entries.filter((entry) => entry.path !== file),
      { path: file, content: Buffer.from(text) },
    ]);
  const without = (file: string) => (folder: string) =>
    repack(folder, (entries) => entries.filter((entry) => entry.path !== file));
  const manifest = (fields: object) =>
    withText(
      'package.json',
      JSON.stringify({
        name: 'switchdeck',
        main: 'out/main/index.js',
        desktopName: 'app.switchdeck.desktop',
        ...fields,
      }),
    );
  const key = `-----BEGIN PRIVATE KEY-----\n${'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC'.repeat(2)}`;

  it('finds nothing in a folder that only went through the test', async () => {
    const folder = copy();
    manifest({})(folder);
    expect(await failed(folder)).toEqual([]);
  });

  it.each<[string, readonly string[], (folder: string) => void | Promise<void>]>([
    ['no archive', ['archive'], (folder) => fs.rmSync(archive(folder))],
    ['a missing bundle', ['archive'], without('out/preload/index.cjs')],
    ['a file of the project that does not belong there', ['archive'], withText('electron-builder.yml', '')],
    ['another desktop name', ['package.json'], manifest({ desktopName: 'other.desktop' })],
    ['an entry that is not there', ['package.json'], manifest({ main: 'out/main/other.js' })],
    ['development packages in package.json', ['package.json'], manifest({ devDependencies: { a: '1' } })],
    ['a source map', ['contents'], withText('out/main/index.js.map', '{}')],
    [
      'a reference to a source map',
      ['contents'],
      withText('out/main/a.js', 'a;\n//# sourceMappingURL=a.js.map'),
    ],
    ['a file of environment settings', ['contents'], withText('out/main/.env', 'A=1')],
    ['a key file', ['contents'], withText('out/main/server.pem', '')],
    ['a private key', ['contents'], withText('out/main/a.js', key)],
    [
      'a token of a known kind',
      ['contents'],
      withText('out/main/a.js', `const t = 'ghp_${'a1B2'.repeat(9)}'`),
    ],
    ['a client secret', ['contents'], withText('out/main/a.js', `{ clientSecret: 'Zm9vYmFyYmF6cXV4' }`)],
    [
      'an address with a password',
      ['contents'],
      withText('out/main/a.js', 'redis://user:hunter2@cache:6379'),
    ],
    ['a folder of the machine', ['contents'], withText('out/main/a.js', '"/srv/builds/42/main/index.ts"')],
    ["somebody's home folder", ['contents'], withText('out/main/a.js', '"/home/somebody/project"')],
    [
      "Windows' form of it",
      ['contents'],
      withText('out/main/a.js', String.raw`"C:\\Users\\somebody\\project"`),
    ],
    [
      'the registry of this machine',
      ['contents'],
      withText('out/main/a.js', 'https://packages.example.test/a'),
    ],
    ['any registry', ['contents'], withText('out/main/a.js', 'https://registry.example.com/a/-/a-1.tgz')],
    [
      'a secret beside the archive',
      ['contents'],
      (folder) => fs.appendFileSync(beside(folder, 'node_modules/keytar/lib/keytar.js'), key),
    ],
    ['a missing add-on', ['native add-on'], (folder) => fs.rmSync(beside(folder, addOn))],
    [
      'an add-on inside the archive',
      ['native add-on'],
      withText('node_modules/keytar/build/Release/keytar.node', ''),
    ],
    [
      'an add-on for another system',
      ['native add-on'],
      (folder) => {
        const foreign = beside(folder, 'node_modules/keytar/prebuilds/win32-x64/keytar.node');
        fs.mkdirSync(path.dirname(foreign));
        fs.copyFileSync(beside(folder, addOn), foreign);
      },
    ],
    [
      'an add-on for another processor under the right name',
      ['native add-on'],
      (folder) => {
        const bytes = fs.readFileSync(beside(folder, addOn));
        bytes.writeUInt16LE(0xb7, 18); // ELF's number for arm64
        fs.writeFileSync(beside(folder, addOn), bytes);
      },
    ],
    [
      'the fuses of another system',
      ['fuses'],
      (folder) => setFuses(path.join(folder, 'switchdeck'), 'win32', false),
    ],
    ['a version file', ['leftovers'], (folder) => fs.writeFileSync(path.join(folder, 'version'), '45')],
    [
      "Electron's sample app",
      ['leftovers'],
      (folder) => fs.writeFileSync(path.join(folder, 'resources/default_app.asar'), ''),
    ],
    [
      'a program that is no program',
      ['executable'],
      (folder) => fs.rmSync(path.join(folder, 'NOT-ELECTRON.txt')),
    ],
  ])('finds %s', async (_what, checks, spoil) => {
    const folder = copy();
    await spoil(folder);
    expect(await failed(folder)).toEqual(checks);
  });

  it('does not quote the secret it found', async () => {
    const folder = copy();
    withText('out/main/a.js', `{ clientSecret: 'Zm9vYmFyYmF6cXV4' }`)(folder);
    const found = await checkUnpacked({ subject: 'it', folder, platform: 'linux', arch: 'x64' }, forbidden);
    expect(JSON.stringify(found)).not.toContain('Zm9v');
    expect(JSON.stringify(found)).toContain('out/main/a.js contains a value of client_secret');
  });

  it('fails on a package that cannot be read, and goes on', async () => {
    const folder = fs.mkdtempSync(path.join(project.folder, 'unreadable-'));
    for (const name of ['a.deb', 'b.rpm', 'c.exe']) fs.writeFileSync(path.join(folder, name), 'no package');
    const found = await inspectFolder(folder);
    expect(found.filter(({ outcome }) => outcome === 'FAILED').map(({ subject }) => subject)).toEqual([
      'a.deb',
      'b.rpm',
      'c.exe',
    ]);
  });

  it('fails where there is nothing to inspect', async () => {
    const empty = fs.mkdtempSync(path.join(project.folder, 'empty-'));
    expect(platformOf(empty)).toBeNull();
    for (const folder of [empty, path.join(empty, 'missing')]) {
      const found = await inspectFolder(folder);
      expect(found.filter(({ outcome }) => outcome === 'FAILED').map(({ why }) => why)).toEqual([
        'there is nothing to inspect',
      ]);
    }
  });
});
