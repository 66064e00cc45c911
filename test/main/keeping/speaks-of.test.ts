import { describe, expect, it } from 'vitest';
import { speaksOf } from '../../../main/keeping/speaks-of.ts';

const speaks = speaksOf({
  numbers: ['+420606123456', '420606123456', '606123456'],
  names: ['Jan Novák', 'Novák, spol. s r. o.'],
});

describe('a text somebody typed', () => {
  it.each([
    '606123456',
    '+420 606 123 456',
    'from:606123456 missed',
    '0606123456',
    '123456 >5m',
    'jan novak',
    'tag:606123456',
    'from:"Novák Jan" today',
    'smlouva Jan Novák',
    'novák',
  ])('speaks of the person: %s', (text) => expect(speaks(text)).toBe(true));

  it.each(['', 'missed today', '12345', '606999999', 'nov', 'dvořák', 'agent:Novotná', 'jana'])(
    'does not: %s',
    (text) => expect(speaks(text)).toBe(false),
  );

  it('speaks of an extension only as a whole', () => {
    const ofExtension = speaksOf({ numbers: ['6123'], names: [] });
    expect(['6123', '612', '61234'].map(ofExtension)).toEqual([true, false, false]);
  });
});
