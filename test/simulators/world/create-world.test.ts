import fc from 'fast-check';
import { isPossiblePhoneNumber } from 'libphonenumber-js/min';
import { describe, expect, it } from 'vitest';
import { asOf, startedBy } from './as-of.ts';
import { localHour } from './calendar.ts';
import { createWorld } from './create-world.ts';
import type { System, World, WorldCall } from './world.ts';

const systems: readonly System[] = ['aircall', 'voipex'];
const to = Date.UTC(2026, 5, 26, 15, 20, 30, 400);
const day = 86_400_000;
const make = (over: Partial<World['options']> = {}): World =>
  createWorld({ seed: 5, calls: 6000, people: 30, from: to - 40 * day, to, ...over });

const callsOf = (world: World, system: System): readonly WorldCall[] =>
  Array.from({ length: world.count(system) }, (_, index) => world.call(system, index));
const everyCall = (world: World): readonly WorldCall[] => systems.flatMap((system) => callsOf(world, system));
const share = <T>(list: readonly T[], test: (item: T) => boolean): number =>
  list.filter(test).length / list.length;

const worlds = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 40 }),
  calls: fc.integer({ min: 0, max: 3000 }),
  people: fc.integer({ min: 2, max: 80 }),
  from: fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2026, 6, 1) }),
});
const oneOf = worlds.chain((options) =>
  fc
    .integer({ min: 1000, max: 200 * day })
    .map((length) => createWorld({ ...options, to: options.from + length })),
);

