import type { WorldCall } from '../../world/world.ts';
import type { Contact } from '../books/contact-book.ts';
import type { User } from '../books/user-book.ts';
import type { Desk } from '../desk.ts';
import { idOf, iso } from '../identity.ts';
import { callRecord, ivrOptions } from './calls.ts';
import { nestedNumber, nestedUser, userRecord } from './people.ts';
import { contactRecord } from './records.ts';

type Wire = Readonly<Record<string, unknown>>;

/** In events a contact's instants are texts (4). */
export const contactInEvent = (desk: Desk, contact: Contact): Wire => ({
  ...contactRecord(desk, contact),
  created_at: iso(contact.createdAt),
  updated_at: iso(contact.updatedAt),
});

/** What an event says of a call beside the call. */
export interface EventExtras {
  /** Whose phone rings, or who declined. */
  readonly rung?: User | null;
  /** The number it was handed to. */
  readonly outside?: string;
  /** Choices of the voice menu; `drawn`: those of the call's timeline. */
  readonly options?: readonly Wire[] | 'drawn';
}

/** An event says of a call what a list says when nothing more is asked for. */
const nothingMore = { contact: false, shortUrls: false, timeline: false, voiceAgents: false };

/**
 * A call as events carry it (6.1): `call_uuid` for `sid`, `participants`, `hangup_cause`, the line's number in E.164.
 * `call` is the world's as of the event.
 */
export function callInEvent(desk: Desk, call: WorldCall, told: EventExtras = {}): Wire {
  const { sid, contact: _asked, ...record } = callRecord(desk, call, nothingMore);
  const contact = call.contactIndex === null ? null : desk.contacts.find(call.contactIndex);
  const form = desk.switches().webhooks.contact;
  const line =
    call.numberIndex === null || record['number'] === null ? null : desk.lines.find(call.numberIndex);
  return {
    ...record,
    call_uuid: sid,
    // Only `null` was ever seen (9 no. 15).
    hangup_cause: null,
    participants: [],
    number: line === null ? null : { ...nestedNumber(desk, line), e164_digits: line.e164 },
    ...(form === 'absent'
      ? {}
      : { contact: form === 'whole' && contact !== null ? contactInEvent(desk, contact) : null }),
    ...(told.rung === undefined ? {} : { user: told.rung === null ? null : nestedUser(desk, told.rung) }),
    ...(told.outside === undefined ? {} : { external_transferred_to: told.outside }),
    ...(told.options === undefined
      ? {}
      : told.options === 'drawn'
        ? ivrOptions(desk, call)
        : { ivr_options_selected: told.options }),
  };
}

/** A choice in the voice menu, as the timeline of a call has it (4.1). */
export const menuChoice = (key: string, title: string, at: number): Wire => ({
  id: String(idOf('ivrOption', Number.parseInt(key, 10) || 0)),
  title,
  key,
  branch: `branch-${key}`,
  created_at: iso(at),
  transition_started_at: iso(at),
  transition_ended_at: iso(at + 1000),
});

/** A user as events carry them (6.3); `lastCall` goes with wrap-up in the second version. */
export const userInEvent = (desk: Desk, user: User, version: 'v1' | 'v2', change: Wire = {}): Wire => ({
  ...userRecord(desk, user, version),
  ...change,
});
