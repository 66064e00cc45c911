import { parsePhoneNumberFromString, type CountryCode, isSupportedCountry } from 'libphonenumber-js/min';

const asCountry = (country: string | null): CountryCode | undefined =>
  country !== null && isSupportedCountry(country) ? country : undefined;

/** Callers and our own lines come again and again, and reading a number costs as much as storing its call. */
const mostRemembered = 20_000;
const remembered = new Map<string, string | null>();

function read(text: string, country: string | null): string | null {
  const number = parsePhoneNumberFromString(text.replace(/^00(?=[1-9])/, '+'), asCountry(country));
  return number?.isPossible() === true ? number.number : null;
}

/**
 * A number as E.164 with `+`, or null when the text is not a possible full number (an extension, a short code, a word).
 * `country` (ISO 3166-1 alpha-2) is taken for numbers without a country code; an unknown one is ignored.
 */
export function toE164(raw: string, country: string | null): string | null {
  const text = raw.trim();
  // Extensions and service codes would be padded with the country code and look like somebody's number.
  if (text.replace(/\D/g, '').length < 7) return null;
  const key = `${country ?? ''} ${text}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const number = read(text, country);
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(key, number);
  return number;
}
