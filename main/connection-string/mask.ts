import type { ConnectionField } from '../../domain/connection-string.ts';
import { isAddressKey, isSecretKey, knownKey } from './keys.ts';
import type { ConnectionPair } from './parse.ts';
import { printConnectionString } from './print.ts';

/** Stands for every secret, so that its length tells nothing. */
export const mask = '••••••••';

/** What the contract lets cross. */
const longestValue = 2100;
const longestPrint = 9000;
const mostFields = 100;

type Pair = Pick<ConnectionPair, 'key' | 'value'>;

/** The pairs as a person may see them. Keys nobody knows are left out: what they hold may be a misspelt secret. */
export function maskedFields(pairs: readonly Pair[]): ConnectionField[] {
  return pairs
    .filter(({ key }) => knownKey(key) !== null)
    .slice(0, mostFields)
    .map(({ key, value }) => ({
      key,
      value: cut(shownValue(key, value), longestValue),
      secret: isSecretKey(key),
    }));
}

/** The string printed back with its secrets masked. */
export const printMasked = (pairs: readonly Pair[]): string =>
  cut(printConnectionString(maskedFields(pairs)), longestPrint);

function shownValue(key: string, value: string): string {
  if (value === '') return value;
  return isSecretKey(key) || (isAddressKey(key) && carriesUser(value)) ? mask : value;
}

/** A web address that names a user or a password; what is no web address is judged by its `@`. */
const carriesUser = (value: string): boolean => {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) return value.includes('@');
  return url.username !== '' || url.password !== '';
};

const cut = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 1).toWellFormed()}…`;
