import path from 'node:path';
import { z } from 'zod';
import type { Arrival } from './arrival.ts';
import { type LinkScheme, mentionsScheme, parseDeepLink } from './deep-link.ts';

/** How a process of the app was started. */
export interface Started {
  /** With the executable first, as `process.argv` has it. */
  readonly argv: readonly string[];
  /** Its working directory. */
  readonly folder: string;
}

/** A path of any system: no control characters, no longer than Linux takes. */
const filePath = /^[^\p{Cc}]{1,4096}$/u;
const fileSwitch = '--connection-file';

/**
 * What the command line asks for: one deep link, or `--connection-file=<path>` (in this form only, so that no word can
 * be taken for its value). Chromium re-orders arguments and adds switches of its own, hence a link counts wherever it
 * stands, but only as an argument by itself and only when no second argument mentions our scheme. After `--` nothing
 * is a switch: the registered command puts the link there, and what a link smuggles in must never become one.
 *
 * A link together with our switch asks for nothing at all: we never register such a command, so somebody has put the
 * two together, and then neither is to be trusted.
 */
export function arrivalFrom({ argv, folder }: Started, scheme: LinkScheme): Arrival | null {
  const given = argv.slice(1);
  const mentions = given.filter((argument) => mentionsScheme(argument, scheme));
  const files = given.filter((argument) => argument.startsWith(fileSwitch));
  if (mentions.length > 0) {
    const [link] = mentions;
    return mentions.length > 1 || files.length > 0 ? null : parseDeepLink(link, scheme);
  }
  const end = given.indexOf('--');
  const switches = end < 0 ? given : given.slice(0, end);
  const [file] = files;
  if (file === undefined || files.length > 1 || !switches.includes(file)) return null;
  return connectionFile(file, folder);
}

function connectionFile(argument: string, folder: string): Arrival | null {
  const given = argument.slice(fileSwitch.length + 1);
  if (argument.charAt(fileSwitch.length) !== '=' || !filePath.test(given)) return null;
  if (!path.isAbsolute(given) && !path.isAbsolute(folder)) return null;
  return { kind: 'connection-file', path: path.resolve(folder, given) };
}

const Handover = z.object({ link: z.string() });

/**
 * What a second process hands to the first beside its arguments, which may be re-ordered on their way: the link as it
 * found it. Empty when there is none.
 */
export function handoverOf(started: Started, scheme: LinkScheme): Partial<z.infer<typeof Handover>> {
  if (arrivalFrom(started, scheme) === null) return {};
  const link = started.argv.slice(1).find((argument) => mentionsScheme(argument, scheme));
  return link === undefined ? {} : { link };
}

/** What a second process asks for. Its handover is read as strictly as its arguments: anybody may have sent it. */
export function arrivalFromSecond(handover: unknown, started: Started, scheme: LinkScheme): Arrival | null {
  const handed = Handover.safeParse(handover);
  const fromHandover = handed.success ? parseDeepLink(handed.data.link, scheme) : null;
  return fromHandover ?? arrivalFrom(started, scheme);
}
