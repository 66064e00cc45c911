import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isBuildStale } from '../../scripts/electron/fresh-build.ts';

const bundles = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'];
let root = '';
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'switchdeck-build-'));
  for (const file of bundles) write(file, 100);
  write('main/deep/code.ts', 50);
  write('renderer/index.html', 60);
});
afterEach(() => {
  fs.rmSync(root, { recursive: true, force: true });
});

/** A file last changed `at` seconds after the epoch. */
function write(file: string, at: number): void {
  const full = path.join(root, file);
  fs.mkdirSync(path.dirname(full), { recursive: true });
  fs.writeFileSync(full, '');
  fs.utimesSync(full, at, at);
}

describe('the build', () => {
  it('is fresh when every bundle is newer than every source', () => {
    expect(isBuildStale(root)).toBe(false);
  });

  it('is stale when a source has changed since', () => {
    write('main/deep/code.ts', 101);
    expect(isBuildStale(root)).toBe(true);
  });

  it('is stale when one bundle is older than the others, or missing', () => {
    write('out/preload/index.cjs', 40);
    expect(isBuildStale(root)).toBe(true);
    fs.rmSync(path.join(root, 'out/preload/index.cjs'));
    expect(isBuildStale(root)).toBe(true);
  });
});
