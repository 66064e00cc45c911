import type { SyncRemaining } from '../../domain/sync.ts';
import type { Clock } from '../clock.ts';
import type { Pacing, WindowSize } from '../providers/provider.ts';
import { pastShare } from './pull-timing.ts';

const minute = 60_000;

/** What the company's budget says about the pace. */
export interface Pace extends Partial<Pacing> {
  /** Requests per minute of the whole company; null while not known. */
  limitPerMinute(): number | null;
}

/** How far the reading of the past has come, and how long it will take. */
export interface Progress {
  /** What is missing now takes so much; null when the provider could not tell. */
  counted(size: WindowSize): void;
  /** The count says nothing about what is missing now. */
  forget(): void;
  /** A page of the past came with so many calls. */
  page(calls: number): void;
  remaining(): SyncRemaining | null;
  /** Calls stored in the last minute of reading the past; null when none is read. */
  callsPerMinute(): number | null;
}

interface Came {
  readonly at: number;
  readonly calls: number;
}

export function createProgress(clock: Clock, pace: Pace | undefined): Progress {
  let size: WindowSize | null = null;
  let calls = 0;
  let pages = 0;
  /** The pages of the past of the last minute, oldest first. */
  let came: Came[] = [];

  const lastMinute = (): readonly Came[] => {
    const now = clock.now();
    return came.filter(({ at }) => at <= now && at > now - minute);
  };

  /** Pages still to come, by the calls where they are counted. */
  const requestsLeft = ({ calls: all, requests }: WindowSize): number => {
    if (all === null || all === 0) return Math.max(0, requests - pages);
    return Math.ceil((requests * Math.max(0, all - calls)) / all);
  };

  /** Ms at what the budget allows; by its limit alone where it foresees nothing. */
  const allowed = (requests: number): number | null => {
    if (pace?.forecast !== undefined) return pace.forecast(requests);
    const limit = pace?.limitPerMinute() ?? null;
    return limit === null ? null : (requests / (limit * pastShare)) * minute;
  };

  return {
    counted(told) {
      size = told;
      calls = 0;
      pages = 0;
    },
    forget() {
      size = null;
    },
    page(count) {
      calls += count;
      pages += 1;
      came = [...lastMinute(), { at: clock.now(), calls: count }];
    },
    remaining() {
      if (size === null) return null;
      const requests = requestsLeft(size);
      const ms = allowed(requests);
      return {
        calls: size.calls === null ? null : Math.max(0, size.calls - calls),
        requests,
        ms: ms === null ? null : Math.round(ms),
      };
    },
    callsPerMinute() {
      const last = lastMinute();
      return last.length === 0 ? null : last.reduce((sum, page) => sum + page.calls, 0);
    },
  };
}
