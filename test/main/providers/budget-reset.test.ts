import { describe, expect, it } from 'vitest';
import { resetInstant } from '../../../main/providers/budget-reset.ts';

const now = Date.UTC(2026, 10, 21, 9, 0, 0);

describe('the reset of a limit', () => {
  it.each([
    ['UNIX seconds', (now + 30_000) / 1000, now + 30_000],
    ['UNIX milliseconds', now + 30_000, now + 30_000],
    ['seconds from now', 30, now + 30_000],
    ['milliseconds from now', 30_000, now + 30_000],
    ['an hour from now, in seconds', 3_600, now + 3_600_000],
    ['this very moment', 0, now],
  ])('is read as %s', (_unit, value, instant) => {
    expect(resetInstant(value, now, null)).toBe(instant);
  });

  it.each([
    ['days of seconds', 400_000_000],
    ['a year far away', 1e14],
    ['less than nothing', -1],
    ['no number', Number.NaN],
  ])('is not believed to be %s', (_value, value) => {
    expect(resetInstant(value, now, null)).toBeNull();
  });

  it('is corrected by how far this computer’s clock is off, where the provider tells its own', () => {
    const serverNow = now + 45_000;
    expect(resetInstant((serverNow + 20_000) / 1000, now, serverNow)).toBe(now + 20_000);
  });

  it('stays as it was told by a provider whose own clock contradicts it', () => {
    expect(resetInstant((now + 20_000) / 1000, now, now - 9_000_000)).toBe(now + 20_000);
  });
});
