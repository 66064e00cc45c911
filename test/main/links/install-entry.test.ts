import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { desktopEntry, linkScript } from '../../../main/links/desktop-entry.ts';
import { installEntry } from '../../../main/links/install-entry.ts';
import { areHere } from '../../support/needed-programs.ts';

const scheme = 'app.switchdeck';
const canValidate = areHere('whether desktop entries are valid', {
  'desktop-file-validate': 'desktop-file-utils',
});
const canRegister = areHere('registering links with the desktop', { 'xdg-mime': 'xdg-utils' });
const execOf = (entry: string | null): string | undefined => /^Exec=(.*)$/m.exec(entry ?? '')?.[1];

let home = '';
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'switchdeck-home-'));
});
afterEach(() => {
  fs.rmSync(home, { recursive: true, force: true });
});

describe('the desktop entry for links', () => {
  const awkward = '/home/jana/My "new" $APPS/50%/a\\b/Switchdeck.AppImage';

  it('puts the link last, after the end of switches', () => {
    expect(execOf(desktopEntry({ scheme, command: ['/opt/Switchdeck.AppImage', '--'] }))).toBe(
      '/opt/Switchdeck.AppImage -- %u',
    );
  });

  it('names the scheme it opens, and shows in no menu', () => {
    const entry = desktopEntry({ scheme, command: ['/opt/Switchdeck.AppImage', '--'] });
    expect(entry).toContain('\nMimeType=x-scheme-handler/app.switchdeck;\n');
    expect(entry).toContain('\nNoDisplay=true\n');
  });

  it('quotes what a path may hold, and doubles percent signs and backslashes', () => {
    expect(execOf(desktopEntry({ scheme, command: [awkward, '--'] }))).toBe(
      '"/home/jana/My \\\\"new\\\\" \\\\$APPS/50%%/a\\\\\\\\b/Switchdeck.AppImage" -- %u',
    );
  });

  it.each(['/tmp/a\nExec=evil', '/tmp/a\u0000', '/tmp/\u001b', ''])(
    'is none for a program called %j',
    (file) => {
      expect(desktopEntry({ scheme, command: [file] })).toBeNull();
    },
  );

  it.runIf(canValidate).each(['/opt/Switchdeck.AppImage', awkward])(
    'is valid for %s, says the desktop itself',
    (program) => {
      const file = path.join(home, 'app.switchdeck.desktop');
      fs.writeFileSync(file, desktopEntry({ scheme, command: [program, '--'] }) ?? '');
      expect(execFileSync('desktop-file-validate', [file], { encoding: 'utf8' })).toBe('');
    },
  );
});

describe('the script before a link in development', () => {
  it.runIf(process.platform !== 'win32')('hands over settings and the link, whatever is in them', () => {
    const script = path.join(home, 'open link.sh');
    const awkward = `it's "$HOME" \`id\`\n%u \\`;
    const command = ['/bin/sh', '-c', 'printf "%s|" "$SWITCHDECK_X" "$@"', 'sh', '--'] as const;
    fs.writeFileSync(script, linkScript({ SWITCHDECK_X: awkward }, [...command]), { mode: 0o700 });
    const said = execFileSync(script, ['dev.switchdeck:/auth/start'], { encoding: 'utf8' });
    expect(said).toBe(`${awkward}|--|dev.switchdeck:/auth/start|`);
  });
});

describe.runIf(canRegister)('registering a scheme with the desktop', () => {
  const command = (name: string) => ({ scheme, command: [`/opt/${name}`, '--'] }) as const;
  const homeEnvironment = (): NodeJS.ProcessEnv => ({
    PATH: process.env['PATH'],
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, '.config'),
    XDG_DATA_HOME: path.join(home, '.local/share'),
  });
  const entryFile = (): string => path.join(home, '.local/share/applications/app.switchdeck.desktop');
  const xdgMime = (...args: readonly string[]): string =>
    execFileSync('xdg-mime', args, { encoding: 'utf8', env: homeEnvironment() }).trim();
  const handler = (): string => xdgMime('query', 'default', 'x-scheme-handler/app.switchdeck');

  it('makes the program the handler, and leaves it at that the next time', async () => {
    expect(await installEntry(command('a'), homeEnvironment())).toBe('installed');
    expect(handler()).toBe('app.switchdeck.desktop');
    expect(await installEntry(command('a'), homeEnvironment())).toBe('unchanged');
    expect(fs.readdirSync(path.dirname(entryFile())).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  it('follows the program when it has moved', async () => {
    await installEntry(command('a'), homeEnvironment());
    expect(await installEntry(command('b'), homeEnvironment())).toBe('installed');
    expect(execOf(fs.readFileSync(entryFile(), 'utf8'))).toBe('/opt/b -- %u');
  });

  it('leaves the links to another program that the person chose since', async () => {
    await installEntry(command('a'), homeEnvironment());
    fs.writeFileSync(
      path.join(path.dirname(entryFile()), 'other.desktop'),
      '[Desktop Entry]\nExec=/bin/true %u\n',
    );
    xdgMime('default', 'other.desktop', 'x-scheme-handler/app.switchdeck');
    expect(await installEntry(command('a'), homeEnvironment())).toBe('unchanged');
    expect(handler()).toBe('other.desktop');
  });

  it('takes the links back when nobody has them any more', async () => {
    await installEntry(command('a'), homeEnvironment());
    fs.rmSync(path.join(home, '.config/mimeapps.list'));
    fs.rmSync(path.join(path.dirname(entryFile()), 'mimeinfo.cache'), { force: true });
    await installEntry(command('a'), homeEnvironment());
    expect(handler()).toBe('app.switchdeck.desktop');
  });

  it('runs the desktop’s own tools, not what an AppImage brings along', async () => {
    const mounted = path.join(home, 'mounted');
    fs.mkdirSync(path.join(mounted, 'bin'), { recursive: true });
    fs.writeFileSync(path.join(mounted, 'bin/xdg-mime'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    const env = homeEnvironment();
    const inside = {
      ...env,
      APPDIR: mounted,
      PATH: `${mounted}/bin:${env['PATH'] ?? ''}`,
      LD_LIBRARY_PATH: `${mounted}/lib`,
      XDG_DATA_DIRS: `${mounted}/share:/usr/share`,
    };
    expect(await installEntry(command('a'), inside)).toBe('installed');
    expect(handler()).toBe('app.switchdeck.desktop');
  });
});

describe('registering a scheme where there is no desktop', () => {
  it('says so, and does not throw', async () => {
    const env = { PATH: path.join(home, 'nothing'), HOME: home };
    expect(await installEntry({ scheme, command: ['/opt/a', '--'] }, env)).toBe('no-tools');
    expect(await installEntry({ scheme, command: ['/opt/a\n', '--'] }, env)).toBe('impossible');
  });
});
