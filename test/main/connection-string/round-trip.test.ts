import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConnectionProblem } from '../../../domain/connection-string.ts';
import { connectionKeys, foldKey, knownKey } from '../../../main/connection-string/keys.ts';
import { mask, maskedFields, printMasked } from '../../../main/connection-string/mask.ts';
import { parseConnectionString } from '../../../main/connection-string/parse.ts';
import { printConnectionString } from '../../../main/connection-string/print.ts';

/** Text that leans towards what the grammar gives a meaning to. */
const text = (maxLength: number) =>
  fc.string({
    unit: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(';', '=', "'", '"', ' ', '_', '%', '\\') },
      { weight: 4, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
      { weight: 2, arbitrary: fc.constantFrom('a', 'B', 'ž', 'Я', '🐎', '\u{A0}') },
    ),
    maxLength,
  });
const refusedCharacter = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]/u;
const cleanText = (maxLength: number) =>
  text(maxLength).map((raw) => raw.replaceAll(new RegExp(refusedCharacter, 'gu'), ''));

const anyKey = cleanText(20)
  .map((raw) => raw.replaceAll(/[=;]/g, '').replaceAll(/^ +| +$/g, ''))
  // A mark at the very front of a string is no part of it.
  .filter((key) => foldKey(key) !== '' && !key.startsWith('\u{FEFF}'));
const pairs = fc.uniqueArray(
  fc.record({ key: fc.oneof(fc.constantFrom<string>(...connectionKeys), anyKey), value: cleanText(40) }),
  { selector: ({ key }) => foldKey(key), minLength: 1, maxLength: 12 },
);
const bare = (found: readonly { key: string; value: string }[]) =>
  found.map(({ key, value }) => ({ key, value }));

describe('printing and reading', () => {
  it('gives back every key and value, whatever they hold', () => {
    fc.assert(
      fc.property(pairs, (given) => {
        const read = parseConnectionString(printConnectionString(given));
        expect(read.problems).toEqual([]);
        expect(bare(read.pairs)).toEqual(
          given.map(({ key, value }) => ({ key: knownKey(key) ?? key, value })),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('settles after one time: what is printed from what was read reads and prints the same', () => {
    fc.assert(
      fc.property(text(200), (raw) => {
        const first = parseConnectionString(raw);
        if (first.problems.length > 0) return;
        const printed = printConnectionString(first.pairs);
        const again = parseConnectionString(printed);
        expect(again.problems).toEqual([]);
        expect(bare(again.pairs)).toEqual(bare(first.pairs));
        expect(printConnectionString(again.pairs)).toBe(printed);
      }),
      { numRuns: 500 },
    );
  });
});

describe('any text at all', () => {
  it('is read without throwing, and what is wrong with it fits into a reply', () => {
    fc.assert(
      fc.property(text(400), (raw) => {
        for (const problem of parseConnectionString(raw).problems) ConnectionProblem.parse(problem);
        maskedFields(parseConnectionString(raw).pairs);
      }),
      { numRuns: 1000 },
    );
  });

  it('is never accepted with a control character in it', () => {
    fc.assert(
      fc.property(
        cleanText(60),
        fc.constantFrom('\0', '\t', '\n', '\r', '\u{7F}', '\u{85}', '\u{9F}', '\u{2028}', '\u{202E}'),
        cleanText(60),
        (before, control, after) => {
          const { pairs: read, problems } = parseConnectionString(`User=${before}${control}x${after}`);
          expect(read).toEqual([]);
          expect(problems[0]?.kind).toBe('control-character');
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is never accepted with a quote that stays open', () => {
    fc.assert(
      fc.property(pairs, fc.constantFrom('"', "'"), cleanText(40), (given, quote, tail) => {
        const open = `${printConnectionString(given)}zzOpen=${quote}${tail.replaceAll(quote, quote + quote)}`;
        expect(parseConnectionString(open).problems.map(({ kind }) => kind)).toContain('unclosed-quote');
      }),
      { numRuns: 500 },
    );
  });
});

describe('what is printed for eyes', () => {
  it('never holds a secret, nor a hint of its length', () => {
    const canary = cleanText(40).map((raw) => `«${raw}#`);
    fc.assert(
      fc.property(canary, canary, cleanText(10), (password, clientSecret, user) => {
        const given = [
          { key: 'User', value: user },
          { key: 'Password', value: password },
          { key: 'OAuthClientSecret', value: clientSecret },
          { key: 'Pwd', value: password },
        ];
        const shown = `${printMasked(given)} ${JSON.stringify(maskedFields(given))}`;
        for (const secret of [password, clientSecret]) {
          expect(shown).not.toContain(secret);
          expect(shown).not.toContain('«');
        }
        expect(printMasked(given)).toContain(`Password=${mask};OAuthClientSecret=${mask};`);
      }),
      { numRuns: 500 },
    );
  });

  it('masks an address that carries a user and a password', () => {
    const values = [
      'https://someone:canary@relay.example/',
      'someone:canary@relay',
      'https:canary@relay.example',
    ];
    for (const value of values) expect(printMasked([{ key: 'Relay', value }])).toBe(`Relay=${mask};`);
    expect(printMasked([{ key: 'CallbackURL', value: 'https://a.example/@b' }])).toBe(
      'CallbackURL=https://a.example/@b;',
    );
  });

  it('fits into a reply however much has to be quoted', () => {
    const value = `"'`.repeat(4000);
    const [field] = maskedFields([{ key: 'Profile', value }]);
    expect(field?.value.length).toBeLessThanOrEqual(2100);
    const many = connectionKeys.map((key) => ({ key, value: `"'`.repeat(1000) }));
    expect(printMasked(many).length).toBeLessThanOrEqual(9000);
  });
});
