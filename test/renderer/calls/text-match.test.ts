import { describe, expect, it } from 'vitest';
import { matcher } from '../../../renderer/calls/text-match.ts';

describe('finding by text', () => {
  it('is blind to case and diacritics', () => {
    expect(matcher('RIHOVA')(['Žaneta Říhová'])).toBe(true);
    expect(matcher('říh')(['Zaneta Rihova'])).toBe(true);
  });

  it('wants every word, in any order and any text', () => {
    expect(matcher('novak obchod')(['Jan Novák', 'Obchod'])).toBe(true);
    expect(matcher('novak podpora')(['Jan Novák', 'Obchod'])).toBe(false);
  });

  it('finds digits however they are grouped', () => {
    expect(matcher('606 123')([null, '+420606123456'])).toBe(true);
    expect(matcher('(606) 123')(['+420 606 123 456'])).toBe(true);
  });

  it('finds everything with nothing', () => {
    expect(matcher('  ')([])).toBe(true);
  });
});
