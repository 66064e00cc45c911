/** Minutes after midnight on this computer's clock. */
export function localMinute(now: number): number {
  const local = new Date(now);
  return local.getHours() * 60 + local.getMinutes();
}
