import type { User } from '../books/user-book.ts';
import type { Desk } from '../desk.ts';
import type { Availability } from '../presence.ts';

/** A change of what somebody is doing, told by an event of 6.3 without its version. */
export interface PresenceMoment {
  readonly user: User;
  readonly event: 'connected' | 'disconnected' | 'opened' | 'closed' | 'wut_start' | 'wut_end';
  /** What their record says at that moment other than now. */
  readonly change: Readonly<Record<string, unknown>>;
}

/** Notices who does something else than when it was last asked. Being on a call is no event of theirs. */
export class PresenceMoments {
  readonly #desk: Desk;
  readonly #known = new Map<number, Availability>();
  #second = 0;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** What has changed by now, each user's events in order. The first time nothing has. */
  changes(): readonly PresenceMoment[] {
    const first = this.#second === 0;
    const found: PresenceMoment[] = [];
    for (const user of this.#desk.users.all()) {
      const now = this.#desk.presence.own(user.index);
      const before = this.#known.get(user.index);
      if (now === 'in_call' || now === before) continue;
      this.#known.set(user.index, now);
      if (!first) found.push(...stepsBetween(user, before ?? 'offline', now));
    }
    this.#second = Math.floor(this.#desk.clock.now() / 1000);
    return found;
  }
}

/** `closed` comes twice: first the status, then the reason (6.3). */
const closing = (user: User): PresenceMoment[] => [
  { user, event: 'closed', change: { available: false, substatus: 'always_opened' } },
  { user, event: 'closed', change: {} },
];

function stepsBetween(user: User, before: Availability, now: Availability): PresenceMoment[] {
  const one = (event: PresenceMoment['event']): PresenceMoment => ({ user, event, change: {} });
  if (now === 'offline') return [one('disconnected')];
  const arriving = before === 'offline' ? [one('connected')] : [];
  const leaving = before === 'after_call_work' ? [one('wut_end')] : [];
  switch (now) {
    case 'do_not_disturb':
      return [...arriving, ...leaving, ...closing(user)];
    case 'after_call_work':
      return [...arriving, one('wut_start')];
    case 'available':
      return [...arriving, ...leaving, ...(before === 'do_not_disturb' ? [one('opened')] : [])];
    case 'in_call':
      return [];
  }
}
