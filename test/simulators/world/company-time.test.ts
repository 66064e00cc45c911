import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isHoliday, isOpen, localHour } from './calendar.ts';
import { companyShift } from './company-time.ts';
import { createWorld } from './create-world.ts';
import type { System } from './world.ts';

const day = 86_400_000;
const christmasNight = Date.UTC(2026, 11, 25, 2, 20, 10);

describe('a company that is to be busy at an instant', () => {
  it('lives through half past ten on the nearest Tuesday that is no holiday, whatever the calendar says', () => {
    const from = Date.UTC(2025, 0, 1);
    fc.assert(
      fc.property(fc.integer({ min: from, max: from + 1500 * day }), (instant) => {
        const shift = companyShift(instant);
        const moment = localHour((instant + shift) / 1000);
        expect(Number.isInteger(shift / 1000)).toBe(true);
        expect(Math.abs(shift)).toBeLessThan(18 * day);
        expect({ weekday: moment.weekday, hour: moment.hour }).toEqual({ weekday: 2, hour: 10 });
        expect(new Date(instant + shift).getUTCMinutes()).toBe(30);
        expect(isHoliday(moment, 'CZ') || isHoliday(moment, 'FR')).toBe(false);
      }),
    );
  });

  it('has as many calls up to then as its people can take, and the same ones every time', () => {
    const options = { seed: 4, calls: 6000, people: 40, from: christmasNight - 60 * day, to: christmasNight };
    const usual = createWorld(options);
    const busy = createWorld({ ...options, busyHourAt: christmasNight });
    for (const system of ['aircall', 'voipex'] satisfies System[]) {
      const since = (world: typeof busy): number =>
        world.count(system) - world.indexAt(system, christmasNight - 1_800_000);
      const people = busy.people(system).length;
      expect(busy.count(system)).toBe(usual.count(system));
      expect(since(usual)).toBeLessThan(5);
      expect(since(busy)).toBeGreaterThan(2 * people);
      expect(since(busy)).toBeLessThan(3 * people);
      const again = createWorld({ ...options, busyHourAt: christmasNight });
      const last = busy.count(system) - 1;
      expect(again.call(system, last)).toEqual(busy.call(system, last));
    }
    expect(isOpen(localHour(usual.companyTime(christmasNight) / 1000))).toBe(false);
    expect(isOpen(localHour(busy.companyTime(christmasNight) / 1000))).toBe(true);
  });

  it('takes a world without calls, and one of a single hour', () => {
    const span = { from: christmasNight - 600_000, to: christmasNight, busyHourAt: christmasNight };
    expect(createWorld({ seed: 1, people: 4, calls: 0, ...span }).count('voipex')).toBe(0);
    const world = createWorld({ seed: 1, people: 4, calls: 50, ...span });
    expect(world.indexAt('aircall', christmasNight)).toBe(world.count('aircall'));
  });
});
