import { describe, expect, it } from 'vitest';
import { createBudget } from '../../../main/providers/budget.ts';
import { type Company, fleetDay } from '../../bench/fleet/day.ts';
import { MinuteWindow, type WindowKind } from '../../simulators/aircall/minute-window.ts';
import { Draw } from '../../simulators/world/draw.ts';
import { createEventClock } from '../../support/event-clock.ts';

const minute = 60_000;
const start = Date.UTC(2026, 10, 23, 9);
/** How many days of each company; `SWITCHDECK_FLEETS=50 npx vitest run test/main/providers/budget-shared.test.ts` for a thorough run. */
const days = Number(process.env['SWITCHDECK_FLEETS'] ?? 6);

/** One desktop that reads history beside other software that asks `othersPerMinute` times, now and then. */
async function besideOthers(kind: WindowKind, limit: number, othersPerMinute: number, minutes: number) {
  const clock = createEventClock(start);
  const budget = createBudget({ limitPerMinute: 60, clock, random: () => 0.5 });
  const window = new MinuteWindow();
  const draw = new Draw(17, limit, othersPerMinute);
  const seen = { refused: 0, othersRefused: 0, sent: 0, others: [] as number[] };
  const history = async (): Promise<never> => {
    for (;;) {
      await budget.take('history');
      const askedAt = clock.now();
      const { refused, remaining, resetAt } = window.take(kind, limit, clock.now());
      await clock.sleep(200);
      budget.answered(askedAt);
      budget.learn({ limitPerMinute: limit, remaining, resetAt });
      seen.sent += 1;
      if (!refused) continue;
      seen.refused += 1;
      budget.refused(resetAt);
    }
  };
  const others = async (): Promise<never> => {
    for (;;) {
      await clock.sleep((-Math.log(1 - draw.unit()) * minute) / othersPerMinute);
      if (window.take(kind, limit, clock.now()).refused) seen.othersRefused += 1;
    }
  };
  void history();
  if (othersPerMinute > 0) void others();
  await clock.run(start + 5 * minute);
  seen.sent = 0;
  for (let passed = 6; passed <= minutes; passed += 1) {
    await clock.run(start + passed * minute);
    seen.others.push(budget.reading().othersLastMinute ?? -1);
  }
  const average = seen.others.reduce((sum, one) => sum + one, 0) / seen.others.length;
  return { ...seen, average, perMinute: seen.sent / (minutes - 5) };
}

describe.each<WindowKind>(['fixed', 'sliding'])('a limit that others spend from too, counted %s', (kind) => {
  it('is nearly all ours when nobody else does', async () => {
    const seen = await besideOthers(kind, 120, 0, 20);
    expect(seen).toMatchObject({ refused: 0, average: 0 });
    expect(seen.perMinute).toBeGreaterThan(0.98 * 120);
  });

  it.each([10, 30, 60])('leaves room for %d requests a minute, which it can tell', async (others) => {
    const seen = await besideOthers(kind, 120, others, 60);
    expect(seen).toMatchObject({ refused: 0, othersRefused: 0 });
    expect(seen.average).toBeGreaterThan(others * 0.6);
    expect(seen.average).toBeLessThan(others * 1.4 + 3);
    expect(seen.perMinute + others).toBeLessThan(110);
  });

  it('keeps a trickle when others use all of it', async () => {
    const seen = await besideOthers(kind, 120, 400, 60);
    expect(seen.sent).toBeGreaterThan(0);
    expect(seen.perMinute).toBeLessThan(5);
  });
});

describe('desktops of one company that cannot talk to each other', () => {
  const work = {
    callsPerMinute: 2,
    stateRequests: 2,
    directoryRequests: 3,
    lookEveryMs: 30 * minute,
    pastPages: 2000,
    switchboard: true,
  };
  const company = (desktops: number, rateWindow: WindowKind): Company => ({
    ...{ desktops, rateWindow, work, hours: 2 },
    limitPerMinute: 120,
    headers: 'always',
  });

  // The least that the unluckiest of them gets in two hours: about half of the worst that 8 seeds showed.
  it.each([
    { desktops: 2, rateWindow: 'fixed', pulls: 55, pastPages: 1000 },
    { desktops: 8, rateWindow: 'sliding', pulls: 60, pastPages: 150 },
    { desktops: 60, rateWindow: 'fixed', pulls: 15, pastPages: 8 },
    { desktops: 60, rateWindow: 'sliding', pulls: 22, pastPages: 8 },
  ] as const)(
    'settle, $desktops of them under a $rateWindow minute, though all start at once and have everything to read, and none is left behind',
    async ({ desktops, rateWindow, pulls, pastPages }) => {
      for (let seed = 1; seed <= days; seed += 1) {
        const seen = await fleetDay(company(desktops, rateWindow), seed);
        expect(seen.refusals, `seed ${String(seed)}`).toBe(0);
        expect(seen.fewestPulls, `seed ${String(seed)}`).toBeGreaterThan(pulls);
        expect(seen.fewestPastPages, `seed ${String(seed)}`).toBeGreaterThan(pastPages);
        expect(seen.load, `seed ${String(seed)}`).toBeGreaterThan(30);
      }
    },
    Math.max(60_000, days * 20_000),
  );
});
