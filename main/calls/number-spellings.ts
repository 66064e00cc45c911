import { parsePhoneNumberFromString, getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/min';
import { digitsOf } from '../../domain/folding.ts';
import { toE164 } from '../providers/phone-numbers.ts';

/** One number, as it may stand in calls of any provider. */
export interface NumberSpellings {
  /** E.164 where the number could be read, else its digits. */
  readonly number: string;
  /** What the remote party's number of its calls is, one of these: E.164 or bare digits. Empty for no number at all. */
  readonly spellings: readonly string[];
}

const callingCodeOf = (country: string): string | null =>
  isSupportedCountry(country) ? getCountryCallingCode(country) : null;

/**
 * Every way a number may have been stored. Calls whose number could not be read carry the digits that were sent: with
 * the country code, or the way one dials at home, which means this number only where home is its country.
 */
export function spellingsOf(typed: string, homeCountry: string): NumberSpellings {
  const digits = digitsOf(typed);
  const e164 = toE164(typed, homeCountry);
  if (e164 === null) return { number: digits, spellings: digits === '' ? [] : [digits] };
  const full = digitsOf(e164);
  const spellings = new Set([e164, full, `00${full}`, digits]);
  const read = parsePhoneNumberFromString(e164);
  if (read !== undefined && read.countryCallingCode === callingCodeOf(homeCountry)) {
    spellings.add(read.nationalNumber);
    spellings.add(`0${read.nationalNumber}`);
  }
  return { number: e164, spellings: [...spellings] };
}
