import { describe, expect, it } from 'vitest';
import { parseConnectionString } from '../../../main/connection-string/parse.ts';

const read = (text: string): Record<string, string> => {
  const { pairs, problems } = parseConnectionString(text);
  expect(problems).toEqual([]);
  return Object.fromEntries(pairs.map(({ key, value }) => [key, value]));
};
const problems = (text: string) =>
  parseConnectionString(text).problems.map(({ kind, key, position }) => [kind, key, position]);

describe('a connection string', () => {
  it.each<[what: string, text: string, pairs: Record<string, string>]>([
    [
      'of the documents, Basic',
      String.raw`Profile=C:\profiles\AirCall.apip;User=my_api_id;Password=my_api_token;`,
      { Profile: String.raw`C:\profiles\AirCall.apip`, User: 'my_api_id', Password: 'my_api_token' },
    ],
    [
      'of the documents, OAuth',
      String.raw`Profile=C:\profiles\AirCall.apip;Authscheme=OAuth;InitiateOAuth=GETANDREFRESH;OAuthClientId=your_client_id;OAuthClientSecret=your_client_secret;CallbackUrl=your_callback_url;`,
      {
        Profile: String.raw`C:\profiles\AirCall.apip`,
        AuthScheme: 'OAuth',
        InitiateOAuth: 'GETANDREFRESH',
        OAuthClientId: 'your_client_id',
        OAuthClientSecret: 'your_client_secret',
        CallbackURL: 'your_callback_url',
      },
    ],
    ['without a last semicolon', 'User=a;Password=b', { User: 'a', Password: 'b' }],
    ['with blanks around everything', '  User =  a  ; Password = b ;  ', { User: 'a', Password: 'b' }],
    [
      'whose keys have another case, blanks and underscores',
      'AUTH_SCHEME=Basic;oauth client id=x;CallBack_Url=y',
      { AuthScheme: 'Basic', OAuthClientId: 'x', CallbackURL: 'y' },
    ],
    ['with an empty value', 'User=;Password=b', { User: '', Password: 'b' }],
    ['with a quoted empty value', `User='';Password=""`, { User: '', Password: '' }],
    ['with blanks that are meant', `Password="  a b  "`, { Password: '  a b  ' }],
    ['with blanks inside', 'Password=a  b', { Password: 'a  b' }],
    ['with semicolon and equals sign in quotes', `Password='a;b=c';User=x`, { Password: 'a;b=c', User: 'x' }],
    ['with the other quote in quotes', `Password='say "yes"'`, { Password: 'say "yes"' }],
    ['with its own quote doubled', `Password='it''s';User="""x"""`, { Password: "it's", User: '"x"' }],
    ['with a quote inside an unquoted value', `Password=it's`, { Password: "it's" }],
    ['with equals signs in an unquoted value', 'Password=abc==;User=a=b', { Password: 'abc==', User: 'a=b' }],
    ['with blanks after a quote', `Password='a'  ; User=b`, { Password: 'a', User: 'b' }],
    [
      'with letters of all kinds',
      'Label=Příliš žluťoučký 🐎;Password=пароль',
      { Label: 'Příliš žluťoučký 🐎', Password: 'пароль' },
    ],
    [
      'that names the environment or a file',
      'Password=%PATH%;User=${HOME};Profile=$(id)',
      { Password: '%PATH%', User: '${HOME}', Profile: '$(id)' },
    ],
    ['with a key nobody knows, kept as written', 'Max_Rows=5;User=a', { Max_Rows: '5', User: 'a' }],
    ['of a file, with its mark and line end', '\u{FEFF}User=a;Password=b\r\n', { User: 'a', Password: 'b' }],
  ])('%s is read', (_what, text, pairs) => {
    expect(read(text)).toEqual(pairs);
  });

  it.each<[what: string, text: string, found: [string, string | null, number | null][]]>([
    ['nothing', '', [['empty', null, null]]],
    ['blanks only', '   ', [['empty', null, null]]],
    ['an empty file', '\u{FEFF}\r\n', [['empty', null, null]]],
    ['more than 8 KiB', `Password=${'x'.repeat(8184)}`, [['too-long', null, null]]],
    ['more than 8 KiB once encoded', `Password=${'é'.repeat(4092)}`, [['too-long', null, null]]],
    ['a tab', 'User=a;\tPassword=b', [['control-character', null, 8]]],
    ['a line break in the middle', 'User=a;\nPassword=b\n', [['control-character', null, 8]]],
    ['a NUL in quotes', `Password='a\0b'`, [['control-character', null, 12]]],
    ['a C1 control', 'User=\u{85}', [['control-character', null, 6]]],
    ['a line separator', 'User=a\u{2028}', [['control-character', null, 7]]],
    ['a turned direction of reading', 'User=a\u{202E}b', [['control-character', null, 7]]],
    ['half a character', 'User=\u{D83D}', [['control-character', null, 6]]],
    [
      'a mark in the middle is part of a value, a control after it is not',
      'User=🐎\u{7}',
      [['control-character', null, 7]],
    ],
    ['an unclosed quote', `User=a;Password='b;Label=c`, [['unclosed-quote', 'Password', 17]]],
    ['an unclosed quote that ends in a doubled one', `Password="a""`, [['unclosed-quote', 'Password', 10]]],
    ['a single quote', `Password='`, [['unclosed-quote', 'Password', 10]]],
    ['text after a quote', `Password='a'b;User=c`, [['text-after-quote', 'Password', 13]]],
    ['no key', '=a;User=b', [['empty-key', null, 1]]],
    ['a key of blanks and underscores', 'User=b; _ _=a', [['empty-key', null, 9]]],
    ['no equals sign', 'User=a;secret;Password=b', [['no-equals-sign', null, 8]]],
    ['two semicolons', 'User=a;;Password=b', [['no-equals-sign', null, 8]]],
    ['a semicolon first', ';User=a', [['no-equals-sign', null, 1]]],
    ['a repeated key', 'User=a;Password=b;user=c', [['repeated-key', 'User', 19]]],
    ['a repeated key spelt otherwise', 'CallbackURL=a;callback_url=b', [['repeated-key', 'CallbackURL', 15]]],
    ['a repeated key nobody knows', 'max rows=1;Max_Rows=2', [['repeated-key', 'Max_Rows', 12]]],
    [
      'several things',
      `=a;b;User=1;USER='2'x`,
      [
        ['empty-key', null, 1],
        ['no-equals-sign', null, 4],
        ['repeated-key', 'User', 13],
        ['text-after-quote', 'User', 21],
      ],
    ],
  ])('with %s is refused, and the place is told', (_what, text, found) => {
    expect(problems(text)).toEqual(found);
  });

  it('of exactly 8 KiB is read', () => {
    expect(problems(`Password=${'x'.repeat(8183)}`)).toEqual([]);
  });

  it('never has a very long key named whole', () => {
    const [problem] = parseConnectionString(`${'k'.repeat(500)}='`).problems;
    expect(problem?.key).toHaveLength(60);
  });
});
