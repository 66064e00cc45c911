import type { LiveCall, Presence } from '../../../domain/switchboard.ts';
import type { Irregularities } from '../provider.ts';
import type { Colleague, Colleagues } from './directory.ts';
import { readMoment } from './prague-time.ts';
import { isWithheld } from './translate-row.ts';
import type { CurrentChannel } from './wire-calls.ts';
import type { Destination } from './wire-people.ts';

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

const directions: Readonly<Record<string, LiveCall['direction']>> = { in: 'in', out: 'out', loc: 'internal' };

/**
 * The calls in progress. VoIPEX lists channels, so a call may come several times: a colleague's channel is kept with
 * that colleague, and a channel of nobody (the trunk's, a caller in a queue) only when no colleague has one of the call.
 */
export function toLiveCalls(
  channels: readonly CurrentChannel[],
  colleagues: Colleagues,
  accountId: string,
  now: number,
  irregularities: Irregularities,
): LiveCall[] {
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
    return {
      id: channel.channelId,
      accountId,
      callId: null,
      conversationId: channel.callId,
      direction,
      state,
      remote: { number, name: colleagueName(direction, number, colleagues) },
      personId: person?.id ?? null,
      ringing: state === 'ringing' && person !== null ? [person.id] : [],
      lineId: null,
      way: [],
      startedAt: startOf(channel, now),
    };
  });
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

export interface CallCentreState {
  readonly paused: boolean | null;
  /** `agentState` as sent. */
  readonly word: string | null;
}

/** What the transfer destinations tell of a colleague; null for somebody outside the call centre. */
export function callCentreState(destination: Destination | null): CallCentreState | null {
  const state = destination?.properties?.status?.callCenter ?? null;
  return state === null ? null : { paused: state.isPaused, word: state.agentState };
}

/**
 * Words for not being signed in to the call centre. The values of `agentState` are not published, so this only keeps a
 * word that plainly says "away" from being shown as free; every other word is shown and not interpreted.
 */
const awayWords = new Set(['loggedout', 'loggedoff', 'notloggedin', 'offline', 'unavailable', 'invalid']);
const saysAway = (word: string | null): boolean =>
  word !== null && awayWords.has(word.toLowerCase().replace(/[^a-z]/g, ''));

/**
 * on-call > ringing > paused > available > unknown (voipex.md 13), and `offline` before the last three when the
 * call centre's word says so. `available` needs a source that says it: somebody without a call-centre state is
 * `unknown` while not on the phone, and everybody is when the sources are refused.
 */
export function presenceOf(
  calls: readonly LiveCall[],
  callCentre: CallCentreState | null,
): { readonly presence: Presence; readonly word: string | null; readonly call: LiveCall | null } {
  const paused = callCentre?.paused ?? null;
  const word = callCentre?.word ?? (paused === true ? 'isPaused' : null);
  const call = calls.find(({ state }) => state === 'talking') ?? calls[0] ?? null;
  if (call !== null) return { presence: call.state === 'talking' ? 'on-call' : 'ringing', word, call };
  if (saysAway(word)) return { presence: 'offline', word, call };
  if (paused === null) return { presence: 'unknown', word, call };
  return { presence: paused ? 'paused' : 'available', word, call };
}
