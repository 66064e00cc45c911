/** A file for an archive; without content it lies beside the archive. */
export interface AsarEntry {
  readonly path: string;
  readonly content: Buffer | null;
}

interface Folder {
  readonly files: Record<string, Folder | { size: number; offset?: string; unpacked?: true }>;
}

/** An archive as Electron reads it, for tests that need a wrong one. */
export function writeAsar(entries: readonly AsarEntry[]): Buffer {
  const root: Folder = { files: {} };
  let offset = 0;
  for (const { path, content } of entries) {
    const names = path.split('/');
    const file = names.pop() ?? '';
    let folder = root;
    for (const name of names) {
      const known = folder.files[name];
      const next: Folder = known !== undefined && 'files' in known ? known : { files: {} };
      folder.files[name] = next;
      folder = next;
    }
    folder.files[file] =
      content === null ? { size: 1, unpacked: true } : { size: content.length, offset: String(offset) };
    offset += content?.length ?? 0;
  }
  const text = Buffer.from(JSON.stringify(root));
  const padded = Math.ceil(text.length / 4) * 4;
  const header = Buffer.alloc(16 + padded);
  header.writeUInt32LE(4, 0);
  header.writeUInt32LE(padded + 8, 4);
  header.writeUInt32LE(padded + 4, 8);
  header.writeUInt32LE(text.length, 12);
  text.copy(header, 16);
  return Buffer.concat([header, ...entries.flatMap(({ content }) => content ?? [])]);
}