describe('an invented company', () => {
  it('is the same for the same seed, whatever order its calls are read in', () => {
    const [one, other] = [make(), make()];
    const backwards = [...everyCall(other)].length;
    expect(backwards).toBe(6000);
    for (const system of systems) {
      for (let index = other.count(system) - 1; index >= 0; index -= 7) {
        expect(other.call(system, index)).toEqual(one.call(system, index));
      }
      expect(other.people(system)).toEqual(one.people(system));
      expect(other.numbers(system)).toEqual(one.numbers(system));
    }
  });

  it('differs for another seed', () => {
    expect(make({ seed: 6 }).call('aircall', 10)).not.toEqual(make().call('aircall', 10));
  });

  it('has exactly the calls asked for, in start order, inside its range, on whole seconds', () => {
    fc.assert(
      fc.property(oneOf, (world) => {
        expect(world.count('aircall') + world.count('voipex')).toBe(world.options.calls);
        for (const system of systems) {
          let before = world.options.from;
          for (const call of callsOf(world, system)) {
            expect(call.startedAt).toBeGreaterThanOrEqual(before);
            expect(call.startedAt).toBeLessThan(world.options.to);
            expect(call.startedAt % 1000).toBe(0);
            before = call.startedAt;
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('finds the first call at or after any instant', () => {
    fc.assert(
      fc.property(oneOf, fc.double({ min: -0.1, max: 1.1, noNaN: true }), (world, part) => {
        const { from, to: end } = world.options;
        const instant = Math.round(from + (end - from) * part);
        for (const system of systems) {
          const index = world.indexAt(system, instant);
          if (index > 0) expect(world.call(system, index - 1).startedAt).toBeLessThan(instant);
          if (index < world.count(system)) {
            expect(world.call(system, index).startedAt).toBeGreaterThanOrEqual(instant);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('tells of every call a story without contradictions', () => {
    fc.assert(
      fc.property(oneOf, (world) => {
        for (const call of everyCall(world)) {
          const { system, answeredAt, endedAt, startedAt } = call;
          expect(endedAt).toBeGreaterThanOrEqual(answeredAt ?? startedAt);
          if (answeredAt !== null) expect(answeredAt).toBeGreaterThan(startedAt);
          expect(call.ending === 'answered').toBe(answeredAt !== null);
          if (call.recorded) expect(answeredAt).not.toBeNull();
          for (const person of [call.personIndex, call.transferredToIndex, ...call.rungIndexes]) {
            if (person !== null) expect(world.people(system)[person]).toBeDefined();
          }
          if (call.numberIndex !== null) expect(world.numbers(system)[call.numberIndex]).toBeDefined();
          if (call.teamIndex !== null) expect(world.teams(system)[call.teamIndex]).toBeDefined();
          if (call.contactIndex !== null) expect(world.contact(call.contactIndex).e164).toBe(call.remote);
          if (call.remote === null) expect(call.direction).toBe('in');
          if (call.personIndex !== null) expect(call.rungIndexes).not.toContain(call.personIndex);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('links calls in pairs that agree with each other', () => {
    fc.assert(
      fc.property(oneOf, (world) => {
        for (const call of everyCall(world)) {
          if (call.link === null) continue;
          const { kind, role, partner } = call.link;
          const other = world.call(partner.system, partner.index);
          const back = { system: call.system, index: call.index };
          expect(other.link).toEqual({ kind, role: role === 'first' ? 'second' : 'first', partner: back });
          expect(other.remote).toBe(call.remote);
          expect(partner.system === call.system).toBe(kind === 'transferred');
          if (kind === 'transferred') expect(call.system).toBe('voipex');
          const [first, second] = role === 'first' ? [call, other] : [other, call];
          const delay = second.startedAt - first.startedAt;
          expect(delay).toBeGreaterThan(0);
          expect(delay).toBeLessThanOrEqual(21_000);
          expect(first.endedAt).toBeGreaterThan(second.startedAt);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('has both kinds of links in a world of ordinary size', () => {
    const kinds = new Set(everyCall(make()).map(({ link }) => link?.kind));
    expect(kinds).toEqual(new Set([undefined, 'forwarded', 'transferred']));
  });

  it('has the mix of a call centre: more in than out, some internal, some missed in every way, few hidden', () => {
    const calls = everyCall(make({ calls: 20_000 }));
    expect(share(calls, ({ direction }) => direction === 'in')).toBeCloseTo(0.55, 1);
    expect(share(calls, ({ direction }) => direction === 'out')).toBeCloseTo(0.38, 1);
    expect(share(calls, ({ direction }) => direction === 'internal')).toBeCloseTo(0.07, 1);
    const inbound = calls.filter(({ direction }) => direction === 'in');
    const missed = inbound.filter(({ answeredAt }) => answeredAt === null);
    expect(missed.length / inbound.length).toBeGreaterThan(0.12);
    expect(missed.length / inbound.length).toBeLessThan(0.17);
    expect(new Set(missed.map(({ ending }) => ending))).toEqual(
      new Set([
        'missed',
        'no-agent',
        'abandoned-queue',
        'abandoned-ivr',
        'short-abandoned',
        'closed',
        'voicemail',
      ]),
    );
    expect(share(inbound, ({ remote }) => remote === null)).toBeCloseTo(0.06, 1);
    expect(calls.filter(({ system, direction }) => system === 'aircall' && direction === 'internal')).toEqual(
      [],
    );
  });

  it('is busy on weekday mornings, quieter at lunch, and almost silent at night and on Sundays', () => {
    const calls = everyCall(make({ calls: 30_000 }));
    const byHour = new Map<number, number>();
    const byWeekday = new Map<number, number>();
    for (const { startedAt } of calls) {
      const { hour, weekday } = localHour(startedAt / 1000);
      byHour.set(hour, (byHour.get(hour) ?? 0) + 1);
      byWeekday.set(weekday, (byWeekday.get(weekday) ?? 0) + 1);
    }
    const at = (hour: number): number => byHour.get(hour) ?? 0;
    expect(at(10)).toBeGreaterThan(at(12) * 1.6);
    expect(at(14)).toBeGreaterThan(at(12));
    expect(at(10)).toBeGreaterThan(at(3) * 40);
    expect(byWeekday.get(1)).toBeGreaterThan((byWeekday.get(0) ?? 0) * 8);
  });

  it('keeps Czech holidays quiet', () => {
    const world = make({ calls: 30_000, from: Date.UTC(2026, 4, 1), to: Date.UTC(2026, 4, 31) });
    const on = (date: number): number =>
      world.indexAt('voipex', Date.UTC(2026, 4, date + 1)) - world.indexAt('voipex', Date.UTC(2026, 4, date));
    // 8 May 2026 and 15 May 2026 are Fridays.
    expect(on(15)).toBeGreaterThan(on(8) * 4);
  });

  it('has Czech, French and British numbers, all of them possible, each contact its own', () => {
    const world = make({ calls: 200_000 });
    const numbers = Array.from({ length: world.contactCount }, (_, index) => world.contact(index).e164);
    expect(new Set(numbers).size).toBe(world.contactCount);
    const own = systems.flatMap((system) => world.numbers(system).map(({ e164 }) => e164));
    expect(new Set([...numbers, ...own]).size).toBe(world.contactCount + own.length);
    expect([...numbers, ...own].filter((number) => !isPossiblePhoneNumber(number))).toEqual([]);
    for (const prefix of ['+420', '+33', '+44']) {
      expect(share(numbers, (number) => number.startsWith(prefix))).toBeGreaterThan(0.1);
    }
  });

  it('gives everybody an address of their own and leaves no team or line empty', () => {
    const world = make({ people: 400 });
    const people = systems.flatMap((system) => world.people(system));
    expect(people).toHaveLength(400);
    expect(new Set(people.map(({ email }) => email)).size).toBe(400);
    for (const system of systems) {
      const used = new Set(world.people(system).flatMap(({ teamIndexes }) => teamIndexes));
      expect(used.size).toBe(world.teams(system).length);
    }
    expect(people.some(({ lastName }) => /[ěščřžýáíéůúďťňÉèêëïôüç]/u.test(lastName))).toBe(true);
  });

  it('refuses an empty range and sizes that are no numbers of things', () => {
    expect(() => make({ from: to })).toThrow(RangeError);
    expect(() => make({ calls: 1.5 })).toThrow(RangeError);
    expect(() => make({ people: 1 })).toThrow(RangeError);
    expect(() => make().call('aircall', -1)).toThrow(RangeError);
    expect(() => make().call('aircall', 6000)).toThrow(RangeError);
    expect(() => make().contact(10 ** 6)).toThrow(RangeError);
  });
});

describe('calls that happen', () => {
  const happened: Omit<WorldCall, 'system' | 'index'> = {
    ...make().call('aircall', 0),
    startedAt: to + 5000,
    answeredAt: null,
    endedAt: null,
    link: null,
  };

  it('come after the generated ones and can be changed', () => {
    const world = make();
    const before = world.count('aircall');
    const index = world.append('aircall', happened);
    expect(index).toBe(before);
    expect(world.indexAt('aircall', to + 1000)).toBe(index);
    expect(world.indexAt('aircall', to + 60_000)).toBe(before + 1);
    world.amend('aircall', index, { endedAt: to + 9000 });
    expect(world.call('aircall', index)).toMatchObject({ index, system: 'aircall', endedAt: to + 9000 });
    expect(world.count('voipex')).toBe(make().count('voipex'));
  });

  it('cannot happen before the last call, nor move', () => {
    const world = make();
    expect(() => world.append('aircall', { ...happened, startedAt: to - day })).toThrow(RangeError);
    expect(() => world.amend('aircall', 3, { startedAt: 0 })).toThrow(RangeError);
  });

  it('leave the others alone when one old call is tagged late, and raise the revision', () => {
    const world = make();
    const [revision, neighbour] = [world.revision, world.call('voipex', 101)];
    world.amend('voipex', 100, { tagIndexes: [2, 4] });
    expect(world.call('voipex', 100).tagIndexes).toEqual([2, 4]);
    expect(world.call('voipex', 101)).toEqual(neighbour);
    expect(world.revision).toBeGreaterThan(revision);
  });
});

describe('a call as of an instant', () => {
  const world = make();
  const call = callsOf(world, 'aircall').find(
    ({ notes, direction }) => notes.length > 0 && direction === 'in',
  );
  if (call?.answeredAt == null || call.endedAt === null)
    throw new Error('the world lacks a noted inbound call');
  const { startedAt, answeredAt, endedAt } = call;

  it('rings, runs and ends as time passes', () => {
    expect(startedBy(world, 'aircall', startedAt - 1)).toBeLessThanOrEqual(call.index);
    expect(startedBy(world, 'aircall', startedAt)).toBeGreaterThan(call.index);
    expect(asOf(call, startedAt)).toMatchObject({
      answeredAt: null,
      endedAt: null,
      personIndex: null,
      notes: [],
    });
    expect(asOf(call, answeredAt)).toMatchObject({
      answeredAt,
      endedAt: null,
      personIndex: call.personIndex,
    });
    expect(asOf(call, endedAt)).toMatchObject({ answeredAt, endedAt, notes: [] });
    expect(asOf(call, endedAt + day)).toEqual(call);
  });
});
