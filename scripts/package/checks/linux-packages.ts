import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Arch, product } from '../product.ts';
import type { Forbidden } from './contents.ts';
import { desktopEntryFaults } from './desktop-entry.ts';
import { type Finding, type Findings, findingsAbout } from './finding.ts';
import { readTool, runTool } from './tool.ts';
import { checkUnpacked, filesBelow } from './unpacked-folder.ts';

const libsecret = /\blibsecret(-1-0)?\b/;

/** A Debian package: dependencies, scripts, desktop entry, and what it installs. */
export async function checkDeb(file: string, forbidden: Forbidden): Promise<readonly Finding[]> {
  const subject = path.basename(file);
  const { judge, skip } = findingsAbout(subject);
  const fields = readTool('dpkg-deb', ['-f', file]);
  if (fields === null) return [skip('package', 'dpkg-deb is not installed')];
  return inFolder(async (folder) => {
    const files = path.join(folder, 'files');
    const control = path.join(folder, 'control');
    runTool('dpkg-deb', ['-x', file, files]);
    runTool('dpkg-deb', ['-e', file, control]);
    const depends = /^Depends: (.*)$/m.exec(fields)?.[1] ?? '';
    const arch: Arch = /^Architecture: arm64$/m.test(fields) ? 'arm64' : 'x64';
    const script = (name: string): string => fs.readFileSync(path.join(control, name), 'utf8');
    return [
      judge('dependencies', libsecret.test(depends) ? [] : ['libsecret is not required'], depends),
      judge(
        'scripts',
        scriptFaults(script('postinst'), script('postrm')),
        'refresh the links when coming and going',
      ),
      ...installed(files, { judge, skip }),
      ...(await checkUnpacked(inOpt(subject, files, arch), forbidden)),
    ];
  });
}

/** An RPM package: the same. */
export async function checkRpm(file: string, forbidden: Forbidden): Promise<readonly Finding[]> {
  const subject = path.basename(file);
  const { judge, skip } = findingsAbout(subject);
  const requires = readTool('rpm', ['-qpR', file]);
  if (requires === null) return [skip('package', 'rpm is not installed')];
  const postinstall = readTool('rpm', ['-qp', '--qf', '%{POSTIN}', file]) ?? '';
  const postremove = readTool('rpm', ['-qp', '--qf', '%{POSTUN}', file]) ?? '';
  const arch: Arch = readTool('rpm', ['-qp', '--qf', '%{ARCH}', file]) === 'aarch64' ? 'arm64' : 'x64';
  const list = requires.trim().split('\n').join(', ');
  const findings = [
    judge('dependencies', libsecret.test(requires) ? [] : ['libsecret is not required'], list),
    judge('scripts', scriptFaults(postinstall, postremove), 'refresh the links when coming and going'),
  ];
  const archive = runTool('rpm2archive', ['-'], fs.readFileSync(file));
  if (archive === null) return [...findings, skip('files', 'rpm2archive is not installed')];
  return inFolder(async (folder) => {
    runTool('tar', ['-xzf', '-', '-C', folder], archive);
    return [
      ...findings,
      ...installed(folder, { judge, skip }),
      ...(await checkUnpacked(inOpt(subject, folder, arch), forbidden)),
    ];
  });
}

/** An AppImage. It is our own program: it unpacks itself, where this machine can run it. */
export async function checkAppImage(file: string, forbidden: Forbidden): Promise<readonly Finding[]> {
  const subject = path.basename(file);
  const { judge, skip } = findingsAbout(subject);
  const arch: Arch = subject.includes('arm64') ? 'arm64' : 'x64';
  if (process.platform !== 'linux' || arch !== process.arch) {
    return [skip('files', 'this machine cannot run it')];
  }
  return inFolder(async (folder) => {
    fs.chmodSync(file, 0o755);
    const { status } = spawnSync(path.resolve(file), ['--appimage-extract'], {
      cwd: folder,
      stdio: 'ignore',
    });
    if (status !== 0) return [judge('files', ['it does not unpack itself'], '')];
    const root = path.join(folder, 'squashfs-root');
    return [
      ...entries(root, '.', { judge, skip }),
      ...(await checkUnpacked({ subject, folder: root, platform: 'linux', arch }, forbidden)),
    ];
  });
}

const inOpt = (subject: string, files: string, arch: Arch) =>
  ({ subject, folder: path.join(files, 'opt', product.name), platform: 'linux', arch }) as const;

/** Scripts after installing and after removing. */
export function scriptFaults(postinstall: string, postremove: string): readonly string[] {
  const faults = [];
  if (!postinstall.includes('update-desktop-database')) faults.push('installing does not refresh the links');
  if (!postremove.includes('update-desktop-database')) faults.push('removing does not refresh the links');
  if (/\$\{(executable|sanitizedProductName)\}/.test(postremove)) faults.push('a name is not filled in');
  if (!postremove.includes('upgrade)') && !/upgrade \|/.test(postremove))
    faults.push('an upgrade is treated as a removal');
  return faults;
}

function installed(files: string, findings: Findings): readonly Finding[] {
  const icons = filesBelow(path.join(files, 'usr/share/icons/hicolor'));
  const missing = ['16x16', '32x32', '48x48', '256x256', '512x512'].filter(
    (size) => !icons.includes(`${size}/apps/${product.executable}.png`),
  );
  return [
    ...entries(files, 'usr/share/applications', findings),
    findings.judge(
      'icons',
      missing.map((size) => `there is none of ${size}`),
      `${icons.length} sizes`,
    ),
  ];
}

/** Exactly one desktop entry, and a good one. */
function entries(root: string, below: string, { judge, skip }: Findings): readonly Finding[] {
  const folder = path.join(root, below);
  const names = fs.existsSync(folder)
    ? fs.readdirSync(folder).filter((name) => name.endsWith('.desktop'))
    : [];
  const [name] = names;
  if (name === undefined || names.length > 1) {
    return [judge('desktop entry', [`there are ${names.length} instead of one`], '')];
  }
  const file = path.join(folder, name);
  const text = fs.readFileSync(file, 'utf8');
  const validator = spawnSync('desktop-file-validate', ['--no-hints', file], { encoding: 'utf8' });
  return [
    judge('desktop entry', desktopEntryFaults(name, text), `${name} opens ${product.scheme} links`),
    validator.error
      ? skip('desktop-file-validate', 'it is not installed')
      : judge(
          'desktop-file-validate',
          validator.status === 0 ? [] : [validator.stdout.trim()],
          'no complaint',
        ),
  ];
}

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'switchdeck-inspect-'));
  try {
    return await use(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
