import type { Pbx } from '../../../domain/account.ts';
import type { Group, Person, SwitchboardLine } from '../../../domain/switchboard.ts';
import type { Clock } from '../../clock.ts';
import type { Authority, Irregularities, SwitchboardReader, SwitchboardReading } from '../provider.ts';
import { tentatively, type VoipexClient } from './client.ts';
import { type Colleague, type Colleagues, type Directory, mergePeople } from './directory.ts';
import { toLiveCalls } from './live-calls.ts';
import { callCentreState, presenceOf } from './presence.ts';
import { readPbx } from './pbx.ts';
import { failuresOfAll, renewingOnce, sourced, type Sourced, valueOf } from './sources.ts';
import type { CurrentChannel } from './wire-calls.ts';
import type { Destination, PbxNumber } from './wire-people.ts';

export interface SwitchboardParts {
  readonly client: VoipexClient;
  readonly directory: Directory;
  readonly authority: Authority;
  readonly accountId: string;
  readonly clock: Clock;
  readonly irregularities: Irregularities;
  /** What probing found; shown with every reading. */
  readonly pbx: readonly Pbx[];
}

/** What changes by the day: people and lines. */
interface Frame {
  readonly colleagues: Colleagues;
  readonly numbers: readonly PbxNumber[];
}

/** What changes by the minute. Null: this access may not see it. */
interface State {
  readonly channels: readonly CurrentChannel[] | null;
  readonly destinations: readonly Destination[] | null;
}

/**
 * The switchboard as the IPBX API shows it (voipex.md 13). Each source may be refused to an access by itself; what is
 * refused leaves `unknown` or nothing, and only the refusal of all is a failure.
 */
export function createIpbxSwitchboard(parts: SwitchboardParts): SwitchboardReader {
  const { client, directory, authority } = parts;
  const askAll = renewingOnce(authority);
  const askCalls = renewingOnce(authority);
  let frame: Frame | null = null;
  let state: State = { channels: null, destinations: null };

  const readSources = async (whole: boolean, signal: AbortSignal) => {
    const asked = tentatively('soon', signal);
    const skipped = Promise.resolve<Sourced<never[]>>({ value: [] });
    const [users, members, numbers, destinations, channels] = await Promise.all([
      whole ? sourced(client.pbxUsers(asked)) : skipped,
      whole ? sourced(client.members(asked)) : skipped,
      whole ? sourced(client.numbers(asked)) : skipped,
      sourced(client.destinations(asked)),
      sourced(client.currentChannels(asked)),
    ]);
    const all = whole ? [users, members, numbers, destinations, channels] : [destinations, channels];
    return { users, members, numbers, destinations, channels, failures: failuresOfAll(all) };
  };

  const readCalls = async (signal: AbortSignal): Promise<State['channels']> => {
    const { channels } = await askCalls(async () => {
      const asked = await sourced(client.currentChannels(tentatively('soon', signal)));
      return { channels: asked, failures: failuresOfAll([asked]) };
    }, signal);
    return valueOf(channels, null);
  };

  return {
    async read(depth, signal) {
      if (depth === 'calls' && frame !== null) {
        // Who may not see them is not asked again every few seconds, but with the rest of the state.
        if (state.channels !== null) state = { ...state, channels: await readCalls(signal) };
        return toReading(frame, state, parts);
      }
      const whole = depth === 'everything' || frame === null;
      const sources = await askAll(() => readSources(whole, signal), signal);
      const [failure] = sources.failures;
      if (failure !== undefined && whole) throw failure;
      if (frame === null || whole) {
        const colleagues = mergePeople(valueOf(sources.users, []), valueOf(sources.members, []));
        if ('value' in sources.users) directory.replace(colleagues);
        frame = { colleagues, numbers: valueOf(sources.numbers, []) };
      }
      state = {
        channels: valueOf(sources.channels, null),
        destinations: valueOf(sources.destinations, null),
      };
      return toReading(frame, state, parts);
    },
  };
}

/** The central API shows no more of a switchboard than that it exists. */
export function createCentralSwitchboard(
  parts: Pick<SwitchboardParts, 'client' | 'authority' | 'pbx'>,
): SwitchboardReader {
  const askAll = renewingOnce(parts.authority);
  let known = parts.pbx;
  return {
    async read(depth, signal) {
      if (depth === 'everything') {
        const found = await askAll(async () => {
          const read = await readPbx(parts.client, tentatively('soon', signal));
          return { ...read, failures: failuresOfAll(read.sources) };
        }, signal);
        const [failure] = found.failures;
        if (failure !== undefined) throw failure;
        known = found.pbx;
      }
      return { people: [], lines: [], groups: [], liveCalls: [], pbx: known };
    },
  };
}

