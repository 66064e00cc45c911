import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Answers } from '../../../../main/storage/columns/answers.ts';
import type { ColumnRow } from '../../../../main/storage/columns/block.ts';
import { CallColumns } from '../../../../main/storage/columns/call-columns.ts';
import { idSetOf } from '../../../../main/storage/columns/id-set.ts';
import type { ColumnQuestion } from '../../../../main/storage/columns/question-type.ts';
import { localDayStart } from '../../../../main/storage/local-days.ts';
import { keysPerMs, startOfKey } from '../../../../main/storage/row-key.ts';
import { aQuestion, aRow, ids, matchesRow } from './naive-columns.ts';

/** Some hours apart, so that a hundred calls lie on dozens of days, over a change of clocks. */
const keyOf = (place: number): number => (Date.UTC(2026, 9, 1) + place * 3_700_000) * keysPerMs;

const place = fc.nat(1200);
const id = fc.nat(40);
const idSet = fc.array(id, { maxLength: 25 }).map(idSetOf);

const row = fc
  .record({
    key: place.map(keyOf),
    account: fc.integer({ min: 1, max: 3 }),
    direction: fc.nat(2),
    outcome: fc.nat(8),
    agent: id,
    line: id,
    party: id,
    marks: id,
    talk: fc.integer({ min: -1, max: 50 }),
    folded: fc.boolean(),
  })
  .map((made): ColumnRow => made);

const needle = fc.record({
  parties: idSet,
  marks: idSet,
  agents: idSet,
  lines: idSet,
  noteKeys: fc.uniqueArray(place, { maxLength: 20 }).map((places) => places.map(keyOf).sort((a, b) => a - b)),
});

const question = fc
  .record({
    accounts: fc.option(fc.array(fc.integer({ min: 1, max: 3 })).map(idSetOf)),
    agents: fc.option(idSet),
    lines: fc.option(idSet),
    directions: fc.integer({ min: 0, max: 7 }),
    outcomes: fc.integer({ min: 0, max: 511 }),
    from: fc.oneof(fc.constant(0), place.map(keyOf)),
    to: fc.oneof(fc.constant(Number.MAX_SAFE_INTEGER), place.map(keyOf)),
    longerThan: fc.option(fc.nat(50)),
    shorterThan: fc.option(fc.nat(50)),
    withFolded: fc.boolean(),
    needles: fc.array(needle, { maxLength: 2 }),
  })
  .chain((part) => fc.nat().map((number) => aQuestion({ ...part, id: String(number) })));

/** Calls stored and removed at once. */
const change = fc.record({
  put: fc.array(row, { maxLength: 300 }),
  removed: fc.array(place, { maxLength: 300 }),
});

interface Asked {
  readonly anchor: number;
  readonly offset: number;
  readonly limit: number;
}
const asked = fc.record({
  anchor: place.map(keyOf),
  offset: fc.nat(300),
  limit: fc.integer({ min: 1, max: 80 }),
});

function naiveDays(keys: readonly number[]): { startsAt: number; count: number }[] {
  const days = new Map<number, number>();
  for (const key of keys) {
    const startsAt = localDayStart(startOfKey(key));
    days.set(startsAt, (days.get(startsAt) ?? 0) + 1);
  }
  return [...days].map(([startsAt, count]) => ({ startsAt, count })).sort((a, b) => b.startsAt - a.startsAt);
}

function expectSameAnswers(
  rows: ReadonlyMap<number, ColumnRow>,
  answers: Answers,
  of: ColumnQuestion,
  { anchor, offset, limit }: Asked,
): void {
  const matching = [...rows.values()]
    .filter((one) => matchesRow(of, one))
    .map(({ key }) => key)
    .sort((a, b) => b - a);
  const upTo = matching.filter((key) => key <= anchor);
  expect(answers.count(of)).toBe(matching.length);
  expect(answers.counts(of, anchor)).toEqual({ upTo: upTo.length, above: matching.length - upTo.length });
  expect(answers.window(of, anchor, offset, limit)).toEqual(upTo.slice(offset, offset + limit));
  expect(answers.below(of, anchor, limit)).toEqual(matching.filter((key) => key < anchor).slice(0, limit));
  expect(answers.days(of, anchor)).toEqual(naiveDays(upTo));
  expect(answers.days(of, null)).toEqual(naiveDays(matching));
}

