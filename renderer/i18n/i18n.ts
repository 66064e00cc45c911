import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Settings } from '../../domain/settings.ts';
import { cs, en } from './resources.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    readonly defaultNS: 'common';
    readonly resources: typeof en;
  }
}

export const pageLanguages = ['cs', 'en'] as const;
export type PageLanguage = (typeof pageLanguages)[number];

/** The language to speak: the chosen one, else the system's. Slovak systems get Czech, which their users read. */
export function languageFor(chosen: Settings['language'], systemLocale: string): PageLanguage {
  if (chosen !== 'system') return chosen;
  return /^(cs|sk)\b/iu.test(systemLocale) ? 'cs' : 'en';
}

/** A translator whose texts are bundled, so it is ready at once. Numbers inside texts follow the language too. */
export function createI18n(language: PageLanguage): i18n {
  const instance = createInstance();
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'common',
    resources: { en, cs },
    initAsync: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return instance;
}
