import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { DeskError } from '../failures.ts';
import { partName, type UnfinishedParts } from './unfinished-parts.ts';

/** What we use of `FileHandle`. */
export type OpenedFile = Pick<fs.FileHandle, 'appendFile' | 'sync' | 'close'>;
/** Creates a file that must not exist yet; rejects as `node:fs` does. */
export type CreateFile = (file: string) => Promise<OpenedFile>;

/** A file that comes to be as a whole or not at all. Everything throws DeskError `disk-full` or `file-refused`. */
export interface TargetFile {
  write(data: string | Uint8Array): Promise<void>;
  /** Puts what was written in the file's place. */
  keep(): Promise<void>;
  /** Removes what was written. Never fails. */
  discard(): Promise<void>;
}

const createFile: CreateFile = (file) => fs.open(file, 'wx');

const noRoom: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** What an error of the file system means to who asked for the file. Other errors are ours: given back as they are. */
export function fileFailure(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error;
  if (error instanceof DeskError) return error;
  return new DeskError(noRoom.has(error.code) ? 'disk-full' : 'file-refused', {
    where: 'export',
    cause: error,
  });
}

async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw fileFailure(error);
  }
}

/** Who writes touches the file many times a second; a folder may be shared with others who export just now. */
const abandonedMs = 3_600_000;

/**
 * Removes what exports of an app that was killed, and was not started since, have left in a folder: calls of people are
 * in it. Never fails.
 */
async function removeAbandoned(folder: string, now: number): Promise<void> {
  const names = await fs.readdir(folder).catch(() => []); // a folder that may be written to and not be read
  const parts = names.filter((name) => partName.test(name)).map((name) => path.join(folder, name));
  await Promise.allSettled(
    parts.map(async (part) => {
      if (now - (await fs.stat(part)).mtimeMs > abandonedMs) await fs.rm(part);
    }),
  );
}

/**
 * Begins a file in a temporary one beside it, so that the last step is a renaming on one disk, and a reader (or a
 * program that syncs the folder) never meets half a file under its name. `now`: epoch ms; `unfinished` remembers it.
 */
export async function openTarget(
  file: string,
  now: number,
  unfinished: Pick<UnfinishedParts, 'begun' | 'ended'>,
  create: CreateFile = createFile,
): Promise<TargetFile> {
  await removeAbandoned(path.dirname(file), now);
  const part = path.join(path.dirname(file), `.switchdeck-${randomBytes(6).toString('hex')}.part`);
  // Told now and not after a million calls.
  const there = await fs.stat(file).catch(() => null); // nothing there, or nothing we may look at: creating will tell
  if (there?.isDirectory() === true) throw new DeskError('file-refused', { where: 'export' });
  unfinished.begun(part);
  const handle = await told(create(part)).catch((error: unknown) => {
    unfinished.ended(part);
    throw error;
  });
  let open = true;
  const close = async (): Promise<void> => {
    if (!open) return;
    open = false;
    await handle.close();
  };
  const discard = async (): Promise<void> => {
    await Promise.allSettled([close()]); // a disk that fails on closing keeps nothing of it anyway
    const [removed] = await Promise.allSettled([fs.rm(part, { force: true })]);
    if (removed.status === 'fulfilled') unfinished.ended(part);
  };
  return {
    write: (data) => told(handle.appendFile(data)),
    async keep() {
      try {
        // A renamed file whose content is not on the disk yet is empty after a power cut.
        await handle.sync();
        await close();
        await fs.rename(part, file);
        unfinished.ended(part);
      } catch (error) {
        await discard();
        throw fileFailure(error);
      }
    },
    discard,
  };
}
