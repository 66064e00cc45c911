import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { ConnectionProblem } from '../../domain/connection-string.ts';

/** Twice what a string may be: room for blanks and line ends at its end, and no more. */
const maxBytes = 16 * 1024;

export type FileReading =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: Extract<ConnectionProblem['kind'], 'unreadable-file' | 'not-text' | 'too-long'>;
    };

/**
 * Reads a file that is said to hold a connection string. Whatever is wrong has a name; neither the path nor the
 * system's words about it, which repeat it, are handed on. Never throws.
 */
export async function readConnectionFile(path: string): Promise<FileReading> {
  let bytes: Uint8Array;
  try {
    // Not waiting: a pipe that nobody writes to would never open.
    const file = await open(path, constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0)); // Windows has none
    try {
      if (!(await file.stat()).isFile()) return { kind: 'unreadable-file' };
      const buffer = new Uint8Array(maxBytes + 1);
      let length = 0;
      for (;;) {
        // The size that the system tells may change while it is read; what was read does not.
        const { bytesRead } = await file.read(buffer, length, buffer.length - length);
        length += bytesRead;
        if (length > maxBytes) return { kind: 'too-long' };
        if (bytesRead === 0) break;
      }
      bytes = buffer.subarray(0, length);
    } finally {
      await file.close();
    }
  } catch {
    return { kind: 'unreadable-file' };
  }
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { kind: 'not-text' };
  }
}
