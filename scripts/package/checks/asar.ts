import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { z } from 'zod';

/** A file that an archive lists. */
export interface AsarFile {
  /** From the archive's root, with `/`. */
  readonly path: string;
  /** Lies beside the archive, in `app.asar.unpacked`. */
  readonly unpacked: boolean;
  readonly size: number;
  readonly offset: number;
}

/** An archive as Electron reads it. */
export interface Asar {
  readonly files: readonly AsarFile[];
  /** SHA-256 of the header's text, in hex: what Electron compares at the start. */
  readonly headerHash: string;
  /** Content of a file that is inside. Throws for one that lies beside the archive. */
  read(this: void, file: AsarFile): Buffer;
}

interface Folder {
  readonly files: Readonly<Record<string, Folder | Leaf>>;
}
const Leaf = z.object({
  size: z.number().optional(),
  offset: z.string().optional(),
  unpacked: z.boolean().optional(),
  link: z.string().optional(),
});
type Leaf = z.infer<typeof Leaf>;
const Folder: z.ZodType<Folder> = z.object({
  files: z.record(z.string(), z.union([z.lazy(() => Folder), Leaf])),
});

/** Reads an archive's list. Throws when the file is no archive. */
export function openAsar(file: string): Asar {
  const bytes = fs.readFileSync(file);
  // Two Chromium "pickles": the size of the header's, then the header's with the length of its text.
  if (bytes.length < 16 || bytes.readUInt32LE(0) !== 4) throw new Error(`${file} is no archive.`);
  const content = 8 + bytes.readUInt32LE(4);
  const text = bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12));
  const files = [...listed(Folder.parse(JSON.parse(text)), '')];
  return {
    files,
    headerHash: createHash('sha256').update(text).digest('hex'),
    read: ({ path, unpacked, offset, size }) => {
      if (unpacked) throw new Error(`${path} is not inside the archive.`);
      return bytes.subarray(content + offset, content + offset + size);
    },
  };
}

function* listed(folder: Folder, prefix: string): Generator<AsarFile> {
  for (const [name, entry] of Object.entries(folder.files)) {
    const path = `${prefix}${name}`;
    if ('files' in entry) yield* listed(entry, `${path}/`);
    else {
      yield {
        path,
        unpacked: entry.unpacked ?? false,
        size: entry.size ?? 0,
        offset: Number(entry.offset ?? 0),
      };
    }
  }
}
