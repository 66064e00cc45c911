import type { BudgetReading } from '../../domain/account.ts';
import type { Clock } from '../clock.ts';
import { createAllowance, reserveOf } from './budget-allowance.ts';
import { createBucket } from './budget-bucket.ts';
import { createCompanyView, type Sight } from './budget-company.ts';
import { createHistoryForecast, leastHistory } from './budget-forecast.ts';
import { createSentLog, windowMs } from './budget-log.ts';
import { createBudgetQueue, urgencies, type Urgency } from './budget-queue.ts';
import { createRefusals } from './budget-refusals.ts';
import type { Budget, Pacing } from './provider.ts';

/** What of the limit each urgency may use up where nothing is known of what is left. */
const blindShares: Readonly<Record<Urgency, number>> = { now: 1, soon: 0.9, history: 0.8 };
/** What others have left of the company's window at which only what is shown now may still be asked. */
const leftForNow = 0.1;
/** How much may be sent at once after a while without: this part of a minute's, by how far we see. */
const bursts: Readonly<Record<Sight, number>> = { blind: 1 / 2, unsure: 0, alone: 1 / 15, shared: 1 / 8 };
/** History leaves this part of the limit to what is shown now, unless as much comes free by the time it takes to ask. */
const freeForNow = 1 / 15;
/** News may run ahead of the pace by this part of a minute's requests, one at least; history then waits the longer. */
const advance = { part: 1 / 4, least: 1 };
/** What of the allowance goes to pulls and to readings of the switchboard; history has the rest. */
const sharesOfPauses = { calls: 0.65, switchboard: 0.2 } as const;
/** Until the first answer came nothing is known, so requests go one by one; this long at most. */
const firstAnswerMs = 35_000;
const starvingMs = { least: 30_000, most: 60 * windowMs };

