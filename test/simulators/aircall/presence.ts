import { asOf, startedBy } from '../world/as-of.ts';
import { isOpen, localHour } from '../world/calendar.ts';
import { hash } from '../world/draw.ts';
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

/** Parts of the company by what its people do; nearly everybody is away when it is closed. */
const moods: Readonly<Record<'open' | 'closed', readonly (readonly [Availability, number])[]>> = {
  open: [
    ['available', 0.7],
    ['do_not_disturb', 0.1],
    ['after_call_work', 0.08],
    ['offline', 0.12],
  ],
  closed: [
    ['available', 0.08],
    ['do_not_disturb', 0.02],
    ['offline', 0.9],
  ],
};
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

interface Mood {
  readonly availability: Availability;
  /** Among those who do the same, from 0. */
  readonly place: number;
}

/** The value whose share of a table holds the part, a number in [0, 1). */
function shareAt<T>(table: readonly (readonly [T, number])[], part: number): T {
  const last = table.at(-1);
  if (last === undefined) throw new RangeError('the table is empty');
  let sum = 0;
  for (const [value, share] of table) {
    sum += share;
    if (sum > part) return value;
  }
  return last[0];
}

/** Who is free: follows from the running calls and, for the rest, from the time of day; a test may fix anybody's. */
export class Presence {
  readonly #world: World;
  readonly #clock: SimulatorClock;
  readonly #fixed = new Map<number, Availability>();
  #moods: { key: string; of: ReadonlyMap<number, Mood> } = { key: '', of: new Map() };
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

  /** As `of`, whatever calls there are. */
  own(person: number): Availability {
    return this.#fixed.get(person) ?? this.#moodOf(person)?.availability ?? 'offline';
  }

  of(person: number): Availability {
    const fixed = this.#fixed.get(person);
    if (fixed !== undefined) return fixed;
    if (this.#onCalls().has(person)) return 'in_call';
    // Somebody who was invited since has not signed in yet.
    return this.#moodOf(person)?.availability ?? 'offline';
  }

  standing(person: number): Standing {
    const away = this.of(person) === 'do_not_disturb';
    const bySchedule = person % 3 === 0;
    const open = this.#isOpen();
    if (!away) {
      return {
        available: open || !bySchedule,
        availability_status: bySchedule ? 'custom' : 'available',
        substatus: 'always_opened',
      };
    }
    const substatus = reasons[(this.#moodOf(person)?.place ?? 0) % reasons.length] ?? 'other';
    return { available: false, availability_status: 'unavailable', substatus };
  }

  #isOpen(): boolean {
    return isOpen(localHour(this.#world.companyTime(this.#clock.now()) / 1000));
  }

  /** What somebody does for half an hour. Shares are of the people as drawn, so even a small company has every kind. */
  #moodOf(person: number): Mood | undefined {
    const slot = Math.floor(this.#clock.now() / halfHour);
    const mood = this.#isOpen() ? 'open' : 'closed';
    const key = `${mood} ${String(slot)}`;
    if (this.#moods.key !== key) {
      const { seed } = this.#world.options;
      const people = this.#world.people('aircall').map(({ index }) => index);
      const drawn = new Map(people.map((index) => [index, hash(seed, 501, index, slot)]));
      people.sort((a, b) => (drawn.get(a) ?? 0) - (drawn.get(b) ?? 0));
      const same = new Map<Availability, number>();
      const of = new Map<number, Mood>();
      people.forEach((index, at) => {
        const availability = shareAt(moods[mood], (at + 0.5) / people.length);
        const place = same.get(availability) ?? 0;
        same.set(availability, place + 1);
        of.set(index, { availability, place });
      });
      this.#moods = { key, of };
    }
    return this.#moods.of.get(person);
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
