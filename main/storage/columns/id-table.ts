import { bitsIn } from './bits.ts';
import type { IdSet } from './question-type.ts';

/** A set of ids with a byte for each, 1 for those in it: looked up a million times. */
export type IdTable = Uint8Array;

/** @param highest no greater id is looked up: reaching to it, the table needs no guard, which is a branch for each row */
export function tableOf({ bits }: IdSet, highest: number): IdTable {
  const table = new Uint8Array(Math.max(highest + 1, bits.length * 32));
  for (let place = 0; place < bits.length; place += 1)
    for (let left = bits[place] ?? 0; left !== 0; left &= left - 1)
      table[place * 32 + 31 - Math.clz32(left & -left)] = 1;
  return table;
}

/** Up to so many rows of a word of bits, each is looked at; else all are, without a branch for each. */
const fewRows = 4;

/**
 * Those rows of `among`, the word of bits that begins at row `base`, whose id is in the table. Hits come at random, so
 * that a branch for each row would often be guessed wrong: where many are looked at, there is none.
 */
export function idsInWord(column: Int32Array, base: number, among: number, table: IdTable): number {
  let found = 0;
  if (base + 32 > column.length || bitsIn(among) <= fewRows) {
    for (let left = among; left !== 0; left &= left - 1) {
      const lowest = left & -left;
      if (table[column[base + 31 - Math.clz32(lowest)] ?? 0] === 1) found |= lowest;
    }
    return found;
  }
  for (let row = base + 28; row >= base; row -= 4)
    found =
      (found << 4) |
      (table[column[row] ?? 0] ?? 0) |
      ((table[column[row + 1] ?? 0] ?? 0) << 1) |
      ((table[column[row + 2] ?? 0] ?? 0) << 2) |
      ((table[column[row + 3] ?? 0] ?? 0) << 3);
  return found & among;
}