export interface BudgetOptions {
  /** Requests per minute to assume until the provider tells. */
  readonly limitPerMinute: number;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** The requests of one company: what may be sent when, and what the provider tells about the rest. */
export interface CompanyBudget extends Budget, Pacing {
  reading(): BudgetReading;
}

/**
 * A budget for one company: a pace for all but the most urgent (token bucket), under a hard count of any minute (log),
 * a queue by urgency, and an allowance that follows what the provider's answers tell about others.
 */
export function createBudget({ limitPerMinute, clock, random }: BudgetOptions): CompanyBudget {
  const startedAt = clock.now();
  const log = createSentLog();
  const view = createCompanyView(limitPerMinute, log, startedAt);
  const allowance = createAllowance(view, log, startedAt);
  const refusals = createRefusals(random);
  const queue = createBudgetQueue();
  const forecast = createHistoryForecast(startedAt);
  const pace = createBucket(startedAt, limitPerMinute * bursts.blind);
  let heard = false;
  let lastAskedAt = startedAt;
  let alarm = new AbortController();
  let pumping = false;
  let lastNow = startedAt;

  const depth = (): number => Math.max(1, allowance.perMinute() * bursts[view.sight()]);

  /** Brings everything that is remembered in instants up to now. */
  const catchUp = (): number => {
    const now = clock.now();
    if (now < lastNow) {
      // The computer's clock was set back: what lies in the past must stay there, or nothing could be sent until the
      // clock has caught up.
      for (const part of [log, view, allowance, refusals, forecast, pace]) part.shift(now - lastNow);
    }
    lastNow = now;
    const perMinute = allowance.perMinute();
    pace.fill(now, perMinute, depth());
    return now;
  };

  const mostIn = (urgency: Urgency): number => {
    const limit = view.limit();
    if (view.sight() === 'blind') return Math.max(1, Math.floor(limit * blindShares[urgency]));
    return urgency === 'now' ? limit : Math.max(1, limit - reserveOf(limit));
  };

  /**
   * Ms until history would leave room for a handful of requests at once, or for as many within the next seconds: after
   * a burst the count of the minute is full for longer than a person should wait.
   */
  const roomForNow = (now: number): number => {
    if (view.sight() === 'blind') return 0;
    const limit = view.limit();
    const free = Math.max(1, Math.round(limit * freeForNow));
    return log.roomIn(now, limit - free) - 1.5 * free * (windowMs / limit);
  };

  /** Ms until others have left room for a request of this urgency, as far as was told. */
  const roomOfOthers = (urgency: Urgency, now: number): number => {
    // Where nobody else was seen our own log is more exact than what was told a moment ago, but for an earlier run.
    const beginning = view.beginning();
    if (view.sight() !== 'shared' && !beginning) return 0;
    const told = view.told(now);
    // What is left now is not known: one request at a time finds out.
    if (told === null) return beginning && log.out() > 0 ? firstAnswerMs : 0;
    const kept = urgency === 'now' ? 0 : Math.min(view.limit() - 1, Math.floor(view.limit() * leftForNow));
    return told.remaining <= kept ? told.until - now : 0;
  };

  /** History that has waited for long goes ahead of news once, whatever the pace. */
  const starves = (now: number): boolean => {
    const since = queue.waitingSince('history');
    if (since === null) return false;
    const patience = windowMs / (allowance.perMinute() * leastHistory);
    return (
      now - Math.max(since, forecast.servedAt()) >=
      Math.min(Math.max(patience, starvingMs.least), starvingMs.most)
    );
  };

  /** Requests by which news may run ahead of the pace; none while others may turn up any moment. */
  const mostAhead = (perMinute: number): number =>
    view.sight() === 'unsure' && view.beginning() && view.crowdedAtFirst()
      ? 0
      : Math.max(advance.least, perMinute * advance.part);

  /** Ms until a request of this urgency may be sent; 0 for at once. */
  const waitFor = (urgency: Urgency, now: number): number => {
    const perMinute = allowance.perMinute();
    const first = heard || urgency === 'now' || log.out() === 0 ? 0 : firstAnswerMs;
    const paced =
      urgency === 'now'
        ? 0
        : urgency === 'soon'
          ? pace.wait(perMinute, -mostAhead(perMinute))
          : starves(now)
            ? 0
            : pace.wait(perMinute, 0);
    return Math.max(
      refusals.wait(now),
      log.roomIn(now, mostIn(urgency)),
      roomOfOthers(urgency, now),
      urgency === 'history' ? roomForNow(now) : 0,
      first,
      paced,
    );
  };

  const send = (urgency: Urgency, now: number): void => {
    const waited = queue.waitingSince(urgency);
    forecast.sent(urgency, now, waited === now);
    log.send(now);
    pace.take(-2 * depth());
    queue.grant(urgency);
  };

  /** Grants what may go now, and sets the alarm for the first that may not. */
  const pump = (): void => {
    alarm.abort();
    for (;;) {
      const now = catchUp();
      const order: readonly Urgency[] = starves(now) ? ['now', 'history', 'soon'] : urgencies;
      const waits = order
        .filter((urgency) => queue.waitingSince(urgency) !== null)
        .map((urgency) => ({ urgency, ms: waitFor(urgency, now) }));
      if (waits.length === 0) return;
      const ready = waits.find(({ ms }) => ms <= 0);
      if (ready === undefined) {
        alarm = new AbortController();
        const ms = Math.ceil(Math.min(...waits.map((wait) => wait.ms)));
        // Rejects only when a later pump set another alarm, which then does the work.
        clock.sleep(ms, alarm.signal).then(pump, () => undefined);
        return;
      }
      send(ready.urgency, now);
    }
  };

  /** Grants once all of what is being told at this moment is known: an answer, what it says, and its refusal. */
  const pumpSoon = (): void => {
    if (pumping) return;
    pumping = true;
    queueMicrotask(() => {
      pumping = false;
      pump();
    });
  };

  return {
    take(urgency, signal, kind = '') {
      const turn = queue.join(urgency, kind, catchUp(), signal);
      pumpSoon();
      return turn;
    },
    answered(askedAt) {
      const now = catchUp();
      heard = true;
      lastAskedAt = askedAt;
      log.answer(now);
      view.answered();
      allowance.answered(now);
      pumpSoon();
    },
    learn(reading) {
      const now = catchUp();
      const before = view.sight();
      view.learn(reading, lastAskedAt, now);
      // What was held back while nobody knew whether others need it.
      if (before === 'unsure' && view.sight() === 'alone') pace.add(depth());
      if (view.crowdedAtFirst()) pace.empty(0);
      // Whoever finds others there has had a turn already.
      if (before !== 'shared' && view.sight() === 'shared') pace.empty(-advance.least);
      if (reading.remaining !== null) allowance.read(now);
      pumpSoon();
    },
    refused(named) {
      const now = catchUp();
      const already = refusals.wait(now) > 0;
      view.refused(now);
      if (!already) allowance.refused();
      pace.empty(0);
      const until = refusals.refuse(now, named, allowance.perMinute());
      pumpSoon();
      return until;
    },
    pause(usualMs, requests, of = 'calls') {
      catchUp();
      const stretched = (requests * windowMs) / (allowance.perMinute() * sharesOfPauses[of]);
      return stretched <= usualMs
        ? usualMs
        : Math.round(Math.max(usualMs, stretched * (0.75 + random() / 2)));
    },
    forecast(requests) {
      const now = catchUp();
      if (refusals.wait(now) > 0 || !heard) return null;
      const perMinute = allowance.perMinute();
      const all = forecast.withOthers(requests, perMinute, now);
      // By the pace; by the requests of the last minute, which leave the count as they came; by the provider's slowness.
      const most = mostIn('history');
      const minutes = Math.floor(all / most);
      const byCount = minutes * windowMs + log.roomIn(now, most - Math.ceil(all - minutes * most) + 1);
      return Math.round(Math.max(pace.waitFor(all, perMinute), byCount, forecast.bySlowness(requests)));
    },
    reading() {
      const now = catchUp();
      const others = view.others(now);
      return {
        limitPerMinute: view.limit(),
        usedLastMinute: log.since(now - windowMs),
        othersLastMinute: others === null ? null : Math.round(others),
        remaining: view.told(now)?.remaining ?? null,
        learnt: view.learnt(),
      };
    },
  };
}
