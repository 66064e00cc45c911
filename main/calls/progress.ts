import type { SyncRemaining } from '../../domain/sync.ts';
import type { Clock } from '../clock.ts';
import type { WindowSize } from '../providers/provider.ts';
import { pastShare } from './pull-timing.ts';

const minute = 60_000;
/** The pace is measured over this long, ms: two turns of a budget that is granted by the minute. */
const paceMs = 2 * minute;

/** What the company's budget says about the pace. */
export interface Pace {
  /** Requests per minute of the whole company. */
  limitPerMinute(): number | null;
  /** Ms that so many requests of the past take at the pace allowed now; null while nothing may be sent. */
  forecast?(requests: number): number | null;
}

/** How far the reading of the past has come, and how long it will take. */
export interface Progress {
  /** What is missing now takes so much; null when the provider could not tell. */
  counted(size: WindowSize): void;
  /** The count says nothing about what is missing now. */
  forget(): void;
  /** A page of the past came with so many calls. */
  page(calls: number): void;
  /** An incremental pull took so many pages and comes again after `pauseMs`. */
  freshened(pages: number, pauseMs: number): void;
  readonly isCounted: boolean;
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
  /** The pages of the past in the last minutes, oldest first. */
  let came: Came[] = [];
  let fresh = { pages: 0, pauseMs: Infinity };

  const recent = (withinMs: number): readonly Came[] => {
    const now = clock.now();
    return came.filter(({ at }) => at <= now && at > now - withinMs);
  };

  /** Pages still to come, by the calls where they are counted. */
  const requestsLeft = ({ calls: all, requests }: WindowSize): number => {
    if (all === null || all === 0) return Math.max(0, requests - pages);
    return Math.ceil((requests * Math.max(0, all - calls)) / all);
  };

  /** Ms at what the budget allows, incremental pulls taking their share of it. */
  const allowed = (requests: number): number | null => {
    const forecast = (count: number): number | null => {
      if (pace?.forecast !== undefined) return pace.forecast(count);
      const limit = pace?.limitPerMinute() ?? null;
      return limit === null ? 0 : (count / (limit * pastShare)) * minute;
    };
    const alone = forecast(requests);
    if (alone === null || alone === 0) return alone;
    return forecast(requests + Math.round((alone / fresh.pauseMs) * fresh.pages));
  };

  /** Ms at the pace it went lately: a slow provider may take longer than its budget would. */
  const measured = (requests: number): number => {
    const [first, ...rest] = recent(paceMs);
    if (first === undefined || clock.now() - first.at < paceMs / 2) return 0;
    return rest.length === 0 ? 0 : (requests * (clock.now() - first.at)) / rest.length;
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
      came = [...recent(paceMs), { at: clock.now(), calls: count }];
    },
    freshened(count, pauseMs) {
      fresh = { pages: count, pauseMs };
    },
    get isCounted() {
      return size !== null;
    },
    remaining() {
      if (size === null) return null;
      const requests = requestsLeft(size);
      const budgeted = allowed(requests);
      return {
        calls: size.calls === null ? null : Math.max(0, size.calls - calls),
        requests,
        ms: budgeted === null ? null : Math.round(Math.max(budgeted, measured(requests))),
      };
    },
    callsPerMinute() {
      const last = recent(minute);
      return last.length === 0 ? null : last.reduce((sum, page) => sum + page.calls, 0);
    },
  };
}
