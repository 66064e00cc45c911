import { asOf, startedBy } from '../world/as-of.ts';
import { isOpen, localHour } from '../world/calendar.ts';
import { Draw } from '../world/draw.ts';
import type { World } from '../world/world.ts';
import type { SimulatorClock } from '../control/clock.ts';

/** The operational words (4.2), read from the availability endpoints. */
export type Availability = 'available' | 'offline' | 'do_not_disturb' | 'in_call' | 'after_call_work';
export const availabilities = [
  'available',
  'offline',
  'do_not_disturb',
  'in_call',
  'after_call_work',
] as const;

/** What a user object says (4.2): another vocabulary, coarser. */
export interface Standing {
  readonly available: boolean;
  readonly availability_status: 'available' | 'custom' | 'unavailable';
  readonly substatus: string;
}

const reasons = [
  'out_for_lunch',
  'on_a_break',
  'in_training',
  'doing_back_office',
  'other',
  'always_closed',
] as const;
const halfHour = 1_800_000;
/** No generated call is longer. */
const longestCall = 5_400_000;

/** Who is free: follows from the running calls and, for the rest, from the time of day; a test may fix anybody's. */
export class Presence {
  readonly #world: World;
  readonly #clock: SimulatorClock;
  readonly #fixed = new Map<number, Availability>();
  #talking: { key: string; people: ReadonlySet<number> } = { key: '', people: new Set() };

  constructor(world: World, clock: SimulatorClock) {
    this.#world = world;
    this.#clock = clock;
  }

  /** Fixes somebody's availability, or frees it with null. */
  fix(person: number, availability: Availability | null): void {
    if (availability === null) this.#fixed.delete(person);
    else this.#fixed.set(person, availability);
  }

  of(person: number): Availability {
    const fixed = this.#fixed.get(person);
    if (fixed !== undefined) return fixed;
    if (this.#onCalls().has(person)) return 'in_call';
    const now = this.#clock.now();
    const draw = new Draw(this.#world.options.seed, 501, person, Math.floor(now / halfHour));
    const open = isOpen(localHour(now / 1000));
    if (draw.chance(open ? 0.12 : 0.9)) return 'offline';
    return draw.weighted([
      ['available', 80],
      ['do_not_disturb', 12],
      ['after_call_work', 8],
    ] as const);
  }

  standing(person: number): Standing {
    const away = this.of(person) === 'do_not_disturb';
    const bySchedule = person % 3 === 0;
    const open = isOpen(localHour(this.#clock.now() / 1000));
    if (!away) {
      return {
        available: open || !bySchedule,
        availability_status: bySchedule ? 'custom' : 'available',
        substatus: 'always_opened',
      };
    }
    const draw = new Draw(this.#world.options.seed, 502, person, Math.floor(this.#clock.now() / halfHour));
    return { available: false, availability_status: 'unavailable', substatus: draw.pick(reasons) };
  }

  #onCalls(): ReadonlySet<number> {
    const now = this.#clock.now();
    const last = startedBy(this.#world, 'aircall', now);
    const key = `${String(Math.floor(now / 1000))} ${String(last)} ${String(this.#world.revision)}`;
    if (this.#talking.key === key) return this.#talking.people;
    const people = new Set<number>();
    for (let at = this.#world.indexAt('aircall', now - longestCall); at < last; at++) {
      const call = asOf(this.#world.call('aircall', at), now);
      if (call.endedAt === null && call.personIndex !== null) people.add(call.personIndex);
    }
    this.#talking = { key, people };
    return people;
  }
}
