import type { Settings } from '../../domain/settings.ts';

export type QuietHours = NonNullable<Settings['quietHours']>;

/** What is offered when the setting is switched on: 8:00 to 17:00. */
export const usualHours: QuietHours = { from: 8 * 60, to: 17 * 60 };

/** When a night is quiet: 20:00 to 7:00. */
export const nightHours: QuietHours = { from: 20 * 60, to: 7 * 60 };

const dayMinutes = 24 * 60;

/** Minutes after midnight as hours and minutes, `08:00`. The end of the day is written as its beginning. */
export function fieldOf(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const within = minutes % dayMinutes;
  return `${two(Math.floor(within / 60))}:${two(within % 60)}`;
}

function minutesIn(field: string): number | null {
  const parts = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(field.trim());
  return parts === null ? null : Number(parts[1]) * 60 + Number(parts[2]);
}

/**
 * The hours of two fields, or null when they name none: half typed, or ending before they begin. `overMidnight`: those
 * that end before they begin end on the next day; only none at all are wrong then.
 */
export function hoursOf(fromField: string, toField: string, overMidnight = false): QuietHours | null {
  const from = minutesIn(fromField);
  const end = minutesIn(toField);
  if (from === null || end === null) return null;
  if (overMidnight) return from === end ? null : { from, to: end };
  const to = end === 0 ? dayMinutes : end;
  return from < to ? { from, to } : null;
}
