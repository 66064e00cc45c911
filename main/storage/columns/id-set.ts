import type { IdSet } from './question-type.ts';

export const noIds: IdSet = { bits: new Uint32Array(0), size: 0 };

/** Ids in any order; one that comes twice counts once. */
export function idSetOf(ids: readonly number[]): IdSet {
  if (ids.length === 0) return noIds;
  let last = 0;
  for (const id of ids) if (id > last) last = id;
  const bits = new Uint32Array((last >>> 5) + 1);
  let size = 0;
  for (const id of ids) {
    const place = id >>> 5;
    const before = bits[place] ?? 0;
    const after = before | (1 << (id & 31));
    if (after >>> 0 === before) continue;
    bits[place] = after;
    size += 1;
  }
  return { bits, size };
}

export const hasId = ({ bits }: IdSet, id: number): boolean =>
  ((bits[id >>> 5] ?? 0) & (1 << (id & 31))) !== 0;

/** Ascending. */
export function* idsIn({ bits }: IdSet): Generator<number> {
  for (const [place, word] of bits.entries())
    for (let bit = 0; bit < 32; bit += 1) if ((word & (1 << bit)) !== 0) yield place * 32 + bit;
}
