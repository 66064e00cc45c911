import type { RelayClock } from '../ports.ts';
import {
  type EventLog,
  idleMs,
  isResumable,
  keptMs,
  type LogEntry,
  mostBytes,
  mostEntries,
  mostFingerprints,
  mostReadBytes,
  mostReadEntries,
} from './event-log.ts';
import { comparePositions, firstPosition, instantOf, positionAfter } from './positions.ts';

interface CompanyLog {
  entries: LogEntry[];
  /** How many at the front of `entries` are dropped: taking each off the front would move all the others. */
  dropped: number;
  bytes: number;
  trimmed: string;
  tip: string;
  /** Oldest first, with when each was taken. */
  readonly fingerprints: Map<string, number>;
  touchedAt: number;
}

export interface MemoryLogOptions {
  readonly clock: RelayClock;
  /** Of all companies together; the one that holds most gives way. */
  readonly mostBytesInAll?: number;
}

const sweepEveryMs = 30_000;
const sizeOf = ({ data, event }: LogEntry): number => data.length + event.length;

/** For a relay of one instance. What it held is lost with the process, and whoever resumes is told so. */
export function createMemoryLog({ clock, mostBytesInAll = 256 * 1024 * 1024 }: MemoryLogOptions): EventLog {
  const logs = new Map<string, CompanyLog>();
  let bytesInAll = 0;
  let ring: (company: string | null) => void = () => undefined;

  const drop = (log: CompanyLog): void => {
    const entry = log.entries[log.dropped];
    if (entry === undefined) return;
    log.dropped += 1;
    log.bytes -= sizeOf(entry);
    bytesInAll -= sizeOf(entry);
    log.trimmed = entry.position;
    if (log.dropped < 1000 && log.dropped < log.entries.length) return;
    log.entries = log.entries.slice(log.dropped);
    log.dropped = 0;
  };
  const held = (log: CompanyLog): number => log.entries.length - log.dropped;
  const trim = (log: CompanyLog): void => {
    const oldest = clock.now() - keptMs;
    while (
      held(log) > mostEntries ||
      (log.bytes > mostBytes && held(log) > 1) ||
      (held(log) > 0 && instantOf(log.entries[log.dropped]?.position ?? '') <= oldest)
    )
      drop(log);
    for (const [fingerprint, at] of log.fingerprints) {
      if (at > oldest && log.fingerprints.size <= mostFingerprints) break;
      log.fingerprints.delete(fingerprint);
    }
  };
  const trimAll = (): void => {
    while (bytesInAll > mostBytesInAll) {
      const largest = [...logs.values()].reduce((one, other) => (other.bytes > one.bytes ? other : one));
      drop(largest);
    }
  };
  const logOf = (company: string): CompanyLog => {
    const now = clock.now();
    const known = logs.get(company);
    if (known !== undefined) {
      known.touchedAt = now;
      trim(known);
      return known;
    }
    const first = firstPosition(now);
    const log: CompanyLog = {
      entries: [],
      dropped: 0,
      bytes: 0,
      trimmed: first,
      tip: first,
      fingerprints: new Map(),
      touchedAt: now,
    };
    logs.set(company, log);
    return log;
  };

  const sweeper = setInterval(() => {
    for (const [company, log] of logs) {
      trim(log);
      if (held(log) === 0 && clock.now() - log.touchedAt > idleMs) logs.delete(company);
    }
  }, sweepEveryMs);
  sweeper.unref();

  // No method awaits anything, so each is one step.
  return {
    async append(company, { event, data, fingerprint }) {
      const log = logOf(company);
      if (log.fingerprints.has(fingerprint)) return 'known';
      const now = clock.now();
      log.fingerprints.set(fingerprint, now);
      const entry: LogEntry = { position: positionAfter(log.tip, now), event, data };
      log.entries.push(entry);
      log.tip = entry.position;
      log.bytes += sizeOf(entry);
      bytesInAll += sizeOf(entry);
      trim(log);
      trimAll();
      ring(company);
      return 'appended';
    },
    async tip(company) {
      return logOf(company).tip;
    },
    async read(company, after) {
      const log = logOf(company);
      if (!isResumable(after, log)) return { gap: true, tip: log.tip };
      return { gap: false, entries: partOf(log.entries, firstAfter(log, after)) };
    },
    onGrowth(told) {
      ring = told;
    },
    async close() {
      clearInterval(sweeper);
    },
  };
}

/** Index of the first entry that follows a place. */
function firstAfter({ entries, dropped }: CompanyLog, after: string): number {
  let [low, high] = [dropped, entries.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (comparePositions(entries[middle]?.position ?? '', after) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function partOf(entries: readonly LogEntry[], from: number): LogEntry[] {
  const part: LogEntry[] = [];
  let bytes = 0;
  for (let index = from; index < entries.length && part.length < mostReadEntries; index += 1) {
    const entry = entries[index];
    if (entry === undefined || (part.length > 0 && bytes + sizeOf(entry) > mostReadBytes)) break;
    part.push(entry);
    bytes += sizeOf(entry);
  }
  return part;
}
