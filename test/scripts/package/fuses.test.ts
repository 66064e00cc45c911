import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fuseFaults, fuseNames, setFuses, wantedFuses } from '../../../scripts/package/fuses.ts';
import { fuseWire, isPlaceholder, makePlaceholder } from '../../../scripts/package/placeholder.ts';

let folder = '';
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'switchdeck-fuses-'));
  makePlaceholder(folder, '45.4.1');
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));
const electron = (): string => path.join(folder, 'electron');

describe('the placeholder', () => {
  it.runIf(process.platform !== 'win32')('says what it is when it is started, and fails', () => {
    const { status, stderr } = spawnSync(electron(), { encoding: 'utf8' });
    expect(status).toBe(70);
    expect(stderr).toContain('This is a placeholder in the place of Electron');
  });

  it('is recognised, and only it', () => {
    expect(isPlaceholder(folder)).toBe(true);
    fs.rmSync(path.join(folder, 'NOT-ELECTRON.txt'));
    expect(isPlaceholder(folder)).toBe(false);
  });

  it('is made anew over what was there', () => {
    fs.writeFileSync(path.join(folder, 'old'), '');
    makePlaceholder(folder, '46.0.0');
    expect(fs.existsSync(path.join(folder, 'old'))).toBe(false);
    expect(fs.readFileSync(path.join(folder, 'version'), 'utf8')).toBe('46.0.0');
  });
});

describe('the fuses', () => {
  it('stand as Electron delivers them until they are set: not as wanted', async () => {
    expect(await fuseFaults(electron(), 'linux')).toContain('RunAsNode is on and must be off');
  });

  it.each(['linux', 'win32', 'darwin'] as const)(
    'are all as wanted once they are set, on %s',
    async (platform) => {
      await setFuses(electron(), platform, false);
      expect(await fuseFaults(electron(), platform)).toEqual([]);
      expect(wantedFuses(platform).EnableEmbeddedAsarIntegrityValidation).toBe(platform !== 'linux');
    },
  );

  it('are read as the tool of the makers reads them', async () => {
    await setFuses(electron(), 'linux', false);
    const tool = path.resolve(import.meta.dirname, '../../../node_modules/@electron/fuses/dist/bin.js');
    const said = execFileSync(process.execPath, [tool, 'read', '--app', electron()], { encoding: 'utf8' });
    expect(said).toContain('RunAsNode is Disabled');
    expect(said).toContain('OnlyLoadAppFromAsar is Enabled');
  });

  it.each(fuseNames)('are at fault when only %s stands wrong', async (name) => {
    const wanted = wantedFuses('linux');
    const states = fuseNames.map((one) => (one === name ? !wanted[one] : wanted[one]));
    fs.writeFileSync(electron(), fuseWire(states));
    expect(await fuseFaults(electron(), 'linux')).toEqual([expect.stringContaining(name)]);
  });

  it('are at fault when Electron has one more or one less than is known', async () => {
    const states = fuseNames.map((name) => wantedFuses('linux')[name]);
    fs.writeFileSync(electron(), fuseWire([...states, false]));
    expect(await fuseFaults(electron(), 'linux')).toEqual([
      expect.stringContaining('fuse 9 is not known here'),
    ]);
    await expect(setFuses(electron(), 'linux', false)).rejects.toThrow('strictlyRequireAllFuses');
    fs.writeFileSync(electron(), fuseWire(states.slice(0, 8)));
    expect(await fuseFaults(electron(), 'linux')).toEqual(['WasmTrapHandlers is missing and must be on']);
  });

  it('cannot be set in a file that has none', async () => {
    fs.writeFileSync(electron(), 'no wire');
    await expect(setFuses(electron(), 'linux', false)).rejects.toThrow('sentinel');
    await expect(fuseFaults(electron(), 'linux')).rejects.toThrow('sentinel');
  });
});
