import { defaultTiming } from '../../../main/calls/pull-timing.ts';
import type { Clock } from '../../../main/clock.ts';
import { type CompanyBudget, createBudget } from '../../../main/providers/budget.ts';
import { resetInstant } from '../../../main/providers/budget-reset.ts';
import { everythingMs, nextReading } from '../../../main/switchboard/pace.ts';
import type { CompanyServer } from './company-server.ts';

type Urgency = 'now' | 'soon' | 'history';

/** What one agent and their desktop do all day. */
export interface DeskWork {
  /** Calls of the whole company in a minute: what pulls have to read. */
  readonly callsPerMinute: number;
  /** Requests of one reading of the switchboard: of what changes by the minute, and of the directory besides. */
  readonly stateRequests: number;
  readonly directoryRequests: number;
  /** Between two things an agent looks at that have to be asked for, on average. */
  readonly lookEveryMs: number;
  /** Pages of the past that are still to be read. */
  readonly pastPages: number;
  readonly switchboard: boolean;
}

/** What was seen of one desktop. */
export interface DeskRecord {
  /** Complete pulls. */
  readonly pulls: { readonly begunAt: number; readonly endedAt: number }[];
  /** How long each thing an agent looked at waited for its turn, ms. */
  readonly looks: number[];
  readonly boards: number[];
  pastPages: number;
  readonly budget: CompanyBudget;
}

const callsPerPage = 50;

/** A desktop with the real budget and the real pauses; what it asks for is only counted. */
export function runDesktop(
  clock: Clock,
  server: CompanyServer,
  work: DeskWork,
  random: () => number,
  signal: AbortSignal,
): DeskRecord {
  const budget = createBudget({ limitPerMinute: 60, clock, random });
  const record: DeskRecord = { pulls: [], looks: [], boards: [], pastPages: 0, budget };

  /** Sends one request; false when it was refused, with when to try again. */
  const ask = async (urgency: Urgency, kind: string): Promise<{ readonly retryAt: number } | null> => {
    await budget.take(urgency, signal, kind);
    const askedAt = clock.now();
    await clock.sleep(50 + random() * 250, signal);
    const reply = server.answer(clock.now());
    await clock.sleep(50 + random() * 250, signal);
    budget.answered(askedAt);
    const { headers } = reply;
    const now = clock.now();
    const resetAt = headers === null ? null : resetInstant(headers.reset, now, null);
    if (headers !== null)
      budget.learn({ limitPerMinute: headers.limit, remaining: headers.remaining, resetAt });
    return reply.refused ? { retryAt: budget.refused(resetAt) } : null;
  };
  /** Asks until it was answered, as a pull does that goes on where it was refused. */
  const insist = async (urgency: Urgency, kind: string): Promise<void> => {
    for (;;) {
      const refusal = await ask(urgency, kind);
      if (refusal === null) return;
      await clock.sleep(Math.max(0, refusal.retryAt - clock.now()), signal);
    }
  };

  const pull = async (): Promise<never> => {
    let coveredTo = clock.now();
    for (;;) {
      const begun = clock.now();
      const behind = begun - coveredTo + defaultTiming.overlapMs;
      const pages = Math.max(1, Math.ceil((behind / 60_000) * (work.callsPerMinute / callsPerPage)));
      for (let page = 0; page < pages; page += 1) await insist('soon', 'calls');
      coveredTo = begun;
      record.pulls.push({ begunAt: begun, endedAt: clock.now() });
      const { minPauseMs, maxPauseMs } = defaultTiming;
      await clock.sleep(budget.pause(minPauseMs + random() * (maxPauseMs - minPauseMs), pages), signal);
    }
  };

  const board = async (): Promise<never> => {
    const costs = {
      calls: 1,
      state: work.stateRequests,
      everything: work.stateRequests + work.directoryRequests,
    };
    let wholeAt = Number.NEGATIVE_INFINITY;
    let stateAt = Number.NEGATIVE_INFINITY;
    let depth: keyof typeof costs = 'state';
    for (;;) {
      if (clock.now() - wholeAt >= budget.pause(everythingMs, 2 * costs.everything, 'switchboard'))
        depth = 'everything';
      if (depth === 'everything') wholeAt = clock.now();
      if (depth !== 'calls') stateAt = clock.now();
      const replies = await Promise.all(
        Array.from({ length: costs[depth] }, () => ask('soon', depth === 'calls' ? 'calls' : 'users')),
      );
      const refused = replies.find((reply) => reply !== null);
      record.boards.push(clock.now());
      const next = nextReading({
        attentive: true,
        live: false,
        cheapCalls: false,
        callsRun: true,
        requests: costs,
        limitPerMinute: budget.reading().limitPerMinute,
        stateAgeMs: clock.now() - stateAt,
        failures: refused == null ? 0 : 1,
        failure: null,
        now: clock.now(),
        random: random(),
        pause: (usual, requests) => budget.pause(usual, requests, 'switchboard'),
      });
      depth = next.depth;
      await clock.sleep(next.in, signal);
    }
  };

  const past = async (): Promise<void> => {
    while (record.pastPages < work.pastPages) {
      await insist('history', 'calls');
      record.pastPages += 1;
    }
  };

  const look = async (): Promise<never> => {
    for (;;) {
      await clock.sleep(-Math.log(1 - random()) * work.lookEveryMs, signal);
      const from = clock.now();
      await ask('now', 'calls');
      record.looks.push(clock.now() - from);
    }
  };

  for (const run of [pull, ...(work.switchboard ? [board] : []), past, look]) {
    // Ends with the day only.
    run().catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
  return record;
}
