import { type ReactNode, useEffect, useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import { useFacts, useSettings } from '../facts.tsx';
import { createFormats } from '../formats/formats.ts';
import { FormatsContext } from '../formats/use-formats.ts';
import { createI18n, languageFor, type PageLanguage } from './i18n.ts';

const speak = (language: PageLanguage, systemLocale: string, homeCountry: string) => ({
  i18n: createI18n(language),
  formats: createFormats(language, systemLocale, homeCountry),
});

/** Words and formats for everything below, by the settings; says the language to assistive technology. */
export function Language({ children }: { readonly children: ReactNode }) {
  const { systemLocale } = useFacts();
  const settings = useSettings();
  const language = languageFor(settings.language, systemLocale);
  const [spoken, setSpoken] = useState(() => ({
    language,
    country: settings.homeCountry,
    ...speak(language, systemLocale, settings.homeCountry),
  }));

  if (spoken.language !== language || spoken.country !== settings.homeCountry) {
    setSpoken({
      language,
      country: settings.homeCountry,
      ...speak(language, systemLocale, settings.homeCountry),
    });
  }
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  return (
    <I18nextProvider i18n={spoken.i18n} defaultNS="common">
      <FormatsContext value={spoken.formats}>{children}</FormatsContext>
    </I18nextProvider>
  );
}
