import type { QueryField } from '../../domain/call-query.ts';
import { readQuery } from '../../domain/call-query.ts';
import { folded, type Needle } from '../../domain/folding.ts';

/** Where in a text something was found: [from, to) in UTF-16 units. */
export type Found = readonly [from: number, to: number];

// What rows show: who was outside, agent, line and team. Tags and notes have their own places.
const shownFields: readonly QueryField[] = ['from', 'agent', 'line', 'team'];

/** What to look for in the rows of a list that answers a search. */
export function needlesIn(searched: string): readonly Needle[] {
  const { anywhere, within } = readQuery(searched);
  return [
    ...anywhere,
    ...within.filter(({ field }) => shownFields.includes(field)).flatMap(({ needles }) => needles),
  ];
}

/** A text as it is searched, with the place that each of its letters has in the text as it is written. */
function foldedWithPlaces(text: string): { readonly text: string; readonly places: readonly number[] } {
  let all = '';
  const places: number[] = [];
  let at = 0;
  for (const letter of text) {
    const one = /\s/u.test(letter) ? ' ' : folded(letter);
    for (let unit = 0; unit < one.length; unit += 1) places.push(at);
    all += one;
    at += letter.length;
  }
  places.push(text.length);
  return { text: all, places };
}

const isWordPart = (letter: string | undefined): boolean =>
  letter !== undefined && /[\p{L}\p{N}]/u.test(letter);

function wordsFound(text: string, needle: string): Found[] {
  const { text: all, places } = foldedWithPlaces(text);
  const found: Found[] = [];
  for (let at = all.indexOf(needle); at >= 0; at = all.indexOf(needle, at + needle.length)) {
    if (!isWordPart(all[at - 1])) found.push([places[at] ?? 0, places[at + needle.length] ?? text.length]);
  }
  return found;
}

function digitsFound(text: string, digits: string): Found[] {
  const places = [...text.matchAll(/\d/gu)].map(({ index }) => index);
  const at = places
    .map((place) => text[place])
    .join('')
    .indexOf(digits);
  const first = places[at];
  const last = places[at + digits.length - 1];
  return at < 0 || first === undefined || last === undefined ? [] : [[first, last + 1]];
}

/** Where a text has what was searched for, in order and apart from each other. Words count from their beginning. */
export function foundIn(text: string, needles: readonly Needle[]): Found[] {
  const all = needles
    .flatMap(({ text: word, digits }) => [
      ...wordsFound(text, word),
      ...(digits === null || digits.length < 2 ? [] : digitsFound(text, digits)),
    ])
    .toSorted(([a, aEnd], [b, bEnd]) => a - b || bEnd - aEnd);
  const apart: Found[] = [];
  for (const one of all) if (one[0] >= (apart.at(-1)?.[1] ?? 0)) apart.push(one);
  return apart;
}
