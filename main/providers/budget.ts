import type { BudgetReading } from '../../domain/account.ts';
import type { Clock } from '../clock.ts';
import type { Budget } from './provider.ts';

type Urgency = Parameters<Budget['take']>[0];

const urgencies = ['now', 'soon', 'history'] as const satisfies readonly Urgency[];

/**
 * Which share of the company's limit each urgency may use up. The rest stays for what is more urgent and for other
 * software of the company, which spends from the same limit without our knowing.
 */
const shares: Readonly<Record<Urgency, number>> = { now: 1, soon: 0.9, history: 0.8 };

const windowMs = 60_000;
/** A reset further away than this is a misread unit or a wrong clock, not a minute's window. */
const longestResetMs = 5 * windowMs;
/** Desktops of one company meet the same refusal; they come back spread over this time. */
const refusalSpreadMs = 2_000;

export interface BudgetOptions {
  /** Requests per minute to assume until the provider tells. */
  readonly limitPerMinute: number;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** The requests of one company: a sliding minute, a queue by urgency, and what the provider tells about the rest. */
export interface CompanyBudget extends Budget {
  reading(): BudgetReading;
}

interface Waiter {
  readonly grant: () => void;
}

export function createBudget({ limitPerMinute, clock, random }: BudgetOptions): CompanyBudget {
  let limit = limitPerMinute;
  let learnt = false;
  let refusedUntil = 0;
  /** What the provider said is left for everybody, less what we sent since. */
  let told: { remaining: number; until: number } | null = null;
  /** Instants of the requests sent in the last minute, oldest first. */
  let sent: number[] = [];
  let alarm = new AbortController();
  let lastNow = clock.now();
  const queues: Readonly<Record<Urgency, Waiter[]>> = { now: [], soon: [], history: [] };

  /** Brings everything that is remembered in instants up to now. */
  const catchUp = (now: number): void => {
    if (now < lastNow) {
      // The computer's clock was set back: what lies in the past must stay there, or nothing could be sent until the
      // clock has caught up.
      const back = lastNow - now;
      sent = sent.map((at) => at - back);
      refusedUntil -= back;
      if (told !== null) told.until -= back;
    }
    lastNow = now;
    const firstRecent = sent.findIndex((at) => at > now - windowMs);
    sent = firstRecent === -1 ? [] : sent.slice(firstRecent);
    if (told !== null && told.until <= now) told = null;
  };

  /** Ms until a request of this urgency may be sent; 0 for at once. */
  const waitFor = (urgency: Urgency, now: number): number => {
    if (refusedUntil > now) return refusedUntil - now;
    const allowed = Math.max(1, Math.floor(limit * shares[urgency]));
    const blocking = sent[sent.length - allowed];
    if (blocking !== undefined) return blocking + windowMs - now;
    const reserve = Math.min(limit - 1, Math.ceil(limit * (1 - shares[urgency])));
    return told !== null && told.remaining <= reserve ? told.until - now : 0;
  };

  /** Grants what may go now, and sets the alarm for the first that may not. */
  const pump = (): void => {
    alarm.abort();
    for (;;) {
      const now = clock.now();
      catchUp(now);
      const urgency = urgencies.find((u) => queues[u].length > 0);
      if (urgency === undefined) return;
      const wait = waitFor(urgency, now);
      if (wait > 0) {
        alarm = new AbortController();
        // Rejects only when a later pump set another alarm, which then does the work.
        clock.sleep(wait, alarm.signal).then(pump, () => undefined);
        return;
      }
      sent.push(now);
      if (told !== null) told.remaining -= 1;
      queues[urgency].shift()?.grant();
    }
  };

  return {
    take: (urgency, signal) =>
      new Promise((resolve, reject) => {
        // The reason of an abort is whatever the caller gave; it is handed on as it is.
        const giveUp = (): void => {
          const at = queues[urgency].indexOf(waiter);
          if (at !== -1) queues[urgency].splice(at, 1);
          reject(signal?.reason as Error);
        };
        const waiter: Waiter = {
          grant: () => {
            signal?.removeEventListener('abort', giveUp);
            resolve();
          },
        };
        if (signal?.aborted === true) {
          giveUp();
          return;
        }
        signal?.addEventListener('abort', giveUp, { once: true });
        queues[urgency].push(waiter);
        pump();
      }),
    learn({ limitPerMinute: toldLimit, remaining, resetAt }) {
      if (toldLimit !== null && toldLimit >= 1) {
        limit = Math.floor(toldLimit);
        learnt = true;
      }
      if (remaining !== null) {
        const now = clock.now();
        const until =
          resetAt !== null && resetAt > now && resetAt <= now + longestResetMs ? resetAt : now + windowMs;
        told = { remaining: Math.max(0, Math.floor(remaining)), until };
      }
      pump();
    },
    refusedUntil(until) {
      refusedUntil = Math.max(refusedUntil, until + random() * refusalSpreadMs);
      pump();
    },
    reading() {
      catchUp(clock.now());
      return {
        limitPerMinute: limit,
        usedLastMinute: sent.length,
        othersLastMinute: null,
        remaining: told?.remaining ?? null,
        learnt,
      };
    },
  };
}
