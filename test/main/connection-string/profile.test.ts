import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SignInWay } from '../../../domain/account.ts';
import { connectionKeys } from '../../../main/connection-string/keys.ts';
import { parseConnectionString } from '../../../main/connection-string/parse.ts';
import { type ProfileFacts, readProfile } from '../../../main/connection-string/profile.ts';

const everyWay: SignInWay[] = [
  'aircall-oauth',
  'aircall-own-client',
  'aircall-api-key',
  'aircall-sso',
  'voipex-password',
];
const facts: ProfileFacts = { relay: null, ways: everyWay, loopbackRelay: false };
const read = (text: string, changed: Partial<ProfileFacts> = {}) =>
  readProfile(parseConnectionString(text).pairs, { ...facts, ...changed });
const problems = (text: string, changed: Partial<ProfileFacts> = {}) =>
  read(text, changed).problems.map(({ kind, key, position }) => [kind, key, position]);

const ownClient = 'AuthScheme=OAuth;OAuthClientId=id;OAuthClientSecret=secret';
const callbackAt = `${ownClient};CallbackURL=`.length + 1;
const client = { clientId: 'id', clientSecret: 'secret', callbackUrl: 'http://localhost:33333/cb' };

describe('a connection string says how to sign in', () => {
  it.each<[what: string, text: string, access: object]>([
    [
      'Basic is what is meant when no scheme is named',
      String.raw`Profile=C:\profiles\AirCall.apip;User=my_api_id;Password=my_api_token;`,
      { way: 'aircall-api-key', apiId: 'my_api_id', apiToken: 'my_api_token' },
    ],
    [
      'Basic in any case',
      'provider=AIRCALL;authscheme=BASIC;user=a;password=b',
      { way: 'aircall-api-key', apiId: 'a', apiToken: 'b' },
    ],
    [
      'a client of one’s own',
      `${ownClient};CallbackURL=http://localhost:33333/cb;InitiateOAuth=GetAndRefresh`,
      { way: 'aircall-own-client', client, initiate: 'get-and-refresh' },
    ],
    [
      'a client of one’s own, even where a relay is named or known',
      `${ownClient};CallbackURL=https://customer.example/back?a=b;Relay=https://relay.example;InitiateOAuth=REFRESH`,
      {
        way: 'aircall-own-client',
        client: { ...client, callbackUrl: 'https://customer.example/back?a=b' },
        initiate: 'refresh',
      },
    ],
    [
      'a browser opens only where the string says so',
      `${ownClient};CallbackURL=http://localhost:33333/cb`,
      { way: 'aircall-own-client', client, initiate: 'off' },
    ],
    [
      'a relay',
      'AuthScheme=OAuth;Relay=https://relay.example/;InitiateOAuth=GETANDREFRESH',
      { way: 'aircall-oauth', relay: 'https://relay.example', initiate: 'get-and-refresh' },
    ],
    [
      'agent SSO through a relay',
      'AuthScheme=SSO;Relay=https://relay.example:8443',
      { way: 'aircall-sso', relay: 'https://relay.example:8443', initiate: 'off' },
    ],
    [
      'VoIPEX',
      'Provider=VoIPEX;User=jana@lumora.example;Password=" p w "',
      {
        way: 'voipex-password',
        email: 'jana@lumora.example',
        password: ' p w ',
        impersonate: null,
      },
    ],
    [
      'VoIPEX without a scope, acting as somebody',
      'Provider=voipex;AuthScheme=Basic;User=a@b.example;Password=x;Scope=;Impersonate=c@d.example',
      {
        way: 'voipex-password',
        email: 'a@b.example',
        password: 'x',
        scope: '',
        impersonate: 'c@d.example',
      },
    ],
    [
      'keys that this way has no use for are let be',
      'User=a;Password=b;InitiateOAuth=OFF;OAuthClientId=x;Scope=y',
      { way: 'aircall-api-key', apiId: 'a', apiToken: 'b' },
    ],
  ])('%s', (_what, text, access) => {
    const profile = read(text);
    expect(profile.problems).toEqual([]);
    expect(profile.access).toEqual(access);
  });

  it('goes through the relay of this machine when it names neither a client nor another relay', () => {
    expect(read('AuthScheme=OAuth', { relay: 'https://ours.example' }).access).toEqual({
      way: 'aircall-oauth',
      relay: 'https://ours.example',
      initiate: 'off',
    });
  });

  it('takes a relay on loopback in development only', () => {
    const text = 'AuthScheme=OAuth;Relay=http://127.0.0.1:4040';
    expect(read(text, { loopbackRelay: true }).access).toMatchObject({ relay: 'http://127.0.0.1:4040' });
    expect(problems(text)).toEqual([['bad-value', 'Relay', 24]]);
  });

  it('names keys that nobody knows once, as they were written, and signs in without them', () => {
    const profile = read('Max Rows=5;User=a;Pwd=secret;Password=b;Verbosity_=9');
    expect(profile.unknownKeys).toEqual(['Max Rows', 'Pwd', 'Verbosity_']);
    expect(profile.access).toMatchObject({ apiId: 'a' });
  });

  it('tells what it is for even while something is missing', () => {
    expect(read('Provider=VoIPEX;Label=Front desk')).toMatchObject({
      provider: 'voipex',
      way: 'voipex-password',
      label: 'Front desk',
      initiate: null,
      access: null,
    });
    expect(read('AuthScheme=OAuth;OAuthClientId=x')).toMatchObject({
      way: 'aircall-own-client',
      initiate: 'off',
    });
  });
});

