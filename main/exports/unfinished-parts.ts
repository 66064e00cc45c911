import fs from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Log } from '../log.ts';
import type { KeptFile } from '../settings/kept-file.ts';

/** Remembers which temporary files exports are writing, so that those of an app that was killed can be removed. */
export interface UnfinishedParts {
  /** A file is about to be created. Absolute path; never fails. */
  begun(part: string): void;
  /** It was renamed or removed. Never fails. */
  ended(part: string): void;
  /** Removes what an earlier run has left, wherever that is, and nothing else. Never fails. */
  removeLeft(): Promise<void>;
}

/** How such a file is named; whatever the list says, no other is removed. */
export const partName = /^\.switchdeck-[0-9a-f]{12}\.part$/;
/** One export runs at a time; of more, drives were away. */
const mostParts = 100;

const Content = z.object({ version: z.literal(1), parts: z.array(z.string()) });

export function createUnfinishedParts({ file, log }: { file: KeptFile; log: Log }): UnfinishedParts {
  const left = readParts(file).filter((part) => path.isAbsolute(part) && partName.test(path.basename(part)));
  let parts: readonly string[] = left;

  const write = (next: readonly string[]): void => {
    parts = next.slice(-mostParts);
    try {
      file.write({ version: 1, parts: [...parts] });
    } catch (error) {
      // The next export into the same folder removes what this one may leave.
      log.warn('exports.parts-not-kept', { kind: error instanceof Error ? error.name : 'unknown' });
    }
  };
  const ended = (part: string): void => write(parts.filter((other) => other !== part));

  return {
    begun: (part) => write([...parts, part]),
    ended,
    async removeLeft() {
      for (const part of left) {
        try {
          await fs.rm(part);
          log.info('exports.left-removed');
        } catch (error) {
          // One on a drive that is away, or that may not be removed now, is tried again at the next start.
          if (!(await isGone(part, error))) continue;
        }
        ended(part);
      }
    },
  };
}

/** Whether there is nothing to remove: the folder is there and the file is not. */
async function isGone(part: string, error: unknown): Promise<boolean> {
  const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  return (
    missing &&
    fs.access(path.dirname(part)).then(
      () => true,
      () => false,
    )
  );
}

function readParts(file: KeptFile): string[] {
  try {
    const content = file.read();
    return content === undefined ? [] : Content.parse(content).parts;
  } catch {
    return []; // not JSON, or nothing like a list of files: written anew with the next export
  }
}
