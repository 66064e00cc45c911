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
import type { HighestIds } from './call-columns.ts';
import { type IdTable, idsInWord, tableOf } from './id-table.ts';
import { sameHits, sameRows } from './narrowing.ts';
import type { ColumnQuestion, NeedleHits } from './question-type.ts';

/** Which rows of a block match a question, of those in `among`, which is used up (null: of all); null when none can. */
export type Matching = (block: Block, among: Bits | null) => Bits | null;

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

/** Every row of a block. */
function allRows({ count }: Block): Bits {
  const bits = new Uint32Array(wordsFor(count)).fill(0xffffffff);
  if ((count & 31) !== 0) bits[bits.length - 1] = (1 << (count & 31)) - 1;
  return bits;
}

/** Keeps the rows in [first, end) whose kind is wanted. */
function keepKinds(bits: Bits, { kinds }: Block, wanted: Uint8Array, first: number, end: number): void {
  for (let place = 0; place < bits.length; place += 1) {
    const wide = bits[place] ?? 0;
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

function readyNeedle(needle: NeedleHits, highest: HighestIds): ReadyNeedle {
  const columns = needleColumns.filter((name) => needle[name].size > 0);
  const tables = columns.map((name) => tableOf(needle[name], highest[name]));
  return { noteKeys: needle.noteKeys, columns, tables };
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

/** Adds to `found` the rows of `wanted` whose id is in the table. */
function findIds(found: Bits, wanted: Bits, column: Int32Array, table: IdTable): void {
  for (let place = 0; place < wanted.length; place += 1) {
    const before = found[place] ?? 0;
    const missing = (wanted[place] ?? 0) & ~before;
    if (missing !== 0) found[place] = before | idsInWord(column, place * 32, missing, table);
  }
}

/** Keeps the rows that have what was typed in one of the places where it may be. */
function keepNeedle(bits: Bits, block: Block, needle: ReadyNeedle, noted: Bits): void {
  markNoted(noted, block, needle.noteKeys);
  needle.columns.forEach((name, n) => {
    const table = needle.tables[n];
    if (table !== undefined) findIds(noted, bits, block[name], table);
  });
  for (let place = 0; place < bits.length; place += 1) bits[place] = (bits[place] ?? 0) & (noted[place] ?? 0);
}

/**
 * A question made ready to be put to many blocks.
 * @param known questions that all rows match which will be looked at: what they ask is not asked again
 */
export function matchingOf(
  question: ColumnQuestion,
  highest: HighestIds,
  known: readonly ColumnQuestion[] = [],
): Matching {
  const { accounts, agents, lines, from, to, longerThan, shorterThan, needles } = question;
  // Nothing has what nothing in the dictionaries has.
  const hopeless = needles.some(
    (needle) =>
      needle.noteKeys.length === 0 &&
      needle.parties.size + needle.marks.size + needle.agents.size + needle.lines.size === 0,
  );
  if (hopeless) return () => null;
  const asksRows = !known.some((other) => sameRows(question, other));
  const kinds = wantedKinds(question);
  const sets = (
    [
      ['accounts', accounts],
      ['agents', agents],
      ['lines', lines],
    ] as const
  ).flatMap(([column, set]) => (set === null ? [] : [[column, tableOf(set, highest[column])] as const]));
  const ready = needles
    .filter((needle) => !known.some((other) => other.needles.some((had) => sameHits(needle, had))))
    .map((needle) => readyNeedle(needle, highest));
  let noted = new Uint32Array(0);
  return (block, among) => {
    const bits = among ?? allRows(block);
    if (asksRows) {
      const first = placeOf(block, from);
      const end = placeOf(block, to);
      if (first >= end) return null;
      keepKinds(bits, block, kinds, first, end);
      for (const [column, table] of sets) keepIds(bits, block[column], table);
      if (longerThan !== null || shorterThan !== null)
        keepTalks(bits, block.talks, longerThan ?? -1, shorterThan ?? Infinity);
    }
    if (ready.length > 0 && noted.length < bits.length) noted = new Uint32Array(bits.length);
    for (const needle of ready) keepNeedle(bits, block, needle, noted);
    return bits;
  };
}
