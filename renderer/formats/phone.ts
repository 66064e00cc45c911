import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

// Parsing costs tens of microseconds and a scrolled list asks for the same numbers again and again.
const remembered = new Map<string, string>();
const rememberedAtMost = 5000;

const group = (text: string, country: CountryCode | undefined): string => {
  const parsed = parsePhoneNumberFromString(text, country);
  // Extensions and service numbers are no phone numbers to the library: they are shown as they came.
  if (!parsed?.isPossible()) return text;
  return parsed.formatInternational().replaceAll(' ', '\u00a0');
};

/**
 * A number as people of its country group it, with non-breaking blanks: `+420 606 123 456`. What is no full phone
 * number stays as the provider wrote it. `homeCountry` (ISO 3166-1 alpha-2) is for numbers without a prefix.
 */
export function formatPhone(text: string, homeCountry: string): string {
  const key = `${homeCountry} ${text}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const grouped = group(text, isSupportedCountry(homeCountry) ? homeCountry : undefined);
  if (remembered.size >= rememberedAtMost) remembered.clear();
  remembered.set(key, grouped);
  return grouped;
}
