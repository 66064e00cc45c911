import { createEncounter } from './budget-encounter.ts';
import { type SentLog, windowMs } from './budget-log.ts';
import type { Budget } from './provider.ts';

type Reading = Parameters<Budget['learn']>[0];

/** A limit above this is a misread header, not a company's limit. */
const largestLimit = 10_000;
/** Beyond a minute by as much as a provider may round up. */
const slackMs = 1500;
/** What was read so long ago weighs a third of what is read now, however few readings came since. */
const averagedMs = 5 * windowMs;
/** What was asked before the app was started anew counts for so long: a minute, and what was under way by then. */
const earlierMs = windowMs + 5_000;
/** More of the limit than this, asked for by whomever before the start, may be hundreds of desktops that go on. */
const littleAtFirst = 3 / 4;
/** A reading speaks for the time since the one before it, but not for longer than this. */
const spokenForMs = windowMs;
/** Answers in a row without a reading after which nothing is known. */
const silentAnswers = 3;

/**
 * How far we see: `blind`: the provider does not say what is left; `unsure`: it does, and nobody else was seen yet;
 * `alone`: nobody else spends from the limit; `shared`: others do.
 */
export type Sight = 'blind' | 'unsure' | 'alone' | 'shared';

/** The company as its provider's headers show it: the limit, what is left, and what others in it spend. */
export interface CompanyView {
  /** A reading came with the answer to what was asked at `askedAt`. */
  learn(reading: Reading, askedAt: number, now: number): void;
  /** A request was answered; told before what its answer says. */
  answered(): void;
  refused(now: number): void;
  limit(): number;
  learnt(): boolean;
  sight(): Sight;
  /**
   * Whether the provider may still count what this desktop had asked for before it was started: the first minute, unless
   * a reading showed sooner that nothing is left of it. What others asked for before cannot be told from it. Where that
   * was much, until it is certain that nobody else is there.
   */
  beginning(): boolean;
  /** As `beginning`, with so much counted that it may be the use of hundreds of others. */
  crowdedAtFirst(): boolean;
  /** The most that others used in a minute lately where they are few; null where they are not, or may not be. */
  few(now: number): number | null;
  /** Requests of everybody else in a minute; null when blind. */
  others(now: number): number | null;
  /** What was told to be left, less what was sent since, and until when that holds; null when not told lately. */
  told(now: number): { readonly remaining: number; readonly until: number } | null;
  shift(ms: number): void;
}

interface Told {
  readonly remaining: number;
  readonly used: number;
  at: number;
  until: number;
  /** Null when it was not told, or cannot be believed. */
  resetAt: number | null;
  /** Requests that we had ever sent by then. */
  readonly sentBefore: number;
}

