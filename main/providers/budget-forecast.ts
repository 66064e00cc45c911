import type { Urgency } from './budget-queue.ts';

/** What was sent besides history is averaged over this time. */
const averagedMs = 3 * 60_000;
/** Requests for history further apart are not of one run. */
const runMs = 20_000;
const intervals = 20;
/** History gets at least this share of what is allowed. */
export const leastHistory = 0.1;

/** How long history will take at the present pace. */
export interface HistoryForecast {
  /** A request was sent. `atOnce`: one for history that did not have to wait for the pace. */
  sent(urgency: Urgency, now: number, atOnce: boolean): void;
  /** Ms until `requests` for history are sent where `perMinute` are allowed for everything but `now`. */
  of(requests: number, perMinute: number, now: number): number;
  /** When history was served last. */
  servedAt(): number;
  /** The computer's clock was set by `ms`. */
  shift(ms: number): void;
}

export function createHistoryForecast(startedAt: number): HistoryForecast {
  let begunAt = startedAt;
  let besides: number[] = [];
  let lastAt = startedAt;
  let run: { readonly ms: number; readonly atOnce: boolean }[] = [];

  return {
    sent(urgency, now, atOnce) {
      if (urgency !== 'history') {
        besides.push(now);
        if (besides.length > 1000) besides = besides.filter((at) => at > now - averagedMs);
        return;
      }
      const ms = now - lastAt;
      run = ms > runMs ? [] : [...run, { ms, atOnce }].slice(-intervals);
      lastAt = now;
    },
    of(requests, perMinute, now) {
      const spanMs = Math.min(averagedMs, Math.max(60_000, now - begunAt));
      const other = besides.filter((at) => at > now - spanMs).length / (spanMs / 60_000);
      const allowed = Math.max(perMinute - other, perMinute * leastHistory);
      // A provider that answers slowly is what history waits for, not the budget.
      const slow =
        run.length === intervals && run.filter(({ atOnce }) => atOnce).length > intervals / 2
          ? run.reduce((sum, { ms }) => sum + ms, 0) / intervals
          : 0;
      return Math.round(requests * Math.max(60_000 / allowed, slow));
    },
    servedAt: () => lastAt,
    shift(ms) {
      begunAt += ms;
      lastAt += ms;
      besides = besides.map((at) => at + ms);
    },
  };
}
