/** First instant (epoch ms) of the local day that contains `instant`; days of 23 and 25 hours included. */
export function localDayStart(instant: number): number {
  const day = new Date(instant);
  day.setHours(0, 0, 0, 0);
  return day.getTime();
}

/** The local day that begins `days` after another, earlier ones for negative numbers. */
export function localDaysAfter(dayStart: number, days: number): number {
  const day = new Date(dayStart);
  day.setDate(day.getDate() + days);
  return localDayStart(day.getTime());
}