export function createCompanyView(assumedLimit: number, log: SentLog, startedAt: number): CompanyView {
  const encounter = createEncounter();
  let earlierUntil = startedAt + earlierMs;
  let readings = 0;
  let limit = assumedLimit;
  let learnt = false;
  let told: Told | null = null;
  let sight: Sight = 'blind';
  let answersSinceTold = 0;
  let quietMs = 0;
  let quietReadings = 0;
  /** Others' requests and the ms in which they came, older ones weighing less. */
  let requests = 0;
  let exposureMs = 0;
  let begins = true;
  let crowded = false;
  let wasCrowded = false;
  /** What was left and what we had sent, together, as told in the last minute and at most before. */
  let sums: { at: number; readonly sum: number }[] = [];
  let highest = Number.NEGATIVE_INFINITY;

  /** Others' requests as one reading shows them, and the ms in which they came. */
  const seenIn = (reading: Told, held: number): readonly [requests: number, ms: number] => {
    // Where the window began is not told: on average half of it has passed.
    if (reading.resetAt === null) return [held, windowMs / 2];
    const passed = Math.min(windowMs, Math.max(0, windowMs - (reading.resetAt - reading.at)));
    const sinceStart = Math.max(0, reading.used - log.endingAfter(reading.at - passed - slackMs / 3));
    // A window begins with a request, which tells when, and not how many come in a time.
    // More than can have come in so short a time: a sliding window that names its end as a minute from now.
    return sinceStart > 3 + (2 * limit * passed) / windowMs
      ? [held, windowMs]
      : [Math.max(0, sinceStart - 1), passed];
  };

  /**
   * Others' requests in this window, at least: what is left and what we sent add up to the same until others ask. The
   * provider may or may not have counted what of ours was under way while it answered, and when a window ends the
   * sum rises, in either kind of window. Only what was told before this was asked is certain to be older.
   */
  const provenSince = ({ remaining, at }: Told, askedAt: number): number => {
    const sum = remaining + log.everSent();
    for (const one of sums.filter((earlier) => earlier.at < at - windowMs))
      highest = Math.max(highest, one.sum);
    sums = sums.filter((earlier) => earlier.at >= at - windowMs);
    const before = sums.filter((earlier) => earlier.at < askedAt).map((earlier) => earlier.sum);
    // The one that brought this answer was counted for certain.
    sums.push({ at, sum: sum - (log.endingAfter(askedAt) - 1) });
    return Math.max(0, Math.max(highest, ...before) - sum);
  };

  const see = (reading: Told, askedAt: number): void => {
    const gap = told === null ? 0 : Math.max(0, reading.at - told.at);
    readings += 1;
    // Whatever brought a reading was counted: no more than that is counted, so nothing of an earlier run.
    begins &&= reading.at < earlierUntil && reading.used > readings;
    crowded = begins && reading.used - log.everSent() > limit * littleAtFirst;
    wasCrowded ||= crowded;
    const held = begins ? 0 : Math.max(0, reading.used - log.endingAfter(askedAt - windowMs - slackMs));
    const proof = Math.max(held, provenSince(reading, askedAt));
    encounter.add(proof, reading.at);
    const kept = Math.exp(-gap / averagedMs);
    const [seen, seenMs] = begins ? [0, 0] : seenIn(reading, held);
    requests = requests * kept + seen;
    exposureMs = exposureMs * kept + seenMs;
    if (proof > 0) {
      quietMs = 0;
      quietReadings = 0;
      sight = 'shared';
      return;
    }
    quietMs += Math.min(gap, spokenForMs);
    quietReadings += 1;
    const wanted = encounter.quietWanted(reading.at, limit);
    if (!begins && quietMs >= wanted.ms && quietReadings >= wanted.readings) sight = 'alone';
    else if (sight === 'blind') sight = 'unsure';
  };

  const forgetSums = (): void => {
    sums = [];
    highest = Number.NEGATIVE_INFINITY;
  };
  const forget = (): void => {
    sight = 'blind';
    quietMs = 0;
    quietReadings = 0;
    requests = 0;
    exposureMs = 0;
    forgetSums();
  };

  return {
    learn({ limitPerMinute, remaining, resetAt }, askedAt, now) {
      if (limitPerMinute !== null && limitPerMinute >= 1 && limitPerMinute <= largestLimit) {
        if (Math.floor(limitPerMinute) !== limit) forgetSums();
        limit = Math.floor(limitPerMinute);
        learnt = true;
      }
      if (remaining === null || remaining < 0 || remaining > limit) return;
      const trusted = resetAt !== null && resetAt > now && resetAt <= now + windowMs + slackMs;
      const left = Math.floor(remaining);
      const reading: Told = {
        remaining: left,
        used: limit - left,
        at: now,
        until: trusted ? resetAt : now + windowMs,
        resetAt: trusted ? resetAt : null,
        sentBefore: log.everSent(),
      };
      answersSinceTold = 0;
      see(reading, askedAt);
      told = reading;
    },
    answered() {
      answersSinceTold += 1;
      if (answersSinceTold > silentAnswers && sight !== 'blind') forget();
    },
    refused(now) {
      // This may still be for what was asked before the app was started anew.
      if (begins && sight !== 'shared' && now < earlierUntil) return;
      encounter.refused(now);
      quietMs = 0;
      quietReadings = 0;
      if (sight !== 'blind') sight = 'shared';
    },
    limit: () => limit,
    learnt: () => learnt,
    sight: () => sight,
    // Where it was crowded, one reading of a minute that has just begun anew does not yet speak for being alone.
    beginning: () => (begins && sight !== 'blind') || (wasCrowded && sight === 'unsure'),
    crowdedAtFirst: () => crowded && sight !== 'blind',
    few: (now) => (sight === 'shared' && !begins ? encounter.few(now, limit) : null),
    others(now) {
      if (sight === 'blind') return null;
      if (sight !== 'shared') return 0;
      const average = exposureMs < 1000 ? 0 : (requests / exposureMs) * windowMs;
      return Math.max(1, average, encounter.lately(now));
    },
    told(now) {
      if (told === null || told.until <= now) return null;
      return {
        remaining: Math.max(0, told.remaining - (log.everSent() - told.sentBefore)),
        until: told.until,
      };
    },
    shift(ms) {
      earlierUntil += ms;
      encounter.shift(ms);
      for (const one of sums) one.at += ms;
      if (told === null) return;
      told.at += ms;
      told.until += ms;
      if (told.resetAt !== null) told.resetAt += ms;
    },
  };
}
