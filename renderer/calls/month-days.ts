import type { DateRange } from '../../domain/saved-view.ts';

/** A local day as date fields write it: `2026-11-21`. Sorts as text. */
export type DayField = string;

const two = (value: number) => String(value).padStart(2, '0');

/** The local day that holds an instant, epoch ms. */
export function dayField(instant: number): DayField {
  const day = new Date(instant);
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** Noon of a day, epoch ms: safe from clock changes. */
export function noonOf(field: DayField): number {
  const [year = 0, month = 1, day = 1] = field.split('-').map(Number);
  return new Date(year, month - 1, day, 12).getTime();
}

/** The day `days` after (before, when negative) another. */
export function addDays(field: DayField, days: number): DayField {
  const noon = new Date(noonOf(field));
  return dayField(new Date(noon.getFullYear(), noon.getMonth(), noon.getDate() + days, 12).getTime());
}

/** The same day `months` later, or that month's last day where it is shorter. */
export function addMonths(field: DayField, months: number): DayField {
  const noon = new Date(noonOf(field));
  const first = new Date(noon.getFullYear(), noon.getMonth() + months, 1, 12);
  const last = new Date(first.getFullYear(), first.getMonth() + 1, 0).getDate();
  return dayField(first.setDate(Math.min(noon.getDate(), last)));
}

/** The weeks that show the month of a day, Monday first; days of the neighbouring months fill the edges. */
export function weeksOf(field: DayField): DayField[][] {
  const noon = new Date(noonOf(field));
  const first = new Date(noon.getFullYear(), noon.getMonth(), 1, 12);
  const last = dayField(new Date(noon.getFullYear(), noon.getMonth() + 1, 0, 12).getTime());
  let day = addDays(dayField(first.getTime()), -((first.getDay() + 6) % 7));
  const weeks: DayField[][] = [];
  while (day <= last) {
    weeks.push(Array.from({ length: 7 }, (_, index) => addDays(day, index)));
    day = addDays(day, 7);
  }
  return weeks;
}

/** What picking a day makes of a range: the first pick is that day, the second stretches it, the third starts anew. */
export function pickDay({ from, to }: DateRange, field: DayField): DateRange {
  if (from === null || from !== to || field === from) return { from: field, to: field };
  return field < from ? { from: field, to: from } : { from, to: field };
}
