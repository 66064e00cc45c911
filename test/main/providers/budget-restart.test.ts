import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CompanyBudget, createBudget } from '../../../main/providers/budget.ts';
import { MinuteWindow, type WindowKind } from '../../simulators/aircall/minute-window.ts';
import { Draw } from '../../simulators/world/draw.ts';
import { createEventClock } from '../../support/event-clock.ts';

type Urgency = 'now' | 'soon' | 'history';

const start = Date.UTC(2026, 10, 23, 9);
const second = 1_000;
const minute = 60 * second;

/** One company at its provider, and desktops and other software that ask it. */
function aCompany(kind: WindowKind, limit: number) {
  const clock = createEventClock(start);
  const window = new MinuteWindow();
  const company = { clock, refused: 0, limit };
  return Object.assign(company, {
    open: (): CompanyBudget => createBudget({ limitPerMinute: 60, clock, random: () => 0.5 }),
    /** Other software, which tells nobody. */
    count(requests: number): void {
      for (let asked = 0; asked < requests; asked += 1)
        if (window.take(kind, limit, clock.now()).refused) company.refused += 1;
    },
    async ask(budget: CompanyBudget, urgency: Urgency, latency = 200): Promise<void> {
      await budget.take(urgency);
      const askedAt = clock.now();
      await clock.sleep(latency / 2);
      const { refused, remaining, resetAt } = window.take(kind, limit, clock.now());
      await clock.sleep(latency / 2);
      budget.answered(askedAt);
      budget.learn({ limitPerMinute: limit, remaining, resetAt: Math.ceil(resetAt / second) * second });
      if (!refused) return;
      company.refused += 1;
      budget.refused(resetAt);
    },
    async passes(ms: number): Promise<void> {
      await clock.run(clock.now() + ms);
    },
  });
}

type Company = ReturnType<typeof aCompany>;

/** Reads the history page after page until it is closed; gives the count of pages. */
function readHistory(company: Company, budget: CompanyBudget): { pages: number; closed: boolean } {
  const read = { pages: 0, closed: false };
  const run = async (): Promise<void> => {
    while (!read.closed) {
      await company.ask(budget, 'history');
      read.pages += 1;
    }
  };
  void run();
  return read;
}

/** Other software that asks by chance, `everyMs` on average. */
function poll(company: Company, everyMs: () => number): void {
  const draw = new Draw(23, company.limit);
  const run = async (): Promise<never> => {
    for (;;) {
      company.count(1);
      await company.clock.sleep(-Math.log(1 - draw.unit()) * everyMs());
    }
  };
  void run();
}

const othersOf = (budget: CompanyBudget): number => budget.reading().othersLastMinute ?? -1;

