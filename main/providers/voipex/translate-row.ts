import type { Call, Direction, Outcome } from '../../../domain/call.ts';
import { toE164 } from '../phone-numbers.ts';
import type { Irregularities } from '../provider.ts';
import { agentOf, type Colleagues } from './directory.ts';
import type { CallRow } from './wire-calls.ts';

/** What translating a call needs beside the call. */
export interface CallTranslation {
  readonly accountId: string;
  readonly homeCountry: string;
  readonly irregularities: Irregularities;
}

/** Words that stand in the place of a withheld number; the set is our reading, none is published. */
const withheldWords = new Set(['anonymous', 'private', 'restricted', 'unavailable', 'unknown', 'withheld']);

/** True for a number that is missing or was kept back. */
export const isWithheld = (text: string | null): boolean =>
  text === null || withheldWords.has(text.trim().toLowerCase());

/** The other party's number as sent, e164 when it can be parsed; empty and hidden when it was withheld. */
export function toNumber(
  text: string | null,
  homeCountry: string,
): Pick<Call['remote'], 'raw' | 'e164' | 'hidden'> {
  const hidden = text === null || withheldWords.has(text.trim().toLowerCase());
  return hidden ? { raw: '', e164: null, hidden } : { raw: text, e164: toE164(text, homeCountry), hidden };
}

/** What identifies a row: one leg of a conversation (voipex.md 5.1.2). */
export const keyOf = (row: CallRow): string =>
  row.uniqueid ?? [row.linkedid ?? '', row.line ?? '', String(row.calldate)].join('~');

/**
 * One row of the call log as one call. A conversation may have several rows (ring-all, transfer): each stays a call
 * of its own, and `conversationId` ties them together, so that nothing is merged that a provider keeps apart.
 * voipex.md 5.1.
 */
export function toCall(row: CallRow, translation: CallTranslation, colleagues: Colleagues): Call {
  const { accountId, homeCountry, irregularities } = translation;
  const { startedAt } = row;
  const direction = readDirection(row, irregularities);
  const outcome = readOutcome(row, direction, irregularities);
  const answered = outcome === 'answered';
  const duration = Math.max(0, row.duration);
  const talk = Math.min(Math.max(0, row.billsec), duration);
  const wait = answered ? duration - talk : duration;
  const key = keyOf(row).slice(0, 200);
  const endedAt = startedAt + duration * 1000;
  return {
    id: `${accountId}:${key}`,
    accountId,
    provider: 'voipex',
    providerCallId: key,
    conversationId: row.linkedid,
    direction,
    // Rows appear only after the call ended.
    state: 'ended',
    outcome,
    providerReason: row.disposition,
    startedAt,
    answeredAt: answered ? startedAt + wait * 1000 : null,
    // From the length rather than from `endTime`, which may fall into the hour that October repeats.
    endedAt,
    waitSeconds: wait,
    talkSeconds: answered ? talk : null,
    remote: {
      ...toNumber(otherParty(row, direction), homeCountry),
      name: row.organizationPerson ?? remoteName(row, direction, colleagues),
      organisation: row.organization,
    },
    line: toLine(row, direction),
    agent: agentOf({ userId: row.user_id, login: row.user?.login ?? null, extension: row.line }, colleagues),
    teams: row.queue === null ? [] : [{ id: row.queue, name: row.queue }],
    transferredBy: null,
    transferredTo: null,
    tags: row.categories.map((category) => ({ id: category, name: category, colour: null })),
    notes: row.note === null ? [] : [{ id: `${key}:note`, text: row.note, author: null, at: null }],
    hasRecording: row.filename !== null,
    hasVoicemail: false,
    providerPage: null,
  };
}

function readDirection(row: CallRow, irregularities: Irregularities): Direction {
  switch (row.way.trim().toLowerCase()) {
    case 'in':
      return 'in';
    case 'out':
      return 'out';
    case 'loc':
      return 'internal';
    default:
      irregularities.unknownValue('calls.way');
      return row.line !== null && row.line === row.src ? 'out' : 'in';
  }
}

/** Asterisk's results, compared without case, blanks and underscores (voipex.md 5.1.2). */
const outcomesByDisposition: Readonly<Record<string, Outcome>> = {
  ANSWERED: 'answered',
  NOANSWER: 'missed',
  BUSY: 'busy',
  FAILED: 'failed',
  CONGESTION: 'failed',
};

/**
 * An incoming call counts as answered only when a person answered: a queue or an IVR "answers" too, so `disposition`
 * is asked only when `userAnswered` is not told. Outgoing and internal calls end as `disposition` says.
 */
function readOutcome(row: CallRow, direction: Direction, irregularities: Irregularities): Outcome {
  const word = row.disposition?.toUpperCase().replace(/[\s_]/g, '') ?? null;
  const told = word === null ? undefined : outcomesByDisposition[word];
  if (word !== null && told === undefined) irregularities.unknownValue('calls.disposition');
  if (direction === 'in') return (row.userAnswered ?? told === 'answered') ? 'answered' : 'missed';
  if (told !== undefined) return told;
  if (row.userAnswered === true || row.billsec > 0) return 'answered';
  return word === null ? 'missed' : 'other';
}

const isOurOwn = (row: CallRow): boolean => row.src !== null && row.src === row.line;

function otherParty(row: CallRow, direction: Direction): string | null {
  if (direction === 'internal') return isOurOwn(row) ? row.dst : row.src;
  return row.phoneNumber ?? (direction === 'in' ? row.src : row.dst);
}

/** A colleague by their extension, a caller by the caller id; of a call we made that would be our own name. */
function remoteName(row: CallRow, direction: Direction, colleagues: Colleagues): string | null {
  if (direction === 'out') return null;
  if (direction === 'in') return callerName(row.clid);
  const colleague = colleagues.find({ extension: otherParty(row, direction) });
  return colleague?.name ?? (isOurOwn(row) ? null : callerName(row.clid));
}

/** The name in a caller-id text such as `"Kovářství Dub" <+420555010203>`; null when it only repeats the number. */
function callerName(clid: string | null): string | null {
  const name = /^\s*"?([^"<]*?)"?\s*(?:<[^>]*>)?\s*$/.exec(clid ?? '')?.[1]?.trim() ?? '';
  return name === '' || /^[+\d\s()-]+$/.test(name) || withheldWords.has(name.toLowerCase()) ? null : name;
}

/** A number within the company. */
const isExtension = (number: string | null): boolean => number !== null && /^\d{2,6}$/.test(number);

/** Which number of the row is ours when it is nobody's (a queue's, an IVR's, a forwarded call's); null: none is for sure. */
function ownNumber(row: CallRow, direction: Direction): string | null {
  if (direction === 'in') return isWithheld(row.dst) ? null : row.dst;
  // `src` is who calls (voipex.md 5.1.1): of a call that was forwarded outside, whoever called us.
  return direction === 'out' && isExtension(row.src) ? row.src : null;
}

/** The extension; else our public number that was called, else the trunk. */
function toLine(row: CallRow, direction: Direction): Call['line'] {
  const number = row.line ?? ownNumber(row, direction);
  if (number !== null) return { id: number, name: null, number };
  return row.trunk === null ? null : { id: row.trunk, name: row.trunk, number: null };
}
