import { z } from 'zod';
import type { RelayEvent } from '../../../domain/relay.ts';
import type { EventReader, LiveFact } from '../live.ts';
import { idText, optionalList, optionalText, readRecords } from '../wire-reading.ts';
import { readStanding, type PresenceEvent, type Standing } from './event-presence.ts';
import { readPresence } from './switchboard.ts';
import { type CallTranslation, toCall } from './translate.ts';
import { essentialOfCall, WireAvailability, WireCall } from './wire.ts';

/**
 * A call as events carry it (aircall.md 6.1). What they have otherwise than a list is either not used (`call_uuid`,
 * `participants`) or read by both (`hangup_cause`).
 */
const EventCall = WireCall.extend({
  /** Documented for lists that are asked for it only (4.1); which events carry it is not. */
  ivr_options_selected: optionalList(
    z.object({ title: optionalText, key: optionalText, branch: optionalText }),
  ),
});
type EventCall = z.infer<typeof EventCall>;

/** A user as events carry them: v1 and v2 differ in nothing that is used here. */
const EventUser = z.object({
  id: idText,
  available: z.boolean().nullish().catch(null),
  availability_status: optionalText,
  substatus: optionalText,
});

/** What the name of an event says beside the call that it carries. */
interface CallEvent {
  /** Place among the events of one second, which is as exactly as Aircall tells when they were. */
  readonly step: number;
  /** The least that has happened to the call, should its record be behind. */
  readonly status?: 'answered' | 'done' | 'done-unless-handed-over';
  readonly rings?: boolean;
  readonly held?: boolean;
}

const lateStep = 8;
const late: CallEvent = { step: lateStep };

/** aircall.md 6.3, by what follows `call.`. */
const callEvents: Readonly<Record<string, CallEvent>> = {
  created: { step: 0 },
  ivr_option_selected: { step: 1 },
  ringing_on_agent: { step: 2, rings: true },
  agent_declined: { step: 3, rings: false },
  answered: { step: 4, status: 'answered' },
  hold: { step: 5, held: true },
  unhold: { step: 5, held: false },
  transferred: { step: 5 },
  external_transferred: { step: 5 },
  unsuccessful_transfer: { step: 5 },
  hungup: { step: 6, status: 'done-unless-handed-over' },
  ended: { step: 7, status: 'done' },
  voicemail_left: late,
  comm_assets_generated: late,
  assigned: late,
  archived: late,
  tagged: late,
  untagged: late,
  commented: late,
};

/** By what follows `user.`, without the version. */
const userEvents: Readonly<Record<string, PresenceEvent | 'directory'>> = {
  created: 'directory',
  deleted: 'directory',
  connected: 'connected',
  disconnected: 'disconnected',
  opened: 'opened',
  closed: 'closed',
  wut_start: 'wut_start',
  wut_end: 'wut_end',
};

/** Kinds that say nothing of calls, people or lines (6.3); a name of a new kind is counted. */
const otherKinds = new Set([
  ...['contact', 'message', 'group_message', 'transcription', 'summary', 'topics', 'sentiment'],
  ...['action_item', 'playbook_result', 'realtime_transcription', 'custom_summary', 'call_evaluation'],
  ...['ai_voice_agent', 'analytics'],
]);
/** Whatever happens to one of these, the directory is to be read again. */
const directoryKinds = new Set(['number', 'team']);

/**
 * Aircall's events in our words, through the same translation as calls of lists. Tolerant: an event of a name that is
 * not known, and a record that cannot be read, are counted and give nothing.
 */
