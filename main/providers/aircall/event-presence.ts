import type { Presence } from '../../../domain/switchboard.ts';
import { plainSubstatuses } from './switchboard.ts';

/** What happened to somebody (aircall.md 6.3), by what follows `user.`. */
export type PresenceEvent = 'connected' | 'disconnected' | 'opened' | 'closed' | 'wut_start' | 'wut_end';

/** What a user's record says of their availability (aircall.md 4.2): another vocabulary than the operational one. */
export interface Standing {
  readonly available: boolean | null;
  readonly availability_status: string | null;
  readonly substatus: string | null;
}

export interface ToldPresence {
  readonly presence: Presence;
  /** As the switchboard would read it: the reason they gave, else the word of the operational availability. */
  readonly word: string | null;
  /** Place among the events of one second. */
  readonly step: number;
}

const wrapUp = { presence: 'wrap-up', word: 'after_call_work' } as const;
const available = { presence: 'available', word: 'available' } as const;
const offline = { presence: 'offline', word: 'offline' } as const;
const unknown = { presence: 'unknown', word: null } as const;

/**
 * Somebody's presence after an event. `closed` comes twice where reasons are in use, with the reason the second time
 * (aircall.md 6.3), which counts whatever the order; whoever closed the app is offline, whatever else they are.
 */
export function readStanding(event: PresenceEvent, standing: Standing): ToldPresence {
  switch (event) {
    case 'wut_start':
      return { ...wrapUp, step: 0 };
    case 'wut_end':
    case 'opened':
      // That they are free is what the event says; a record that says otherwise is of a moment later.
      return { ...(settled(standing) ?? available), step: 1 };
    case 'connected':
      return { ...(settled(standing) ?? unknown), step: 1 };
    case 'closed':
      return { ...(away(standing) ?? offline), step: reasonOf(standing) === null ? 2 : 3 };
    case 'disconnected':
      return { ...offline, step: 4 };
  }
}

/** What a record says of somebody whose app is open; null when it does not say. */
function settled(standing: Standing): Omit<ToldPresence, 'step'> | null {
  const told = away(standing);
  if (told !== null) return told;
  if (standing.availability_status === 'available') return available;
  // By working hours: `available` says whether they are in them.
  if (standing.availability_status === 'custom' && standing.available !== null)
    return standing.available ? available : offline;
  return null;
}

/** Away by their own choice; null when the record does not say so. */
function away(standing: Standing): Omit<ToldPresence, 'step'> | null {
  const reason = reasonOf(standing);
  if (reason !== null) return { presence: 'do-not-disturb', word: reason };
  return standing.availability_status === 'unavailable' || standing.substatus === 'always_closed'
    ? { presence: 'do-not-disturb', word: 'do_not_disturb' }
    : null;
}

const reasonOf = ({ substatus }: Standing): string | null =>
  substatus === null || plainSubstatuses.has(substatus) ? null : substatus;
