import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { findElectron } from '../../../scripts/electron/find-electron.ts';
import { findElectronSource, readWish } from '../../../scripts/package/electron-source.ts';
import { makePlaceholder } from '../../../scripts/package/placeholder.ts';
import { root } from '../../../scripts/package/product.ts';

let folder = '';
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'switchdeck-source-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const asked: (NodeJS.ProcessEnv | undefined)[] = [];
const there: typeof findElectron = async ({ env }) => {
  asked.push(env);
  const inRelease = process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
  return { kind: 'electron', executable: path.join(folder, inRelease), why: 'installed' };
};
const missing: typeof findElectron = async ({ env }) => {
  if (env?.['SWITCHDECK_SHELL'] === 'electron') throw new Error('Electron 45 could not be had: no network.');
  return { kind: 'stand-in', executable: '', why: 'Electron 45 could not be downloaded: no network' };
};
const folderOnly = { folderOnly: true, foreign: false };
const installer = { folderOnly: false, foreign: false };

describe('where Electron comes from', () => {
  it('is the folder that is named', async () => {
    expect(await findElectronSource(installer, { SWITCHDECK_ELECTRON_DIST: folder }, missing)).toMatchObject({
      kind: 'folder',
      folder,
    });
  });

  it('is nowhere when the named folder does not exist', async () => {
    const named = path.join(folder, 'missing');
    expect(await findElectronSource(folderOnly, { SWITCHDECK_ELECTRON_DIST: named }, there)).toMatchObject({
      kind: 'none',
      why: `SWITCHDECK_ELECTRON_DIST names ${named}, which does not exist`,
    });
  });

  it('is the installed or downloaded one, whose search an installer does not leave to an earlier failure', async () => {
    asked.length = 0;
    const env = { SWITCHDECK_ELECTRON: '/usr/bin/electron' };
    for (const wish of [folderOnly, installer]) {
      expect(await findElectronSource(wish, env, there)).toEqual({
        kind: 'folder',
        folder,
        why: 'installed',
      });
    }
    expect(asked).toEqual([{}, { SWITCHDECK_SHELL: 'electron' }]);
  });

  it("is left to electron-builder for another system's or processor's", async () => {
    expect(await findElectronSource({ folderOnly: false, foreign: true }, {}, missing)).toEqual({
      kind: 'download',
    });
  });

  it.runIf(process.platform === 'linux')('is the placeholder for a mere folder, and says why', async () => {
    expect(await findElectronSource(folderOnly, {}, missing)).toEqual({
      kind: 'placeholder',
      folder: path.join(root, '.cache/electron-placeholder'),
      why: 'Electron 45 could not be downloaded: no network',
    });
  });

  it('is never the placeholder for an installer', async () => {
    expect(await findElectronSource(installer, {}, missing)).toEqual({
      kind: 'none',
      why: 'Electron 45 could not be had: no network',
    });
    makePlaceholder(folder, '45.4.1');
    const named = { SWITCHDECK_ELECTRON_DIST: folder };
    expect((await findElectronSource(installer, named, there)).kind).toBe('none');
    expect((await findElectronSource(folderOnly, named, there)).kind).toBe('placeholder');
  });
});

describe("electron-builder's arguments", () => {
  const names: Readonly<Partial<Record<NodeJS.Platform, string>>> = { win32: '--win', darwin: '--mac' };
  const own = names[process.platform] ?? '--linux';
  const other = own === '--win' ? '--mac' : '--win';

  it.each([
    [[], { folderOnly: false, foreign: false }],
    [['--dir'], { folderOnly: true, foreign: false }],
    [[own, 'deb', `--${process.arch}`], { folderOnly: false, foreign: false }],
    [[other], { folderOnly: false, foreign: true }],
    [[own, other, '--dir'], { folderOnly: true, foreign: true }],
    [[process.arch === 'x64' ? '--arm64' : '--x64'], { folderOnly: false, foreign: true }],
  ])('%j', (args, wish) => {
    expect(readWish(args)).toEqual(wish);
  });
});
