import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { WorldNumber, WorldPerson, WorldTeam } from '../../world/world.ts';
import { recordsCalls } from '../../world/staff.ts';
import type { Desk } from '../desk.ts';
import { createdAt, idOf, iso } from '../identity.ts';

type Wire = Readonly<Record<string, unknown>>;

const timeZones = { 'cs-CZ': 'Europe/Prague', 'fr-FR': 'Europe/Paris', 'en-GB': 'Europe/London' } as const;

/** A number as people read it abroad: with spaces, not E.164 (4.1, 4.3). */
export const displayDigits = (e164: string): string =>
  parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;

const userMade = (desk: Desk, index: number): string =>
  iso(createdAt(desk.world, index, desk.world.people('aircall').length));
const numberMade = (desk: Desk, index: number): string =>
  iso(createdAt(desk.world, index, desk.world.numbers('aircall').length));
const teamMade = (desk: Desk, index: number): string =>
  iso(createdAt(desk.world, index, desk.world.teams('aircall').length));

/** A user named by a comment or tag: without substatus, wrap-up time, time zone and language (4.2). */
export function authorRecord(desk: Desk, person: WorldPerson): Wire {
  const { available, availability_status } = desk.presence.standing(person.index);
  return {
    id: idOf('user', person.index),
    direct_link: `${desk.origin()}/v1/users/${String(idOf('user', person.index))}`,
    name: `${person.firstName} ${person.lastName}`,
    email: person.email,
    available,
    availability_status,
    created_at: userMade(desk, person.index),
  };
}

/** A user inside a call: without substatus and wrap-up time (4.2). */
export function nestedUser(desk: Desk, person: WorldPerson): Wire {
  return { ...authorRecord(desk, person), time_zone: timeZones[person.language], language: person.language };
}

/** A whole user (4.2, 4.8). `v1` links to v1 and carries the numbers, which v2 lacks altogether. */
export function userRecord(desk: Desk, person: WorldPerson, version: 'v1' | 'v2'): Wire {
  const { substatus } = desk.presence.standing(person.index);
  const line = person.numberIndexes[0];
  return {
    ...nestedUser(desk, person),
    direct_link: `${desk.origin()}/${version}/users/${String(idOf('user', person.index))}`,
    substatus,
    wrap_up_time: person.index % 4 === 3 ? 0 : 30,
    // Observed in real records (4.2), not documented.
    state: substatus,
    extension: person.extension,
    default_number_id: line === undefined || person.index % 7 === 6 ? null : idOf('number', line),
    ...(version === 'v1'
      ? { numbers: numbersOf(desk, person).map((number) => nestedNumber(desk, number)) }
      : {}),
  };
}

export const numbersOf = (desk: Desk, person: WorldPerson): readonly WorldNumber[] =>
  desk.world.numbers('aircall').filter(({ index }) => person.numberIndexes.includes(index));

const messageNames = [
  'welcome',
  'waiting',
  'ringing_tone',
  'unanswered_call',
  'after_hours',
  'ivr',
  'voicemail',
];

/** A line inside a call: without its users (4.3). */
export function nestedNumber(desk: Desk, number: WorldNumber): Wire {
  const { index } = number;
  const musicHost = 'https://assets.aircall.example/music';
  return {
    id: idOf('number', index),
    direct_link: `${desk.origin()}/v1/numbers/${String(idOf('number', index))}`,
    name: number.name,
    digits: displayDigits(number.e164),
    created_at: numberMade(desk, index),
    country: number.country,
    time_zone: number.timeZone,
    // Deprecated and possibly stale (4.3): true whatever `availability_status` says.
    open: true,
    availability_status: index % 5 === 0 ? 'open' : index % 7 === 6 ? 'closed' : 'custom',
    is_ivr: index % 4 === 1,
    live_recording_activated: recordsCalls(index),
    priority: index % 6 === 0 ? 1 : index % 6 === 1 ? 0 : null,
    // Real lines without any message were seen with an empty object (4.7).
    messages:
      index % 4 === 3
        ? {}
        : Object.fromEntries(
            [...messageNames, 'closed', 'callback_later'].map((name) => [
              name,
              name === 'welcome' && index % 2 === 0 ? `${musicHost}/${String(index)}/welcome.mp3` : null,
            ]),
          ),
  };
}

/** A line with its users (4.3). */
export function numberRecord(desk: Desk, number: WorldNumber): Wire {
  const users = desk.world
    .people('aircall')
    .filter(({ numberIndexes }) => numberIndexes.includes(number.index));
  return { ...nestedNumber(desk, number), users: users.map((person) => nestedUser(desk, person)) };
}

/** A line in the list of one user's lines, which alone carries `flow_editor_enabled` (4.3). */
export const userNumberRecord = (desk: Desk, number: WorldNumber): Wire => ({
  ...numberRecord(desk, number),
  flow_editor_enabled: number.index % 2 === 0,
});

/** A team inside a call (4.1). */
export function nestedTeam(desk: Desk, team: WorldTeam): Wire {
  return {
    id: idOf('team', team.index),
    name: team.name,
    direct_link: `${desk.origin()}/v1/teams/${String(idOf('team', team.index))}`,
    created_at: teamMade(desk, team.index),
  };
}

/** A team (4.4): rows of the list tell each user's standing and default line, the single answer does not. */
export function teamRecord(desk: Desk, team: WorldTeam, place: 'list' | 'single'): Wire {
  const members = desk.world.people('aircall').filter(({ teamIndexes }) => teamIndexes.includes(team.index));
  return {
    ...nestedTeam(desk, team),
    users: members.map((person) => {
      const { available: _never, availability_status, ...user } = nestedUser(desk, person);
      if (place === 'single') return user;
      const line = person.numberIndexes[0];
      return {
        ...user,
        availability_status,
        default_number_id: line === undefined ? null : idOf('number', line),
      };
    }),
  };
}