export function createEventReader(translation: CallTranslation): EventReader {
  const { irregularities } = translation;

  const readData = <T extends z.ZodType>(
    schema: T,
    data: unknown,
    name: string,
    essential: readonly string[],
  ): z.output<T> | null => readRecords(schema, [data], name, essential, irregularities)[0] ?? null;

  const readCall = (event: RelayEvent, told: CallEvent): readonly LiveFact[] => {
    const read = readData(EventCall, event.data, event.event, essentialOfCall);
    if (read === null) return [];
    const wire = told.rings === undefined ? read : { ...read, user: takenBy(read) };
    const call = toCall(atLeast(told.status, wire, event.timestamp), translation);
    return [
      {
        kind: 'call',
        asOf: instantOf(event.timestamp, told.step),
        call,
        // Of a call that is over nothing rings, however late the event comes.
        rings:
          told.rings === undefined || read.user === null || call.state === 'ended'
            ? null
            : { personId: read.user.id, on: told.rings },
        held: told.held === undefined || call.state === 'ended' ? null : told.held,
        ivr: read.ivr_options_selected.flatMap(({ title, key, branch }) => title ?? key ?? branch ?? []),
      },
    ];
  };

  const readUser = (event: RelayEvent, told: PresenceEvent): readonly LiveFact[] => {
    const user = readData(EventUser, event.data, event.event, ['id']);
    if (user === null) return [];
    const standing: Standing = { ...user, available: user.available ?? null };
    const { presence, word, step } = readStanding(told, standing);
    return [{ kind: 'presence', asOf: instantOf(event.timestamp, step), personId: user.id, presence, word }];
  };

  const readAvailability = (event: RelayEvent): readonly LiveFact[] => {
    const read = readData(WireAvailability, event.data, event.event, ['id', 'availability']);
    if (read === null) return [];
    const { presence, word } = readPresence(read.availability, null, irregularities);
    return [{ kind: 'presence', asOf: instantOf(event.timestamp, 0), personId: read.id, presence, word }];
  };

  return {
    read(event) {
      if (!(event.timestamp >= 0 && event.timestamp <= latest)) {
        irregularities.rejectedRecord('events.timestamp');
        return [];
      }
      const asOf = instantOf(event.timestamp, 0);
      const [kind = '', name = '', version] = event.event.split('.');
      const known = version === undefined || (kind === 'user' && version === 'v2');
      if (known && kind === 'call') {
        const told = own(callEvents, name);
        if (told !== null) return readCall(event, told);
      }
      if (known && kind === 'user') {
        const told = own(userEvents, name);
        if (told !== null) return told === 'directory' ? [{ kind: told, asOf }] : readUser(event, told);
      }
      if (known && directoryKinds.has(kind)) return [{ kind: 'directory', asOf }];
      if (known && otherKinds.has(kind)) return [];
      if (event.event === 'integration.deleted') return [{ kind: 'over', asOf }];
      if (event.event === 'switchdeck.call_polled') return readCall(event, { step: 0 });
      if (event.event === 'switchdeck.availability_polled') return readAvailability(event);
      irregularities.unknownValue('events.event');
      return [];
    },
  };
}

const own = <T>(table: Readonly<Record<string, T>>, name: string): T | null =>
  Object.hasOwn(table, name) ? (table[name] ?? null) : null;

/** UNIX seconds (year 5138), as `unixSeconds` has it. */
const latest = 1e11;

/**
 * Events tell whole seconds (6.1), by cutting off: the end of the second stands for it, since something that was asked
 * for within it may not have what the event says. What comes of one thing in one second goes by `step`, 0 to 9.
 */
const instantOf = (seconds: number, step: number): number =>
  Number.isInteger(seconds) ? seconds * 1000 + 990 + step : Math.round(seconds * 1000);

/** While a phone rings, `user` is whose it is; the call is with whoever handed it over, or with nobody. */
const takenBy = (call: EventCall): EventCall['user'] =>
  call.answered_at === null ? null : call.transferred_by;

/**
 * The call with at least what its event says of it. A hang-up counts as the end of the call, whose complete record comes
 * later (6.2), but where the call was handed over it may be that of the one who did.
 */
function atLeast(status: CallEvent['status'], call: EventCall, at: number): EventCall {
  if (status === undefined || call.status === 'done') return call;
  if (status === 'answered') {
    return { ...call, status, answered_at: call.answered_at ?? at };
  }
  const handedOver = call.transferred_to !== null || call.external_transferred_to !== null;
  if (status === 'done-unless-handed-over' && handedOver && call.ended_at === null) return call;
  return { ...call, status: 'done', ended_at: call.ended_at ?? at };
}
