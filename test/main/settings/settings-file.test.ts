import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../domain/settings.ts';
import { silentLog } from '../../../main/log.ts';
import {
  createSettingsFile,
  type SettingsFile,
  settingsDefaults,
} from '../../../main/settings/settings-file.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { realKeptFile } from '../../support/kept-file.ts';

const clock = createFakeClock(Date.UTC(2026, 10, 21, 3, 4, 5, 678));

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'switchdeck-settings-'));
});
afterEach(() => {
  fs.chmodSync(folder, 0o700);
  fs.rmSync(folder, { recursive: true, force: true });
});

const open = (): SettingsFile =>
  createSettingsFile({
    file: realKeptFile(folder, 'settings'),
    clock,
    log: silentLog,
    defaults: settingsDefaults('SK'),
  });
const file = (): string => path.join(folder, 'settings.json');
const onDisk = (): unknown => JSON.parse(fs.readFileSync(file(), 'utf8'));
const asides = (): string[] => fs.readdirSync(folder).filter((name) => name.includes('corrupt'));

describe('the settings file', () => {
  it('starts with defaults and writes no file before something is chosen', () => {
    expect(open().reading()).toEqual({
      settings: { ...defaultSettings, homeCountry: 'SK' },
      keptAside: null,
    });
    expect(fs.existsSync(file())).toBe(false);
  });

  it('keeps what was chosen for the next run, readable by the user only', () => {
    open().change({ theme: 'dark', language: 'cs' });
    expect(open().reading().settings).toMatchObject({ theme: 'dark', language: 'cs' });
    if (process.platform !== 'win32') expect(fs.statSync(file()).mode & 0o777).toBe(0o600);
  });

  it('replaces the file as a whole and leaves no temporary file behind', () => {
    const settings = open();
    settings.change({ theme: 'dark' });
    const before = fs.statSync(file()).ino;
    settings.change({ theme: 'light' });
    expect(fs.statSync(file()).ino).not.toBe(before);
    expect(fs.readdirSync(folder)).toEqual(['settings.json']);
  });

  it.each([
    ['cut short', '{"theme": "da'],
    ['empty', ''],
    ['not an object', '[1, 2]'],
    ['bytes of something else', '\u0000\u0001\ufffd'],
  ])(
    'keeps a file that is %s aside under a dated name, names it, and goes on with defaults',
    (_how, text) => {
      fs.writeFileSync(file(), text);
      const { settings, keptAside } = open().reading();
      expect(settings).toEqual(settingsDefaults('SK'));
      expect(keptAside).toBe('settings.corrupt-2026-11-21T03-04-05-678Z.json');
      expect(fs.readFileSync(path.join(folder, keptAside ?? ''), 'utf8')).toBe(text);
      expect(open().reading()).toEqual({ settings: settingsDefaults('SK'), keptAside: null });
    },
  );

  it('keeps the valid values of a file with a wrong one, and the file aside', () => {
    fs.writeFileSync(file(), JSON.stringify({ theme: 'purple', density: 'compact', keepInTray: 'yes' }));
    const { settings, keptAside } = open().reading();
    expect(settings).toEqual({ ...settingsDefaults('SK'), density: 'compact' });
    expect(asides()).toEqual([keptAside]);
    expect(onDisk()).toEqual({ ...settingsDefaults('SK'), density: 'compact' });
  });

  it('never overwrites what was kept aside earlier', () => {
    for (const text of ['{one', '{two', '{three']) {
      fs.writeFileSync(file(), text);
      open();
    }
    expect(
      asides()
        .map((name) => fs.readFileSync(path.join(folder, name), 'utf8'))
        .sort(),
    ).toEqual(['{one', '{three', '{two']);
  });

  it('takes a missing value as the default, which is no fault', () => {
    fs.writeFileSync(file(), JSON.stringify({ theme: 'dark' }));
    expect(open().reading()).toEqual({
      settings: { ...settingsDefaults('SK'), theme: 'dark' },
      keptAside: null,
    });
  });

  it('leaves values of a newer version in the file', () => {
    fs.writeFileSync(file(), JSON.stringify({ theme: 'dark', ringtone: 'bell' }));
    open().change({ theme: 'light' });
    expect(onDisk()).toMatchObject({ theme: 'light', ringtone: 'bell' });
  });

  it('does not read an address or anything else that decides where tokens go', () => {
    fs.writeFileSync(
      file(),
      JSON.stringify({ endpoints: { aircall: { api: 'https://elsewhere.example' } } }),
    );
    expect(open().reading().settings).toEqual(settingsDefaults('SK'));
  });

  it('refuses a value outside the schema and changes nothing', () => {
    const settings = open();
    settings.change({ homeCountry: 'PL' });
    expect(() => settings.change({ homeCountry: 'Poland' })).toThrow();
    expect(settings.reading().settings.homeCountry).toBe('PL');
    expect(onDisk()).toMatchObject({ homeCountry: 'PL' });
  });

  it('says so when the disk refuses and keeps the earlier settings', () => {
    const settings = open();
    settings.change({ theme: 'dark' });
    fs.rmSync(file());
    fs.mkdirSync(path.join(file(), 'in the way'), { recursive: true });
    expect(() => settings.change({ theme: 'light' })).toThrow(
      expect.objectContaining({ code: 'cache-unavailable' }),
    );
    expect(settings.reading().settings.theme).toBe('dark');
  });

  it('starts although something that is no file has its name', () => {
    fs.mkdirSync(file());
    expect(open().reading().settings).toEqual(settingsDefaults('SK'));
  });
});
