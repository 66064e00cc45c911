import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eachNumber } from '../../../main/storage/number-list.ts';
import { keysWithNote } from '../../../main/storage/search-index.ts';
import { emptyDatabase } from '../../support/direct-store.ts';

function numbersIn(list: string): number[] {
  const numbers: number[] = [];
  eachNumber(list, (value) => numbers.push(value));
  return numbers;
}

it('reads every number of a list, as large as a key may be', () => {
  fc.assert(
    fc.property(fc.array(fc.maxSafeNat()), (numbers) => {
      expect(numbersIn(numbers.join(','))).toEqual(numbers);
    }),
  );
});

it('reads the row numbers that SQLite lists', () => {
  const database = emptyDatabase();
  const most = Number.MAX_SAFE_INTEGER;
  database.script(`INSERT INTO notes (rowid, words) VALUES (7, 'jana'), (${String(most)}, 'jana')`);
  expect(keysWithNote(database, 'jan')).toEqual([7, most]);
});

it('finds nothing in an empty list', () => {
  expect(numbersIn('')).toEqual([]);
});

it.each(['-1', '1.5', '1, 2', 'null', '1;2'])('refuses %s, which no row number looks like', (list) => {
  expect(() => numbersIn(list)).toThrow(TypeError);
});
