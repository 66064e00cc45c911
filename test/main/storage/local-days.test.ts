import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localDayStart } from '../../../main/storage/local-days.ts';
import { anyCall } from '../../../domain/call.ts';
import { aCall } from '../../support/calls.ts';
import { emptyDatabase } from '../../support/direct-store.ts';
import { fill, readDays } from './bench.ts';

describe('local days in Prague', () => {
  const before = process.env['TZ'];
  beforeAll(() => {
    process.env['TZ'] = 'Europe/Prague';
  });
  afterAll(() => {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  });

  it('begin at local midnight, in winter and summer', () => {
    expect(localDayStart(Date.UTC(2026, 0, 15, 8))).toBe(Date.UTC(2026, 0, 14, 23));
    expect(localDayStart(Date.UTC(2026, 6, 15, 8))).toBe(Date.UTC(2026, 6, 14, 22));
  });

  it('have 25 hours when clocks go back, each call counted in its own day', () => {
    const database = emptyDatabase();
    const at = [
      Date.UTC(2026, 9, 24, 21, 59, 59), // 24th, 23:59:59
      Date.UTC(2026, 9, 24, 22, 0, 0), // 25th, 00:00
      Date.UTC(2026, 9, 25, 0, 30), // 25th, 02:30 summer time
      Date.UTC(2026, 9, 25, 1, 30), // 25th, 02:30 winter time
      Date.UTC(2026, 9, 25, 22, 59, 59), // 25th, 23:59:59
      Date.UTC(2026, 9, 25, 23, 0, 0), // 26th, 00:00
    ];
    fill(
      database,
      at.map((startedAt, place) => aCall({ providerCallId: String(place), startedAt })),
    );
    expect(readDays(database, anyCall, null, 0)).toEqual([
      { startsAt: Date.UTC(2026, 9, 25, 23), count: 1 },
      { startsAt: Date.UTC(2026, 9, 24, 22), count: 4 },
      { startsAt: Date.UTC(2026, 9, 23, 22), count: 1 },
    ]);
  });

  it('end with the first day of the epoch', () => {
    const database = emptyDatabase();
    fill(database, [aCall({ startedAt: 5 })]);
    expect(readDays(database, anyCall, null, 0)).toEqual([{ startsAt: -3_600_000, count: 1 }]);
  });
});
