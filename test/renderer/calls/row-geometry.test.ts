import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ariaIndexOfDay,
  ariaIndexOfRow,
  blocksOf,
  dayOfRow,
  layOut,
  rowAt,
  runsBetween,
  topOfRow,
} from '../../../renderer/calls/row-geometry.ts';

const days = fc
  .array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 60 })
  .map((counts) => counts.map((count, index) => ({ startsAt: -index, count })));

describe('the geometry of the list', () => {
  it('puts each day under its header and counts all rows', () => {
    const geometry = layOut(
      [
        { startsAt: 2, count: 3 },
        { startsAt: 1, count: 2 },
      ],
      48,
      30,
    );
    expect(geometry).toMatchObject({ rows: 5, height: 30 + 3 * 48 + 30 + 2 * 48 });
    expect(topOfRow(geometry, 0)).toBe(30);
    expect(topOfRow(geometry, 3)).toBe(30 + 3 * 48 + 30);
  });

  it('finds every row again at its own top', () => {
    fc.assert(
      fc.property(days, fc.nat(), (list, pick) => {
        const geometry = layOut(list, 48, 30);
        const row = pick % geometry.rows;
        expect(rowAt(geometry, topOfRow(geometry, row))).toBe(row);
        expect(rowAt(geometry, topOfRow(geometry, row) + 47)).toBe(row);
      }),
    );
  });

  it('renders every row that touches a stretch, and days without gaps between them', () => {
    fc.assert(
      fc.property(days, fc.nat(), fc.integer({ min: 100, max: 2000 }), (list, start, length) => {
        const geometry = layOut(list, 48, 30);
        const from = start % geometry.height;
        const runs = runsBetween(geometry, from, from + length);
        const rendered = runs.flatMap((run) =>
          Array.from({ length: run.to - run.from + 1 }, (_, index) => run.from + index),
        );
        const touching = Array.from({ length: geometry.rows }, (_, row) => row).filter((row) => {
          const top = topOfRow(geometry, row);
          return top < from + length && top + 48 > from;
        });
        expect(rendered).toEqual(expect.arrayContaining(touching));
        expect(rendered.length).toBeLessThanOrEqual(touching.length + 2 * runs.length);
      }),
    );
  });

  it('numbers headers and rows for assistive technology without gap or repetition', () => {
    const geometry = layOut(
      [
        { startsAt: 2, count: 2 },
        { startsAt: 1, count: 1 },
      ],
      48,
      30,
    );
    const headers = geometry.days.map(ariaIndexOfDay);
    const rows = [0, 1, 2].map((row) => ariaIndexOfRow(geometry, row));
    expect([...headers, ...rows].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5]);
    expect(headers).toEqual([1, 4]);
  });

  it('draws whole blocks of a day, which keep their calls while others push them down', () => {
    fc.assert(
      fc.property(days, fc.nat(40_000), fc.nat(30), (list, from, slid) => {
        const geometry = layOut(list, 48, 30);
        for (const run of runsBetween(geometry, from, from + 900)) {
          const blocks = blocksOf(geometry, run, slid);
          const rows = blocks.flatMap((block) =>
            Array.from({ length: block.to - block.from + 1 }, (_, index) => block.from + index),
          );
          expect(rows).toEqual(rows.map((_, index) => (rows[0] ?? 0) + index));
          expect(rows[0]).toBeLessThanOrEqual(run.from);
          expect(rows.at(-1)).toBeGreaterThanOrEqual(run.to);
          expect(rows.map((row) => dayOfRow(geometry, row))).toEqual(rows.map(() => run.dayIndex));
          expect(rows.length).toBeLessThanOrEqual(run.to - run.from + 9);
          // The same calls, `slid` rows further up before so many came in above them.
          for (const { index, from: first, to: last } of blocks)
            for (const row of [first, last]) expect(Math.floor((row - slid) / 5)).toBe(index);
        }
      }),
    );
  });

  it('holds an empty list', () => {
    const geometry = layOut([], 48, 30);
    expect(geometry).toMatchObject({ rows: 0, height: 0 });
    expect(runsBetween(geometry, 0, 800)).toEqual([]);
    expect(rowAt(geometry, 100)).toBe(0);
    expect(dayOfRow(geometry, 0)).toBe(0);
  });
});
