import type { Call } from '../../domain/call.ts';

/** Letters that Unicode does not decompose into a base letter and a mark, as people type them without the mark. */
const undecomposed: Readonly<Record<string, string>> = {
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ø: 'o',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ı: 'i',
};

/** Lower case, without diacritics, runs of white space as one space: `Nováková ` and `novakova` become the same. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[łđðøßæœþı]/g, (letter) => undecomposed[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .trim();
}

const digitsOf = (text: string): string => text.replace(/\D/g, '');

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

/** One thing that must be found: `text` among the words or, when `digits` is not null, those among the digits. */
export interface Needle {
  readonly text: string;
  readonly digits: string | null;
}

const numberLike = /^[+(]?[\d().\-/]*\d[\d().\-/]*$/;

/**
 * What was typed, as needles that must all be found. Neighbouring number-like words are one number, so
 * `606 123 456` is found in any grouping. Leading zeros of a number are dropped: `00420 606…` and a national trunk
 * zero stand for prefixes that the stored form writes differently.
 */
export function needlesOf(typed: string): Needle[] {
  const needles: Needle[] = [];
  let number: string[] = [];
  const endNumber = (): void => {
    if (number.length === 0) return;
    const digits = digitsOf(number.join(''));
    needles.push({ text: number.join(' '), digits: digits.replace(/^0+(?=.)/, '') });
    number = [];
  };
  for (const word of folded(typed).split(' ')) {
    if (word === '') continue;
    if (numberLike.test(word)) {
      number.push(word);
    } else {
      endNumber();
      needles.push({ text: word, digits: null });
    }
  }
  endNumber();
  return needles;
}
