import type { CompanyView } from './budget-company.ts';
import { type SentLog, windowMs } from './budget-log.ts';

/** Without knowing what is left, a fifth of the limit stays for what we cannot see. */
const blindShare = 0.8;
/** What a refusal leaves of the allowance, and what comes back of it in a minute without one. */
const afterRefusal = 0.5;
const recoveryPerMinute = 1.1;
/**
 * Requests of many who do not know of each other come as chance has it: the company's load stays so many standard
 * deviations below the limit, whose square is `spread` times the load since requests come a few at a time.
 */
const deviations = 4.5;
const spread = 1.3;
/**
 * The allowance goes towards what everybody would have at the load that is seen: e to the power of `steepness` less for
 * every wanted load beyond the first, but no less than at `mostLoad` of them.
 */
const steepness = 5;
const mostLoad = 3;
/**
 * By time, not by readings: whoever has little gets few readings, and would stay behind for hours. After a gap it goes
 * a part of the way as large as the gap is beside `settleMs`; by one reading no further than `mostStep` (power of e).
 */
const settleMs = 20 * windowMs;
const longestGapMs = 10 * windowMs;
const mostStep = 0.7;
/** What is wanted of `safeLoad`, since hundreds of desktops need that much more to be seen to have as little as they do. */
const wantedOfSafe = 1 / 2.2;
/** Readings so far apart count fully for a company that is nearly used up; more often they tell of the same moments. */
const fullReadingMs = 15_000;
/** A company that is nearly used up, and what that leaves of the allowance. */
const nearlyUsedUp = 0.1;
/** While an earlier run of the app may still be counted: this part of the limit, which shows soon whether others ask too. */
const careful = 1 / 6;
/** Where that much is counted that it may be hundreds of others: requests per minute, the next one when it has passed. */
const nextAfterFirst = 60 / 66;
/** A company whose others use no more than this part of the limit has room for one more. */
const littleUsed = 1 / 6;
/** Beside few others we may have what they leave, but for this part of the limit. */
const marginBesideFew = 1 / 5;
/** Nobody gets less than this part of the limit. */
const trickle = 1 / 1200;

/** The load a company may bear on average when its requests come by chance; requests per minute. */
export function safeLoad(limit: number): number {
  const wide = deviations * Math.sqrt(spread);
  return ((Math.sqrt(wide * wide + 4 * limit) - wide) / 2) ** 2;
}

/** What stays free of the limit even when nobody else spends from it, so that what a person asks for finds room. */
export const reserveOf = (limit: number): number => Math.max(1, Math.floor(limit / 100));

/**
 * How many requests per minute this desktop may make, `now` aside. Alone in the company: all but a hair of the limit.
 * Where others spend from it too, and among them may be hundreds of these desktops that cannot talk to each other, each
 * desktop goes by the load it sees in its own answers towards what everybody would have at that load. All see the same
 * load, so all end up with the same.
 */
export interface Allowance {
  perMinute(): number;
  /** A reading came. */
  read(now: number): void;
  /** An answer came. */
  answered(now: number): void;
  refused(): void;
  /** The computer's clock was set by `ms`. */
  shift(ms: number): void;
}

export function createAllowance(view: CompanyView, log: SentLog, startedAt: number): Allowance {
  /** What is allowed where others are seen, and what share of the rest where nothing is seen. */
  let shared = Number.NaN;
  let hadItAlone = false;
  let besideFew = false;
  let blind = 1;
  let readAt = startedAt;
  let answeredAt = startedAt;

  const least = (): number => view.limit() * trickle;
  const beginning = (): number => view.limit() / 400;
  const wantedLoad = (): number => safeLoad(view.limit()) * wantedOfSafe;

  const whole = (): number => Math.max(1, view.limit() - reserveOf(view.limit()));

  /**
   * Whoever had the company alone leaves at once what others need, and keeps the rest. Whoever comes to few others goes
   * on with what it used up to now; among hundreds everybody begins with the same.
   */
  const firstShare = (others: number, now: number): number => {
    const free = wantedLoad() - others;
    if (hadItAlone) return Math.max(beginning(), free);
    if (view.crowdedAtFirst() || others > view.limit() * littleUsed) return beginning();
    return Math.max(beginning(), Math.min(log.since(now - windowMs), free));
  };

  return {
    perMinute() {
      switch (view.sight()) {
        case 'alone':
          return whole();
        case 'unsure':
          if (view.crowdedAtFirst()) return nextAfterFirst;
          return view.beginning() ? view.limit() * careful : whole();
        case 'blind':
          return Math.max(least(), view.limit() * blindShare * blind);
        case 'shared':
          return Number.isNaN(shared) ? beginning() : shared;
      }
    },
    read(now) {
      const gap = Math.max(0, now - readAt);
      readAt = now;
      if (view.sight() !== 'shared') {
        hadItAlone = view.sight() === 'alone';
        besideFew = false;
        shared = Number.NaN;
        return;
      }
      const others = view.others(now) ?? 0;
      const wanted = wantedLoad();
      if (Number.isNaN(shared)) shared = firstShare(others, now);
      const own = log.since(now - 5 * windowMs) / 5;
      const equal =
        Math.log(view.limit()) -
        (3 * shared) / view.limit() +
        steepness * (1 - Math.min(mostLoad, (others + own) / wanted));
      const part = 1 - Math.exp(-Math.min(gap, longestGapMs) / settleMs);
      shared *= Math.exp(Math.max(-mostStep, Math.min(mostStep, part * (equal - Math.log(shared)))));
      const few = view.few(now);
      if (few !== null) shared = Math.max(shared, view.limit() * (1 - marginBesideFew) - few);
      // They turn out to be more: they get at once what they need.
      else if (besideFew) shared = Math.min(shared, Math.max(beginning(), wanted - others));
      besideFew = few !== null;
      const left = view.told(now)?.remaining ?? view.limit();
      // Whoever has no more than everybody begins with is not the one who uses it up.
      if (left < view.limit() * nearlyUsedUp)
        shared = Math.max(Math.min(shared, beginning()), shared * (1 - Math.min(1, gap / fullReadingMs) / 2));
      // What was not needed for a while cannot be taken up at once: others would not have made room.
      const used = log.since(now - 2 * windowMs);
      shared = Math.max(least(), Math.min(shared, whole(), Math.max(4 * beginning(), used + 1)));
    },
    answered(now) {
      const minutes = Math.min(5, Math.max(0, now - answeredAt) / windowMs);
      answeredAt = now;
      blind = Math.min(1, blind * recoveryPerMinute ** minutes);
    },
    refused() {
      blind *= afterRefusal;
      const before = hadItAlone ? wantedLoad() : 2 * beginning();
      shared = Math.max(least(), (Number.isNaN(shared) ? before : shared) * afterRefusal);
    },
    shift(ms) {
      readAt += ms;
      answeredAt += ms;
    },
  };
}
