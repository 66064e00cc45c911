import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExpectedReturn } from '../../../main/sign-in/browser-return.ts';
import { readPasted } from '../../../main/sign-in/pasted.ts';

const random = (): string => randomBytes(32).toString('base64url');
const state = random();
const handle = random();
const loopback = `http://127.0.0.1:40123/${randomBytes(16).toString('base64url')}`;

describe('what is pasted instead of the way back through the relay', () => {
  const expected: ExpectedReturn = { by: 'relay', state };
  const read = (text: string) => readPasted(text, expected, 'dev.switchdeck');
  const link = `dev.switchdeck:/auth/callback?h=${handle}&state=${state}`;

  it.each([
    ['the code', handle],
    ['the code between blanks', `  ${handle}\n`],
    ['the code broken over two lines', `${handle.slice(0, 20)}\r\n ${handle.slice(20)}`],
    [
      'the code with invisible characters in it',
      `\ufeff${handle.slice(0, 9)}\u200b\u00ad${handle.slice(9)}\u2060`,
    ],
    ['the code in quotes', `"${handle}"`],
    ['the code in Czech quotes', `„${handle}“`],
    ['the code in angle and other brackets', `(<${handle}>)`],
    ['the deep link', link],
    [
      'the deep link with its keys the other way round',
      `dev.switchdeck:/auth/callback?state=${state}&h=${handle}`,
    ],
    ['the deep link as mail shows it', `<${link.slice(0, 60)}\r\n${link.slice(60)}>`],
    ['the loopback address', `${loopback}?h=${handle}&state=${state}`],
  ])('reads %s', (_name, text) => {
    expect(read(text)).toEqual({ kind: 'handle', handle });
  });

  it.each([
    ['a link', `dev.switchdeck:/auth/callback?error=access_denied&state=${state}`],
    ['a loopback address', `${loopback}?state=${state}&error=access_denied`],
  ])('reads the refusal in %s', (_name, text) => {
    expect(read(text)).toEqual({ kind: 'error', error: 'access_denied' });
  });

  it.each([
    ['a link', `dev.switchdeck:/auth/callback?h=${handle}&state=${random()}`],
    ['a loopback address', `${loopback}?h=${handle}&state=${random()}`],
    ['a refusal', `dev.switchdeck:/auth/callback?error=access_denied&state=${random()}`],
  ])('knows that %s is of another sign-in', (_name, text) => {
    expect(read(text)).toEqual({ kind: 'other-attempt' });
  });

  it.each([
    ['nothing', ''],
    ['blanks', ' \n\u200b'],
    ['quotes around nothing', '""'],
    ['a code that lost its end', handle.slice(0, 42)],
    ['a code with one character more', `${handle}A`],
    ['a code with a foreign character', `${handle.slice(0, 42)}!`],
    ['two codes', `${handle} ${handle}`],
    ['a sentence', 'the code please'],
    ['the link that only starts', 'dev.switchdeck:/auth/start'],
    ["a release's link", `app.switchdeck:/auth/callback?h=${handle}&state=${state}`],
    ['an address of another host', `https://relay.example/done?h=${handle}&state=${state}`],
    ['a loopback address with another path', `http://127.0.0.1:40123/x?h=${handle}&state=${state}`],
    [
      'a loopback address by name',
      `${loopback.replace('127.0.0.1', 'localhost')}?h=${handle}&state=${state}`,
    ],
    ['a loopback address with a user', `${loopback.replace('//', '//u:p@')}?h=${handle}&state=${state}`],
    ['a loopback address without state', `${loopback}?h=${handle}`],
    ['a script', `javascript:alert(1)`],
    ['far too much', handle.repeat(1_000)],
  ])('does not take %s for any of it', (_name, text) => {
    expect(read(text)).toEqual({ kind: 'unreadable' });
  });

  it('never throws and never takes anything but a code or an address with the state', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true }), mutated(link)), (text) => {
        const reading = read(text);
        if (reading.kind === 'handle') expect(reading.handle).toMatch(/^[\w-]{43}$/);
        // Whatever was changed in the link, what is taken from it still carries the right state.
        if (reading.kind === 'handle' && text.includes(':/'))
          expect(text.replace(/\s/g, '')).toContain(state);
      }),
    );
  });
});

describe("what is pasted instead of the way back to an own client's redirect", () => {
  const callbackUrl = 'https://company.example/aircall/cb';
  const expected: ExpectedReturn = { by: 'own-client', state, callbackUrl };
  const read = (text: string) => readPasted(text, expected, 'dev.switchdeck');

  it('reads the code from the whole address, with whatever the provider added', () => {
    expect(read(` <${callbackUrl}?code=ab%2Fcd&state=${state}&scope=public_api#top>\n`)).toEqual({
      kind: 'code',
      code: 'ab/cd',
    });
  });

  it('reads a refusal', () => {
    expect(read(`${callbackUrl}?error=access_denied&state=${state}`)).toEqual({
      kind: 'error',
      error: 'access_denied',
    });
  });

  it('knows an address of another sign-in', () => {
    expect(read(`${callbackUrl}?code=abcd&state=${random()}`)).toEqual({ kind: 'other-attempt' });
  });

  it.each([
    ["a bare code, which could be anybody's", 'abcd'],
    ['a code of the right length without its address', handle],
    ['the address without state', `${callbackUrl}?code=abcd`],
    ['the address with a second code', `${callbackUrl}?code=abcd&code=efgh&state=${state}`],
    ['the address of another page', `https://company.example/?code=abcd&state=${state}`],
    [
      'the address of another host',
      `https://company.example.evil.example/aircall/cb?code=abcd&state=${state}`,
    ],
    ['the address over plain http', `http://company.example/aircall/cb?code=abcd&state=${state}`],
    ['the address with a user', `https://u@company.example/aircall/cb?code=abcd&state=${state}`],
    ["the relay's link", `dev.switchdeck:/auth/callback?h=${handle}&state=${state}`],
  ])('does not take %s', (_name, text) => {
    expect(read(text)).toEqual({ kind: 'unreadable' });
  });

  it('never throws and takes a code only together with the state', () => {
    fc.assert(
      fc.property(mutated(`${callbackUrl}?code=abcd&state=${state}`), (text) => {
        if (read(text).kind === 'code') expect(text.replace(/\s/g, '')).toContain(state);
      }),
    );
  });
});

/** The text with one character replaced, removed or added. */
function mutated(text: string): fc.Arbitrary<string> {
  return fc
    .tuple(fc.nat(text.length), fc.nat(1), fc.oneof(fc.constant(''), fc.string({ maxLength: 1 })))
    .map(([at, removed, added]) => text.slice(0, at) + added + text.slice(at + removed));
}
