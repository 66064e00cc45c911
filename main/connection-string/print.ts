import type { ConnectionPair } from './parse.ts';

/** The string these pairs are read from, in the form we write: each pair closed by `;`, quotes only where they are needed. */
export const printConnectionString = (pairs: readonly Pick<ConnectionPair, 'key' | 'value'>[]): string =>
  pairs.map(({ key, value }) => `${key}=${quoteValue(value)};`).join('');

function quoteValue(value: string): string {
  if (!/[;='"]|^ | $/.test(value)) return value;
  const quote = value.includes('"') && !value.includes("'") ? "'" : '"';
  return `${quote}${value.replaceAll(quote, quote + quote)}${quote}`;
}
