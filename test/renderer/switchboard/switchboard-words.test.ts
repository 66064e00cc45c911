import { describe, expect, it } from 'vitest';
import { createFormats } from '../../../renderer/formats/formats.ts';
import { createI18n, pageLanguages, type PageLanguage } from '../../../renderer/i18n/i18n.ts';
import { createSwitchboardWords } from '../../../renderer/switchboard/switchboard-words.ts';

const wordsIn = (language: PageLanguage) =>
  createSwitchboardWords(
    createI18n(language).getFixedT(language, 'switchboard'),
    (provider) => provider,
    createFormats(language, 'cs-CZ', 'CZ'),
  );
const unnamed = { pbxId: '7', name: null, hostname: null, version: null };

describe.each(pageLanguages)('a PBX told in %s', (language) => {
  const { pbx } = wordsIn(language);

  it('reads naturally whatever word its own name begins with', () => {
    expect(pbx({ ...unnamed, name: 'Ústředna Lumora Servis' })).toBe('PBX: Ústředna Lumora Servis');
    expect(pbx({ ...unnamed, name: 'PBX Brno' })).toBe('PBX Brno');
  });

  it('goes by its address when it has no name', () => {
    expect(pbx({ ...unnamed, hostname: 'brno.example.io' })).toBe('PBX: brno.example.io');
    expect(pbx(unnamed)).toMatch(/^PBX (?:without a name|bez názvu)$/u);
  });
});

it('an address and a version follow the name of a PBX', () => {
  expect(wordsIn('cs').pbx({ ...unnamed, name: 'Brno', hostname: 'brno.example.io', version: '5.4.0' })).toBe(
    'PBX: Brno (brno.example.io, verze 5.4.0)',
  );
});
