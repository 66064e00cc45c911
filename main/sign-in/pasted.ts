import { Random256 } from '../../domain/relay.ts';
import { type LinkScheme, parseDeepLink } from '../links/deep-link.ts';
import { type ExpectedReturn, readReturn, type ReturnReading } from './browser-return.ts';

/** Above any address worth reading. */
const longestPaste = 8_192;

/** What mail and chat programs put into long words: blanks, line breaks, invisible characters. No code or address holds any. */
const inserted = /[\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+/g;

const pairs = ['<>', '""', "''", '``', '()', '[]', '„“', '“”', '„”', '‘’', '‚‘', '«»', '»«'];

/**
 * Reads what a person pasted instead of the automatic way back. Through the relay that is the code its page shows, the
 * whole deep link or the whole loopback address. For an own client it is the whole address the browser ended on, never
 * a bare code: without its state, somebody else's code could be passed off on this person.
 */
export function readPasted(text: string, expected: ExpectedReturn, scheme: LinkScheme): ReturnReading {
  const pasted = text.length > longestPaste ? '' : unwrap(text.replace(inserted, ''));
  if (expected.by === 'own-client') {
    const address = readAddress(pasted);
    const callback = readAddress(expected.callbackUrl);
    return address !== null && address.page === callback?.page
      ? readReturn(address.query, expected)
      : { kind: 'unreadable' };
  }
  if (Random256.safeParse(pasted).success) return { kind: 'handle', handle: pasted };
  if (parseDeepLink(pasted, scheme)?.kind === 'callback')
    return readReturn(pasted.slice(pasted.indexOf('?') + 1), expected);
  const address = readAddress(pasted);
  return address !== null && loopbackPage.test(address.page)
    ? readReturn(address.query, expected)
    : { kind: 'unreadable' };
}

const loopbackPage = /^http:\/\/127\.0\.0\.1:[1-9][0-9]{3,4}\/[A-Za-z0-9_-]{22}$/;

/** Takes off whatever stands around the whole: `<…>`, quotes of several languages, brackets. */
function unwrap(text: string): string {
  const wrapped = pairs.some(
    (pair) => text.length > 1 && text.startsWith(pair.charAt(0)) && text.endsWith(pair.charAt(1)),
  );
  return wrapped ? unwrap(text.slice(1, -1)) : text;
}

/** An http(s) address, apart: `page` up to the query, `query` without its question mark. */
function readAddress(text: string): { readonly page: string; readonly query: string } | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return null;
  if (url.username !== '' || url.password !== '') return null;
  return { page: `${url.origin}${url.pathname}`, query: url.search.slice(1) };
}