describe('the columns of calls', () => {
  it('answer like a plain list, whatever is stored, moved and removed between two questions', () => {
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 12 }),
        fc.array(question, { minLength: 1, maxLength: 3 }),
        fc.array(asked, { minLength: 12, maxLength: 12 }),
        (changes, questions, places) => {
          const columns = new CallColumns(40);
          const answers = new Answers(columns);
          const rows = new Map<number, ColumnRow>();
          changes.forEach(({ put, removed }, turn) => {
            for (const gone of removed) rows.delete(keyOf(gone));
            for (const one of put) rows.set(one.key, one);
            const touched = [...removed.map(keyOf), ...put.map(({ key }) => key)];
            columns.put(
              touched,
              [...new Set(touched)].flatMap((key) => rows.get(key) ?? []),
            );
            expect(columns.newestKey).toBe(rows.size === 0 ? null : Math.max(...rows.keys()));
            for (const of of questions)
              expectSameAnswers(rows, answers, of, places[turn] ?? { anchor: 0, offset: 0, limit: 1 });
          });
        },
      ),
      { numRuns: 200 },
    );
  });

  it('answer a question like a plain list, too, when one that it narrows was asked before', () => {
    fc.assert(
      fc.property(
        change,
        change,
        question,
        fc.nat(3),
        asked,
        ({ put: stored }, { put, removed }, narrow, part, where) => {
          const columns = new CallColumns(40);
          const answers = new Answers(columns);
          const rows = new Map(stored.map((one) => [one.key, one]));
          columns.put([...rows.keys()], [...rows.values()]);
          const wide = [
            { ...narrow, needles: narrow.needles.slice(1) },
            { ...narrow, agents: null, lines: null },
            { ...narrow, from: 0, longerThan: null },
            { ...narrow, directions: 7, outcomes: 511 },
          ][part];
          answers.count({ ...(wide ?? narrow), id: 'wide' });
          for (const gone of removed) rows.delete(keyOf(gone));
          for (const one of put) rows.set(one.key, one);
          const touched = [...removed.map(keyOf), ...put.map(({ key }) => key)];
          columns.put(
            touched,
            [...new Set(touched)].flatMap((key) => rows.get(key) ?? []),
          );
          expectSameAnswers(rows, answers, narrow, where);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('answer like a plain list, too, by what was prepared before calls changed', () => {
    fc.assert(
      fc.property(
        change,
        change,
        question,
        fc.array(question, { minLength: 1, maxLength: 3 }),
        asked,
        ({ put: stored }, { put, removed }, narrow, others, where) => {
          const columns = new CallColumns(40);
          const answers = new Answers(columns);
          const rows = new Map(stored.map((one) => [one.key, one]));
          columns.put([...rows.keys()], [...rows.values()]);
          // What is typed last narrows each of the words; the other questions stand for what else was prepared.
          const words = narrow.needles.map((one, n) => ({
            ...aQuestion({ id: `word ${String(n)}`, directions: 7, outcomes: 511, withFolded: true }),
            needles: [one],
          }));
          for (const wide of [...words, ...others.map((one) => ({ ...one, id: `other ${one.id}` }))])
            answers.prepare(wide);
          for (const gone of removed) rows.delete(keyOf(gone));
          for (const one of put) rows.set(one.key, one);
          const touched = [...removed.map(keyOf), ...put.map(({ key }) => key)];
          columns.put(
            touched,
            [...new Set(touched)].flatMap((key) => rows.get(key) ?? []),
          );
          answers.count({ ...narrow, id: 'a letter less', needles: narrow.needles.slice(1) });
          expectSameAnswers(rows, answers, narrow, where);
          for (const wide of words) expectSameAnswers(rows, answers, wide, where);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('say that what was prepared is outdated when an eighth of the blocks was made anew', () => {
    const columns = new CallColumns();
    const answers = new Answers(columns);
    const rows = Array.from({ length: 50_000 }, (_, number) => aRow(number * 10));
    columns.put(
      rows.map(({ key }) => key),
      rows,
    );
    const any = aQuestion({ id: 'any' });
    expect(answers.outdated).toBe(false);
    answers.prepare(any);
    columns.put([5], [aRow(5)]);
    expect(answers.outdated).toBe(false);
    const places = rows.filter((_, number) => number % 10_000 === 0).map(({ key }) => key + 5);
    columns.put(
      places,
      places.map((key) => aRow(key)),
    );
    expect(answers.outdated).toBe(true);
    answers.prepare(any);
    expect(answers.outdated).toBe(false);
    expect(answers.count(any)).toBe(50_005);
  });

  it('stay in blocks of bounded size, none of them empty, while thousands of calls come and go', () => {
    const columns = new CallColumns();
    const all = Array.from({ length: 30_000 }, (_, number) => aRow(number * 7));
    // The newest first, as the past is read.
    for (let end = all.length; end > 0; end -= 500) {
      const page = all.slice(end - 500, end);
      columns.put(
        page.map(({ key }) => key),
        page,
      );
    }
    const sizes = () => columns.blocks.map(({ count }) => count);
    expect(columns.count).toBe(30_000);
    expect(Math.max(...sizes())).toBeLessThanOrEqual(4096);
    expect(columns.blocks.length).toBeLessThan(20);

    const kept = all.filter((_, number) => number % 100 === 0);
    const going = all.map(({ key }) => key).filter((key) => key % 700 !== 0);
    for (let from = 0; from < going.length; from += 30) columns.put(going.slice(from, from + 30), []);
    expect(columns.count).toBe(kept.length);
    expect(Math.min(...sizes())).toBeGreaterThan(0);
    expect(columns.blocks.length).toBeLessThan(4);
  });

  it('are made anew only where something changed', () => {
    const columns = new CallColumns();
    const rows = Array.from({ length: 50_000 }, (_, number) => aRow(number * 10));
    columns.put(
      rows.map(({ key }) => key),
      rows,
    );
    const before = new Set(columns.blocks);
    columns.put([250_005], [aRow(250_005)]);
    expect(columns.blocks.filter((block) => !before.has(block))).toHaveLength(1);
  });
});

describe('a question asked again', () => {
  const byWord = (generation: number, agents: readonly number[]): ColumnQuestion =>
    aQuestion({
      id: 'a word',
      generation,
      needles: [{ parties: ids(5), marks: ids(), agents: ids(...agents), lines: ids(), noteKeys: [] }],
    });

  it('finds what its word means now, also where an agent of old calls got another name', () => {
    const columns = new CallColumns();
    const answers = new Answers(columns);
    columns.put([10, 20, 30], [aRow(10, { party: 5 }), aRow(20, { agent: 7 }), aRow(30, { agent: 8 })]);
    expect(answers.below(byWord(1, [7]), 100, 10)).toEqual([20, 10]);
    expect(answers.below(byWord(2, [7, 8]), 100, 10)).toEqual([30, 20, 10]);
    expect(answers.below(byWord(3, [8]), 100, 10)).toEqual([30, 10]);
  });

  it('finds calls that were stored meanwhile, of people nobody knew before', () => {
    const columns = new CallColumns();
    const answers = new Answers(columns);
    columns.put([10], [aRow(10, { party: 5 })]);
    expect(answers.count(byWord(1, []))).toBe(1);
    columns.put([20], [aRow(20, { party: 99 })]);
    const grown = byWord(2, []);
    const [first] = grown.needles;
    expect(first).toBeDefined();
    const asked = { ...grown, needles: grown.needles.map((one) => ({ ...one, parties: ids(5, 99) })) };
    expect(answers.below(asked, 100, 10)).toEqual([20, 10]);
  });

  it('is right after hundreds of others were asked', () => {
    const columns = new CallColumns();
    const answers = new Answers(columns);
    columns.put([10, 20], [aRow(10, { account: 2 }), aRow(20, { account: 3 })]);
    for (let account = 0; account < 300; account += 1) {
      const of = aQuestion({ id: String(account), accounts: ids(account) });
      expect(answers.count(of)).toBe(account === 2 || account === 3 ? 1 : 0);
    }
    expect(answers.count(aQuestion({ id: '2', accounts: ids(2) }))).toBe(1);
  });
});
