import type { AlertRules } from '../../domain/live.ts';
import type { LiveCall } from '../../domain/switchboard.ts';

/** The person at this desk on the switchboard of one account; none where nobody knows who they are there. */
export type OwnIds = ReadonlySet<string>;

/** Whether a call rings at one of these people, or is theirs. */
export const isTheirs = ({ personId, ringing }: LiveCall, own: OwnIds): boolean =>
  (personId !== null && own.has(personId)) || ringing.some((id) => own.has(id));

/**
 * Whether the agent is told of a running call at all. Calls they make themselves are no news. `own` is asked only where it
 * decides: every change of every call in the company comes by here.
 */
export function concerns(call: LiveCall, rules: AlertRules, own: () => OwnIds): boolean {
  if (!rules.enabled || call.direction === 'out') return false;
  if (rules.lines.length > 0 && (call.lineId === null || !rules.lines.includes(call.lineId))) return false;
  if (rules.whose === 'everybody' && call.direction === 'in') return true;
  return (call.personId !== null || call.ringing.length > 0) && isTheirs(call, own());
}

/** Whether a local time (minutes after midnight) lies in the quiet hours, which may pass midnight. */
export function isQuiet({ quietHours }: AlertRules, minute: number): boolean {
  if (quietHours === null) return false;
  const { from, to } = quietHours;
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}
