/** Rows of a block, a bit each: row `r` is bit `r & 31` of word `r >>> 5`. */
export type Bits = Uint32Array;

export const wordsFor = (rows: number): number => (rows + 31) >>> 5;

/** How many bits of a word are set. */
export function bitsIn(word: number): number {
  let left = word - ((word >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return Math.imul((left + (left >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

export function countBits(bits: Bits): number {
  let count = 0;
  for (const word of bits) count += bitsIn(word);
  return count;
}

/** How many of the first `rows` rows are set. */
export function countBefore(bits: Bits, rows: number): number {
  const whole = rows >>> 5;
  let count = 0;
  for (let place = 0; place < whole; place += 1) count += bitsIn(bits[place] ?? 0);
  const rest = rows & 31;
  return rest === 0 ? count : count + bitsIn((bits[whole] ?? 0) & ((1 << rest) - 1));
}

/** The row of the set bit with `rank` set bits before it; −1 when there are not so many. */
export function rowOfRank(bits: Bits, rank: number): number {
  let left = rank;
  for (let place = 0; place < bits.length; place += 1) {
    let word = bits[place] ?? 0;
    const here = bitsIn(word);
    if (left >= here) {
      left -= here;
      continue;
    }
    for (; left > 0; left -= 1) word &= word - 1;
    return place * 32 + (31 - Math.clz32(word & -word));
  }
  return -1;
}

/** The set row before `row`; −1 when there is none. */
export function setRowBefore(bits: Bits, row: number): number {
  let place = row >>> 5;
  const rest = row & 31;
  let word = rest === 0 ? 0 : (bits[place] ?? 0) & ((1 << rest) - 1);
  while (word === 0) {
    place -= 1;
    if (place < 0) return -1;
    word = bits[place] ?? 0;
  }
  return place * 32 + (31 - Math.clz32(word));
}
