/** Scrambles 32 bits so that neighbouring inputs give unrelated outputs (the splitmix32 finaliser). */
function scramble(bits: number): number {
  let z = bits | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return z ^ (z >>> 15);
}

const golden = 0x9e3779b9;

/** One 32-bit value that depends on every key and on their order. Keys are integers. */
export function hash(...keys: readonly number[]): number {
  let state = 0x2545f491;
  for (const key of keys) {
    state = scramble((state + golden + (key | 0)) | 0);
    // Seeds above 32 bits keep their upper half.
    const upper = Math.trunc(key / 2 ** 32);
    if (upper !== 0) state = scramble((state ^ upper) + golden);
  }
  return state >>> 0;
}

/** A number in [0, 1) that is a pure function of the keys. */
export const unitOf = (...keys: readonly number[]): number => hash(...keys) / 2 ** 32;

/**
 * A short run of invented choices that is a pure function of its keys: the same keys give the same choices in the
 * same order, whatever was drawn elsewhere.
 */
export class Draw {
  #state: number;

  constructor(...keys: readonly number[]) {
    this.#state = hash(...keys);
  }

  /** In [0, 1). */
  unit(): number {
    this.#state = (this.#state + golden) | 0;
    return (scramble(this.#state) >>> 0) / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** A whole number in [0, count). */
  below(count: number): number {
    return Math.floor(this.unit() * count);
  }

  /** A whole number in [least, most]. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  pick<T>(list: readonly T[]): T {
    const at = this.below(list.length);
    if (list.length === 0) throw new RangeError('nothing to pick from');
    return list[at] as T; // in range: `at` is below the length
  }

  /** One value of a table of [value, weight]; weights need not add up to one. */
  weighted<T>(table: readonly (readonly [T, number])[]): T {
    let left = this.unit() * table.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of table) {
      left -= weight;
      if (left < 0) return value;
    }
    const last = table.at(-1);
    if (last === undefined) throw new RangeError('nothing to pick from');
    return last[0];
  }

  /** A length in seconds around `median`, with the long right tail that talk times have. */
  seconds(median: number, longest: number): number {
    const normal = this.unit() + this.unit() + this.unit() + this.unit() - 2;
    return Math.max(1, Math.min(longest, Math.round(median * Math.exp(1.6 * normal))));
  }
}
