import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { DeskError } from '../failures.ts';
import type { Keychain } from './keychain.ts';

/**
 * Windows refuses entries above 2,560 bytes, and a provider's token set is easily larger. So a long text lies in
 * several entries, and the entry under the plain name says which: written last, it decides what counts.
 */
const largestEntryBytes = 2_000;
const chunkBytes = 1_900;

const Manifest = z.strictObject({
  generation: z.string().regex(/^[0-9a-f]{8}$/),
  chunks: z.number().int().min(1).max(200),
  sha256: z.string(),
});

const manifestMark = 'chunks:';
const chunkName = (name: string, generation: string, n: number): string =>
  `${name}#${generation}.${String(n)}`;
/** The name that an entry of the keychain belongs to, whole or as one of its chunks. */
export const accountOfEntry = (entry: string): string => entry.replace(/#.*$/, '');
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** JSON in ASCII only, so that a character is a byte and no chunk can cut one in two. */
export const toAsciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/**
 * The text kept under `name`, or null when there is none. Throws DeskError `secrets-unavailable` when there is one
 * that cannot be read whole.
 */
export async function readEntry(keychain: Keychain, name: string): Promise<string | null> {
  const entry = await keychain.get(name);
  if (entry?.startsWith(manifestMark) !== true) return entry;
  const manifest = parseManifest(entry);
  let text = '';
  for (let n = 0; n < manifest.chunks; n += 1) {
    const chunk = await keychain.get(chunkName(name, manifest.generation, n));
    if (chunk === null) throw new DeskError('secrets-unavailable', { where: 'chunk missing' });
    text += chunk;
  }
  if (digest(text) !== manifest.sha256)
    throw new DeskError('secrets-unavailable', { where: 'chunks differ' });
  return text;
}

/**
 * Keeps an ASCII text under `name` and reads it back. Interrupted anywhere, the earlier text is still whole.
 * Throws DeskError `secrets-unavailable`.
 */
export async function writeEntry(keychain: Keychain, name: string, text: string): Promise<void> {
  let current: string | null = null;
  if (Buffer.byteLength(text) <= largestEntryBytes && !text.startsWith(manifestMark)) {
    await keychain.set(name, text);
  } else {
    current = randomBytes(4).toString('hex');
    const chunks = Math.ceil(text.length / chunkBytes);
    for (let n = 0; n < chunks; n += 1) {
      await keychain.set(chunkName(name, current, n), text.slice(n * chunkBytes, (n + 1) * chunkBytes));
    }
    const manifest: z.infer<typeof Manifest> = { generation: current, chunks, sha256: digest(text) };
    await keychain.set(name, `${manifestMark}${JSON.stringify(manifest)}`);
  }
  if ((await readEntry(keychain, name)) !== text)
    throw new DeskError('secrets-unavailable', { where: 'read-back' });
  await removeChunks(keychain, name, current);
}

/** Removes every entry of `name` and makes sure that none is left. Throws DeskError `secrets-unavailable`. */
export async function removeEntry(keychain: Keychain, name: string): Promise<void> {
  // The manifest first: without it, chunks that an interruption leaves behind mean nothing to anybody.
  await keychain.delete(name);
  await removeChunks(keychain, name, null);
  const left = (await keychain.list()).some((entry) => entry === name || entry.startsWith(`${name}#`));
  if (left) throw new DeskError('secrets-unavailable', { where: 'still there after removal' });
}

async function removeChunks(keychain: Keychain, name: string, except: string | null): Promise<void> {
  for (const entry of await keychain.list()) {
    if (!entry.startsWith(`${name}#`)) continue;
    if (except !== null && entry.startsWith(`${name}#${except}.`)) continue;
    await keychain.delete(entry);
  }
}

function parseManifest(entry: string): z.infer<typeof Manifest> {
  try {
    return Manifest.parse(JSON.parse(entry.slice(manifestMark.length)));
  } catch (error) {
    // The cause is dropped on purpose: a parser's message quotes what it parsed.
    throw new DeskError('secrets-unavailable', {
      where: error instanceof SyntaxError ? 'manifest' : 'manifest fields',
    });
  }
}
