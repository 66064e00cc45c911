import { describe, expect, it } from 'vitest';
import { createI18n, languageFor } from '../../renderer/i18n/i18n.ts';
import { cs, en } from '../../renderer/i18n/resources.ts';

/** Every text with its path: `common.sync.upToDate`. */
function texts(tree: object, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    const here = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') return [[here, value]];
    return typeof value === 'object' && value !== null ? texts(value, here) : [];
  });
}
const pluralEnding = /_(one|few|many|other)$/u;
const withoutPlural = (key: string) => key.replace(pluralEnding, '');
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)/gu)].map(([, name]) => name).sort();

describe('the words of both languages', () => {
  it('have the same keys, apart from the plural forms each language needs', () => {
    const english = new Set(texts(en).map(([key]) => withoutPlural(key)));
    const czech = new Set(texts(cs).map(([key]) => withoutPlural(key)));
    expect([...czech].sort()).toEqual([...english].sort());
  });

  it('give Czech all four plural categories wherever something is counted', () => {
    const keys = new Set(texts(cs).map(([key]) => key));
    const counted = [...keys].filter((key) => pluralEnding.test(key)).map(withoutPlural);
    const missing = counted.flatMap((base) =>
      ['one', 'few', 'many', 'other']
        .map((category) => `${base}_${category}`)
        .filter((key) => !keys.has(key)),
    );
    expect(missing).toEqual([]);
  });

  it('fill in the same values', () => {
    const english = new Map(texts(en).map(([key, text]) => [withoutPlural(key), placeholders(text)]));
    for (const [key, text] of texts(cs)) {
      expect(placeholders(text), key).toEqual(english.get(withoutPlural(key)));
    }
  });

  it('never shout and never leave a text empty', () => {
    for (const [key, text] of [...texts(en), ...texts(cs)]) {
      expect(text.trim(), key).not.toBe('');
      expect(text, key).not.toMatch(/!|\boops\b/iu);
    }
  });
});

describe('counting', () => {
  it.each([
    [0, '0 zmeškaných hovorů dnes'],
    [1, '1 zmeškaný hovor dnes'],
    [2, '2 zmeškané hovory dnes'],
    [4, '4 zmeškané hovory dnes'],
    [5, '5 zmeškaných hovorů dnes'],
    [1234, '1\u00a0234 zmeškaných hovorů dnes'],
  ])('says %i in Czech as people say it', (count, words) => {
    expect(createI18n('cs').t('frame.missedBadge', { count })).toBe(words);
  });

  it('groups digits by the language', () => {
    expect(createI18n('en').t('frame.missedBadge', { count: 1234 })).toBe('1,234 missed calls today');
  });
});

describe('the language to speak', () => {
  it('is the chosen one, whatever the system speaks', () => {
    expect(languageFor('en', 'cs-CZ')).toBe('en');
  });

  it('follows the system otherwise, with Czech for Czech and Slovak systems', () => {
    expect(languageFor('system', 'cs-CZ')).toBe('cs');
    expect(languageFor('system', 'sk')).toBe('cs');
    expect(languageFor('system', 'de-AT')).toBe('en');
    expect(languageFor('system', 'csb')).toBe('en');
  });
});
