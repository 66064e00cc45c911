import { comparePositions } from './positions.ts';

/** What is written: an event of a company as desktops get it. */
export interface NewEntry {
  /** Name of the event. */
  readonly event: string;
  /** JSON of a `RelayEvent`. */
  readonly data: string;
  /** Two deliveries with the same one are one event delivered twice. */
  readonly fingerprint: string;
}

export interface LogEntry {
  readonly position: string;
  readonly event: string;
  readonly data: string;
}

/** `gap`: what followed the position asked for is not known whole any more, or the position not of this log. */
export type LogRead =
  | { readonly gap: false; readonly entries: readonly LogEntry[] }
  | { readonly gap: true; readonly tip: string };

/**
 * The events of each company, in one order for everybody. Kept for minutes: enough to resume from. `append` and the check
 * for duplicates are one atomic step. Methods reject with `StoreUnavailable`.
 */
export interface EventLog {
  /** `known`: it is in the log already. */
  append(company: string, entry: NewEntry): Promise<'appended' | 'known'>;
  /** The place after everything that is in the log. */
  tip(company: string): Promise<string>;
  /** What follows a place, oldest first: a part of it, or nothing when it is the tip. */
  read(company: string, after: string): Promise<LogRead>;
  /** Has `ring` called when a company's log may have grown, with null when that may be any company's. */
  onGrowth(ring: (company: string | null) => void): void;
  close(): Promise<void>;
}

/** How long an entry is kept, and how long a duplicate is known as one. */
export const keptMs = 600_000;
/** Of one company. Whoever is further behind than that missed something. */
export const mostEntries = 10_000;
export const mostBytes = 16 * 1024 * 1024;
/** Fingerprints of one company that are remembered. */
export const mostFingerprints = 50_000;
/** One read gives no more than that, and one entry at least. */
export const mostReadEntries = 200;
export const mostReadBytes = 256 * 1024;
/** A log that nobody asked for and nothing was written to is forgotten after that; its positions are a gap then. */
export const idleMs = 86_400_000;

/** Whether everything that followed a place is still there. `trimmed`: the newest that is not; `tip`: the newest. */
export const isResumable = (after: string, { trimmed, tip }: { trimmed: string; tip: string }): boolean =>
  comparePositions(trimmed, after) <= 0 && comparePositions(after, tip) <= 0;
