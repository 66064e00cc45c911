import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findElectron } from '../../scripts/electron/find-electron.ts';

let root = '';
let downloads = 0;
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'switchdeck-electron-'));
  downloads = 0;
  write('node_modules/electron/package.json', JSON.stringify({ version: '45.0.0' }));
});
afterEach(() => {
  fs.rmSync(root, { recursive: true, force: true });
});

function write(file: string, text: string): string {
  const full = path.join(root, file);
  fs.mkdirSync(path.dirname(full), { recursive: true });
  fs.writeFileSync(full, text);
  return full;
}
const inDist = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' } as Partial<
  Record<NodeJS.Platform, string>
>; // every other platform has the plain name
const dist = `node_modules/electron/dist/${inDist[process.platform] ?? 'electron'}`;

const failing = async (): Promise<void> => {
  downloads += 1;
  throw new Error('fetch failed');
};
const working = async (): Promise<void> => {
  downloads += 1;
  write(dist, '');
  write('node_modules/electron/path.txt', 'electron');
};
const find = (env: NodeJS.ProcessEnv, download = failing, now = 0) =>
  findElectron({ root, env, download, now: () => now });

describe('what runs the app', () => {
  it('is Electron when its binary is installed', async () => {
    await working();
    expect(await find({})).toMatchObject({ kind: 'electron', executable: path.join(root, dist) });
  });

  it('is Electron when it can be downloaded', async () => {
    expect(await find({}, working)).toMatchObject({ kind: 'electron', executable: path.join(root, dist) });
  });

  it('does not count what an interrupted download left', async () => {
    write(dist, '');
    expect((await find({})).kind).toBe('stand-in');
  });

  it('is the stand-in when the download fails, which is not tried again for a day', async () => {
    expect(await find({})).toMatchObject({
      kind: 'stand-in',
      executable: path.join(root, 'test/shell/electron'),
      why: 'Electron 45.0.0 could not be downloaded: fetch failed',
    });
    expect((await find({}, failing, 86_400_000)).why).toContain('fetch failed (tried within the last day');
    expect(downloads).toBe(1);
    await find({}, failing, 86_400_001);
    expect(downloads).toBe(2);
  });

  it('tries again at once for another version of Electron', async () => {
    await find({});
    write('node_modules/electron/package.json', JSON.stringify({ version: '45.0.1' }));
    await find({});
    expect(downloads).toBe(2);
  });

  it('is the executable that the environment names', async () => {
    const executable = write('elsewhere/electron', '');
    expect(await find({ SWITCHDECK_ELECTRON: executable })).toMatchObject({ kind: 'electron', executable });
    expect(downloads).toBe(0);
  });

  it('is the stand-in without a look around when that is asked for', async () => {
    await working();
    expect((await find({ SWITCHDECK_SHELL: 'stand-in' })).kind).toBe('stand-in');
  });

  it('is a failure when Electron is asked for and cannot be had, whatever happened before', async () => {
    await find({});
    await expect(find({ SWITCHDECK_SHELL: 'electron' })).rejects.toThrow('could not be had: fetch failed');
    expect(downloads).toBe(2);
  });
});
