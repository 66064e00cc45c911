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
  /** The requests of all kinds that will be sent until `requests` for history are, where `perMinute` are allowed. */
  withOthers(requests: number, perMinute: number, now: number): number;
  /** Ms that `requests` for history take where each waits for the answer to the last; 0 where they wait for the pace. */
  bySlowness(requests: number): number;
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
    withOthers(requests, perMinute, now) {
      const spanMs = Math.min(averagedMs, Math.max(60_000, now - begunAt));
      const other = besides.filter((at) => at > now - spanMs).length / (spanMs / 60_000);
      return (requests * perMinute) / Math.max(perMinute - other, perMinute * leastHistory);
    },
    bySlowness(requests) {
      const waitsForAnswers =
        run.length === intervals && run.filter(({ atOnce }) => atOnce).length > intervals / 2;
      return waitsForAnswers ? (requests * run.reduce((sum, { ms }) => sum + ms, 0)) / intervals : 0;
    },
    servedAt: () => lastAt,
    shift(ms) {
      begunAt += ms;
      lastAt += ms;
      besides = besides.map((at) => at + ms);
    },
  };
}
