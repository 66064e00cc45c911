import { describe, expect, it } from 'vitest';
import { toE164 } from '../../../main/providers/phone-numbers.ts';

describe('a number as E.164', () => {
  it.each([
    ['+33 6 12 34 56 78', 'CZ', '+33612345678'],
    ['+1 800-123-4567', 'CZ', '+18001234567'],
    ['+420555010203', 'CZ', '+420555010203'],
    ['555 010 203', 'CZ', '+420555010203'],
    ['00420555010203', 'CZ', '+420555010203'],
    ['01 76 00 00 11', 'FR', '+33176000011'],
  ])('%s read in %s is %s', (raw, country, expected) => {
    expect(toE164(raw, country)).toBe(expected);
  });

  it.each(['201', '*6', '158', 'anonymous', '', '+', '12345678901234567890'])('%j is none', (raw) => {
    expect(toE164(raw, 'CZ')).toBeNull();
  });

  it('without a country code and a known country is none', () => {
    expect(toE164('555010203', null)).toBeNull();
    expect(toE164('555010203', 'XX')).toBeNull();
  });
});
