import { type Bits, wordsFor } from './bits.ts';
import {
  type Block,
  directionOfKind,
  firstKeyOf,
  type IdColumn,
  isFoldedKind,
  kindCount,
  outcomeOfKind,
  placeOf,
} from './block.ts';
import type { ColumnQuestion, IdSet, NeedleHits } from './question-type.ts';

/** Which rows of a block match a question; null when none does. */
export type Matching = (block: Block) => Bits | null;

/** 1 for every kind of call (see kindOf) that is wanted. */
function wantedKinds({ directions, outcomes, withFolded }: ColumnQuestion): Uint8Array {
  return Uint8Array.from({ length: kindCount }, (_, kind) =>
    (directions & (1 << directionOfKind(kind))) !== 0 &&
    (outcomes & (1 << outcomeOfKind(kind))) !== 0 &&
    (withFolded || !isFoldedKind(kind))
      ? 1
      : 0,
  );
}

/** The rows [first, end) whose kind is wanted. */
function ofKinds({ kinds }: Block, wanted: Uint8Array, first: number, end: number): Bits {
  const bits = new Uint32Array(wordsFor(kinds.length));
  for (let place = first >>> 5; place * 32 < end; place += 1) {
    const base = place * 32;
    const last = Math.min(32, end - base);
    let word = 0;
    for (let bit = Math.max(0, first - base); bit < last; bit += 1)
      word |= (wanted[kinds[base + bit] ?? 0] ?? 0) << bit;
    bits[place] = word;
  }
  return bits;
}

/** Those rows of `among` (a word of bits) whose id is in the set. Without a branch for each row: hits come at random. */
function idsInWord(column: Int32Array, base: number, among: number, set: Uint32Array): number {
  const rows = Math.min(32, column.length - base);
  let found = 0;
  for (let bit = 0; bit < rows; bit += 1) {
    const id = column[base + bit] ?? 0;
    const place = id >>> 5;
    const word = place < set.length ? (set[place] ?? 0) : 0;
    found |= ((word >>> (id & 31)) & 1) << bit;
  }
  return found & among;
}

/** Keeps of `bits` the rows whose id is in the set. */
function keepIds(bits: Bits, column: Int32Array, { bits: set }: IdSet): void {
  for (let place = 0; place < bits.length; place += 1) {
    const word = bits[place] ?? 0;
    if (word !== 0) bits[place] = idsInWord(column, place * 32, word, set);
  }
}

/** Keeps the rows that were talked in for longer than one, and shorter than another, number of seconds. */
function keepTalks(bits: Bits, talks: Int32Array, longerThan: number, shorterThan: number): void {
  for (let place = 0; place < bits.length; place += 1) {
    let left = bits[place] ?? 0;
    let kept = 0;
    while (left !== 0) {
      const lowest = left & -left;
      left ^= lowest;
      const talk = talks[place * 32 + (31 - Math.clz32(lowest))] ?? -1;
      if (talk > longerThan && talk < shorterThan) kept |= lowest;
    }
    bits[place] = kept;
  }
}

/** The first place of an ascending list whose number is not below `value`. */
function firstNotBelow(list: readonly number[], value: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const needleColumns = ['parties', 'marks', 'agents', 'lines'] as const satisfies readonly IdColumn[];

/** Keeps the rows that have what was typed in one of the places where it may be. */
function keepNeedle(bits: Bits, block: Block, needle: NeedleHits, noted: Bits): void {
  noted.fill(0);
  const lastKey = block.keys[block.count - 1] ?? -1;
  for (let n = firstNotBelow(needle.noteKeys, firstKeyOf(block)); n < needle.noteKeys.length; n += 1) {
    const key = needle.noteKeys[n] ?? Infinity;
    if (key > lastKey) break;
    const row = placeOf(block, key);
    if (block.keys[row] === key) noted[row >>> 5] = (noted[row >>> 5] ?? 0) | (1 << (row & 31));
  }
  // Gone through once for every 32 calls: plain lists, walked by place.
  const columns: Int32Array[] = [];
  const sets: Uint32Array[] = [];
  for (const name of needleColumns) {
    if (needle[name].size === 0) continue;
    columns.push(block[name]);
    sets.push(needle[name].bits);
  }
  for (let place = 0; place < bits.length; place += 1) {
    const wanted = bits[place] ?? 0;
    if (wanted === 0) continue;
    let found = wanted & (noted[place] ?? 0);
    for (let n = 0; n < columns.length; n += 1) {
      const column = columns[n];
      const set = sets[n];
      const missing = wanted & ~found;
      if (missing === 0 || column === undefined || set === undefined) break;
      found |= idsInWord(column, place * 32, missing, set);
    }
    bits[place] = found;
  }
}

const noBits = (bits: Bits): boolean => bits.every((word) => word === 0);

/** A question made ready to be put to many blocks. */
export function matchingOf(question: ColumnQuestion): Matching {
  const { accounts, agents, lines, from, to, longerThan, shorterThan, needles } = question;
  const kinds = wantedKinds(question);
  const sets = (
    [
      ['accounts', accounts],
      ['agents', agents],
      ['lines', lines],
    ] as const
  ).flatMap(([column, set]) => (set === null ? [] : [[column, set] as const]));
  // Nothing has what nothing in the dictionaries has.
  const hopeless = needles.some(
    (needle) =>
      needle.noteKeys.length === 0 &&
      needle.parties.size + needle.marks.size + needle.agents.size + needle.lines.size === 0,
  );
  let noted = new Uint32Array(0);
  return (block) => {
    if (hopeless) return null;
    const first = placeOf(block, from);
    const end = placeOf(block, to);
    if (first >= end) return null;
    const bits = ofKinds(block, kinds, first, end);
    for (const [column, set] of sets) keepIds(bits, block[column], set);
    if (longerThan !== null || shorterThan !== null)
      keepTalks(bits, block.talks, longerThan ?? -1, shorterThan ?? Infinity);
    if (needles.length > 0 && noted.length < bits.length) noted = new Uint32Array(bits.length);
    for (const needle of needles) keepNeedle(bits, block, needle, noted);
    return noBits(bits) ? null : bits;
  };
}
