import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localTime } from '../../../main/exports/local-time.ts';

describe('an instant on the clock on the wall', () => {
  const zone = process.env['TZ'];
  beforeAll(() => {
    process.env['TZ'] = 'Europe/Prague';
  });
  afterAll(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  it('has date, time and distance from UTC', () => {
    expect(localTime(Date.UTC(2026, 10, 21, 23, 15, 30, 999))).toEqual({
      date: '2026-11-22',
      time: '00:15:30',
      offset: 'UTC+01:00',
      serial: 46348 + (15 * 60 + 30) / 86_400,
    });
  });

  it('tells the two halves past two of an October night apart', () => {
    const first = localTime(Date.UTC(2026, 9, 25, 0, 30));
    const second = localTime(Date.UTC(2026, 9, 25, 1, 30));
    expect([first.time, first.offset]).toEqual(['02:30:00', 'UTC+02:00']);
    expect([second.time, second.offset]).toEqual(['02:30:00', 'UTC+01:00']);
  });

  it('has no day number where spreadsheets have none', () => {
    expect(localTime(Date.UTC(1899, 0, 1)).serial).toBeNull();
    expect(localTime(Date.UTC(12_000, 0, 1)).serial).toBeNull();
  });
});