/** Pure: a frame and a state as our switchboard. */
export function toReading(
  { colleagues, numbers }: Frame,
  { channels, destinations }: State,
  parts: Pick<SwitchboardParts, 'accountId' | 'clock' | 'irregularities' | 'pbx'>,
): SwitchboardReading {
  const { accountId, irregularities } = parts;
  const around = { colleagues, numbers, applications: applicationNames(destinations ?? []) };
  const liveCalls = toLiveCalls(channels ?? [], around, accountId, parts.clock.now(), irregularities);
  const destinationByPerson = byPerson(colleagues, destinations ?? []);
  const people = colleagues.all.map((colleague): Person => {
    const destination = destinationByPerson.get(colleague) ?? null;
    const { presence, word } = presenceOf(callCentreState(destination));
    return {
      id: colleague.id,
      accountId,
      provider: 'voipex',
      name: colleague.name,
      email: colleague.login?.includes('@') === true ? colleague.login : null,
      extension: colleague.extension,
      presence,
      presenceWord: word,
      since: null,
      liveCallId: null,
      teamIds: colleague.queues.map(({ id }) => id),
    };
  });
  return {
    people,
    lines: numbers.map((number) => toLine(number, colleagues, accountId, irregularities)),
    groups: toQueues(colleagues, destinations ?? [], accountId),
    liveCalls,
    pbx: parts.pbx,
  };
}

const referencesOf = (destination: Destination) => ({
  id: destination.properties?.id ?? destination.id,
  pbxUserId: destination.properties?.id ?? destination.id,
  extension: destination.extension,
});

const applicationNames = (destinations: readonly Destination[]): ReadonlyMap<string, string> =>
  new Map(
    destinations.flatMap(({ id, ownerType, name, properties }) =>
      ownerType === 'application' && name !== null ? [[properties?.id ?? id, name] as const] : [],
    ),
  );

/** The first destination of each colleague; read every few seconds, so each is looked up once only. */
function byPerson(
  colleagues: Colleagues,
  destinations: readonly Destination[],
): ReadonlyMap<Colleague, Destination> {
  const found = new Map<Colleague, Destination>();
  for (const destination of destinations) {
    const colleague = destination.ownerType === 'user' ? colleagues.find(referencesOf(destination)) : null;
    if (colleague !== null && !found.has(colleague)) found.set(colleague, destination);
  }
  return found;
}

/** Queues appear only as what their members belong to, and as places a call may be sent (voipex.md 5.0). */
function toQueues(colleagues: Colleagues, destinations: readonly Destination[], accountId: string): Group[] {
  const groups = new Map<string, Group & { readonly memberIds: string[] }>();
  for (const { id, queues } of colleagues.all) {
    for (const queue of queues) {
      const group = groups.get(queue.id);
      if (group !== undefined) {
        group.memberIds.push(id);
        continue;
      }
      const application = destinations.find(
        ({ ownerType, name }) => ownerType === 'application' && name === queue.name,
      );
      const free = application?.properties?.freeAgents ?? null;
      groups.set(queue.id, {
        id: queue.id,
        accountId,
        kind: 'queue',
        name: queue.name,
        memberIds: [id],
        free: free === null ? null : Math.max(0, Math.round(free)),
        waiting: null,
      });
    }
  }
  return [...groups.values()];
}

/** `ddi` on the IPBX API is `did` on the Local API (voipex.md 16.1 no. 17). */
const lineKinds: Readonly<Record<string, SwitchboardLine['kind']>> = {
  ddi: 'number',
  did: 'number',
  exten: 'extension',
  cid: 'caller-id',
};

function toLine(
  number: PbxNumber,
  colleagues: Colleagues,
  accountId: string,
  irregularities: Irregularities,
): SwitchboardLine {
  const kind = number.type === null ? 'other' : lineKinds[number.type.toLowerCase()];
  if (kind === undefined) irregularities.unknownValue('numbers.type');
  const owner = colleagues.find({ id: number.ownerId, pbxUserId: number.ownerId })?.name ?? null;
  return {
    id: number.id,
    accountId,
    name: (kind === 'extension' ? owner : null) ?? number.numplan?.name ?? number.number,
    number: number.number,
    kind: kind ?? 'other',
    open: 'unknown',
    owner,
  };
}
