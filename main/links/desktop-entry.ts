import type { LinkScheme } from './deep-link.ts';

/** What a Linux desktop is to start for a link. */
export interface LinkCommand {
  readonly scheme: LinkScheme;
  /** Program and arguments; the link goes after them. */
  readonly command: readonly [string, ...string[]];
}

/** File name of the entry: the scheme's own, which is also the application id. */
export const entryName = (scheme: LinkScheme): string => `${scheme}.desktop`;

const controlCharacters = /\p{Cc}/u;
/** Of an argument that every reader of `Exec` takes as it is; `xdg-open` alone does not undo quotes. */
const plain = /^[A-Za-z0-9_@+:,./-]+$/;

/**
 * A desktop entry that starts the command with a link (desktop-security 2.7); it shows in no menu and is taken for
 * absent once its program is gone. Null when the command cannot be written in one: no path has a line break for a good reason.
 */
export function desktopEntry({ scheme, command }: LinkCommand): string | null {
  if (command.some((argument) => controlCharacters.test(argument) || argument === '')) return null;
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Version=1.0',
    'Name=Switchdeck',
    'Comment=Takes sign-in links back to Switchdeck',
    'Comment[cs]=Předává přihlašovací odkazy Switchdecku',
    `TryExec=${value(command[0])}`,
    `Exec=${value([...command.map(quoted), '%u'].join(' '))}`,
    'Terminal=false',
    'NoDisplay=true',
    'StartupNotify=true',
    `MimeType=x-scheme-handler/${scheme};`,
    '',
  ].join('\n');
}

/** An argument of `Exec` (Desktop Entry Specification, "The Exec key"). */
function quoted(argument: string): string {
  const literal = argument.replaceAll('%', '%%');
  return plain.test(argument) ? literal : `"${literal.replace(/["`$\\]/g, '\\$&')}"`;
}

/** A string in an entry: a backslash is written twice. */
const value = (text: string): string => text.replaceAll('\\', '\\\\');

const shellWord = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/**
 * A script that goes before a link in development: it repeats this run's settings, so that a link starts the app with
 * the same profile and providers, and needs no quoting in `Exec`.
 */
export function linkScript(
  settings: Readonly<Record<string, string>>,
  command: readonly [string, ...string[]],
): string {
  const exports = Object.entries(settings).map(([name, text]) => `export ${name}=${shellWord(text)}\n`);
  return `#!/bin/sh\n${exports.join('')}exec ${command.map(shellWord).join(' ')} "$@"\n`;
}
