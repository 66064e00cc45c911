import { bitsIn } from './bits.ts';
import type { IdSet } from './question-type.ts';

/** A set of ids with a byte for each, 1 for those in it: looked up a million times. The last byte, for all beyond, is 0. */
export type IdTable = Uint8Array;

export function tableOf({ bits }: IdSet): IdTable {
  const table = new Uint8Array(bits.length * 32 + 1);
  for (let place = 0; place < bits.length; place += 1)
    for (let left = bits[place] ?? 0; left !== 0; left &= left - 1)
      table[place * 32 + 31 - Math.clz32(left & -left)] = 1;
  return table;
}

/** Up to so many rows of a word of bits, each is looked at; else all are, without a branch for each. */
const fewRows = 8;

/**
 * Those rows of `among`, the word of bits that begins at row `base`, whose id is in the table. Hits come at random, so
 * that a branch for each row would be guessed wrong; four rows at a time take half as long as one by one.
 */
export function idsInWord(column: Int32Array, base: number, among: number, table: IdTable): number {
  const beyond = table.length - 1;
  let found = 0;
  if (base + 32 > column.length || bitsIn(among) <= fewRows) {
    for (let left = among; left !== 0; left &= left - 1) {
      const lowest = left & -left;
      const id = column[base + 31 - Math.clz32(lowest)] ?? 0;
      if (table[Math.min(id, beyond)] === 1) found |= lowest;
    }
    return found;
  }
  for (let row = base + 28; row >= base; row -= 4)
    found =
      (found << 4) |
      (table[Math.min(column[row] ?? 0, beyond)] ?? 0) |
      ((table[Math.min(column[row + 1] ?? 0, beyond)] ?? 0) << 1) |
      ((table[Math.min(column[row + 2] ?? 0, beyond)] ?? 0) << 2) |
      ((table[Math.min(column[row + 3] ?? 0, beyond)] ?? 0) << 3);
  return found & among;
}
