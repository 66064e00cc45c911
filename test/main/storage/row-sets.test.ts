import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idSetOf, idsIn } from '../../../main/storage/columns/id-set.ts';
import { RowSets } from '../../../main/storage/row-sets.ts';
import { type Kind, kinds } from '../../../main/storage/search-index.ts';

const allKinds: readonly Kind[] = ['party', 'marks', 'agent', 'line'];
const rowOf = (kind: Kind, id: number): number => id * 4 + kinds[kind];

describe('rows of the index over dictionaries', () => {
  it('become a set for each dictionary, of those that were asked for', () => {
    const row = fc.record({ kind: fc.constantFrom(...allKinds), id: fc.nat(100_000) });
    fc.assert(
      fc.property(fc.array(fc.array(row), { maxLength: 3 }), fc.subarray([...allKinds]), (lists, wanted) => {
        const sets = new RowSets();
        for (const rows of lists) sets.add(rows.map(({ kind, id }) => rowOf(kind, id)).join(','), wanted);
        for (const kind of allKinds) {
          const ids = lists.flat().flatMap((one) => (one.kind === kind ? one.id : []));
          const expected = idSetOf(wanted.includes(kind) ? ids : []);
          expect([...idsIn(sets.of(kind))]).toEqual([...idsIn(expected)]);
          expect(sets.of(kind).size).toBe(expected.size);
        }
      }),
    );
  });

  it('stay as they were given out when others are added', () => {
    const sets = new RowSets();
    sets.add(String(rowOf('party', 5)), allKinds);
    const before = sets.of('party');
    sets.add(String(rowOf('party', 6)), allKinds);
    expect([...idsIn(before)]).toEqual([5]);
    expect([...idsIn(sets.of('party'))]).toEqual([5, 6]);
  });
});
