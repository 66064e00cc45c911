import { describe, expect, it } from 'vitest';
import { pragueDay, readMoment, shiftDay } from '../../../../main/providers/voipex/prague-time.ts';

const at = (iso: string): number => Date.parse(iso);

describe('a moment as VoIPEX may send it', () => {
  it.each([
    ['2026-11-20T14:03:12+01:00', '2026-11-20T13:03:12Z'],
    ['2026-11-20T13:06:41.000Z', '2026-11-20T13:06:41Z'],
    ['2026-11-20 14:03:12+0100', '2026-11-20T13:03:12Z'],
    ['2026-11-20 14:03:12', '2026-11-20T13:03:12Z'],
    ['2026-11-20T14:03:12', '2026-11-20T13:03:12Z'],
    ['2026-07-01 14:03:12', '2026-07-01T12:03:12Z'],
    ['2026-11-20 14:03:12.5', '2026-11-20T13:03:12Z'],
    ['2026-11-20', '2026-11-19T23:00:00Z'],
    [1795179792, '2026-11-20T13:03:12Z'],
    ['1795179792.312', '2026-11-20T13:03:12.312Z'],
    [1795179792000, '2026-11-20T13:03:12Z'],
  ])('%s is %s', (sent, expected) => {
    expect(readMoment(sent)).toBe(at(expected));
  });

  it.each([
    '',
    'yesterday',
    '2026-13-01 00:00:00',
    '2026-02-30 00:00:00',
    '2026-11-20 24:00:00',
    '20.11.2026',
    '12',
    -5,
  ])('%j is none', (sent) => {
    expect(readMoment(sent)).toBeNull();
  });

  it('in the hour that the end of summer time repeats is the one its hint says, and the first without a hint', () => {
    const first = at('2026-10-25T00:30:00Z');
    const second = at('2026-10-25T01:30:00Z');
    expect(readMoment('2026-10-25 02:30:00')).toBe(first);
    expect(readMoment('2026-10-25 02:30:00', second + 4_000)).toBe(second);
    expect(readMoment('2026-10-25 02:30:00', first - 4_000)).toBe(first);
  });

  it('in the hour that the start of summer time skips is read as winter time', () => {
    expect(readMoment('2026-03-29 02:30:00')).toBe(at('2026-03-29T01:30:00Z'));
  });
});

it('a day begins at midnight in Prague', () => {
  expect(pragueDay(at('2026-11-19T22:59:59Z'))).toBe('2026-11-19');
  expect(pragueDay(at('2026-11-19T23:00:00Z'))).toBe('2026-11-20');
  expect(pragueDay(at('2026-07-01T22:00:00Z'))).toBe('2026-07-02');
});

it('days are counted over months, years and changes of the clock', () => {
  expect([shiftDay('2026-12-31', 1), shiftDay('2026-03-01', -1), shiftDay('2026-10-25', 1)]).toEqual([
    '2027-01-01',
    '2026-02-28',
    '2026-10-26',
  ]);
});
