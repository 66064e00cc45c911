/** First instant (epoch ms) of the local day that contains `instant`; days of 23 and 25 hours included. */
export function localDayStart(instant: number): number {
  const day = new Date(instant);
  day.setHours(0, 0, 0, 0);
  return day.getTime();
}
