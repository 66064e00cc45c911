import fs from 'node:fs';
import path from 'node:path';

/** One small JSON file of ours, read and replaced as a whole. */
export interface KeptFile {
  /** What the file holds, or undefined when there is none. Throws when it cannot be read or is not JSON. */
  read(): unknown;
  /** Replaces the content: a reader sees the old or the new, never half. Throws when the disk refuses. */
  write(content: Record<string, unknown>): void;
  /** Moves the file out of the way under a dated name and returns that name (no folder). */
  setAside(now: number): string;
}

/** What we use of electron-store; its base class `conf` has the same, so tests open real files without Electron. */
export interface Store {
  readonly path: string;
  store: Record<string, unknown>;
}

/** How to open a store. Owner-only, and never cleared by itself: a file that cannot be read is evidence, not rubbish. */
export interface StoreOptions {
  readonly cwd: string;
  readonly name: string;
  readonly configFileMode: number;
  readonly clearInvalidConfig: false;
}

/**
 * Throws when the file is there but not JSON, as electron-store's constructor does.
 * In the app: `(options) => new ElectronStore(options)`.
 */
export type OpenStore = (options: StoreOptions) => Store;

/** What `<folder>/<name>.json` holds, or undefined when there is none. Throws when it cannot be read or is not JSON. */
export function readKeptFile(folder: string, name: string): unknown {
  const file = path.join(folder, `${name}.json`);
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined;
}

/** `<folder>/<name>.json`, written through electron-store (temporary file, then rename). */
export function openKeptFile(folder: string, name: string, openStore: OpenStore): KeptFile {
  const file = path.join(folder, `${name}.json`);
  const open = (): Store =>
    openStore({ cwd: folder, name, configFileMode: 0o600, clearInvalidConfig: false });
  return {
    // Not through the store: it takes a list for an object with numbers as keys, and whether the content is ours is
    // for the schema to say.
    read: () => readKeptFile(folder, name),
    write: (content) => {
      open().store = content;
    },
    setAside(now) {
      const stamp = new Date(now).toISOString().replace(/[:.]/g, '-');
      let kept = `${name}.corrupt-${stamp}.json`;
      // Two within one millisecond, or a clock that was set back: the earlier one must survive.
      for (let n = 2; fs.existsSync(path.join(folder, kept)); n += 1)
        kept = `${name}.corrupt-${stamp}-${String(n)}.json`;
      fs.renameSync(file, path.join(folder, kept));
      return kept;
    },
  };
}
