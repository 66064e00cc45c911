import { describe, expect, it } from 'vitest';
import type { Call } from '../../../domain/call.ts';
import { layOut } from '../../../renderer/calls/row-geometry.ts';
import { findRow, rowInNewDays } from '../../../renderer/calls/use-reading-place.ts';
import { createCallLog } from '../preview/fake-call-log.ts';

const log = createCallLog(300, Date.UTC(2026, 10, 21, 12));
const before = layOut(
  [
    { startsAt: 3, count: 10 },
    { startsAt: 2, count: 20 },
    { startsAt: 1, count: 5 },
  ],
  48,
  30,
);

describe('the place of what is read', () => {
  it('is found where late calls pushed it', () => {
    const shifted = (row: number): Call | undefined =>
      row >= 3 && row < 300 ? log.call(row - 3) : undefined;
    expect(findRow(log.call(50).id, 50, shifted)).toBe(53);
    expect(findRow(log.call(50).id, 60, shifted)).toBe(53);
  });

  it('is unknown when its window is not loaded', () => {
    expect(findRow('aircall:p7ra9ue01:77', 50, () => undefined)).toBeNull();
  });

  it('keeps its position within its day when newer days grow', () => {
    const after = layOut(
      [
        { startsAt: 4, count: 2 },
        { startsAt: 3, count: 12 },
        { startsAt: 2, count: 20 },
        { startsAt: 1, count: 5 },
      ],
      48,
      30,
    );
    expect(rowInNewDays(15, before, after)).toBe(19);
  });

  it('stays as it is when older days grow, or when its day is gone', () => {
    const older = layOut(
      [
        { startsAt: 3, count: 10 },
        { startsAt: 2, count: 20 },
        { startsAt: 1, count: 50 },
      ],
      48,
      30,
    );
    expect(rowInNewDays(15, before, older)).toBe(15);
    expect(rowInNewDays(15, before, layOut([{ startsAt: 3, count: 10 }], 48, 30))).toBe(15);
  });
});
