import { describe, expect, it } from 'vitest';
import { fieldWords, queryFields, queryWordNames, spellings } from '../../../domain/call-query.ts';
import { folded } from '../../../domain/folding.ts';
import { search as cs } from '../../../renderer/locales/cs/search.ts';
import { search as en } from '../../../renderer/locales/en/search.ts';
import {
  completed,
  operatorsFor,
  operatorsIn,
  quoted,
  saidOf,
  type SearchWords,
  tokenAt,
} from '../../../renderer/search/completions.ts';

const wordsOf = ({ fields, words }: typeof en | typeof cs): SearchWords => ({
  fields,
  words,
  length: (sign, seconds) => `${sign}${seconds} s`,
});
const english = wordsOf(en);
const czech = wordsOf(cs);
const offered = (text: string, words = english) =>
  operatorsFor(tokenAt(text, text.length), words).map(({ label }) => label);

describe('the operators of a language', () => {
  it.each([
    ['English', english],
    ['Czech', czech],
  ])('are spelled in %s as the search reads them', (_, words) => {
    for (const field of queryFields) expect(fieldWords[field]).toContain(folded(words.fields[field].word));
    for (const name of queryWordNames) expect(spellings[name]).toContain(folded(words.words[name].word));
  });
});

describe('completion', () => {
  it('offers the operators that begin as the word at the caret does', () => {
    expect(offered('a')).toEqual(['agent:', 'answered']);
    expect(offered('novak mi')).toEqual(['missed']);
    expect(offered('novak')).toEqual([]);
  });

  it('offers them in the language in force, found by either language’s spelling', () => {
    expect(offered('agen', czech)).toEqual(['kdo:']);
    expect(offered('stit', czech)).toEqual(['štítek:']);
    expect(offered('ŠTÍT', english)).toEqual(['tag:']);
    expect(offered('vč', czech)).toEqual(['včera']);
  });

  it('offers nothing for what is an operator already, and for text in quotes', () => {
    expect(offered('missed')).toEqual([]);
    expect(offered('"mis')).toEqual([]);
    expect(offered('agent:mis')).toEqual([]);
  });

  it('offers lengths after a sign, and units after a number', () => {
    expect(offered('>')).toEqual(['>1m', '>5m', '>30m', '>1h']);
    expect(offered('<45')).toEqual(['<45s', '<45m', '<45h']);
    expect(offered('>5m')).toEqual([]);
  });

  it('offers everything between words', () => {
    const all = operatorsFor(tokenAt('novak ', 6), english).map(({ label }) => label);
    expect(all).toEqual(expect.arrayContaining(['from:', 'note:', 'missed', 'week', '>5m', '<30s']));
  });

  it('takes the place of the piece at the caret and leaves the rest', () => {
    expect(completed('novak mis today', 9, tokenAt('novak mis today', 9), 'missed ')).toEqual({
      text: 'novak missed today',
      caret: 13,
    });
    expect(completed('novak', 5, null, '>5m ')).toEqual({ text: 'novak >5m ', caret: 10 });
  });

  it('puts a value with blanks in quotes and takes quotes out of it', () => {
    expect(quoted('Nováková')).toBe('Nováková');
    expect(quoted('Jana Nováková')).toBe('"Jana Nováková"');
    expect(quoted('Jana "Jája" Nová')).toBe('"Jana  Jája  Nová"');
  });
});

describe('what is marked in the text', () => {
  const marked = (text: string) =>
    operatorsIn(text).map(({ from, to, kind }) => [text.slice(from, to), kind]);

  it('is every operator that narrows the list, and those that wait for their value', () => {
    expect(marked('novak agent:"Jana N" missed >5m tag:')).toEqual([
      ['agent:"Jana N"', 'operator'],
      ['missed', 'operator'],
      ['>5m', 'operator'],
      ['tag:', 'open'],
    ]);
  });

  it('is not what only looks like one', () => {
    expect(marked('https://a.cz 12:30 >abc "missed"')).toEqual([]);
  });
});

it('says what the operators narrow the list to', () => {
  expect(saidOf('novak kdo:jana zmeškané >5m "dnes" tag:', english)).toEqual([
    'agent: jana',
    'nobody took them',
    '>300 s',
  ]);
});
