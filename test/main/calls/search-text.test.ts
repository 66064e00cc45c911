import { describe, expect, it } from 'vitest';
import { folded, needlesOf } from '../../../domain/folding.ts';
import { searchTextOf } from '../../../main/calls/search-text.ts';
import { aCall } from '../../support/calls.ts';

describe('folding', () => {
  it.each([
    ['Nováková', 'novakova'],
    ['ŘEPA  Žluťoučký\tkůň', 'repa zlutoucky kun'],
    ['Łukasz Großmann', 'lukasz grossmann'],
    ['Ｊａｎａ', 'jana'],
    ['', ''],
  ])('%s becomes %s', (text, expected) => expect(folded(text)).toBe(expected));
});

describe('what of a call is searched', () => {
  it('holds names, lines, agents, teams, tags and notes as words', () => {
    const { words } = searchTextOf(
      aCall({
        remote: { name: 'Petr Dvořák', organisation: 'Řeznictví' },
        teams: [{ id: '1', name: 'Příjem' }],
        tags: [{ id: '1', name: 'Důležité', colour: null }],
        notes: [{ id: '1', text: 'Zavolat zpět', author: null, at: null }],
      }),
    );
    for (const word of [
      'petr dvorak',
      'reznictvi',
      'support',
      'jana novakova',
      'prijem',
      'dulezite',
      'zavolat zpet',
    ]) {
      expect(words).toContain(word);
    }
  });

  it('holds every number as bare digits, once each', () => {
    const { digits } = searchTextOf(aCall({ agent: { id: '1', name: 'Jana', extension: '205' } }));
    expect(digits.split('\n').sort()).toEqual(['205', '420226221870', '420606123456']);
  });

  it('holds a caller that is text among the words', () => {
    const { words } = searchTextOf(aCall({ remote: { e164: null, raw: 'Anonymous', hidden: true } }));
    expect(words).toContain('anonymous');
  });
});

describe('what was typed', () => {
  it.each([
    ['606123', [{ text: '606123', digits: '606123' }]],
    ['606 123 456', [{ text: '606 123 456', digits: '606123456' }]],
    ['+420 (606) 123-456', [{ text: '+420 (606) 123-456', digits: '420606123456' }]],
    ['00420606', [{ text: '00420606', digits: '420606' }]],
    ['0', [{ text: '0', digits: '0' }]],
    [
      'Novák 606 123 vip',
      [
        { text: 'novak', digits: null },
        { text: '606 123', digits: '606123' },
        { text: 'vip', digits: null },
      ],
    ],
    ['  ', []],
  ])('%j asks for %j', (typed, expected) => expect(needlesOf(typed)).toEqual(expected));
});
