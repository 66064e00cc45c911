import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anyCall } from '../../../domain/call.ts';
import { createExports } from '../../../main/exports/exports.ts';
import { createUnfinishedParts } from '../../../main/exports/unfinished-parts.ts';
import { silentLog } from '../../../main/log.ts';
import { aCall } from '../../support/calls.ts';
import { scratchProfile } from '../../support/desk-bench.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { type FakeKeptFile, fakeKeptFile } from '../../support/kept-file.ts';
import { listedCalls } from '../../support/listed-calls.ts';

let folder: string;
let file: FakeKeptFile;
beforeEach(() => {
  folder = scratchProfile();
  file = fakeKeptFile();
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const part = (letter: string): string => path.join(folder, `.switchdeck-${letter.repeat(12)}.part`);
const listed = (): unknown => file.content;
const removeLeft = (): Promise<void> => createUnfinishedParts({ file, log: silentLog }).removeLeft();

describe('what an export of a killed app has left', () => {
  it('is removed by the next start, and nothing else in that folder', async () => {
    const reached = Promise.withResolvers<void>();
    const store = listedCalls([aCall()]);
    const killed = createExports({
      store: {
        ...store,
        // It is never heard of again.
        slice: () => {
          reached.resolve();
          return new Promise(() => undefined);
        },
      },
      register: { find: () => undefined },
      announce: { exportsChanged: () => undefined },
      clock: createFakeClock(),
      log: silentLog,
      unfinishedFile: file,
      chooseFile: async ({ name }) => path.join(folder, name),
      revealFile: () => Promise.resolve(),
    });
    await killed.handlers['exports.begin']({ filter: anyCall, format: 'csv', language: 'en' });
    await reached.promise;
    const [begun] = fs.readdirSync(folder);
    expect(listed()).toEqual({ version: 1, parts: [path.join(folder, begun ?? '')] });
    fs.writeFileSync(part('b'), 'somebody else exports');

    await removeLeft();
    expect(fs.readdirSync(folder)).toEqual([path.basename(part('b'))]);
    expect(listed()).toEqual({ version: 1, parts: [] });
  });

  it('is not known of an export that came to its end, well or not', async () => {
    const store = listedCalls([aCall()]);
    const exported = async (slice: typeof store.slice): Promise<void> => {
      const ended = Promise.withResolvers<void>();
      await createExports({
        store: { ...store, slice },
        register: { find: () => undefined },
        announce: {
          exportsChanged({ phase }) {
            if (phase !== 'running') ended.resolve();
          },
        },
        clock: createFakeClock(),
        log: silentLog,
        unfinishedFile: file,
        chooseFile: async ({ name }) => path.join(folder, name),
        revealFile: () => Promise.resolve(),
      }).handlers['exports.begin']({ filter: anyCall, format: 'csv', language: 'en' });
      await ended.promise;
      expect(listed()).toEqual({ version: 1, parts: [] });
    };
    await exported(store.slice);
    await exported(() => Promise.reject(new Error('unreadable')));
  });

  it('is removed only when it is ours by its name, and looked for again when its drive is away', async () => {
    const mine = path.join(folder, 'mine.csv');
    const away = path.join(folder, 'drive', path.basename(part('c')));
    const gone = part('d');
    for (const there of [mine, part('a')]) fs.writeFileSync(there, 'calls');
    file.content = { version: 1, parts: [mine, part('a'), away, gone, path.basename(part('e'))] };
    await removeLeft();
    expect(fs.readdirSync(folder)).toEqual(['mine.csv']);
    expect(listed()).toEqual({ version: 1, parts: [away] });
    fs.mkdirSync(path.dirname(away));
    fs.writeFileSync(away, 'calls');
    await removeLeft();
    expect(fs.existsSync(away)).toBe(false);
  });

  it.each([['nonsense'], [{ version: 9 }]])('is nothing when the list says %j', async (content) => {
    file.content = content;
    fs.writeFileSync(part('a'), 'calls');
    await removeLeft();
    expect(fs.existsSync(part('a'))).toBe(true);
  });
});
