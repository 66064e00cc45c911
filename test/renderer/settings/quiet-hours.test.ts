import { describe, expect, it } from 'vitest';
import { AlertRules } from '../../../domain/live.ts';
import { Settings } from '../../../domain/settings.ts';
import { fieldOf, hoursOf, nightHours, usualHours } from '../../../renderer/settings/quiet-hours.ts';

describe('working hours', () => {
  it('are written as hours and minutes and read back', () => {
    expect(fieldOf(8 * 60 + 5)).toBe('08:05');
    expect(hoursOf(fieldOf(usualHours.from), fieldOf(usualHours.to))).toEqual(usualHours);
  });

  it('are read as people write them, and not where no clock shows them', () => {
    expect(hoursOf('8:00', '17.30')).toEqual({ from: 480, to: 1050 });
    for (const wrong of ['24:00', '8', '8:5', '12:60', '8:00 PM']) expect(hoursOf(wrong, '23:59')).toBeNull();
  });

  it('may last until midnight', () => {
    expect(hoursOf('13:00', '00:00')).toEqual({ from: 780, to: 1440 });
    expect(fieldOf(1440)).toBe('00:00');
  });

  it.each([
    ['17:00', '08:00'],
    ['08:00', '08:00'],
    ['', '17:00'],
    ['08:00', ''],
  ])('from %s to %s are none', (from, to) => {
    expect(hoursOf(from, to)).toBeNull();
  });

  it('that can be entered are hours the settings take', () => {
    for (const [from, to] of [
      ['00:00', '00:00'],
      ['23:59', '00:00'],
      ['00:00', '00:01'],
    ] as const) {
      expect(Settings.shape.quietHours.safeParse(hoursOf(from, to)).success).toBe(true);
    }
  });
});

describe('quiet hours', () => {
  it('may go on over midnight, and are none only when they end as they begin', () => {
    expect(hoursOf('20:00', '7:00', true)).toEqual({ from: 1200, to: 420 });
    expect(hoursOf('20:00', '0:00', true)).toEqual({ from: 1200, to: 0 });
    expect(hoursOf('7:00', '7:00', true)).toBeNull();
    for (const hours of [nightHours, hoursOf('20:00', '0:00', true)]) {
      expect(AlertRules.shape.quietHours.safeParse(hours).success).toBe(true);
    }
  });
});
