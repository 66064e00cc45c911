import { describe, expect, it } from 'vitest';
import { createFormats } from '../../../renderer/formats/formats.ts';
import { createI18n } from '../../../renderer/i18n/i18n.ts';
import { staleWords } from '../../../renderer/parts/stale-words.ts';

const now = Date.UTC(2026, 10, 21, 12);

describe('how old something is', () => {
  it.each([
    ['en', 0, 'Read just now'],
    ['en', 59_000, 'Read just now'],
    ['en', 60_000, 'As of 1 minute ago'],
    ['en', null, 'Never read completely'],
    ['cs', 20_000, 'Načteno před chvílí'],
    ['cs', 2 * 3_600_000, 'Stav před 2 hodinami'],
  ] as const)('is told in %s after %s ms as "%s"', (language, age, told) => {
    const t = createI18n(language).getFixedT(language, 'common');
    const formats = createFormats(language, 'cs-CZ', 'CZ');
    expect(staleWords(age === null ? null : now - age, now, t, formats)).toBe(told);
  });
});
