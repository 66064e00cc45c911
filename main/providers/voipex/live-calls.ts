import type { CallWay, LiveCall } from '../../../domain/switchboard.ts';
import type { Irregularities } from '../provider.ts';
import type { Colleague, Colleagues } from './directory.ts';
import { readMoment } from './prague-time.ts';
import { isWithheld } from './translate-row.ts';
import type { CurrentChannel } from './wire-calls.ts';
import type { PbxNumber } from './wire-people.ts';

/** What a channel's state means (voipex.md 5.2); null for states in which nobody is on the line. */
const liveStates: Readonly<Record<string, LiveCall['state'] | null>> = {
  up: 'talking',
  ring: 'ringing',
  ringing: 'ringing',
  'pre-ring': 'ringing',
  dialing: 'ringing',
  offhook: 'ringing',
  rsrvd: null,
  down: null,
  busy: null,
  unknown: null,
};

/** Of those, the ones of a phone that rings; in the others it calls (5.2). */
const calledStates = new Set(['ringing', 'pre-ring']);

const directions: Readonly<Record<string, LiveCall['direction']>> = { in: 'in', out: 'out', loc: 'internal' };

/** What the switchboard's own parts are called. */
export interface Surroundings {
  readonly colleagues: Colleagues;
  readonly numbers: readonly PbxNumber[];
  /** Names of queues, menus and other applications, by id. */
  readonly applications: ReadonlyMap<string, string>;
}

/**
 * The calls in progress. VoIPEX lists channels, so a call may come several times: a colleague's channel is kept with
 * that colleague, and a channel of nobody (the trunk's, a caller in a queue) only when no colleague has one of the call.
 */
export function toLiveCalls(
  channels: readonly CurrentChannel[],
  around: Surroundings,
  accountId: string,
  now: number,
  irregularities: Irregularities,
): LiveCall[] {
  const { colleagues } = around;
  const called = numbersCalled(channels, around);
  const told = channels.flatMap((channel) => {
    const state = channel.state === null ? null : liveStates[channel.state.toLowerCase()];
    if (state === undefined) irregularities.unknownValue('calls/current.state');
    return state == null ? [] : [{ channel, state, person: ownerOf(channel, colleagues) }];
  });
  const withPerson = new Set(
    told.filter(({ person }) => person !== null).map(({ channel }) => channel.callId),
  );
  const shown = told.filter(
    ({ channel, person }, index) =>
      person !== null ||
      (!withPerson.has(channel.callId) &&
        told.findIndex((t) => t.channel.callId === channel.callId) === index),
  );
  return shown.map(({ channel, state, person }) => {
    const direction = directionOf(channel, person, irregularities);
    const other = direction === 'in' || channel.dst === person?.extension ? channel.src : channel.dst;
    const number = isWithheld(other) ? null : other;
    const rings = person !== null && calledStates.has(channel.state?.toLowerCase() ?? '');
    const line = direction === 'in' ? (called.get(channel.callId) ?? null) : null;
    return {
      id: channel.channelId,
      accountId,
      callId: null,
      conversationId: channel.callId,
      direction,
      state,
      remote: { number, name: colleagueName(direction, number, colleagues) },
      personId: person?.id ?? null,
      ringing: rings ? [person.id] : [],
      lineId: line?.id ?? null,
      way: line === null ? [] : wayOf(line, around),
      startedAt: startOf(channel, now),
    };
  });
}

/** By call, our number that was called: the one some channel of it, the trunk's as a rule, leads to. */
function numbersCalled(
  channels: readonly CurrentChannel[],
  { numbers }: Surroundings,
): ReadonlyMap<string, PbxNumber> {
  const ours = new Map(
    numbers.filter(({ type }) => isPublic(type)).map((number) => [digitsOf(number.number), number]),
  );
  return new Map(
    channels.flatMap(({ callId, dst }) => {
      const number = dst === null ? undefined : ours.get(digitsOf(dst));
      return number === undefined ? [] : [[callId, number] as const];
    }),
  );
}

/** `ddi` on the IPBX API is `did` on the Local API (voipex.md 16.1 no. 17). */
const isPublic = (type: string | null): boolean => ['ddi', 'did'].includes(type?.toLowerCase() ?? '');
const digitsOf = (number: string): string => number.replace(/\D/g, '').replace(/^00/, '');

/** The line, and the queue or menu it leads to where that is told. */
function wayOf(line: PbxNumber, { applications }: Surroundings): CallWay[] {
  const way: CallWay[] = [{ kind: 'line', name: line.numplan?.name ?? line.number }];
  const kind = line.applicationType?.toLowerCase();
  const name = line.ownerId === null ? undefined : applications.get(line.ownerId);
  if (name !== undefined && (kind === 'queue' || kind === 'ivr')) way.push({ kind, name });
  return way;
}

const ownerOf = (channel: CurrentChannel, colleagues: Colleagues): Colleague | null =>
  channel.user === null
    ? null
    : colleagues.find({ id: channel.user.id, pbxUserId: channel.user.id, login: channel.user.login });

function directionOf(
  channel: CurrentChannel,
  person: Colleague | null,
  irregularities: Irregularities,
): LiveCall['direction'] {
  const known = channel.direction === null ? undefined : directions[channel.direction.toLowerCase()];
  if (known !== undefined) return known;
  if (channel.direction !== null) irregularities.unknownValue('calls/current.direction');
  return person !== null && channel.src === person.extension ? 'out' : 'in';
}

const colleagueName = (
  direction: LiveCall['direction'],
  number: string | null,
  colleagues: Colleagues,
): string | null =>
  direction === 'internal' ? (colleagues.find({ extension: number })?.name ?? null) : null;

function startOf(channel: CurrentChannel, now: number): number | null {
  const told = channel.creationTime === null ? null : readMoment(channel.creationTime, now);
  return told ?? (channel.duration === null ? null : now - channel.duration * 1000);
}
