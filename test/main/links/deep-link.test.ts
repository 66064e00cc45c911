import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LinkScheme, parseDeepLink } from '../../../main/links/deep-link.ts';

const schemes = ['app.switchdeck', 'dev.switchdeck'] as const;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const characters = (from: string, lengths: { minLength: number; maxLength: number }) =>
  fc.string({ unit: fc.constantFrom(...Array.from(from)), ...lengths });
const random256 = characters(alphabet, { minLength: 43, maxLength: 43 });
const errorWord = characters('abcdefghijklmnopqrstuvwxyz_', { minLength: 1, maxLength: 40 });

/** Every link there can be, for one scheme. */
const linksOf = (scheme: LinkScheme): fc.Arbitrary<string> =>
  fc.oneof(
    fc
      .tuple(random256, random256, errorWord, fc.boolean(), fc.boolean())
      .map(([handle, state, error, refused, stateFirst]) => {
        const pairs = [refused ? `error=${error}` : `h=${handle}`, `state=${state}`];
        return `${scheme}:/auth/callback?${(stateFirst ? pairs.reverse() : pairs).join('&')}`;
      }),
    fc
      .constantFrom('', '?provider=aircall', '?provider=voipex')
      .map((query) => `${scheme}:/auth/start${query}`),
  );

/** The grammar once more, written out link by link instead of read apart: what the parser is compared with. */
const grammar = (scheme: LinkScheme): RegExp => {
  const r = '[A-Za-z0-9_-]{43}';
  const e = '[a-z_]{1,40}';
  const queries = [
    `h=${r}&state=${r}`,
    `state=${r}&h=${r}`,
    `error=${e}&state=${r}`,
    `state=${r}&error=${e}`,
  ];
  const folded = Array.from(scheme, (letter) =>
    letter === '.' ? '\\.' : `[${letter}${letter.toUpperCase()}]`,
  );
  return new RegExp(
    `^${folded.join('')}:/auth/(?:callback\\?(?:${queries.join('|')})|start(?:\\?provider=(?:aircall|voipex))?)$`,
  );
};

/** One character replaced, removed or put in. */
const mutantOf = (link: string): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.nat(link.length),
      fc.nat(1),
      fc.oneof(
        fc.constant(''),
        fc.constantFrom(...Array.from(`${alphabet}:/?&=%.#@;\\ \n`)),
        fc.string({ maxLength: 1 }),
      ),
    )
    .map(([at, removed, added]) => link.slice(0, at) + added + link.slice(at + removed));

describe('a deep link', () => {
  const state = 's'.repeat(43);
  const handle = 'h'.repeat(43);

  it.each(schemes)('of %s brings a handle and its state, in either order', (scheme) => {
    const arrival = { kind: 'callback', state, handle, error: null };
    expect(parseDeepLink(`${scheme}:/auth/callback?h=${handle}&state=${state}`, scheme)).toEqual(arrival);
    expect(parseDeepLink(`${scheme}:/auth/callback?state=${state}&h=${handle}`, scheme)).toEqual(arrival);
  });

  it.each(schemes)('of %s brings a refusal', (scheme) => {
    expect(parseDeepLink(`${scheme}:/auth/callback?error=access_denied&state=${state}`, scheme)).toEqual({
      kind: 'callback',
      state,
      handle: null,
      error: 'access_denied',
    });
  });

  it.each([
    ['', null],
    ['?provider=aircall', 'aircall'],
    ['?provider=voipex', 'voipex'],
  ])('asks to show the sign-in: %j', (query, provider) => {
    const arrival = { kind: 'start', provider };
    for (const scheme of schemes)
      expect(parseDeepLink(`${scheme}:/auth/start${query}`, scheme)).toEqual(arrival);
  });

  it('may write its scheme in any case, as launchers do', () => {
    expect(parseDeepLink('Dev.SwitchDeck:/auth/start', 'dev.switchdeck')).not.toBeNull();
  });

  it('is accepted by its own build only', () => {
    expect(parseDeepLink('app.switchdeck:/auth/start', 'dev.switchdeck')).toBeNull();
    expect(parseDeepLink('dev.switchdeck:/auth/start', 'app.switchdeck')).toBeNull();
  });

  it.each([undefined, null, 1, {}, ['dev.switchdeck:/auth/start'], new String('dev.switchdeck:/auth/start')])(
    'is a text, not %j',
    (thing) => {
      expect(parseDeepLink(thing, 'dev.switchdeck')).toBeNull();
    },
  );

  it('is accepted whenever the grammar makes it', () => {
    for (const scheme of schemes)
      fc.assert(
        fc.property(linksOf(scheme), (link) => {
          expect(parseDeepLink(link, scheme)).not.toBeNull();
        }),
        { numRuns: 500 },
      );
  });

  it('is refused whenever one changed character leads out of the grammar', () => {
    for (const scheme of schemes) {
      const exact = grammar(scheme);
      const mutants = linksOf(scheme).chain(mutantOf);
      fc.assert(
        fc.property(mutants, (mutant) => {
          expect([mutant, parseDeepLink(mutant, scheme) !== null]).toEqual([mutant, exact.test(mutant)]);
        }),
        { numRuns: 3_000 },
      );
    }
  });

  it('never throws and is never found in what is none', () => {
    const nearly = fc
      .tuple(
        fc.constantFrom(...schemes, 'switchdeck', ''),
        fc.constantFrom(':', '://', ':/', ''),
        fc.string(),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.anything(), fc.webUrl(), nearly), (thing) => {
        for (const scheme of schemes) {
          const accepted = parseDeepLink(thing, scheme) !== null;
          expect(accepted).toBe(typeof thing === 'string' && grammar(scheme).test(thing));
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
