import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { Forbidden } from './checks/contents.ts';
import { type Finding, findingsAbout } from './checks/finding.ts';
import { checkAppImage, checkDeb, checkRpm } from './checks/linux-packages.ts';
import { readTool } from './checks/tool.ts';
import { checkUnpacked, platformOf } from './checks/unpacked-folder.ts';
import {
  installerScriptFaults,
  msiRegistryFaults,
  nsisInstallerFaults,
} from './checks/windows-installers.ts';
import { type Arch, root } from './product.ts';

/**
 * Inspects a folder that electron-builder filled, or one unpacked app; without a name, `dist`. Prints every finding.
 * Returns the exit code: 1 when something failed, or when there was nothing to inspect.
 */
export async function inspect(folder = path.join(root, 'dist')): Promise<number> {
  const findings = await inspectFolder(folder);
  let subject = '';
  for (const finding of findings) {
    if (finding.subject !== subject) console.log(`\n${finding.subject}`);
    subject = finding.subject;
    console.log(`  ${finding.outcome.padEnd(14)} ${finding.check}: ${finding.why}`);
  }
  const failed = findings.filter(({ outcome }) => outcome === 'FAILED').length;
  const passed = findings.filter(({ outcome }) => outcome === 'ok').length;
  console.log(`\n${passed} ok, ${failed} FAILED, ${findings.length - passed - failed} not applicable.`);
  return failed === 0 ? 0 : 1;
}

/** All findings, in the order of the folder. */
export async function inspectFolder(folder: string): Promise<readonly Finding[]> {
  const forbidden = forbiddenHere();
  const { judge } = findingsAbout('build/installer.nsh');
  const script = fs.readFileSync(path.join(root, 'build/installer.nsh'), 'utf8');
  const findings: Finding[] = [
    judge('script', installerScriptFaults(script), 'registers the link with "--" before it, and removes it'),
  ];
  const packages = fs.existsSync(folder) ? await inspectPackages(folder, forbidden) : [];
  if (packages.length === 0) {
    findings.push(findingsAbout(folder).judge('packages', ['there is nothing to inspect'], ''));
  }
  return [...findings, ...packages];
}

async function inspectPackages(folder: string, forbidden: Forbidden): Promise<readonly Finding[]> {
  const itself = platformOf(folder);
  if (itself !== null) return checkApp(folder, forbidden);
  const names = fs.readdirSync(folder).sort();
  const findings: Finding[] = [];
  for (const name of names) {
    try {
      findings.push(...(await inspectOne(folder, name, names, forbidden)));
    } catch (error) {
      // A package that cannot be read is no good one; the others are still looked at.
      const why = error instanceof Error ? error.message : String(error);
      findings.push(findingsAbout(name).judge('readable', [why], ''));
    }
  }
  return findings;
}

async function inspectOne(
  folder: string,
  name: string,
  names: readonly string[],
  forbidden: Forbidden,
): Promise<readonly Finding[]> {
  const file = path.join(folder, name);
  if (fs.statSync(file).isDirectory()) return checkApp(file, forbidden);
  if (name.endsWith('.deb')) return checkDeb(file, forbidden);
  if (name.endsWith('.rpm')) return checkRpm(file, forbidden);
  if (name.endsWith('.AppImage')) return checkAppImage(file, forbidden);
  if (name.endsWith('.exe')) return [checkNsis(file)];
  if (name.endsWith('.msi')) return [checkMsi(file)];
  if (name.endsWith('.dmg')) return [checkZipBeside(name, names)];
  return [];
}

/** No findings about a folder that holds no app: electron-builder makes others too. */
async function checkApp(folder: string, forbidden: Forbidden): Promise<readonly Finding[]> {
  const platform = platformOf(folder);
  if (platform === null) return [];
  const subject = path.basename(folder);
  // electron-builder names the processor in the folder, except for the usual one.
  const arch: Arch = subject.includes('arm64') ? 'arm64' : 'x64';
  return checkUnpacked({ subject, folder, platform, arch }, forbidden);
}

function checkNsis(file: string): Finding {
  const { judge } = findingsAbout(path.basename(file));
  return judge('link', nsisInstallerFaults(fs.readFileSync(file)), 'registered with "--" before it');
}

function checkMsi(file: string): Finding {
  const { judge, skip } = findingsAbout(path.basename(file));
  const table = readTool('msiinfo', ['export', file, 'Registry']);
  if (table === null) return skip('link', 'msiinfo (msitools) is not installed');
  return judge('link', msiRegistryFaults(table), 'registered with "--" before it');
}

/** Later updates read the zip; the disk image is for people. */
function checkZipBeside(name: string, names: readonly string[]): Finding {
  const zip = name.replace(/\.dmg$/, '.zip');
  return findingsAbout(name).judge('zip', names.includes(zip) ? [] : [`${zip} is missing`], 'lies beside it');
}

const Lock = z.object({ packages: z.record(z.string(), z.object({ resolved: z.string().optional() })) });

/** What the machine at hand must not leave in a package: its folders, and where it gets its packages. */
function forbiddenHere(): Forbidden {
  const lock = Lock.parse(JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8')));
  const addresses = [
    process.env['npm_config_registry'],
    ...Object.values(lock.packages).map(({ resolved }) => resolved),
  ];
  const hosts = addresses.flatMap((address) =>
    address !== undefined && URL.canParse(address) ? [new URL(address).host] : [],
  );
  const home = os.homedir();
  // A home of one short name (`/root`) is found in innocent text too.
  const folders = home.split(path.sep).filter(Boolean).length > 1 ? [root, home] : [root];
  return { folders, hosts: [...new Set(hosts)].filter((host) => host !== '') };
}