describe.each<WindowKind>(['fixed', 'sliding'])('an app that is started anew, under a %s minute', (kind) => {
  it('never takes what it had asked for before for others, is never refused, and has the company to itself after a minute', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          limit: fc.integer({ min: 60, max: 200 }),
          /** Of the limit; at any moments of a time before the start. */
          earlier: fc.array(
            fc.tuple(fc.integer({ min: 0, max: 60 * second }), fc.double({ min: 0, max: 1, noNaN: true })),
            {
              maxLength: 6,
            },
          ),
          closedMs: fc.integer({ min: second, max: 70 * second }),
          latency: fc.integer({ min: 0, max: 4_000 }),
          asked: fc.array(
            fc.record({
              afterMs: fc.integer({ min: 0, max: 20_000 }),
              urgency: fc.constantFrom<Urgency>('now', 'soon', 'history'),
              count: fc.integer({ min: 1, max: 20 }),
            }),
            { maxLength: 8 },
          ),
        }),
        async ({ limit, earlier, closedMs, latency, asked }) => {
          const company = aCompany(kind, limit);
          const moments = [...earlier].sort(([a], [b]) => a - b);
          // The very first request knows nothing.
          let left = limit - 1;
          for (const [at, share] of moments) {
            await company.clock.run(start + at);
            const count = Math.floor(left * share);
            company.count(count);
            left -= count;
          }
          await company.clock.run(start + 60 * second + closedMs);
          company.refused = 0;
          const budget = company.open();
          let most = 0;
          const ask = async (urgency: Urgency): Promise<void> => {
            await company.ask(budget, urgency, latency);
            most = Math.max(most, othersOf(budget));
          };
          const live = async (): Promise<void> => {
            await ask('soon');
            for (const { afterMs, urgency, count } of asked) {
              await company.clock.sleep(afterMs);
              for (let request = 0; request < count; request += 1) void ask(urgency);
            }
          };
          void live();
          await company.passes(75 * second);
          const history = readHistory(company, budget);
          await company.passes(2 * minute);
          history.pages = 0;
          await company.passes(minute);
          expect({ refused: company.refused, others: most }).toEqual({ refused: 0, others: 0 });
          // A page waits for the answer to the one before.
          expect(history.pages).toBeGreaterThan(Math.min(0.9 * limit, 0.9 * (minute / 200)) - 20);
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);

  it('is gentle in the first minute, and reads history all the while', async () => {
    const company = aCompany(kind, 120);
    const earlier = readHistory(company, company.open());
    await company.passes(5 * minute);
    earlier.closed = true;
    await company.passes(5 * second);
    const budget = company.open();
    const history = readHistory(company, budget);
    await company.passes(minute);
    expect(history.pages).toBeLessThan(60);
    await company.passes(15 * second);
    history.pages = 0;
    await company.passes(minute);
    expect(history.pages).toBeGreaterThan(100);
    expect(othersOf(budget)).toBe(0);
  });

  it('still finds out about others within the first minute', async () => {
    const company = aCompany(kind, 120);
    poll(company, () => 2 * second);
    await company.passes(2 * minute);
    const budget = company.open();
    const history = readHistory(company, budget);
    await company.passes(40 * second);
    expect(othersOf(budget)).toBeGreaterThan(0);
    expect(history.pages).toBeLessThan(20);
  });
});

describe.each<WindowKind>(['fixed', 'sliding'])(
  'a desktop alone with its company, under a %s minute',
  (kind) => {
    it('has it to itself again within four minutes after other software ran for one', async () => {
      const company = aCompany(kind, 120);
      const budget = company.open();
      const history = readHistory(company, budget);
      await company.passes(5 * minute);
      for (let asked = 0; asked < 30; asked += 1) {
        company.count(1);
        await company.passes(2 * second);
      }
      expect(othersOf(budget)).toBeGreaterThan(0);
      await company.passes(4.5 * minute);
      expect(othersOf(budget)).toBe(0);
      history.pages = 0;
      await company.passes(minute);
      expect(history.pages).toBeGreaterThan(100);
    });

    it('waits the longer the longer others were there, but not for ever', async () => {
      const company = aCompany(kind, 120);
      const budget = company.open();
      readHistory(company, budget);
      for (let asked = 0; asked < 20 * 12; asked += 1) {
        company.count(1);
        await company.passes(5 * second);
      }
      await company.passes(6 * minute);
      expect(othersOf(budget)).toBeGreaterThan(0);
      await company.passes(11 * minute);
      expect(othersOf(budget)).toBe(0);
    });

    it('has what few others leave, but for a fifth of the limit, also when it came after them', async () => {
      const company = aCompany(kind, 120);
      const polls = async (): Promise<never> => {
        for (;;) {
          company.count(1);
          await company.clock.sleep(12 * second);
        }
      };
      void polls();
      await company.passes(2 * minute);
      const history = readHistory(company, company.open());
      await company.passes(20 * minute);
      history.pages = 0;
      company.refused = 0;
      await company.passes(10 * minute);
      expect(history.pages / 10).toBeGreaterThan(0.95 * (0.8 * 120 - 6));
      expect(history.pages / 10).toBeLessThan(0.8 * 120);
      expect(company.refused).toBe(0);
    });

    it('makes room for those who become many', async () => {
      const company = aCompany(kind, 120);
      let everyMs = 12 * second;
      const polls = async (): Promise<never> => {
        for (;;) {
          company.count(1);
          await company.clock.sleep(everyMs);
        }
      };
      void polls();
      const history = readHistory(company, company.open());
      await company.passes(20 * minute);
      everyMs = 2 * second;
      await company.passes(4 * minute);
      history.pages = 0;
      await company.passes(5 * minute);
      expect(company.refused).toBe(0);
      expect(history.pages / 5 + 30).toBeLessThan(80);
    });
  },
);
