import type { World } from '../world/world.ts';

/** Ids are integers in ranges of their own; call ids are above 32 bits (4). Each is a base plus a world position. */
const bases = {
  call: 3_000_000_000,
  user: 1_719_000,
  number: 1_096_000,
  team: 204_800,
  contact: 7_102_000,
  tag: 2_320_000,
  comment: 73_500_000,
  contactPhone: 91_000_000,
  contactEmail: 77_000_000,
  ivrOption: 5_500_000,
  campaign: 38_400,
  campaignEntry: 4_410_000,
} as const;
export type Kind = keyof typeof bases;

export const companyId = 48_213;

export const idOf = (kind: Kind, index: number): number => bases[kind] + index;

/** The position behind an id from a path or query, or null when the text is no id of that kind. */
export function indexOf(kind: Kind, id: string | number): number | null {
  const text = String(id);
  if (!/^\d{1,15}$/u.test(text)) return null;
  const index = Number(text) - bases[kind];
  return index >= 0 ? index : null;
}

/** Companies whose seeds lie in different thousands have users of different ids, as no two real companies share one. */
const userShift = (world: World): number => Math.floor(world.options.seed / 1000) * 50_000;
export const userIdOf = (world: World, index: number): number => idOf('user', index) + userShift(world);
export function userIndexOf(world: World, id: string | number): number | null {
  const index = indexOf('user', id);
  return index === null || index < userShift(world) ? null : index - userShift(world);
}

const day = 86_400_000;

/** When a person, line, team or contact was made (epoch ms, whole seconds): before the calls begin, in list order. */
export function createdAt(world: World, index: number, count: number): number {
  const first = world.options.from - 430 * day;
  return Math.floor((first + (index / Math.max(1, count)) * 400 * day) / 1000) * 1000;
}

/** ISO 8601 UTC with milliseconds (4). */
export const iso = (instant: number): string => new Date(instant).toISOString();
export const unix = (instant: number): number => Math.floor(instant / 1000);
