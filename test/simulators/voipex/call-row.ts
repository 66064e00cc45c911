import { asOf } from '../world/as-of.ts';
import { hash } from '../world/draw.ts';
import type { World, WorldCall } from '../world/world.ts';
import { userIdOf } from './accesses.ts';
import { linkedIdOf, uniqueIdOf } from './call-ids.ts';
import { type Leg, phoneNumberOf, withheld } from './legs.ts';
import { wallClock, withOffset } from './moments.ts';
import { formatNumber } from './phone-format.ts';
import type { VoipexSwitches } from './switches.ts';

export interface RowStyle {
  readonly world: World;
  readonly switches: VoipexSwitches;
  readonly zone: string;
  readonly metadata: boolean;
  /** Notes written later than this are not there yet; epoch ms. */
  readonly now: number;
}

const hangupCauses: Readonly<Record<string, string>> = {
  ANSWERED: '16',
  BUSY: '17',
  'NO ANSWER': '19',
  CONGESTION: '34',
  FAILED: '38',
};

/** When the rows of an ended call appear: one to three seconds after its end (16.3). [I] */
export function writtenAt(call: WorldCall, switches: VoipexSwitches): number {
  const delay = switches.rowDelay ?? 1 + (hash(call.index, 71) % 3);
  return (call.endedAt ?? Number.POSITIVE_INFINITY) + delay * 1000;
}

/** A moment as rows write it: in the requested zone, with offset or plain (section 4). [I] */
export function writeMoment(instant: number, zone: string, switches: VoipexSwitches): string {
  return switches.dateFormat === 'plain' ? wallClock(instant, zone) : withOffset(instant, zone);
}

/** The name of a leg's recording, year/month/day folders and all (5.6); empty when there is none. */
export function recordingOf(leg: Leg): string {
  if (!leg.recorded || leg.answeredAt === null) return '';
  const day = wallClock(leg.call.startedAt, 'Europe/Prague').slice(0, 10).replaceAll('-', '/');
  const digits = phoneNumberOf(leg).replace(/\D/gu, '') || withheld;
  const line = leg.person?.extension ?? '0';
  return `${day}/${uniqueIdOf(leg.call, 0)}-${digits}-${line}.mp3`;
}

const seconds = (from: number, to: number): number => Math.max(0, Math.round((to - from) / 1000));

/** Keys that may be missing and, in messy rows, sometimes are. */
const optional = [
  'clid',
  'accountcode',
  'userfield',
  'trunk',
  'hangupcause',
  'organizationPerson',
  'data',
  'sipcallid',
];

/** Makes the row as irregular as the description allows, in the way its position decides (16.3). */
function messUp(row: Record<string, unknown>, leg: Leg): void {
  const chance = (key: number, one: number): boolean => hash(leg.call.index, leg.ordinal, key) % one === 0;
  if (typeof row['line'] === 'string' && row['line'] !== '' && chance(81, 3))
    row['line'] = Number(row['line']);
  if (chance(82, 6)) for (const key of optional) Reflect.deleteProperty(row, key);
  if (chance(83, 40)) {
    row['user_id'] = null;
    row['user'] = null;
  } else if (leg.person !== null && chance(84, 50)) row['user_id'] = 31 + leg.person.index;
  if (chance(85, 400)) Reflect.deleteProperty(row, 'uniqueid');
  // Null only where the disposition tells the same (5.1.2).
  if (chance(86, 30) && leg.userAnswered === (leg.disposition === 'ANSWERED')) row['userAnswered'] = null;
}

/** One item of `GET /calls`, key by key as in 5.1.1. */
export function callRow(leg: Leg, style: RowStyle): Readonly<Record<string, unknown>> {
  const { world, switches, zone } = style;
  const { call, person } = leg;
  const number = (value: string): string => formatNumber(value, switches.numberFormat);
  const moment = (instant: number): string => writeMoment(instant, zone, switches);
  const contact = call.contactIndex === null ? null : world.contact(call.contactIndex);
  const name = contact === null ? null : `${contact.firstName} ${contact.lastName}`;
  const seen = asOf(call, style.now);
  const phoneNumber = number(phoneNumberOf(leg));
  const team = call.teamIndex === null ? null : (world.teams('voipex')[call.teamIndex] ?? null);
  const caller =
    leg.way === 'In' ? (contact?.organisation ?? name) : person && `${person.firstName} ${person.lastName}`;
  const row: Record<string, unknown> = {
    user_id: person === null ? null : userIdOf(world.options.seed, person.index),
    line: person?.extension ?? '',
    calldate: moment(call.startedAt),
    clid: `"${caller ?? ''}" <${number(leg.src)}>`,
    src: number(leg.src),
    dst: number(leg.dst),
    duration: seconds(call.startedAt, leg.endedAt),
    billsec: leg.answeredAt === null ? 0 : seconds(leg.answeredAt, leg.endedAt),
    disposition: leg.disposition,
    accountcode: '',
    userfield: '',
    filename: recordingOf(leg),
    way: leg.way,
    ...(leg.trunk === null ? {} : { trunk: leg.trunk }),
    hangupcause: hangupCauses[leg.disposition] ?? '127',
    uniqueid: uniqueIdOf(call, 1 + leg.ordinal),
    linkedid: linkedIdOf(world, call),
    organization: contact?.organisation ?? '',
    ...(name === null ? {} : { organizationPerson: name }),
    data: '',
    sipcallid: `${hash(call.index, leg.ordinal, 72).toString(16).padStart(8, '0')}@198.51.100.20`,
    stamp: moment(writtenAt(call, switches)),
    cc_cb: null,
    queue: leg.way === 'Out' ? (team?.name ?? null) : null,
    ...(style.metadata
      ? {
          note: seen.notes.length === 0 ? null : seen.notes.map(({ text }) => text).join('\n'),
          categories: seen.tagIndexes.map((tag) => world.tags[tag]?.name ?? ''),
        }
      : {}),
    phoneNumber,
    user: person === null ? null : { login: person.email },
    endTime: moment(leg.endedAt),
    userAnswered: leg.userAnswered,
  };
  if (switches.messyRows) messUp(row, leg);
  return row;
}
