import { z } from 'zod';
import type { AccountId } from '../../domain/account.ts';
import { AuditEntry } from '../../domain/acting.ts';
import type { Clock } from '../clock.ts';
import { DeskError } from '../failures.ts';
import type { Log } from '../log.ts';
import type { KeptFile } from '../settings/kept-file.ts';

/** The record of who acted as whom from this machine. Lines are only ever added; the oldest go once there are too many. */
export interface Audit {
  /** Throws DeskError `cache-unavailable` when the line could not be written. */
  add(entry: AuditEntry): void;
  /** Adds the end of what was started through `accountId` as `as`, unless it is there. Throws as `add` does. */
  end(accountId: AccountId, as: string): void;
  /** Adds the end, now, of everything that was started and of which no end is known: the app was killed meanwhile. */
  endAll(): void;
  /** Newest first. */
  list(): AuditEntry[];
  /** Name of the file that could not be read (in this run); null when all was well. */
  readonly keptAside: string | null;
}

/** Lines to keep: years of daily use, and a file of a few hundred kilobytes. */
const most = 1000;

/**
 * Reads the record. Never fails: a file that cannot be read is kept aside under a dated name, as evidence, and the
 * readable lines still count.
 */
export function createAudit(ports: { file: KeptFile; clock: Clock; log: Log }): Audit {
  const { file, clock, log } = ports;
  const read = readEntries(file);
  /** Oldest first. */
  let entries = read.entries;
  let keptAside: string | null = null;

  const write = (next: readonly AuditEntry[]): void => {
    try {
      file.write({ version: 1, entries: z.array(AuditEntry).parse(next) });
    } catch (error) {
      throw new DeskError('cache-unavailable', { where: 'audit', cause: error });
    }
    entries = next;
  };
  const add = (entry: AuditEntry): void => write([...entries, entry].slice(-most));

  if (!read.whole) {
    log.warn('audit.wrong', { readable: entries.length });
    try {
      keptAside = file.setAside(clock.now());
      write(entries);
    } catch (error) {
      // A folder we may not write to: the app works, only nobody can act as somebody else.
      log.error('audit.not-kept', { kind: error instanceof Error ? error.name : 'unknown' });
    }
  }

  /** The starts of which no end is known. */
  const open = (): readonly AuditEntry[] => {
    const started = new Map<string, AuditEntry>();
    for (const entry of entries) {
      const key = `${entry.accountId} ${entry.as}`;
      if (entry.what === 'impersonation-started') started.set(key, entry);
      else if (entry.what === 'impersonation-ended') started.delete(key);
    }
    return [...started.values()];
  };
  const end = (entry: AuditEntry): void => add({ ...entry, at: clock.now(), what: 'impersonation-ended' });

  return {
    add,
    end(accountId, as) {
      const started = open().find((entry) => entry.accountId === accountId && entry.as === as);
      if (started !== undefined) end(started);
    },
    endAll: () => open().forEach(end),
    list: () => [...entries].reverse(),
    keptAside,
  };
}

function readEntries(file: KeptFile): { entries: readonly AuditEntry[]; whole: boolean } {
  try {
    const content = file.read();
    if (content === undefined) return { entries: [], whole: true };
    const { entries } = z.object({ version: z.literal(1), entries: z.array(z.unknown()) }).parse(content);
    const parsed = entries.map((entry) => AuditEntry.safeParse(entry));
    return {
      entries: parsed.flatMap((one) => (one.success ? [one.data] : [])).slice(-most),
      whole: parsed.every((one) => one.success),
    };
  } catch {
    return { entries: [], whole: false }; // not JSON, or nothing like a list of lines
  }
}
