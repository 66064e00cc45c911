import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBudget } from '../../../main/providers/budget.ts';
import { MinuteWindow } from '../../simulators/aircall/minute-window.ts';
import { createEventClock } from '../../support/event-clock.ts';

type Urgency = 'now' | 'soon' | 'history';

const start = Date.UTC(2026, 10, 23, 9);
const minute = 60_000;

interface Server {
  /** Counts a request; what is left, and when the window resets (epoch ms). */
  answer(now: number): { readonly refused: boolean; readonly remaining: number; readonly resetAt: number };
}

/** Every way of counting a minute that the provider may have. */
const servers: Readonly<Record<string, (limit: number, phase: number) => Server>> = {
  'a minute that begins with its first request': (limit) => {
    const window = new MinuteWindow();
    return { answer: (now) => window.take('fixed', limit, now) };
  },
  'a minute of the clock, at any phase': (limit, phase) => {
    let began = Number.NEGATIVE_INFINITY;
    let used = 0;
    return {
      answer(now) {
        const begins = now - ((now + phase) % minute);
        if (begins !== began) [began, used] = [begins, 0];
        const refused = used >= limit;
        if (!refused) used += 1;
        return { refused, remaining: limit - used, resetAt: began + minute };
      },
    };
  },
  'the last 60 seconds': (limit) => {
    const window = new MinuteWindow();
    return { answer: (now) => window.take('sliding', limit, now) };
  },
  'the last 60 seconds, telling a reset a minute from now': (limit) => {
    const window = new MinuteWindow();
    return { answer: (now) => ({ ...window.take('sliding', limit, now), resetAt: now + minute }) };
  },
};

const arrivals = fc.array(
  fc.record({
    afterMs: fc.integer({ min: 0, max: 20_000 }),
    urgency: fc.constantFrom<Urgency>('now', 'soon', 'history'),
    count: fc.integer({ min: 1, max: 40 }),
    /** On the way to the provider and back, ms. */
    latency: fc.tuple(fc.integer({ min: 0, max: 4_000 }), fc.integer({ min: 0, max: 4_000 })),
  }),
  { minLength: 1, maxLength: 25 },
);

/** Lives through what is asked for; what was refused, and what was granted while something more urgent waited. */
async function live(
  asked: readonly { afterMs: number; urgency: Urgency; count: number; latency: [number, number] }[],
  limit: number,
  server: Server,
) {
  const clock = createEventClock(start);
  const budget = createBudget({ limitPerMinute: 60, clock, random: () => 0.5 });
  const seen = { refused: 0, granted: 0, overtaken: 0, others: 0 };
  let nowWaiting = 0;
  const one = async (urgency: Urgency, there: number, back: number): Promise<void> => {
    if (urgency === 'now') nowWaiting += 1;
    await budget.take(urgency);
    seen.granted += 1;
    if (urgency === 'now') nowWaiting -= 1;
    else if (nowWaiting > 0) seen.overtaken += 1;
    const askedAt = clock.now();
    await clock.sleep(there);
    const { refused, remaining, resetAt } = server.answer(clock.now());
    await clock.sleep(back);
    if (refused) seen.refused += 1;
    budget.answered(askedAt);
    budget.learn({ limitPerMinute: limit, remaining, resetAt: Math.ceil(resetAt / 1000) * 1000 });
    seen.others = Math.max(seen.others, budget.reading().othersLastMinute ?? 0);
  };
  const arrive = async (): Promise<void> => {
    for (const { afterMs, urgency, count, latency } of asked) {
      await clock.sleep(afterMs);
      for (let request = 0; request < count; request += 1) void one(urgency, ...latency);
    }
  };
  void arrive();
  const all = asked.reduce((sum, { count }) => sum + count, 0);
  await clock.run(start + 10 * minute + (all / limit) * 2 * minute);
  return { ...seen, all };
}

describe.each(Object.entries(servers))('one desktop alone, under %s', (_name, serverOf) => {
  it('is never refused under the least limit known or more, sees nobody else, serves what is looked at first and everything in the end', async () => {
    await fc.assert(
      fc.asyncProperty(
        arrivals,
        fc.integer({ min: 60, max: 200 }),
        fc.integer({ min: 0, max: minute - 1 }),
        async (asked, limit, phase) => {
          const seen = await live(asked, limit, serverOf(limit, phase));
          expect(seen).toMatchObject({ refused: 0, overtaken: 0, others: 0, granted: seen.all });
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);
});
