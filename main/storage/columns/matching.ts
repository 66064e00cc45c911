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
import { type IdTable, idsInWord, tableOf } from './id-table.ts';
import type { ColumnQuestion, NeedleHits } from './question-type.ts';

/** Which rows of a block match a question, of those in `among` where it is given; null when none does. */
export type Matching = (block: Block, among?: Bits) => Bits | null;

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
function ofKinds(
  { kinds }: Block,
  wanted: Uint8Array,
  first: number,
  end: number,
  among: Bits | undefined,
): Bits {
  const bits = new Uint32Array(wordsFor(kinds.length));
  for (let place = first >>> 5; place * 32 < end; place += 1) {
    const wide = among === undefined ? -1 : (among[place] ?? 0);
    if (wide === 0) continue;
    const base = place * 32;
    let word = 0;
    if (base >= first && base + 32 <= end) {
      for (let row = base + 28; row >= base; row -= 4)
        word =
          (word << 4) |
          (wanted[kinds[row] ?? 0] ?? 0) |
          ((wanted[kinds[row + 1] ?? 0] ?? 0) << 1) |
          ((wanted[kinds[row + 2] ?? 0] ?? 0) << 2) |
          ((wanted[kinds[row + 3] ?? 0] ?? 0) << 3);
    } else {
      const last = Math.min(32, end - base);
      for (let bit = Math.max(0, first - base); bit < last; bit += 1)
        word |= (wanted[kinds[base + bit] ?? 0] ?? 0) << bit;
    }
    bits[place] = word & wide;
  }
  return bits;
}

/** Keeps of `bits` the rows whose id is in the set. */
function keepIds(bits: Bits, column: Int32Array, table: IdTable): void {
  for (let place = 0; place < bits.length; place += 1) {
    const word = bits[place] ?? 0;
    if (word !== 0) bits[place] = idsInWord(column, place * 32, word, table);
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

/** What was typed, made ready to be looked for in many blocks. */
interface ReadyNeedle {
  readonly noteKeys: readonly number[];
  /** Where it may be found besides notes, and by what. */
  readonly columns: readonly IdColumn[];
  readonly tables: readonly IdTable[];
}

function readyNeedle(needle: NeedleHits): ReadyNeedle {
  const columns = needleColumns.filter((name) => needle[name].size > 0);
  return { noteKeys: needle.noteKeys, columns, tables: columns.map((name) => tableOf(needle[name])) };
}

/** From so many notes of a block on, rows and notes are walked side by side. */
const manyNotes = 256;

/** Marks the rows whose note has what was typed. */
function markNoted(noted: Bits, block: Block, noteKeys: readonly number[]): void {
  noted.fill(0);
  const { keys, count } = block;
  const first = firstNotBelow(noteKeys, firstKeyOf(block));
  const lastKey = keys[count - 1] ?? -1;
  if (!((noteKeys[first] ?? Infinity) <= lastKey)) return;
  const many = (noteKeys[first + manyNotes] ?? Infinity) <= lastKey;
  let row = 0;
  for (let n = first; n < noteKeys.length; n += 1) {
    const key = noteKeys[n] ?? Infinity;
    if (key > lastKey) break;
    if (many) while ((keys[row] ?? Infinity) < key) row += 1;
    else row = placeOf(block, key);
    if (keys[row] === key) noted[row >>> 5] = (noted[row >>> 5] ?? 0) | (1 << (row & 31));
  }
}

/** Keeps the rows that have what was typed in one of the places where it may be. */
function keepNeedle(bits: Bits, block: Block, needle: ReadyNeedle, noted: Bits): void {
  markNoted(noted, block, needle.noteKeys);
  // Gone through once for every 32 calls: plain lists, walked by place.
  const columns = needle.columns.map((name) => block[name]);
  const { tables } = needle;
  for (let place = 0; place < bits.length; place += 1) {
    const wanted = bits[place] ?? 0;
    if (wanted === 0) continue;
    let found = wanted & (noted[place] ?? 0);
    for (let n = 0; n < columns.length; n += 1) {
      const column = columns[n];
      const table = tables[n];
      const missing = wanted & ~found;
      if (missing === 0 || column === undefined || table === undefined) break;
      found |= idsInWord(column, place * 32, missing, table);
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
  ).flatMap(([column, set]) => (set === null ? [] : [[column, tableOf(set)] as const]));
  // Nothing has what nothing in the dictionaries has.
  const hopeless = needles.some(
    (needle) =>
      needle.noteKeys.length === 0 &&
      needle.parties.size + needle.marks.size + needle.agents.size + needle.lines.size === 0,
  );
  const ready = hopeless ? [] : needles.map(readyNeedle);
  let noted = new Uint32Array(0);
  return (block, among) => {
    if (hopeless) return null;
    const first = placeOf(block, from);
    const end = placeOf(block, to);
    if (first >= end) return null;
    const bits = ofKinds(block, kinds, first, end, among);
    for (const [column, table] of sets) keepIds(bits, block[column], table);
    if (longerThan !== null || shorterThan !== null)
      keepTalks(bits, block.talks, longerThan ?? -1, shorterThan ?? Infinity);
    if (needles.length > 0 && noted.length < bits.length) noted = new Uint32Array(bits.length);
    for (const needle of ready) keepNeedle(bits, block, needle, noted);
    return noBits(bits) ? null : bits;
  };
}
