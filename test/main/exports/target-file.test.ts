import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openTarget } from '../../../main/exports/target-file.ts';
import { scratchProfile } from '../../support/desk-bench.ts';

it('removes what an app that was killed has left in the folder, and nothing that is being written', async () => {
  const folder = scratchProfile();
  const now = Date.UTC(2026, 0, 15, 8);
  const part = (letter: string): string => path.join(folder, `.switchdeck-${letter.repeat(12)}.part`);
  const others = path.join(folder, 'mine.part');
  const writtenAt = (file: string, at: number): void => {
    fs.writeFileSync(file, 'calls');
    fs.utimesSync(file, at / 1000, at / 1000);
  };
  writtenAt(part('a'), now - 7_200_000);
  writtenAt(part('b'), now - 1000);
  writtenAt(others, now - 7_200_000);
  const target = await openTarget(path.join(folder, 'calls.csv'), now, {
    begun: () => undefined,
    ended: () => undefined,
  });
  await target.keep();
  expect([part('a'), part('b'), others].map((file) => fs.existsSync(file))).toEqual([false, true, true]);
  fs.rmSync(folder, { recursive: true });
});
