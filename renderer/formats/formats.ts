import type { PageLanguage } from '../i18n/i18n.ts';
import { byteSizes } from './bytes.ts';
import { type DateFormats, dateFormats } from './dates.ts';
import { clockDuration, spokenDurations } from './durations.ts';
import { formatPhone } from './phone.ts';

export interface Formats extends DateFormats {
  readonly locale: string;
  /** `m:ss` or `h:mm:ss`. */
  readonly duration: (seconds: number) => string;
  /** `3 minutes 5 seconds`. */
  readonly spokenDuration: (seconds: number) => string;
  readonly number: (value: number) => string;
  /** Exact up to 99,999; above, in few letters and never more than it is: `123K`, `1.2M`. */
  readonly shortNumber: (value: number) => string;
  /** A share from 0 to 1, in whole per cent. */
  readonly percent: (share: number) => string;
  /** A size on the disk: `1.5 GB`. */
  readonly bytes: (bytes: number) => string;
  readonly phone: (number: string) => string;
  /** Orders names as the language's dictionaries do (in Czech, `ch` after `h`); digits by value. */
  readonly compare: (a: string, b: string) => number;
  /** `Anna, Petr and Jan`. */
  readonly list: (items: Iterable<string>) => string;
  /** The name of a country by its ISO 3166-1 alpha-2 code. */
  readonly country: (code: string) => string;
}

/** The highest count that is written out where there is little room. */
const mostExact = 99_999;

/** The region's habits are kept when the system speaks the page's language: `en-US` keeps its 12-hour clock. */
const localeFor = (language: PageLanguage, systemLocale: string): string => {
  if (systemLocale.split('-')[0] === language) return systemLocale;
  return language === 'cs' ? 'cs-CZ' : 'en-GB';
};

/** Everything shown as a number, date or name order. Build once per language: Intl objects are dear to make. */
export function createFormats(language: PageLanguage, systemLocale: string, homeCountry: string): Formats {
  const locale = localeFor(language, systemLocale);
  const number = new Intl.NumberFormat(locale);
  // British English writes a million as `m`, which reads as minutes among calls.
  const short = new Intl.NumberFormat(language === 'en' ? 'en' : locale, {
    notation: 'compact',
    maximumSignificantDigits: 3,
    roundingMode: 'floor',
  });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const collator = new Intl.Collator(locale, { numeric: true });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const countries = new Intl.DisplayNames(locale, { type: 'region' });
  return {
    ...dateFormats(locale),
    locale,
    duration: clockDuration,
    spokenDuration: spokenDurations(locale),
    number: (value) => number.format(value),
    shortNumber: (value) => (value > mostExact ? short.format(value) : number.format(value)),
    // Rounded down, so that 100 % means done.
    percent: (share) => percent.format(Math.floor(share * 100) / 100),
    bytes: byteSizes(locale),
    phone: (text) => formatPhone(text, homeCountry),
    compare: (a, b) => collator.compare(a, b),
    list: (items) => list.format(items),
    country: (code) => countries.of(code) ?? code,
  };
}