describe('a connection string that cannot be used', () => {
  it.each<[what: string, text: string, found: [string, string, number | null][]]>([
    [
      'lacks everything Basic needs',
      'Label=x',
      [
        ['missing-key', 'User', null],
        ['missing-key', 'Password', null],
      ],
    ],
    ['has an empty password', 'User=a;Password=', [['missing-key', 'Password', null]]],
    [
      'lacks everything OAuth needs',
      'AuthScheme=OAuth',
      [
        ['missing-key', 'OAuthClientId', null],
        ['missing-key', 'OAuthClientSecret', null],
        ['missing-key', 'CallbackURL', null],
      ],
    ],
    ['lacks the relay of agent SSO', 'AuthScheme=SSO', [['missing-key', 'Relay', null]]],
    ['names a provider nobody knows', 'Provider=Sipgate;User=a;Password=b', [['bad-value', 'Provider', 10]]],
    ['names a scheme nobody knows', 'User=a;Password=b;AuthScheme= NTLM', [['bad-value', 'AuthScheme', 31]]],
    ['wants OAuth of VoIPEX', 'Provider=VoIPEX;AuthScheme=OAuth', [['bad-value', 'AuthScheme', 28]]],
    [
      'says a word that InitiateOAuth does not have',
      'User=a;Password=b;InitiateOAuth=ON',
      [['bad-value', 'InitiateOAuth', 33]],
    ],
    [
      'still has the placeholder of the documents for an address',
      `${ownClient};CallbackUrl=your_callback_url`,
      [['bad-value', 'CallbackURL', callbackAt]],
    ],
    [
      'would be answered over plain http',
      `${ownClient};CallbackURL=http://customer.example/`,
      [['bad-value', 'CallbackURL', callbackAt]],
    ],
    [
      'would be answered by another program',
      `${ownClient};CallbackURL=javascript:alert(1)`,
      [['bad-value', 'CallbackURL', callbackAt]],
    ],
    [
      'has a password in an address',
      `${ownClient};CallbackURL=https://a:b@customer.example/`,
      [['bad-value', 'CallbackURL', callbackAt]],
    ],
    ['has a label without end', `User=a;Password=b;Label=${'x'.repeat(61)}`, [['bad-value', 'Label', 25]]],
    [
      'acts as something that is no e-mail',
      'Provider=VoIPEX;User=a;Password=b;Impersonate=jana',
      [['bad-value', 'Impersonate', 47]],
    ],
    ['has a password without end', `User=a;Password=${'x'.repeat(501)}`, [['bad-value', 'Password', 17]]],
  ])('%s', (_what, text, found) => {
    expect(problems(text)).toEqual(found);
    expect(read(text).access).toBeNull();
  });

  it.each([
    'http://relay.example',
    'https://relay.example/path',
    'https://relay.example/?a=b',
    'https://relay.example/#x',
    'https://user@relay.example',
    'https://u:p@relay.example',
    'relay.example',
    'ftp://relay.example',
    'file:///etc/passwd',
    'https:',
    'https://',
  ])('names as its relay %s, which is no plain origin', (relay) => {
    expect(problems(`AuthScheme=OAuth;Relay='${relay}'`)).toEqual([['bad-value', 'Relay', 24]]);
  });

  it('asks for a way this build does not have', () => {
    const ways: SignInWay[] = ['aircall-api-key'];
    expect(problems('AuthScheme=SSO;Relay=https://relay.example', { ways })).toEqual([
      ['bad-value', 'AuthScheme', 12],
    ]);
  });
});

describe('any values at all', () => {
  it('are understood or refused, never both, and never throw', () => {
    const value = fc.oneof(
      fc.constantFrom(
        'OAuth',
        'sso',
        'VoIPEX',
        'REFRESH',
        'https://a.example',
        'a@b.example',
        '',
        '__proto__',
      ),
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.webUrl(),
    );
    const entries = fc.uniqueArray(fc.tuple(fc.constantFrom(...connectionKeys, '__proto__'), value), {
      selector: ([key]) => key,
    });
    fc.assert(
      fc.property(entries, fc.boolean(), (given, loopbackRelay) => {
        const pairs = given.map(([key, text], n) => ({ key, value: text, keyAt: n + 1, valueAt: n + 1 }));
        const profile = readProfile(pairs, { ...facts, loopbackRelay });
        expect(profile.access === null).toBe(profile.problems.length > 0);
        expect(profile.access?.way ?? profile.way).toBe(profile.way);
      }),
      { numRuns: 1000 },
    );
  });
});
