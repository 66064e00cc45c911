import { describe, expect, it } from 'vitest';
import { dayStart, isTimeZone, parseMoment, wallClock, withOffset } from './moments.ts';

const prague = 'Europe/Prague';
/** The hour that clocks in Prague showed twice in 2026. */
const foldStart = Date.parse('2026-10-25T00:00:00Z');

describe('moments going out', () => {
  it('carry the offset of their zone, summer and winter', () => {
    const summer = Date.parse('2026-07-01T10:00:00Z');
    expect(withOffset(summer, prague)).toBe('2026-07-01T12:00:00+02:00');
    expect(withOffset(summer, 'UTC')).toBe('2026-07-01T10:00:00+00:00');
    expect(withOffset(summer, 'America/New_York')).toBe('2026-07-01T06:00:00-04:00');
    expect(withOffset(summer, 'Asia/Kolkata')).toBe('2026-07-01T15:30:00+05:30');
    expect(withOffset(Date.parse('2026-12-01T10:00:00Z'), prague)).toBe('2026-12-01T11:00:00+01:00');
  });

  it('show the doubled hour of October twice, told apart by the offset alone', () => {
    const halfPast = foldStart + 30 * 60_000;
    expect(withOffset(halfPast, prague)).toBe('2026-10-25T02:30:00+02:00');
    expect(withOffset(halfPast + 3_600_000, prague)).toBe('2026-10-25T02:30:00+01:00');
    expect(wallClock(halfPast, prague)).toBe(wallClock(halfPast + 3_600_000, prague));
  });
});

describe('moments coming in', () => {
  it.each([
    ['2026-11-20T14:03:12+01:00', '2026-11-20T13:03:12Z'],
    ['2026-11-20T14:03:12.500Z', '2026-11-20T14:03:12.500Z'],
    ['2026-11-20T14:03:12+0100', '2026-11-20T13:03:12Z'],
    ['2026-11-20T14:03:12-05', '2026-11-20T19:03:12Z'],
    ['2026-11-20T14:03:12 01:00', '2026-11-20T13:03:12Z'],
    ['2026-11-20T14:03:12', '2026-11-20T13:03:12Z'],
    ['2026-11-20 14:03', '2026-11-20T13:03:00Z'],
    ['2026-11-20', '2026-11-19T23:00:00Z'],
    ['2026-07-01', '2026-06-30T22:00:00Z'],
    ['1795179792000', '2026-11-20T13:03:12Z'],
  ])('%s is read', (text, instant) => {
    expect(new Date(parseMoment(text, prague) ?? 0).toISOString()).toBe(new Date(instant).toISOString());
  });

  it.each(['', 'yesterday', '2026-13-01', '2026-02-30', '2026-11-20T25:00:00Z', '20.11.2026'])(
    '"%s" is not',
    (text) => {
      expect(parseMoment(text, prague)).toBeNull();
    },
  );

  it('an ambiguous time without offset is the earlier one', () => {
    expect(parseMoment('2026-10-25T02:30:00', prague)).toBe(foldStart + 30 * 60_000);
  });
});

describe('days and zones', () => {
  it('a day begins at local midnight, also where it has 25 hours', () => {
    const evening = Date.parse('2026-10-25T22:00:00+01:00');
    expect(withOffset(dayStart(evening, prague), prague)).toBe('2026-10-25T00:00:00+02:00');
  });

  it('an invented zone is none', () => {
    expect(isTimeZone('Europe/Atlantis')).toBe(false);
    expect(isTimeZone(prague)).toBe(true);
  });
});
