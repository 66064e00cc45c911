#!/usr/bin/env node
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * Stands in for fpm, which electron-builder downloads: takes the arguments it gets from electron-builder and makes a
 * real .deb or .rpm of them with the system's own `dpkg-deb` and `rpmbuild`. For tests; releases are made with fpm.
 */
const options = new Map<string, string[]>();
const sources: (readonly [from: string, to: string])[] = [];
const flags = new Set(['--force', '--debug']);
const args = process.argv.slice(2);
for (let at = 0; at < args.length; at++) {
  const arg = args[at] ?? '';
  if (flags.has(arg)) continue;
  if (arg.startsWith('-')) {
    at += 1;
    options.set(arg, [...(options.get(arg) ?? []), args[at] ?? '']);
  } else {
    const split = arg.lastIndexOf('=');
    sources.push([arg.slice(0, split), arg.slice(split + 1)]);
  }
}
const option = (name: string): string => {
  const [value] = options.get(name) ?? [];
  if (value === undefined) throw new Error(`electron-builder did not give ${name}.`);
  return value;
};

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'switchdeck-fpm-'));
try {
  const files = path.join(work, 'files');
  for (const [from, to] of sources) fs.cpSync(from, path.join(files, to), { recursive: true });
  if (option('-t') === 'deb') buildDeb(files);
  else buildRpm(files);
} finally {
  fs.rmSync(work, { recursive: true, force: true });
}

function buildDeb(files: string): void {
  const control = path.join(files, 'DEBIAN');
  fs.mkdirSync(control);
  const fields = [
    `Package: ${option('--name')}`,
    `Version: ${option('--version')}`,
    `Architecture: ${option('--architecture')}`,
    `Maintainer: ${option('--maintainer')}`,
    `Depends: ${(options.get('-d') ?? []).join(', ')}`,
    `Priority: ${option('--deb-priority')}`,
    `Homepage: ${option('--url')}`,
    `Description: ${option('--description')}`,
  ];
  fs.writeFileSync(path.join(control, 'control'), `${fields.join('\n')}\n`);
  fs.writeFileSync(path.join(control, 'postinst'), fs.readFileSync(option('--after-install')), {
    mode: 0o755,
  });
  fs.writeFileSync(path.join(control, 'postrm'), fs.readFileSync(option('--after-remove')), { mode: 0o755 });
  execFileSync('dpkg-deb', ['--build', '--root-owner-group', '-Zgzip', files, option('--package')]);
}

function buildRpm(files: string): void {
  const script = (name: string): string => fs.readFileSync(option(name), 'utf8').replaceAll('%', '%%');
  const spec = `Name: ${option('--name')}
Version: ${option('--version')}
Release: 1
Summary: ${option('--rpm-summary')}
License: ${option('--license')}
URL: ${option('--url')}
AutoReqProv: no
${(options.get('-d') ?? []).map((name) => `Requires: ${name}`).join('\n')}
%description
${option('--description')}
%install
cp -a ${files}/. %{buildroot}
%post -p /bin/bash
${script('--after-install')}
%postun -p /bin/bash
${script('--after-remove')}
%files
/opt
/usr
`;
  const specFile = path.join(work, 'package.spec');
  fs.writeFileSync(specFile, spec);
  const define = (name: string, value: string): string[] => ['--define', `${name} ${value}`];
  execFileSync(
    'rpmbuild',
    [
      ...['-bb', '--quiet', '--target', option('--architecture')],
      ...define('_topdir', work),
      ...define('_rpmdir', work),
      ...define('_rpmfilename', 'built.rpm'),
      ...define('_binary_payload', 'w1.gzdio'),
      ...define('__os_install_post', '%{nil}'),
      ...define('_build_id_links', 'none'),
      specFile,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  fs.copyFileSync(path.join(work, 'built.rpm'), option('--package'));
}
