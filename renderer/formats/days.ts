/** Midnight that begins the local day `days` after the one that holds `instant`. */
export function startOfDay(instant: number, days = 0): number {
  const day = new Date(instant);
  // Through the calendar, not by adding 24 hours: days of a clock change are shorter or longer.
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days).getTime();
}
