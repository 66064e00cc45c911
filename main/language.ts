import type { Settings } from '../domain/settings.ts';

/** The language to speak for a setting and the system's own (BCP 47): Czech for Slovak systems too. */
export const languageOf = (language: Settings['language'], systemLocale: string): 'cs' | 'en' =>
  language === 'cs' || (language === 'system' && /^(cs|sk)\b/i.test(systemLocale)) ? 'cs' : 'en';
