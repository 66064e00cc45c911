import { describe, expect, it } from 'vitest';
import { createFormats } from '../../../renderer/formats/formats.ts';

const czech = createFormats('cs', 'cs-CZ', 'CZ');
const english = createFormats('en', 'cs-CZ', 'CZ');
/** Non-breaking blanks of every width read as a plain one here. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/gu, ' ');
const local = (month: number, day: number, hour: number, minute = 0, second = 0) =>
  new Date(2026, month - 1, day, hour, minute, second).getTime();

describe('phone numbers', () => {
  it.each([
    ['+420606123456', '+420 606 123 456'],
    ['606123456', '+420 606 123 456'],
    ['00420606123456', '+420 606 123 456'],
    ['+33142685300', '+33 1 42 68 53 00'],
    ['+442071838750', '+44 20 7183 8750'],
  ])('groups %s as its country does', (number, grouped) => {
    expect(plain(czech.phone(number))).toBe(grouped);
  });

  it('never lets a number wrap', () => {
    expect(czech.phone('+420606123456')).not.toContain(' ');
  });

  it.each(['204', '*97', 'anonymous', ''])('leaves %j as the provider wrote it', (raw) => {
    expect(czech.phone(raw)).toBe(raw);
  });

  it('reads numbers without a prefix as numbers of the home country', () => {
    expect(plain(createFormats('en', 'en-GB', 'FR').phone('0142685300'))).toBe('+33 1 42 68 53 00');
  });
});

describe('dates', () => {
  const now = local(11, 18, 15, 30);

  it('names today and yesterday and gives the time alone today', () => {
    expect(czech.when(local(11, 18, 9, 5), now)).toBe('9:05');
    expect(czech.when(local(11, 17, 23, 59), now)).toBe('včera 23:59');
    expect(english.when(local(11, 17, 9, 5), now)).toBe('yesterday 9:05');
  });

  it('names the weekday within a week and the date before it', () => {
    expect(english.when(local(11, 13, 8, 0), now)).toBe('Fri 8:00');
    expect(plain(czech.when(local(3, 2, 8, 0), now))).toBe('2. 3. 8:00');
  });

  it('heads days in words and adds the year only when it is another one', () => {
    expect(czech.day(local(11, 18, 0), now)).toBe('dnes');
    expect(plain(czech.day(local(11, 12, 12), now))).toBe('čtvrtek 12. listopadu');
    expect(english.day(new Date(2025, 10, 12, 12).getTime(), now)).toBe('12 November 2025');
  });

  it('counts calendar days across a change of the clock', () => {
    // In Prague the night to 25 October 2026 has 25 hours; elsewhere this is an ordinary night.
    expect(czech.when(local(10, 24, 23), local(10, 25, 23))).toBe('včera 23:00');
  });

  it.each([
    [3, 'nyní', 'now'],
    [45, 'před 45 sekundami', '45 seconds ago'],
    [3 * 60, 'před 3 minutami', '3 minutes ago'],
    [2 * 3600 + 59 * 60, 'před 2 hodinami', '2 hours ago'],
  ])('says %i seconds ago in words', (seconds, inCzech, inEnglish) => {
    expect(czech.relative(now - seconds * 1000, now)).toBe(inCzech);
    expect(english.relative(now - seconds * 1000, now)).toBe(inEnglish);
  });

  it('keeps a system’s own habits when it speaks the page’s language', () => {
    expect(plain(createFormats('en', 'en-US', 'US').time(local(11, 18, 15, 5)))).toBe('3:05 PM');
  });
});

describe('durations and numbers', () => {
  it.each([
    [0, '0:00'],
    [65.9, '1:05'],
    [3599, '59:59'],
    [3661, '1:01:01'],
    [-3, '0:00'],
  ])('writes %d seconds as %s', (seconds, clock) => {
    expect(czech.duration(seconds)).toBe(clock);
  });

  it.each([
    [99_999, '99,999'],
    [123_999, '123K'],
    [1_000_000, '1M'],
    [1_239_999, '1.23M'],
  ])('writes %d in few letters as %s, never as more than it is', (value, written) => {
    expect(createFormats('en', 'en-GB', 'GB').shortNumber(value)).toBe(written);
  });

  it('speaks a duration with the plural the number needs', () => {
    expect(plain(czech.spokenDuration(185))).toBe('3 minuty 5 sekund');
    expect(plain(english.spokenDuration(3600))).toBe('1 hour');
    expect(plain(czech.spokenDuration(0))).toBe('0 sekund');
  });

  it('says 100 % only when it is done', () => {
    expect(plain(czech.percent(0.999))).toBe('99 %');
    expect(english.percent(1)).toBe('100%');
  });
});

describe('sizes on the disk', () => {
  it.each([
    [0, '0 bytes', '0 bajtů'],
    [999, '999 bytes', '999 bajtů'],
    [64_400_000, '64 MB', '64 MB'],
    [999_999, '1 MB', '1 MB'],
    [1_482_000_000, '1.5 GB', '1,5 GB'],
    [2_000_000_000_000, '2 TB', '2 TB'],
  ])('of %d bytes read %s, in Czech %s', (bytes, inEnglish, inCzech) => {
    expect(plain(english.bytes(bytes))).toBe(inEnglish);
    expect(plain(czech.bytes(bytes))).toBe(inCzech);
  });
});

describe('order', () => {
  it('sorts Czech names as a Czech dictionary does', () => {
    const names = ['Šimek', 'Chalupa', 'Sedlák', 'Hora', 'Čermák', 'Cibulka', 'Ivan', 'Řehoř', 'Rada'];
    expect(names.toSorted(czech.compare)).toEqual([
      'Cibulka',
      'Čermák',
      'Hora',
      'Chalupa',
      'Ivan',
      'Rada',
      'Řehoř',
      'Sedlák',
      'Šimek',
    ]);
  });

  it('sorts digits by value', () => {
    expect(['Linka 10', 'Linka 9'].toSorted(czech.compare)).toEqual(['Linka 9', 'Linka 10']);
  });

  it('joins a list with the language’s own word', () => {
    expect(plain(czech.list(['Anna', 'Petr']))).toBe('Anna a Petr');
    expect(english.list(['Anna', 'Petr', 'Jan'])).toBe('Anna, Petr and Jan');
  });
});
