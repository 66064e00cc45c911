import { expect, it } from 'vitest';
import { anyCall } from '../../../domain/call.ts';
import { firstLetters, preparingLetters } from '../../../main/storage/first-letters.ts';
import { readCounts } from '../../../main/storage/read-calls.ts';
import { aCall } from '../../support/calls.ts';
import { emptyDatabase, storedOf } from '../../support/direct-store.ts';
import { fill, start } from './bench.ts';

it('finds what is typed alike, before and after its letters were prepared one by one, and of calls that came since', () => {
  const database = emptyDatabase();
  const call = (name: string) => aCall({ providerCallId: name, agent: null, remote: { name } });
  fill(database, ['Nora Adamec', 'Adam Novák', 'Žofie Nováková'].map(call));
  const stored = storedOf(database);
  const typed = ['n', 'no', 'nov', 'novak a', 'a n', 'z', '4', '42', '6061', 'missed n'];
  const counts = () => {
    while (!stored.columns.complete) stored.columns.step();
    const filters = typed.map((text) => ({ ...anyCall, text }));
    const counted: { count: number; exact: boolean }[] = [];
    while (counted.length < typed.length) readCounts(stored, filters, start, counted);
    return counted.map(({ count }) => count);
  };
  const before = counts();
  expect(before.slice(0, 3)).toEqual([3, 3, 2]);

  const prepare = preparingLetters(stored);
  let turns = 1;
  while (!prepare()) turns += 1;
  expect(turns).toBe(firstLetters.length);
  expect(counts()).toEqual(before);

  fill(database, [call('Nina Novotná')]);
  stored.columns.refresh(database.numbers('SELECT key FROM calls').map(([key]) => key ?? 0));
  expect(counts().slice(0, 3)).toEqual([4, 4, 3]);
});
