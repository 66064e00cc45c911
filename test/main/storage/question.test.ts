import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Call, anyCall } from '../../../domain/call.ts';
import { digitsOf, needlesOf } from '../../../domain/folding.ts';
import { agentText, lineText, partyText } from '../../../main/calls/search-text.ts';
import { hasPicture } from '../../../main/storage/pictures.ts';
import { questionOf } from '../../../main/storage/question.ts';
import { searchableWords } from '../../../main/storage/search-index.ts';
import { localDayStart } from '../../../main/storage/local-days.ts';
import { aCall, aircallAccount, aMissedCall, voipexAccount } from '../../support/calls.ts';
import { emptyDatabase } from '../../support/direct-store.ts';
import { fill, found, start } from './bench.ts';

const hour = 3_600_000;
const today = localDayStart(start);

const tag = (name: string) => ({ id: name, name, colour: null });
const note = (text: string) => ({ id: text, text, author: null, at: null });
const database = emptyDatabase();
fill(database, [
  aCall({
    providerCallId: 'novak',
    startedAt: start,
    remote: { name: 'Jan Novák', e164: '+420606123456', raw: '00420 606 123 456' },
    agent: { id: '1', name: 'Petr Dvořák', extension: '815' },
    tags: [tag('Prodej')],
    talkSeconds: 400,
  }),
  aMissedCall({
    providerCallId: 'prodej',
    startedAt: start - 24 * hour,
    remote: { name: null, organisation: 'Prodejna u Novotných', e164: '+421905111222', raw: '0905 111 222' },
    teams: [{ id: '1', name: 'Prodej' }],
    line: { id: '9', name: 'Jihlava', number: '+420567000111' },
  }),
  aCall({
    providerCallId: 'sip',
    startedAt: start - 3 * 24 * hour,
    remote: { name: null, e164: null, raw: 'jana.mala@example.com' },
    direction: 'out',
    agent: { id: '2', name: 'Jana Malá', extension: '007' },
    notes: [note('Novák říkal, že zavolá 731 222 333')],
    talkSeconds: 20,
  }),
  aCall({
    providerCallId: 'moved',
    startedAt: start - 30 * 24 * hour,
    accountId: voipexAccount,
    remote: { name: null, e164: null, raw: '', hidden: true },
    direction: 'internal',
    agent: null,
    line: null,
    transferredTo: { agent: { id: '3', name: 'Karel Gott', extension: '777' }, number: null },
    talkSeconds: 60,
  }),
]);

describe('what is typed finds', () => {
  it.each([
    ['a name by its beginning, with or without diacritics', 'novak', 'novak sip'],
    ['the same in capitals', 'NOVÁ', 'novak sip'],
    ['no word in its middle', 'ovak', ''],
    ['a number by three digits anywhere in it', '6123', 'novak'],
    ['a number in groups', '606 123', 'novak'],
    ['a number with its country', '+420606123456', 'novak'],
    ['a number the way it is dialled abroad', '00420606123456', 'novak'],
    ['a number as it is dialled at home', '0905 111', 'prodej'],
    ['two digits where a number begins', '42', 'novak prodej sip'],
    ['two digits not in the middle of one', '61', ''],
    ['an extension', '815', 'novak'],
    ['a short number as it stands, beside what its digits after zeros begin', '007', 'sip moved'],
    ['the extension of who it was handed to', '777', 'moved'],
    ['who it was handed to', 'gott', 'moved'],
    ['a number in a note, as it was written', '731 222', 'sip'],
    ['an address by any part of it', 'example', 'sip'],
    ['an address as a whole', 'jana.mala@example.com', 'sip'],
    ['an address up to where it was typed', 'jana.mala@exam', 'sip'],
    ['everything that was typed, in any order', 'dvorak novak', 'novak'],
    ['nothing when one thing is not there', 'dvorak mala', ''],
    ['anything by a sign', '%', 'novak prodej sip moved'],
    ['the rest of what a sign is typed with', 'novak - dvorak', 'novak'],
  ])('%s', (_, text, expected) => expect(found(database, { text }).join(' ')).toBe(expected));
});

describe('an emoji', () => {
  const pictured = emptyDatabase();
  fill(pictured, [
    aCall({ providerCallId: 'star', startedAt: start + 4, tags: [tag('⭐ VIP')] }),
    aCall({ providerCallId: 'vip', startedAt: start + 3, tags: [tag('VIP')] }),
    aCall({
      providerCallId: 'cup',
      startedAt: start + 2,
      remote: { name: 'Kavárna ☕️', e164: null, raw: '1' },
    }),
    aCall({ providerCallId: 'thumb', startedAt: start + 1, notes: [note('hotovo 👍🏽')] }),
    aCall({ providerCallId: 'flag', startedAt: start, line: { id: '4', name: '🇨🇿 Praha', number: null } }),
  ]);
  it.each([
    ['is found in a tag', '⭐', 'star'],
    ['is found where its operator looks', 'tag:⭐', 'star'],
    ['is not found elsewhere', 'from:⭐', ''],
    ['narrows what is typed with it', '⭐ vip', 'star'],
    ['is found in a name, however it is drawn', '☕', 'cup'],
    ['is found in a note', '👍', 'thumb'],
    ['is found in a line', '🇨🇿', 'flag'],
    ['that nobody wrote finds nothing', '🦄', ''],
  ])('%s', (_, text, expected) => expect(found(pictured, { text }).join(' ')).toBe(expected));
});

