import {
  type QueryField,
  queryFields,
  type QueryToken,
  type QueryWordName,
  queryWordNames,
  readQuery,
  fieldWords,
  spellings,
  tokensOf,
} from '../../domain/call-query.ts';
import { folded } from '../../domain/folding.ts';

/** How the language in force writes an operator, and what it does in a few words. */
export interface OperatorWords {
  readonly word: string;
  readonly says: string;
}

/** All operators in the language in force. Lengths are written alike in every language. */
export interface SearchWords {
  readonly fields: Readonly<Record<QueryField, OperatorWords>>;
  readonly words: Readonly<Record<QueryWordName, OperatorWords>>;
  /** `longer than 5 minutes`, by the sign and the seconds. */
  readonly length: (sign: '<' | '>', seconds: number) => string;
}

/** Something the typed text may go on with. */
export interface Completion {
  readonly label: string;
  /** What it does, or how many calls have it. */
  readonly note: string;
  /** What takes the place of the piece that is typed. */
  readonly insert: string;
  /** Whether something must follow it, so that the list goes on with that. */
  readonly goesOn: boolean;
}

/** The piece of a text that the caret stands in or right behind; null between pieces. */
export const tokenAt = (text: string, caret: number): QueryToken | null =>
  tokensOf(text).find(({ from, to }) => from < caret && caret <= to) ?? null;

/** What follows the name of an operator, as it must be written: in quotes when it has blanks. */
export function quoted(value: string): string {
  const plain = value.replaceAll('"', ' ').trim();
  return /\s/u.test(plain) ? `"${plain}"` : plain;
}

const lengths: Readonly<Record<'<' | '>', readonly string[]>> = {
  '>': ['1m', '5m', '30m', '1h'],
  '<': ['10s', '30s', '1m', '5m'],
};

const secondsOf = (typed: string): number | null => {
  const { longerThan, shorterThan } = readQuery(typed);
  return longerThan ?? shorterThan;
};

function lengthsFor(typed: string, words: SearchWords): Completion[] {
  const sign = typed.startsWith('<') ? '<' : '>';
  const digits = /^[<>](\d{1,6})$/u.exec(typed)?.[1];
  if (digits === undefined && typed !== sign) return [];
  const texts = digits === undefined ? lengths[sign] : ['s', 'm', 'h'].map((unit) => digits + unit);
  return texts.map((text) => ({
    label: sign + text,
    note: words.length(sign, secondsOf(sign + text) ?? 0),
    insert: `${sign}${text} `,
    goesOn: false,
  }));
}

/**
 * The operators that a typed word may become, in the language in force; their spellings in the other language find them
 * too. All of them for `null`: nothing is typed. None for what is an operator already, and for text in quotes.
 */
export function operatorsFor(token: QueryToken | null, words: SearchWords): Completion[] {
  if (token !== null && (token.quoted || token.field !== null)) return [];
  const typed = folded(token?.text ?? '');
  if (/^[<>]/u.test(typed)) return lengthsFor(typed, words);
  const begins = (spelling: string) => spelling.startsWith(typed);
  const isWritten = queryWordNames.some((name) => spellings[name].includes(typed));
  if (isWritten) return [];
  return [
    ...queryFields
      .filter((field) => fieldWords[field].some(begins))
      .map((field) => {
        const { word, says } = words.fields[field];
        return { label: `${word}:`, note: says, insert: `${word}:`, goesOn: true };
      }),
    ...queryWordNames
      .filter((name) => spellings[name].some(begins))
      .map((name) => {
        const { word, says } = words.words[name];
        return { label: word, note: says, insert: `${word} `, goesOn: false };
      }),
    ...(token === null ? ['>5m', '<30s'] : []).map((text) => ({
      label: text,
      note: words.length(text.startsWith('<') ? '<' : '>', secondsOf(text) ?? 0),
      insert: `${text} `,
      goesOn: false,
    })),
  ];
}

/** The text and the caret after a completion took the place of a piece, or was put in at the caret. */
export function completed(
  text: string,
  caret: number,
  token: QueryToken | null,
  insert: string,
): { readonly text: string; readonly caret: number } {
  const from = token?.from ?? caret;
  const before = text.slice(0, from);
  const gap = before === '' || /\s$/u.test(before) ? '' : ' ';
  const after = text.slice(token?.to ?? caret).trimStart();
  const upTo = before + gap + insert;
  return { text: upTo + after, caret: upTo.length };
}

/** A piece of the text as the search understands it. `open`: an operator that still lacks its value. */
export interface QueryPart {
  readonly from: number;
  readonly to: number;
  readonly kind: 'operator' | 'open';
}

/** The operators in a typed text, for whoever marks them. */
export function operatorsIn(text: string): QueryPart[] {
  return tokensOf(text).flatMap(({ from, to, field }) => {
    const { anywhere, within, ...rest } = readQuery(text.slice(from, to));
    if (field !== null)
      return [{ from, to, kind: within.length > 0 ? ('operator' as const) : ('open' as const) }];
    const narrows = Object.values(rest).some((value) =>
      Array.isArray(value) ? value.length > 0 : value !== null,
    );
    return narrows && anywhere.length === 0 ? [{ from, to, kind: 'operator' as const }] : [];
  });
}

/** What the operators of a text narrow the list to, each in a few words. */
export function saidOf(text: string, words: SearchWords): string[] {
  return tokensOf(text).flatMap((token) => {
    if (token.field !== null)
      return token.text.trim() === '' ? [] : [`${words.fields[token.field].word}: ${token.text}`];
    if (token.quoted) return [];
    const typed = folded(token.text);
    const name = queryWordNames.find((one) => spellings[one].includes(typed));
    if (name !== undefined) return [words.words[name].says];
    const seconds = /^[<>]/u.test(typed) ? secondsOf(typed) : null;
    return seconds === null ? [] : [words.length(typed.startsWith('<') ? '<' : '>', seconds)];
  });
}
