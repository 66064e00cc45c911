/** Above this a file is no connection string: main refuses more than 8 KiB and takes no longer text than this. */
export const mostBytes = 20_000;

export type FileReading =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'too-big'; readonly bytes: number }
  | { readonly kind: 'unreadable' };

/** Reads a file that was dropped or chosen. Its text is a secret: it goes to main and nowhere else. */
export async function readDroppedFile(file: Blob): Promise<FileReading> {
  if (file.size > mostBytes) return { kind: 'too-big', bytes: file.size };
  try {
    return { kind: 'text', text: await file.text() };
  } catch {
    return { kind: 'unreadable' }; // a folder, or a file that went away
  }
}
