import type { Settings } from '../../domain/settings.ts';

/**
 * Whether the past is left alone at `now` (epoch ms): Monday to Friday within the hours told, as this computer's clock
 * shows them. Public holidays are working days here: which ones a company keeps, no setting says.
 */
export function isWorkTime(hours: Settings['quietHours'], now: number): boolean {
  if (hours === null) return false;
  const local = new Date(now);
  const weekday = local.getDay();
  const minutes = local.getHours() * 60 + local.getMinutes();
  return weekday >= 1 && weekday <= 5 && minutes >= hours.from && minutes < hours.to;
}