describe('an operator looks in one place', () => {
  it.each([
    ['from:nov', 'novak prodej'],
    ['from:petr', ''],
    ['from:606 123', 'novak'],
    ['from:815', ''],
    ['agent:petr', 'novak'],
    ['agent:815', 'novak'],
    ['agent:gott', ''],
    ['line:jihlava', 'prodej'],
    ['line:567', 'prodej'],
    ['tag:prodej', 'novak'],
    ['team:prodej', 'prodej'],
    ['note:novak', 'sip'],
    ['note:731', 'sip'],
    ['tag:606', ''],
    ['from:"jan novak" agent:petr', 'novak'],
    ['from:', 'novak prodej sip moved'],
  ])('%s', (text, expected) => expect(found(database, { text }).join(' ')).toBe(expected));
});

describe('words narrow', () => {
  it.each([
    ['missed', 'prodej'],
    ['answered', 'novak sip moved'],
    ['outgoing', 'sip'],
    ['interni', 'moved'],
    ['today', 'novak'],
    ['yesterday', 'prodej'],
    ['week', 'novak prodej sip'],
    ['>5m', 'novak'],
    ['<30s', 'sip'],
    ['>30s <5m', 'moved'],
    ['>=60s <=60s', 'moved'],
    ['today yesterday', 'novak prodej'],
    ['week answered novak', 'novak sip'],
  ])('%s', (text, expected) => expect(found(database, { text }).join(' ')).toBe(expected));

  it('beside what was picked, both', () => {
    expect(found(database, { text: 'missed', outcomes: ['answered'] })).toEqual([]);
    expect(found(database, { text: 'today', to: today })).toEqual([]);
    expect(found(database, { text: 'outgoing', directions: ['in', 'out'] })).toEqual(['sip']);
  });
});

describe('a question', () => {
  it('is the same for the same filter, and moves on with what could be found', () => {
    const own = emptyDatabase();
    const filter = { ...anyCall, text: 'jana', agents: [`${aircallAccount}/2`, `${aircallAccount}/1`] };
    const first = questionOf(own, filter, start);
    const again = questionOf(own, { ...filter, agents: filter.agents.toReversed() }, start);
    expect([again.id, again.generation]).toEqual([first.id, first.generation]);
    fill(own, [aCall({ remote: { name: 'Jana' } })]);
    const later = questionOf(own, filter, start);
    expect(later.id).toBe(first.id);
    expect(later.generation).toBeGreaterThan(first.generation);
    expect(later.needles[0]?.parties.size).toBe(1);
    expect(questionOf(own, anyCall, start).generation).toBe(0);
  });

  it('of today is another one tomorrow', () => {
    const filter = { ...anyCall, text: 'today' };
    expect(questionOf(database, filter, start).id).not.toBe(
      questionOf(database, filter, start + 24 * hour).id,
    );
  });
});

/** What the index does, said plainly: words in a row, the last of which may go on; digits anywhere in a number. */
function has(call: Call, text: string): boolean {
  const parts = [
    partyText(call.remote),
    call.agent && agentText(call.agent),
    call.line && lineText(call.line),
  ];
  return needlesOf(text).every((needle) => {
    const words = searchableWords(needle.text);
    if (words === '' && !hasPicture(needle.text)) return true;
    return parts.some((part) => {
      if (part === null) return false;
      if (words === '') return part.words.includes(needle.text);
      if (` ${searchableWords(part.words)}`.includes(` ${words}`)) return true;
      if (needle.digits === null) return false;
      const numbers = part.digits.split('\n');
      const typed = needle.digits.length < 3 ? [needle.digits, digitsOf(words)] : [needle.digits];
      return typed.some((digits) =>
        numbers.some((number) => (digits.length < 3 ? number.startsWith(digits) : number.includes(digits))),
      );
    });
  });
}

describe('whatever is typed', () => {
  const few = database;
  const words = ['Novák', 'OR', 'AND', 'NOT', 'NEAR', 'party', 'jana', '42', '606', '0', 'ß', '😀'];
  const signs = [
    '"',
    "'",
    '*',
    '^',
    ':',
    '(',
    ')',
    '+',
    '-',
    '{',
    '}',
    ',',
    '.',
    '\\',
    '\0',
    ' ',
    '%',
    '_',
    '@',
    '/',
  ];
  const typed = fc
    .array(fc.oneof(fc.constantFrom(...words), fc.constantFrom(...signs), fc.string({ unit: 'grapheme' })), {
      maxLength: 8,
    })
    .map((pieces) => pieces.join('').slice(0, 200));

  it('never fails', () => {
    fc.assert(
      fc.property(fc.oneof(typed, fc.string({ unit: 'binary', maxLength: 200 })), (text) => {
        expect(() => questionOf(few, { ...anyCall, text }, start)).not.toThrow();
      }),
      { seed: 20260115, numRuns: 500 },
    );
  });

  it('is never taken for a sign of the index: it finds what has these words and digits, and nothing else', () => {
    const own = emptyDatabase();
    const calls = words.map((word, place) =>
      aCall({
        providerCallId: String(place),
        startedAt: start + place,
        remote: {
          name: `${word} ${words[(place * 5 + 1) % words.length] ?? ''}`,
          e164: null,
          raw: String(60600 + place),
        },
        agent: { id: String(place % 3), name: words[place % 3] ?? '', extension: `42${String(place % 3)}` },
        line: null,
      }),
    );
    fill(own, calls);
    fc.assert(
      fc.property(typed, (text) => {
        const inQuotes = `"${text.replaceAll('"', ' ')}"`;
        const plain = inQuotes.slice(1, -1);
        expect(found(own, { text: inQuotes.slice(0, 200) }).sort()).toEqual(
          calls
            .filter((call) => has(call, plain.slice(0, 199)))
            .map((call) => call.providerCallId)
            .sort(),
        );
      }),
      { seed: 20260115, numRuns: 300 },
    );
  });
});
