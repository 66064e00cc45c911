import type { Group, LiveCall, Person, Presence, SwitchboardLine } from '../../../domain/switchboard.ts';
import { isOutOfReach } from '../exchange.ts';
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

  const readDirectory = async (signal: AbortSignal): Promise<Directory> => {
    const [users, numbers, teams] = await Promise.all([
      client.allUsers('soon', signal),
      client.allNumbers('soon', signal),
      client.allTeams('soon', signal),
    ]);
    return { users, numbers, teams };
  };

  const readState = async (signal: AbortSignal): Promise<State> => {
    const [availabilities, page] = await Promise.all([
      client.allAvailabilities('soon', signal).catch((error: unknown) => {
        // One retired list must not take the people and the calls with it: presence is unknown then, and shown so.
        if (isOutOfReach(error)) return null;
        throw error;
      }),
      client.calls({ page: 1, urgency: 'soon', signal }),
    ]);
    return { availabilities, newestCalls: page.records };
  };

  return {
    async read(depth, signal) {
      const known = depth === 'everything' ? null : directory;
      const [freshDirectory, state] = await Promise.all([known ?? readDirectory(signal), readState(signal)]);
      directory = freshDirectory;
      return toReading(directory, state, translation);
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
  const liveCalls = state.newestCalls.flatMap((wire) => toLiveCall(wire, translation));
  const callByPerson = new Map(liveCalls.map((call) => [call.personId, call]));
  const teamIdsByUser = new Map<string, string[]>();
  for (const team of directory.teams) {
    for (const { id } of team.users) teamIdsByUser.set(id, [...(teamIdsByUser.get(id) ?? []), team.id]);
  }
  const people = directory.users.map((user): Person => {
    const live = callByPerson.get(user.id) ?? null;
    const told = readPresence(state.availabilities?.get(user.id) ?? null, user.substatus, irregularities);
    return {
      id: user.id,
      accountId,
      provider: 'aircall',
      name: user.name ?? user.email ?? user.id,
      email: user.email,
      extension: user.extension,
      presence: withCall(told.presence, live),
      presenceWord: told.word,
      since: null,
      liveCallId: live?.id ?? null,
      teamIds: teamIdsByUser.get(user.id) ?? [],
    };
  });
  return {
    people,
    lines: directory.numbers.map((number) => toLine(number, accountId, irregularities)),
    groups: directory.teams.map((team) => toGroup(team, accountId)),
    liveCalls,
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

/** The list of calls may be ahead of the list of availabilities. */
function withCall(presence: Presence, live: LiveCall | null): Presence {
  if (live === null) return presence;
  if (live.state === 'talking') return 'on-call';
  return presence === 'on-call' ? presence : 'ringing';
}

function toLiveCall(wire: WireCall, translation: CallTranslation): LiveCall[] {
  const call = toCall(wire, translation);
  if (call.state === 'ended') return [];
  const talking = call.state === 'ongoing';
  return [
    {
      id: call.providerCallId,
      accountId: call.accountId,
      callId: call.id,
      conversationId: null,
      direction: call.direction,
      state: talking ? 'talking' : 'ringing',
      remote: {
        number: call.remote.hidden ? null : call.remote.raw,
        name: call.remote.name ?? call.remote.organisation,
      },
      personId: call.agent?.id ?? null,
      ringing: [],
      lineId: call.line?.id ?? null,
      way: [],
      startedAt: talking ? (call.answeredAt ?? call.startedAt) : call.startedAt,
    },
  ];
}

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
