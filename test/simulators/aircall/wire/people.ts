import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { recordsCalls } from '../../world/staff.ts';
import type { Line } from '../books/number-book.ts';
import type { Team } from '../books/team-book.ts';
import type { User } from '../books/user-book.ts';
import type { Desk } from '../desk.ts';
import { idOf, iso, userIdOf } from '../identity.ts';

type Wire = Readonly<Record<string, unknown>>;

/** A number as people read it abroad: with spaces, not E.164 (4.1, 4.3). */
export const displayDigits = (e164: string): string =>
  parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;

/** A user named by a comment or tag: without substatus, wrap-up time, time zone and language (4.2). */
export function authorRecord(desk: Desk, user: User): Wire {
  const { available, availability_status } = desk.presence.standing(user.index);
  return {
    id: userIdOf(desk.world, user.index),
    direct_link: `${desk.origin()}/v1/users/${String(userIdOf(desk.world, user.index))}`,
    name: `${user.firstName} ${user.lastName}`,
    email: user.email,
    available,
    availability_status,
    created_at: iso(user.createdAt),
  };
}

/** A user inside a call: without substatus and wrap-up time (4.2). */
export const nestedUser = (desk: Desk, user: User): Wire => ({
  ...authorRecord(desk, user),
  time_zone: user.timeZone,
  language: user.language,
});

/** What was observed in real records (4.2), not documented. */
const observed = (user: User): Wire => {
  const [line] = user.numberIndexes;
  return {
    extension: user.extension,
    default_number_id: line === undefined || user.index % 7 === 6 ? null : idOf('number', line),
  };
};

/** A user who was just invited: as v2 has it, without the substatus (4.2). */
export const invitedRecord = (desk: Desk, user: User): Wire => ({
  ...nestedUser(desk, user),
  direct_link: `${desk.origin()}/v2/users/${String(userIdOf(desk.world, user.index))}`,
  available: false,
  wrap_up_time: user.wrapUpTime,
  ...observed(user),
});

/** A whole user (4.2, 4.8). `v1` links to v1 and carries the numbers, which v2 lacks altogether. */
export function userRecord(desk: Desk, user: User, version: 'v1' | 'v2'): Wire {
  const { substatus } = desk.presence.standing(user.index);
  return {
    ...nestedUser(desk, user),
    direct_link: `${desk.origin()}/${version}/users/${String(userIdOf(desk.world, user.index))}`,
    substatus,
    wrap_up_time: user.wrapUpTime,
    state: substatus,
    ...observed(user),
    ...(version === 'v1' ? { numbers: numbersOf(desk, user).map((line) => nestedNumber(desk, line)) } : {}),
  };
}

export const numbersOf = (desk: Desk, user: User): readonly Line[] =>
  desk.lines.all().filter(({ index }) => user.numberIndexes.includes(index));

/** A line inside a call: without its users (4.3). */
export function nestedNumber(desk: Desk, line: Line): Wire {
  const { index } = line;
  return {
    id: idOf('number', index),
    direct_link: `${desk.origin()}/v1/numbers/${String(idOf('number', index))}`,
    name: line.name,
    digits: displayDigits(line.e164),
    created_at: iso(line.createdAt),
    country: line.country,
    time_zone: line.timeZone,
    // Deprecated and possibly stale (4.3): true whatever `availability_status` says.
    open: true,
    availability_status: index % 5 === 0 ? 'open' : index % 7 === 6 ? 'closed' : 'custom',
    is_ivr: index % 4 === 1,
    live_recording_activated: recordsCalls(index),
    priority: line.priority,
    messages: line.messages,
  };
}

/** A line with its users (4.3). */
export function numberRecord(desk: Desk, line: Line): Wire {
  const users = desk.users.all().filter(({ numberIndexes }) => numberIndexes.includes(line.index));
  return { ...nestedNumber(desk, line), users: users.map((user) => nestedUser(desk, user)) };
}

/** A line in the list of one user's lines, which alone carries `flow_editor_enabled` (4.3). */
export const userNumberRecord = (desk: Desk, line: Line): Wire => ({
  ...numberRecord(desk, line),
  flow_editor_enabled: line.index % 2 === 0,
});

/** A team inside a call (4.1). */
export function nestedTeam(desk: Desk, team: Team): Wire {
  return {
    id: idOf('team', team.index),
    name: team.name,
    direct_link: `${desk.origin()}/v1/teams/${String(idOf('team', team.index))}`,
    created_at: iso(team.createdAt),
  };
}

/** A team (4.4): rows of the list tell each user's standing and default line, the single answer does not. */
export function teamRecord(desk: Desk, team: Team, place: 'list' | 'single'): Wire {
  const members = team.members.flatMap((index) => desk.users.find(index) ?? []);
  return {
    ...nestedTeam(desk, team),
    users: members.map((user) => {
      const { available: _never, availability_status, ...rest } = nestedUser(desk, user);
      if (place === 'single') return rest;
      const [line] = user.numberIndexes;
      return {
        ...rest,
        availability_status,
        default_number_id: line === undefined ? null : idOf('number', line),
      };
    }),
  };
}
