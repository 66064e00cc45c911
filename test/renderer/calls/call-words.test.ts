import { describe, expect, it } from 'vitest';
import type { Call } from '../../../domain/call.ts';
import { createCallWords } from '../../../renderer/calls/call-words.ts';
import { reasonWords } from '../../../renderer/calls/reason-words.ts';
import { createFormats } from '../../../renderer/formats/formats.ts';
import { createI18n, type PageLanguage } from '../../../renderer/i18n/i18n.ts';
import { createCallLog } from '../preview/fake-call-log.ts';

const translator = (language: PageLanguage) => createI18n(language).getFixedT(language, 'calls');
const wordsIn = (language: PageLanguage) =>
  createCallWords(translator(language), createFormats(language, 'cs-CZ', 'CZ'));
const pattern = createCallLog(20, Date.UTC(2026, 10, 21, 12)).call(10);
const call = (change: Partial<Call>): Call => ({ ...pattern, state: 'ended', ...change });
const nobody = { e164: null, raw: '', hidden: false, name: null, organisation: null };

describe('calls in words', () => {
  it.each([
    [0, '0 hovorů'],
    [1, '1 hovor'],
    [2, '2 hovory'],
    [4, '4 hovory'],
    [5, '5 hovorů'],
    [21, '21 hovorů'],
    [1.5, '1,5 hovoru'],
  ])('count %d in Czech as %s', (count, told) => {
    expect(translator('cs')('count', { count })).toBe(told);
  });

  it.each([
    [1, '1 zmeškaný hovor', '1 nový'],
    [3, '3 zmeškané hovory', '3 nové'],
    [8, '8 zmeškaných hovorů', '8 nových'],
  ])('agree with %d in gender and case', (count, missed, fresh) => {
    expect(translator('cs')('missedCount', { count })).toBe(missed);
    expect(translator('cs')('newer', { count })).toBe(fresh);
  });

  it.each([
    ['en', 'Hidden number'],
    ['cs', 'Skryté číslo'],
  ] as const)('tell in a story that a caller kept their number back (%s)', (language, hidden) => {
    const { who } = wordsIn(language);
    const step = { kind: 'started', at: 0, who: null, seconds: null } as const;
    expect(who(call({ direction: 'in' }), step)).toBe(hidden);
    expect(who(call({ direction: 'out' }), step)).toBeNull();
    expect(who(call({ direction: 'in' }), { ...step, kind: 'ended' })).toBeNull();
    expect(who(call({ direction: 'in' }), { ...step, who: 'Eva' })).toBe('Eva');
    expect(who(call({ direction: 'in' }), { ...step, who: '+420606123456' })).toMatch(/606.123.456/);
  });

  it('name the other end by name, else company, else number, else as hidden', () => {
    const { title } = wordsIn('en');
    const known = { ...nobody, e164: '+420606123456', raw: '606123456' };
    const company = { ...known, organisation: 'Pekárna' };
    expect(title(call({ remote: { ...company, name: 'Jana' } })).text).toBe('Jana');
    expect(title(call({ remote: company })).text).toBe('Pekárna');
    expect(title(call({ remote: known })).text.replaceAll('\u00a0', ' ')).toBe('+420 606 123 456');
    expect(title(call({ remote: { ...nobody, hidden: true } })).text).toBe('Hidden number');
  });

  it('show a number once: as the title or under it', () => {
    const words = wordsIn('en');
    const remote = { ...nobody, e164: '+420606123456', raw: '606123456' };
    const texts = (shown: Call) => words.secondary(shown).map(({ text }) => text);
    expect(texts(call({ remote }))).not.toContain(words.number(call({ remote })));
    expect(texts(call({ remote: { ...remote, name: 'Jana' } }))).toContain(words.number(call({ remote })));
  });

  it('tell an unanswered call of our own from one we missed', () => {
    const { sign } = wordsIn('cs');
    expect(sign(call({ direction: 'in', outcome: 'missed' }))).toBe('Příchozí, zmeškaný');
    expect(sign(call({ direction: 'out', outcome: 'missed' }))).toBe('Odchozí, nezodpovězený');
  });

  it('tell a running call by its state', () => {
    expect(wordsIn('en').sign(call({ direction: 'in', state: 'ringing', outcome: null }))).toBe(
      'Incoming, ringing',
    );
  });
});

describe('a provider’s reason', () => {
  it('is told in words where we know it, and quoted where we do not', () => {
    expect(reasonWords('out_of_opening_hours', translator('cs'))).toBe('mimo provozní dobu');
    expect(reasonWords('NORMAL_CLEARING', translator('en'))).toBe('“NORMAL CLEARING”');
  });
});
