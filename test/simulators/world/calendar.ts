import type { System } from './world.ts';

/** A moment as a clock on the wall in Prague (and Paris) shows it. */
export interface LocalHour {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly hour: number;
}

/** The instant (seconds) of 01:00 UTC on the last Sunday of a month: when European clocks change. */
function lastSunday(year: number, month: number): number {
  const lastDay = new Date(Date.UTC(year, month, 0));
  return Date.UTC(year, month - 1, lastDay.getUTCDate() - lastDay.getUTCDay(), 1) / 1000;
}

/** Central European time, worked out here because a zone-aware formatter is too slow for six months of hours. */
export function localHour(seconds: number): LocalHour {
  const year = new Date(seconds * 1000).getUTCFullYear();
  const summer = seconds >= lastSunday(year, 3) && seconds < lastSunday(year, 10);
  const wall = new Date((seconds + (summer ? 7200 : 3600)) * 1000);
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    weekday: wall.getUTCDay(),
    hour: wall.getUTCHours(),
  };
}

/** Day of the year's Easter Sunday as [month, day] (the anonymous Gregorian computation). */
function easter(year: number): Date {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return new Date(Date.UTC(year, Math.floor(n / 31) - 1, (n % 31) + 1));
}

const czech = new Set([
  '1-1',
  '5-1',
  '5-8',
  '7-5',
  '7-6',
  '9-28',
  '10-28',
  '11-17',
  '12-24',
  '12-25',
  '12-26',
]);
const french = new Set(['1-1', '5-1', '5-8', '7-14', '8-15', '11-1', '11-11', '12-25']);

/** Whether the country's offices are shut for a public holiday. */
export function isHoliday(day: LocalHour, country: 'CZ' | 'FR'): boolean {
  if ((country === 'CZ' ? czech : french).has(`${day.month}-${day.day}`)) return true;
  const since = (Date.UTC(day.year, day.month - 1, day.day) - easter(day.year).getTime()) / 86_400_000;
  return since === 1 || (since === -2 && country === 'CZ');
}

const byHour = [
  0.02, 0.015, 0.01, 0.01, 0.015, 0.03, 0.1, 0.35, 1.0, 1.7, 1.9, 1.6, 0.85, 1.3, 1.6, 1.5, 1.1, 0.6, 0.3,
  0.18, 0.12, 0.08, 0.05, 0.03,
];
const byWeekday = [0.08, 1.2, 1.05, 1, 1, 0.85, 0.12];

/** How busy an hour is beside an average weekday hour: mornings and Mondays high, lunch low, nights and Sundays quiet. */
export function hourWeight(at: LocalHour, system: System): number {
  const usual = (byHour[at.hour] ?? 0) * (byWeekday[at.weekday] ?? 0);
  // VoIPEX serves the Czech offices only; Aircall is shared with the French ones.
  if (isHoliday(at, 'CZ')) return usual * (system === 'voipex' ? 0.12 : 0.5);
  if (isHoliday(at, 'FR')) return usual * (system === 'voipex' ? 1 : 0.6);
  return usual;
}

/** The company's opening hours: weekdays from eight to six. */
export const isOpen = (at: LocalHour): boolean =>
  at.weekday >= 1 && at.weekday <= 5 && at.hour >= 8 && at.hour < 18 && !isHoliday(at, 'CZ');
