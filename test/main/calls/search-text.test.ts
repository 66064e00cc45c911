import { describe, expect, it } from 'vitest';
import { folded, needlesOf } from '../../../domain/folding.ts';
import {
  agentText,
  lineText,
  marksText,
  notesText,
  partyText,
  talkOf,
} from '../../../main/calls/search-text.ts';
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
  it('holds who was outside: names, organisation and every spelling of the number', () => {
    const remote = {
      name: 'Petr Dvořák',
      organisation: 'Řeznictví',
      e164: '+420606123456',
      raw: '606 123 456',
    };
    expect(partyText(aCall({ remote }).remote)).toEqual({
      words: 'petr dvorak\nreznictvi',
      digits: '420606123456\n606123456',
      number: '+420606123456',
    });
  });

  it('holds a caller that is text among the words', () => {
    const { words, number } = partyText(
      aCall({ remote: { e164: null, raw: 'jana@example.com', hidden: true } }).remote,
    );
    expect(words).toBe('jana@example.com');
    expect(number).toBeNull();
  });

  it('holds a number that nobody could read as its digits', () => {
    expect(partyText(aCall({ remote: { e164: null, raw: '*205' } }).remote)).toEqual({
      words: '',
      digits: '205',
      number: '205',
    });
  });

  it('keeps tags, teams and transfers apart', () => {
    const call = aCall({
      teams: [{ id: '1', name: 'Příjem' }],
      tags: [{ id: '1', name: 'Důležité', colour: null }],
      transferredTo: { agent: { id: '2', name: 'Jiří', extension: '205' }, number: '+420 777' },
    });
    expect(marksText(call)).toEqual({
      tags: 'dulezite',
      teams: 'prijem',
      transfers: 'jiri',
      digits: '205\n420777',
      shown: [['Důležité'], ['Příjem']],
    });
    expect(marksText(aCall())).toBeNull();
  });

  it('holds agents and lines with their numbers, and notes', () => {
    expect(agentText({ id: '1', name: 'Jana Nováková', extension: '205' })).toEqual({
      words: 'jana novakova',
      digits: '205',
    });
    expect(lineText({ id: '1', name: 'Podpora', number: '+420 226' })).toEqual({
      words: 'podpora',
      digits: '420226',
    });
    const note = { id: '1', text: 'Zavolat  zpět', author: null, at: null };
    expect(notesText(aCall({ notes: [note] }))).toBe('zavolat zpet');
    expect(notesText(aCall())).toBe('');
  });
});

describe('the length of talk', () => {
  it.each([
    ['as told', { talkSeconds: 61.4 }, 61],
    ['from its instants where it was not told', { talkSeconds: null }, 120],
    ['none where nobody answered, though 0 was told', { talkSeconds: 0, answeredAt: null }, null],
    ['none while the call runs', { talkSeconds: null, endedAt: null }, null],
    ['0 for a call that was answered and hung up', { talkSeconds: 0 }, 0],
  ])('is %s', (_, part, expected) => expect(talkOf(aCall(part))).toBe(expected));
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
