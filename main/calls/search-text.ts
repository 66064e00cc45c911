import type { Agent, Call, Line } from '../../domain/call.ts';
import { digitsOf, folded } from '../../domain/folding.ts';

/** Folded words, and numbers as bare digits; several pieces are parted by new lines. Empty where there is nothing. */
export interface WordsAndDigits {
  readonly words: string;
  readonly digits: string;
}

/** The person outside. `number`: E.164, else the bare digits that were sent; null where there was no number. */
export interface PartyText extends WordsAndDigits {
  readonly number: string | null;
}

/** What was put on a call, or became of it: each kind apart, so that a tag is not taken for a team. */
export interface MarksText {
  readonly tags: string;
  readonly teams: string;
  /** Names of the colleagues who handed the call over or took it. */
  readonly transfers: string;
  /** Numbers it went on to, and the extensions of those colleagues. */
  readonly digits: string;
  /** The names as they are shown: tags, teams. */
  readonly shown: readonly [tags: readonly string[], teams: readonly string[]];
}

/** A new line parts the pieces: folded text contains none. */
function foldedPieces(texts: readonly (string | null | undefined)[]): string {
  const pieces = texts.map((text) => folded(text ?? '')).filter((text) => text !== '');
  return pieces.length < 2 ? (pieces[0] ?? '') : [...new Set(pieces)].join('\n');
}

function numberPieces(numbers: readonly (string | null | undefined)[]): string {
  const pieces = numbers.map((number) => digitsOf(number ?? '')).filter((digits) => digits !== '');
  return pieces.length < 2 ? (pieces[0] ?? '') : [...new Set(pieces)].join('\n');
}

export function partyText({ e164, raw, name, organisation }: Call['remote']): PartyText {
  const digits = numberPieces([e164, raw]);
  // A withheld or SIP caller is text, not a number: `anonymous`, `jana@example.com`.
  const words = foldedPieces([name, organisation, /\p{L}/u.test(raw) ? raw : null]);
  const bare = digitsOf(raw);
  return { words, digits, number: e164 ?? (bare === '' ? null : bare) };
}

export const agentText = ({ name, extension }: Agent): WordsAndDigits => ({
  words: foldedPieces([name]),
  digits: numberPieces([extension]),
});

export const lineText = ({ name, number }: Line): WordsAndDigits => ({
  words: foldedPieces([name]),
  digits: numberPieces([number]),
});

/** Null for a call without teams, tags and transfers, as most are. */
export function marksText({ tags, teams, transferredBy, transferredTo }: Call): MarksText | null {
  if (tags.length === 0 && teams.length === 0 && transferredBy === null && transferredTo === null)
    return null;
  const names = (of: readonly { readonly name: string }[]): string[] => of.map(({ name }) => name);
  return {
    tags: foldedPieces(names(tags)),
    teams: foldedPieces(names(teams)),
    transfers: foldedPieces([transferredBy?.name, transferredTo?.agent?.name]),
    digits: numberPieces([transferredBy?.extension, transferredTo?.agent?.extension, transferredTo?.number]),
    shown: [names(tags), names(teams)],
  };
}

/** Empty for a call without notes. */
export const notesText = ({ notes }: Call): string =>
  notes.length === 0 ? '' : foldedPieces(notes.map(({ text }) => text));

/**
 * Seconds of talk, whole; null for a call in which nobody talked, also where a provider writes that as 0. Computed
 * from the instants where no length was told.
 */
export function talkOf({ talkSeconds, answeredAt, endedAt }: Call): number | null {
  if (talkSeconds !== null && (talkSeconds > 0 || answeredAt !== null)) return Math.round(talkSeconds);
  if (answeredAt === null || endedAt === null) return null;
  return Math.max(0, Math.round((endedAt - answeredAt) / 1000));
}
