import { createHash } from 'node:crypto';
import type { Call, Outcome } from '../../../domain/call.ts';
import type { Irregularities } from '../provider.ts';
import { pragueDay } from './prague-time.ts';
import { type CallTranslation, toNumber } from './translate-row.ts';
import type { CentralRow } from './wire-calls.ts';

/** The list also charges fees (a month of a number, counted in pieces), which are no calls (voipex.md 6.4). */
const isCall = (row: CentralRow): boolean =>
  row.cdr_flags?.toUpperCase() !== 'F' && (row.jednotka === null || row.jednotka.toLowerCase() === 's');

/**
 * The billing rows of one day as calls, newest first. The list names no ids: a call's id is a digest of when, who,
 * which way and how long. Rows alike in all of that are numbered in the order sent, so the whole day must be given: then
 * it does not matter which of the identical rows is which. Rows of other days are left out.
 */
export function toCallsOfDay(rows: readonly CentralRow[], day: string, translation: CallTranslation): Call[] {
  const seen = new Map<string, number>();
  const calls: Call[] = [];
  for (const row of rows) {
    if (!isCall(row)) continue;
    if (pragueDay(row.startedAt) !== day) continue;
    const digest = digestOf(row);
    const earlier = seen.get(digest) ?? 0;
    seen.set(digest, earlier + 1);
    calls.push(toCall(row, earlier === 0 ? digest : `${digest}-${earlier + 1}`, translation));
  }
  return calls.sort((a, b) => b.startedAt - a.startedAt);
}

function digestOf(row: CentralRow): string {
  const stable = [row.datetime, row.cislo_int, row.cislo_ext, row.odchozi, row.delka];
  return createHash('sha256').update(JSON.stringify(stable)).digest('base64url').slice(0, 22);
}

function toCall(row: CentralRow, key: string, translation: CallTranslation): Call {
  const { accountId, homeCountry, irregularities } = translation;
  const { startedAt } = row;
  const length = Math.max(0, row.delka ?? 0);
  const outcome = readOutcome(row, length, irregularities);
  return {
    id: `${accountId}:${key}`,
    accountId,
    provider: 'voipex',
    providerCallId: key,
    conversationId: null,
    direction: row.odchozi?.toUpperCase() === 'Y' ? 'out' : 'in',
    state: 'ended',
    outcome,
    providerReason: row.stav,
    startedAt,
    // A billing row counts from the answer and does not tell how long it rang before.
    answeredAt: null,
    endedAt: startedAt + length * 1000,
    waitSeconds: null,
    talkSeconds: outcome === 'answered' ? length : null,
    remote: { ...toNumber(row.cislo_ext, homeCountry), name: null, organisation: null },
    line: row.cislo_int === null ? null : { id: row.cislo_int, name: null, number: row.cislo_int },
    agent: null,
    teams: [],
    transferredBy: null,
    transferredTo: null,
    tags: [],
    notes: [],
    hasRecording: false,
    hasVoicemail: false,
    providerPage: null,
  };
}

/** Only the first word has been seen in a reply; the others are the vendor's Czech terms (voipex.md 15.2). */
const outcomesByState: Readonly<Record<string, Outcome>> = {
  zodpovězeno: 'answered',
  nezodpovězeno: 'missed',
  obsazeno: 'busy',
};

function readOutcome(row: CentralRow, length: number, irregularities: Irregularities): Outcome {
  if (row.stav === null) return length > 0 ? 'answered' : 'missed';
  const known = outcomesByState[row.stav.trim().toLowerCase()];
  if (known !== undefined) return known;
  irregularities.unknownValue('central calls.stav');
  return length > 0 ? 'answered' : 'other';
}
