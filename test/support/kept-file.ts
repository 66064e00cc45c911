import Conf from 'conf';
import { type KeptFile, openKeptFile } from '../../main/settings/kept-file.ts';

/**
 * The real file of a profile folder, opened as electron-store does it: electron-store is `conf` with Electron's
 * folders, and importing it needs Electron's binary.
 */
export const realKeptFile = (folder: string, name: string): KeptFile =>
  openKeptFile(folder, name, ({ name: configName, ...options }) => new Conf({ configName, ...options }));

/** A file in memory; `content` is what it holds, undefined for none,. */
export interface FakeKeptFile extends KeptFile {
  content: unknown;
  readonly setAsideNames: string[];
}

export function fakeKeptFile(content?: unknown): FakeKeptFile {
  const file: FakeKeptFile = {
    content,
    setAsideNames: [],
    read: () => file.content,
    write: (next) => {
      // As on disk: what is read back is a copy.
      file.content = JSON.parse(JSON.stringify(next));
    },
    setAside(now) {
      const name = `kept.corrupt-${now}.json`;
      file.setAsideNames.push(name);
      file.content = undefined;
      return name;
    },
  };
  return file;
}
