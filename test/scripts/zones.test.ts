import path from 'node:path';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import zones from '../../scripts/lint/zones.js';

const root = path.resolve(import.meta.dirname, '../..');
const linter = new Linter({ cwd: root });

/** What the zones rule says of one import in one file. */
const said = (file: string, from: string): readonly (string | undefined)[] =>
  linter
    .verify(
      `import ${JSON.stringify(from)};`,
      [{ plugins: { switchdeck: zones }, rules: { 'switchdeck/zones': 'error' } }],
      {
        filename: path.join(root, file.replace(/\.tsx?$/, '.js')),
      },
    )
    .map(({ messageId }) => messageId);

describe('the layer zones', () => {
  it.each([
    ['domain/call.ts', 'zod'],
    ['main/electron/menu.ts', 'electron'],
    ['main/providers/aircall/client.ts', '../../http.ts'],
    ['renderer/app.tsx', '../domain/call.ts'],
    ['preload/index.ts', '../domain/channels.ts'],
  ])('let %s import %s', (file, from) => {
    expect(said(file, from)).toEqual([]);
  });

  it.each([
    ['domain/call.ts', 'node:fs'],
    ['domain/call.ts', '../main/http.ts'],
    ['main/desk.ts', 'electron'],
    ['main/calls/sync-calls.ts', 'electron'],
    ['main/providers/aircall/client.ts', '../voipex/client.ts'],
    ['main/providers/aircall/client.ts', '../../storage/database.ts'],
    ['renderer/app.tsx', '../main/http.ts'],
    ['renderer/app.tsx', 'electron'],
    ['renderer/app.tsx', 'node:fs'],
    ['preload/index.ts', '../main/answer.ts'],
    ['preload/index.ts', 'zod'],
    ['main/index.ts', '../test/shell/electron.ts'],
  ])('keep %s from importing %s', (file, from) => {
    expect(said(file, from)).toEqual(['refused']);
  });

  it('fail a folder that has no place yet', () => {
    expect(said('newfolder/thing.ts', 'zod')).toEqual(['noZone']);
  });
});
