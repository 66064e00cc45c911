import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { desktopEntryFaults } from '../../../scripts/package/checks/desktop-entry.ts';
import { scriptFaults } from '../../../scripts/package/checks/linux-packages.ts';
import { root } from '../../../scripts/package/product.ts';

describe('a desktop entry', () => {
  const name = 'app.switchdeck.desktop';
  const entry = `[Desktop Entry]
Name=Switchdeck
Exec=/opt/Switchdeck/switchdeck %U
StartupWMClass=app.switchdeck
MimeType=x-scheme-handler/app.switchdeck;
`;

  it('opens the link', () => {
    expect(desktopEntryFaults(name, entry)).toEqual([]);
  });

  it.each([
    ['no scheme', name, entry.replace('x-scheme-handler/app.switchdeck', 'text/plain'), 'MimeType'],
    ['only a scheme that begins alike', name, entry.replace('switchdeck;', 'switchdeck2;'), 'MimeType'],
    ['no place for the link', name, entry.replace(' %U', ''), 'does not end in %U'],
    ['the sandbox off', name, entry.replace(' %U', ' --no-sandbox %U'), 'sandbox'],
    ['another window class', name, entry.replace('=app.switchdeck\n', '=switchdeck\n'), 'StartupWMClass'],
    ['another name', 'switchdeck.desktop', entry, 'named switchdeck.desktop'],
  ])('is at fault with %s', (_what, fileName, text, fault) => {
    expect(desktopEntryFaults(fileName, text)).toEqual([expect.stringContaining(fault)]);
  });
});

describe('the scripts of a package', () => {
  const refresh = 'update-desktop-database';
  const removal = `case "$1" in upgrade | failed-upgrade) ;; esac; ${refresh}`;

  it('are at fault when one does not refresh the links, or takes an upgrade for a removal', () => {
    expect(scriptFaults(refresh, removal)).toEqual([]);
    expect(scriptFaults('', removal)).toEqual(['installing does not refresh the links']);
    expect(scriptFaults(refresh, removal.replace(refresh, ''))).toEqual([
      'removing does not refresh the links',
    ]);
    expect(scriptFaults(refresh, refresh)).toEqual(['an upgrade is treated as a removal']);
    expect(scriptFaults(refresh, `${removal} \${executable}`)).toEqual(['a name is not filled in']);
  });
});

describe.runIf(process.platform === 'linux')('the script after removing', () => {
  let folder = '';
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'switchdeck-remove-'));
    for (const tool of ['update-desktop-database', 'update-mime-database', 'update-alternatives']) {
      const script = `#!/bin/sh\necho "${tool} $*" >> '${folder}/calls'\n`;
      fs.writeFileSync(path.join(folder, tool), script, { mode: 0o755 });
    }
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  /** Runs it as the package manager does, with names of nothing that is installed; returns the tools it called. */
  const run = (...args: readonly string[]): readonly string[] => {
    const script = fs
      .readFileSync(path.join(root, 'build/linux/after-remove.tpl'), 'utf8')
      .replaceAll('${executable}', path.basename(folder))
      .replaceAll('${sanitizedProductName}', 'Switchdeck-in-a-test');
    const file = path.join(folder, 'script');
    fs.writeFileSync(file, script);
    const { status, stderr } = spawnSync('/bin/bash', [file, ...args], {
      encoding: 'utf8',
      env: { PATH: `${folder}:/usr/bin:/bin` },
    });
    expect([status, stderr]).toEqual([0, '']);
    return fs.readFileSync(path.join(folder, 'calls'), 'utf8').trim().split('\n');
  };

  it.each([['remove'], ['purge'], ['0']])('takes everything back on %s', (how) => {
    expect(run(how)).toEqual([
      expect.stringMatching(
        /^update-alternatives --remove switchdeck-remove-\w+ \/opt\/Switchdeck-in-a-test\//,
      ),
      'update-mime-database /usr/share/mime',
      'update-desktop-database /usr/share/applications',
    ]);
  });

  it.each([['upgrade', '0.2.0'], ['failed-upgrade'], ['abort-install'], ['1'], ['2']])(
    'leaves alone what the other version needs on %s',
    (...args) => {
      expect(run(...args)).toEqual(['update-desktop-database /usr/share/applications']);
    },
  );

  it('is no failure where the tools are missing', () => {
    fs.rmSync(path.join(folder, 'update-alternatives'));
    fs.rmSync(path.join(folder, 'update-desktop-database'));
    fs.writeFileSync(path.join(folder, 'update-desktop-database'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    expect(run('remove').at(-1)).toBe('update-mime-database /usr/share/mime');
  });
});
