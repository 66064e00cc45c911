import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { DeskError } from '../failures.ts';
import type { Log } from '../log.ts';
import type { KeptFile } from './kept-file.ts';

/** A list in a file of ours: read once, then in memory, every change written through. */
export interface KeptList<T> {
  read(): readonly T[];
  /** Throws DeskError `cache-unavailable` when the disk refuses; the list then stays as it was. */
  write(next: readonly T[]): void;
  /** Name of the file that could not be read (in this run); null when all was well. */
  readonly keptAside: string | null;
}

export interface KeptListPorts<S extends z.ZodType> {
  readonly file: KeptFile;
  /** Of one entry. */
  readonly schema: S;
  /** Names the list in the log and in failures. */
  readonly name: string;
  /** No more entries are read or written. */
  readonly most: number;
  readonly clock: Clock;
  readonly log: Log;
}

const Content = z.object({ version: z.literal(1), entries: z.array(z.unknown()) });

/**
 * Reads the list. Never fails: a file that cannot be read is kept aside under a dated name, and what of it is readable
 * still counts.
 */
export function openKeptList<S extends z.ZodType>(ports: KeptListPorts<S>): KeptList<z.output<S>> {
  const { file, name, clock, log } = ports;
  const found = readEntries(ports);
  let entries = found.entries;
  let keptAside: string | null = null;

  const write = (next: readonly z.output<S>[]): void => {
    try {
      file.write({ version: 1, entries: [...next] });
    } catch (error) {
      throw new DeskError('cache-unavailable', { where: name, cause: error });
    }
    entries = next;
  };

  if (!found.whole) {
    log.warn('list.wrong', { what: name, readable: entries.length });
    try {
      keptAside = file.setAside(clock.now());
      write(entries);
    } catch (error) {
      // A folder we may not write to: what could be read still works.
      log.error('list.not-kept', { what: name, kind: error instanceof Error ? error.name : 'unknown' });
    }
  }

  return {
    read: () => entries,
    write: (next) => write(next.slice(0, ports.most)),
    keptAside,
  };
}

function readEntries<S extends z.ZodType>({
  file,
  schema,
  most,
}: KeptListPorts<S>): { entries: readonly z.output<S>[]; whole: boolean } {
  try {
    const kept = file.read();
    if (kept === undefined) return { entries: [], whole: true };
    const { entries } = Content.parse(kept);
    const parsed = entries.map((entry) => schema.safeParse(entry));
    const readable = parsed.flatMap((one) => (one.success ? [one.data] : []));
    return { entries: readable.slice(0, most), whole: readable.length === entries.length };
  } catch {
    return { entries: [], whole: false }; // not JSON, or nothing like a list of ours
  }
}
