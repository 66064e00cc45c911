import type { Call } from '../../domain/call.ts';
import { digitsOf, folded } from '../../domain/folding.ts';

/** What of a call is searched: folded words, and the digits of its numbers, one number a word. */
export interface SearchText {
  readonly words: string;
  readonly digits: string;
}

/** Names, lines, agents, teams, tags and notes as folded text; every number and extension as bare digits. */
export function searchTextOf(call: Call): SearchText {
  const { remote, line, agent, transferredBy, transferredTo } = call;
  const texts = [
    remote.name,
    remote.organisation,
    // A withheld or SIP caller is text, not a number: `anonymous`, `jana@example.com`.
    /\p{L}/u.test(remote.raw) ? remote.raw : null,
    line?.name,
    agent?.name,
    transferredBy?.name,
    transferredTo?.agent?.name,
    ...call.teams.map((team) => team.name),
    ...call.tags.map((tag) => tag.name),
    ...call.notes.map((note) => note.text),
  ];
  const numbers = [
    remote.e164,
    remote.raw,
    line?.number,
    agent?.extension,
    transferredBy?.extension,
    transferredTo?.agent?.extension,
    transferredTo?.number,
  ];
  // A new line parts the pieces: no folded needle contains one, so nothing is found across two of them.
  const words = texts.map((text) => folded(text ?? '')).filter((text) => text !== '');
  const digits = numbers.map((number) => digitsOf(number ?? '')).filter((number) => number !== '');
  return { words: [...new Set(words)].join('\n'), digits: [...new Set(digits)].join('\n') };
}
