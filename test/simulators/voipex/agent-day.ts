import { Draw } from '../world/draw.ts';
import type { World, WorldPerson } from '../world/world.ts';
import { dayStart, wallClock } from './moments.ts';
import { homeZone } from './query.ts';

/** Pause reasons of the PBX (5.5). */
export const pauses = [
  { id: 1, name: 'Oběd', billable: false, description: 'Polední přestávka' },
  { id: 2, name: 'Přestávka', billable: false },
  { id: 3, name: 'Školení', billable: true, description: 'Školení a porady' },
  { id: 4, name: 'Zpracování', billable: true, description: 'Dokončení požadavku po hovoru' },
] as const;

export interface AgentPause {
  readonly pause: (typeof pauses)[number];
  /** Epoch ms, [from, to). */
  readonly from: number;
  readonly to: number;
}

/** A person's day at the queues, invented from the seed: no two agents alike, the same on every run. */
export interface AgentDay {
  readonly from: number;
  readonly to: number;
  readonly pauses: readonly AgentPause[];
}

const minute = 60_000;

const dayMs = 86_400_000;

/** When the company's day that holds the instant began: local midnight, on the company's clock. */
export function companyDayStart(world: World, instant: number): number {
  const ahead = world.companyTime(instant) - instant;
  return dayStart(instant + ahead, homeZone) - ahead;
}

/** Beginnings of the company's days from the one that holds `from` until `to`. */
export function* companyDays(world: World, from: number, to: number): Generator<number> {
  for (let day = companyDayStart(world, from); day < to; day = companyDayStart(world, day + 1.5 * dayMs))
    yield day;
}

/** The person's day that holds the instant (local to Prague), or null when the person is away. [I] */
export function agentDay(world: World, person: WorldPerson, instant: number): AgentDay | null {
  const begin = companyDayStart(world, instant);
  const midnight = world.companyTime(begin);
  const day = wallClock(midnight, homeZone).slice(0, 10);
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  const draw = new Draw(world.options.seed, 501, person.index, Math.floor(midnight / 1000));
  // One in ten is away; one in eight covers the weekend.
  if (draw.chance(0.1) || ((weekday === 0 || weekday === 6) && !draw.chance(0.125))) return null;
  const from = begin + draw.between(7 * 60, 9 * 60) * minute;
  const to = begin + draw.between(16 * 60, 18 * 60) * minute;
  const lunch = begin + draw.between(11 * 60 + 15, 12 * 60 + 45) * minute;
  const later = begin + draw.between(14 * 60, 15 * 60 + 15) * minute;
  const afternoon = {
    pause: draw.pick(pauses.slice(1)),
    from: later,
    to: later + draw.between(5, 20) * minute,
  };
  const early = begin + draw.between(9 * 60 + 45, 10 * 60 + 45) * minute;
  const morning = {
    pause: draw.pick(pauses.slice(1)),
    from: early,
    to: early + draw.between(8, 20) * minute,
  };
  return {
    from,
    to,
    pauses: [morning, { pause: pauses[0], from: lunch, to: lunch + 30 * minute }, afternoon],
  };
}

export interface AgentMoment {
  readonly loggedIn: boolean;
  readonly pause: AgentPause | null;
}

/** Whether the person is at the queues at the instant, and on which pause. */
export function agentAt(world: World, person: WorldPerson, instant: number): AgentMoment {
  const day = agentDay(world, person, instant);
  if (day === null || instant < day.from || instant >= day.to) return { loggedIn: false, pause: null };
  const pause = day.pauses.find(({ from, to }) => instant >= from && instant < to) ?? null;
  return { loggedIn: true, pause };
}
