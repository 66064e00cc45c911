import type { ConnectionProblem } from '../../domain/connection-string.ts';
import { foldKey, knownKey } from './keys.ts';

/** One property of a connection string. Positions count characters from 1. */
export interface ConnectionPair {
  /** The documented spelling where the key is known, else as it was written. */
  readonly key: string;
  readonly value: string;
  readonly keyAt: number;
  /** Where the value begins, its quote included. */
  readonly valueAt: number;
}

export interface ParsedConnectionString {
  /** Those that could be read; not to be used while there are problems. */
  readonly pairs: readonly ConnectionPair[];
  readonly problems: readonly ConnectionProblem[];
}

const maxBytes = 8 * 1024;
const longestNamedKey = 60;

/**
 * Characters no value may hold: controls, line breaks of every kind, halves of a character, and those that turn the
 * direction of reading, because with them what is shown is not what is sent.
 */
const refusedCharacter = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]/u;

/** A key as it may be named to a person, cut to what a reply may hold. */
export const namedKey = (key: string): string =>
  key.length <= longestNamedKey ? key : `${key.slice(0, longestNamedKey - 1).toWellFormed()}…`;

/**
 * Reads the grammar of connection strings and nothing of their meaning: a value is never evaluated, expanded or used
 * as a path. A byte-order mark in front and line ends at the very end, as files have them, are no part of the string.
 * Never throws. Once a quote stays open nothing after it can be told apart, so reading ends there.
 */
export function parseConnectionString(text: string): ParsedConnectionString {
  const whole = text.replace(/^\u{FEFF}/u, '').replace(/[\r\n]+$/, '');
  if (new TextEncoder().encode(whole).length > maxBytes) return refused('too-long', null);
  const characters = Array.from(whole);
  const bad = characters.findIndex((character) => refusedCharacter.test(character));
  if (bad !== -1) return refused('control-character', bad + 1);
  if (characters.every((character) => character === ' ')) return refused('empty', null);
  return readPairs(characters);
}

const refused = (kind: ConnectionProblem['kind'], position: number | null): ParsedConnectionString => ({
  pairs: [],
  problems: [{ kind, key: null, position }],
});

function readPairs(characters: readonly string[]): ParsedConnectionString {
  const pairs: ConnectionPair[] = [];
  const problems: ConnectionProblem[] = [];
  const seen = new Set<string>();
  const report = (kind: ConnectionProblem['kind'], key: string | null, at: number): void =>
    void problems.push({ kind, key: key === null ? null : namedKey(key), position: at + 1 });

  let next = 0;
  for (;;) {
    const start = afterBlanks(characters, next);
    if (start >= characters.length) return { pairs, problems }; // the last `;` is optional
    const equals = firstOf(characters, start, '=;');
    if (characters[equals] !== '=') {
      // What stands here may be the rest of a value with a `;` in it: it is never named.
      report('no-equals-sign', null, start);
      next = equals + 1;
      continue;
    }
    const written = trimBlanks(characters.slice(start, equals));
    const key = knownKey(written) ?? written;
    const fold = foldKey(written);
    const valueAt = afterBlanks(characters, equals + 1);
    const reading = readValue(characters, valueAt);
    next = reading.end + 1;

    if (fold === '') report('empty-key', null, start);
    else if (seen.has(fold)) report('repeated-key', key, start);
    if (reading.problem !== null) report(reading.problem.kind, fold === '' ? null : key, reading.problem.at);
    else if (fold !== '' && !seen.has(fold))
      pairs.push({ key, value: reading.value, keyAt: start + 1, valueAt: valueAt + 1 });
    seen.add(fold);
  }
}

interface ValueReading {
  readonly value: string;
  /** Index of the `;` after it, or the length of the whole. */
  readonly end: number;
  readonly problem: { readonly kind: 'unclosed-quote' | 'text-after-quote'; readonly at: number } | null;
}

function readValue(characters: readonly string[], start: number): ValueReading {
  const quote = characters[start];
  if (quote !== '"' && quote !== "'") {
    const end = firstOf(characters, start, ';');
    return { value: trimBlanks(characters.slice(start, end)), end, problem: null };
  }
  let value = '';
  let at = start + 1;
  for (; at < characters.length; at += 1) {
    if (characters[at] !== quote) value += characters[at] ?? '';
    else if (characters[at + 1] === quote) {
      value += quote; // its own quote is doubled
      at += 1;
    } else break;
  }
  if (at >= characters.length)
    return { value, end: characters.length, problem: { kind: 'unclosed-quote', at: start } };
  const after = afterBlanks(characters, at + 1);
  if (after === characters.length || characters[after] === ';') return { value, end: after, problem: null };
  return {
    value,
    end: firstOf(characters, after, ';'),
    problem: { kind: 'text-after-quote', at: after },
  };
}

const afterBlanks = (characters: readonly string[], from: number): number => {
  let at = from;
  while (characters[at] === ' ') at += 1;
  return at;
};

/** Index of the first of `marks` at or after `from`, or the length. */
const firstOf = (characters: readonly string[], from: number, marks: string): number => {
  let at = from;
  while (at < characters.length && !marks.includes(characters[at] ?? '')) at += 1;
  return at;
};

/** Drops blanks around it, and only blanks: other white space may belong to a password. */
const trimBlanks = (characters: readonly string[]): string => {
  const start = afterBlanks(characters, 0);
  let end = characters.length;
  while (end > start && characters[end - 1] === ' ') end -= 1;
  return characters.slice(start, end).join('');
};
