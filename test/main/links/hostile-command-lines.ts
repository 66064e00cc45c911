import { handle, state } from './hostile-links.ts';

const link = `dev.switchdeck:/auth/callback?h=${handle}&state=${state}`;
const start = 'dev.switchdeck:/auth/start';
const file = '--connection-file=/tmp/c.txt';

/** After the executable; none of them may ask the development build for anything. */
export const hostileCommandLines: readonly (readonly [name: string, args: readonly string[]])[] = [
  ['nothing', []],
  ['only the end of switches', ['--']],
  ['only an app folder', ['/opt/app']],

  // Two links
  ['two links', [link, start]],
  ['the same link twice', [start, start]],
  ['two links after --', ['--', link, start]],
  ['a link on either side of --', [link, '--', start]],
  ['a link and a broken one', [link, 'dev.switchdeck:/auth/other']],
  ['a link and one in upper case', [start, 'DEV.SWITCHDECK:/auth/start']],
  ['a link and only a scheme', [start, 'dev.switchdeck:']],
  ['two links in one argument', [`${start} ${start}`]],
  ['two links in one argument by a line break', [`${start}\n${start}`]],

  // A link inside something else
  ['a link as the value of a switch', [`--url=${link}`]],
  ['a link as the value of our switch', [`--connection-file=${start}`]],
  ['a link as the value of a proxy', [`--proxy-server=${start}`, '/opt/app']],
  ['a link and another in a switch', [link, `--url=${start}`]],
  ['a link behind one hyphen', [`-${start}`]],
  ['a link behind two hyphens', [`--${start}`]],
  ['a link after an equals sign', [`=${start}`]],
  ['a link in a path', [`/tmp/${start}`]],
  ['a link behind a web address', [`https://relay.example/?to=${start}`]],
  ['a link in double quotes', [`"${start}"`]],
  ['a link in single quotes', [`'${start}'`]],
  ['a link after a blank', [` ${start}`]],
  ['a link before a switch in one argument', [`${start} --inspect`]],
  ['a link cut in two', ['dev.switchdeck:', '/auth/start']],
  ['a link cut at its query', ['dev.switchdeck:/auth/callback?', `h=${handle}&state=${state}`]],
  ['a link cut at its ampersand', [`dev.switchdeck:/auth/callback?h=${handle}`, `state=${state}`]],
  ['the placeholder that was never replaced', ['--', '%1']],
  ['the placeholder of a desktop entry', ['--', '%u']],

  // A link of somebody else
  ["the release's link after --", ['--', `app.switchdeck:/auth/callback?h=${handle}&state=${state}`]],
  ["the release's start as its argument", ['app.switchdeck:/auth/start']],
  ['a web address as its argument', ['--', 'https://relay.example/auth/callback']],
  ['a file', ['--', 'file:///etc/passwd']],

  // Our switch together with a link
  ['a link and our switch', [link, file]],
  ['our switch and a link', [file, link]],
  ['our switch and a link after --', [file, '--', link]],
  ['a link and what would be our switch after --', ['--', link, file]],
  ['our switch without value before a link', ['--connection-file', start]],
  ['our switch and a broken link', [file, 'dev.switchdeck:nonsense']],
  ['a link and a longer switch of our name', [start, '--connection-files=/tmp/c.txt']],

  // Our switch
  ['our switch after --', ['--', file]],
  ['our switch after -- and an app folder', ['/opt/app', '--', file]],
  ['our switch before and after --', [file, '--', file]],
  ['our switch twice', [file, '--connection-file=/tmp/d.txt']],
  ['our switch with its value apart', ['--connection-file', '/tmp/c.txt']],
  ['our switch without value', ['--connection-file']],
  ['our switch with an empty value', ['--connection-file=']],
  ['our switch with one hyphen', ['-connection-file=/tmp/c.txt']],
  ['our switch with a slash, as on Windows', ['/connection-file=/tmp/c.txt']],
  ['our switch in upper case', ['--CONNECTION-FILE=/tmp/c.txt']],
  ['our switch with a colon', ['--connection-file:/tmp/c.txt']],
  ['a switch that begins like ours', ['--connection-files=/tmp/c.txt']],
  ['a nought byte in the path', ['--connection-file=/tmp/c\u0000.txt']],
  ['a line break in the path', ['--connection-file=/tmp/c\n.txt']],
  ['an escape character in the path', ['--connection-file=/tmp/\u001b[2J']],
  ['a path without end', [`--connection-file=/${'x'.repeat(5_000)}`]],
];
