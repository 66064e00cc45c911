import type { Group, Person, Presence, SwitchboardLine } from '../../../domain/switchboard.ts';
import { isOutOfReach } from '../exchange.ts';
import { toLiveCall } from '../live-call.ts';
import type { Irregularities, SwitchboardReader, SwitchboardReading } from '../provider.ts';
import type { AircallClient } from './client.ts';
import { type CallTranslation, toCall } from './translate.ts';
import type { WireCall, WireNumber, WireTeam, WireUser } from './wire.ts';

/** What changes by the day: who works here, on which lines, in which teams. */
interface Directory {
  readonly users: readonly WireUser[];
  readonly numbers: readonly WireNumber[];
  readonly teams: readonly WireTeam[];
}

/** What changes by the minute. */
interface State {
  /** By user id; null when the list is out of reach. */
  readonly availabilities: ReadonlyMap<string, string> | null;
  readonly newestCalls: readonly WireCall[];
}

/** Reads people, numbers and teams, and who is on a call now (aircall.md 4.2 to 4.4 and 5.2). */
export function createSwitchboard(client: AircallClient, translation: CallTranslation): SwitchboardReader {
  let directory: Directory | null = null;
  let availabilities: State['availabilities'] = null;

  const readDirectory = async (signal: AbortSignal): Promise<Directory> => {
    const [users, numbers, teams] = await Promise.all([
      client.allUsers('soon', signal),
      client.allNumbers('soon', signal),
      client.allTeams('soon', signal),
    ]);
    return { users, numbers, teams };
  };

  const readAvailabilities = async (signal: AbortSignal): Promise<State['availabilities']> => {
    try {
      return await client.allAvailabilities('soon', signal);
    } catch (error) {
      // One retired list must not take the people and the calls with it: presence is unknown then, and shown so.
      if (isOutOfReach(error)) return null;
      throw error;
    }
  };

  return {
    async read(depth, signal) {
      const known = depth === 'everything' ? null : directory;
      const onlyCalls = depth === 'calls' && known !== null;
      const [freshDirectory, freshAvailabilities, page] = await Promise.all([
        known ?? readDirectory(signal),
        onlyCalls ? availabilities : readAvailabilities(signal),
        client.calls({ page: 1, urgency: 'soon', signal }),
      ]);
      directory = freshDirectory;
      availabilities = freshAvailabilities;
      return toReading(directory, { availabilities, newestCalls: page.records }, translation);
    },
  };
}

/** Pure: a directory and a state as our switchboard. */
export function toReading(
  directory: Directory,
  state: State,
  translation: CallTranslation,
): SwitchboardReading {
  const { accountId, irregularities } = translation;
  const running = state.newestCalls
    .map((wire) => toCall(wire, translation))
    .filter((call) => call.state !== 'ended');
  const teamIdsByUser = new Map<string, string[]>();
  for (const team of directory.teams) {
    for (const { id } of team.users) teamIdsByUser.set(id, [...(teamIdsByUser.get(id) ?? []), team.id]);
  }
  const people = directory.users.map((user): Person => {
    const told = readPresence(state.availabilities?.get(user.id) ?? null, user.substatus, irregularities);
    return {
      id: user.id,
      accountId,
      provider: 'aircall',
      name: user.name ?? user.email ?? user.id,
      email: user.email,
      extension: user.extension,
      presence: told.presence,
      presenceWord: told.word,
      since: null,
      liveCallId: null,
      teamIds: teamIdsByUser.get(user.id) ?? [],
    };
  });
  return {
    people,
    lines: directory.numbers.map((number) => toLine(number, accountId, irregularities)),
    groups: directory.teams.map((team) => toGroup(team, accountId)),
    liveCalls: running.map((call) => toLiveCall(call, nothingTold)),
    pbx: [],
  };
}

const presences: Readonly<Record<string, Presence>> = {
  available: 'available',
  offline: 'offline',
  do_not_disturb: 'do-not-disturb',
  in_call: 'on-call',
  after_call_work: 'wrap-up',
};

/** Substatuses that only repeat what the availability says. */
export const plainSubstatuses: ReadonlySet<string> = new Set(['always_opened', 'always_closed']);

/**
 * The operational availability as presence. The word kept is the reason the agent chose (`on_a_break`) when they are
 * away, else the availability itself. No availability is `unknown`, never guessed from working hours.
 */
export function readPresence(
  availability: string | null,
  substatus: string | null,
  irregularities: Irregularities,
): { readonly presence: Presence; readonly word: string | null } {
  if (availability === null) return { presence: 'unknown', word: null };
  const presence = presences[availability];
  if (presence === undefined) {
    irregularities.unknownValue('users.availability');
    return { presence: 'unknown', word: availability };
  }
  const reason = presence === 'do-not-disturb' && substatus !== null && !plainSubstatuses.has(substatus);
  return { presence, word: reason ? substatus : availability };
}

/** A list of calls tells neither whose phones ring nor who is made to wait. */
const nothingTold = { ringing: [], held: false, ivr: [] };

/** `open` is deprecated and may be stale, so only `availability_status` counts (aircall.md 4.3). */
const openness: Readonly<Record<string, SwitchboardLine['open']>> = {
  open: 'open',
  closed: 'closed',
  custom: 'by-schedule',
};

function toLine(number: WireNumber, accountId: string, irregularities: Irregularities): SwitchboardLine {
  const status = number.availability_status;
  const open = status === null ? 'unknown' : openness[status];
  if (open === undefined) irregularities.unknownValue('numbers.availability_status');
  const onlyUser = number.users.length === 1 ? number.users[0] : undefined;
  return {
    id: number.id,
    accountId,
    name: number.name ?? number.digits ?? number.id,
    number: number.digits,
    kind: 'number',
    open: open ?? 'unknown',
    owner: onlyUser?.name ?? null,
  };
}

const toGroup = (team: WireTeam, accountId: string): Group => ({
  id: team.id,
  accountId,
  kind: 'team',
  name: team.name,
  memberIds: team.users.map(({ id }) => id),
  free: null,
  waiting: null,
});
