import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { desktopEntry, entryName, type LinkCommand } from './desktop-entry.ts';

/**
 * - `installed`: links of the scheme start the command. - `unchanged`: they did so before, or the person has chosen another
 * program since. - `impossible`: the command cannot be named in an entry. - `no-tools`: there is no `xdg-mime`.
 */
export type Installed = 'installed' | 'unchanged' | 'impossible' | 'no-tools';

const run = promisify(execFile);
const toolTimeoutMs = 10_000;

/**
 * Makes a command this user's handler of a scheme on Linux, where no installer has done so. Writes
 * `~/.local/share/applications/<scheme>.desktop` and asks `xdg-mime` to use it. Rejects when the file cannot be written.
 */
export async function installEntry(link: LinkCommand, env: NodeJS.ProcessEnv): Promise<Installed> {
  const text = desktopEntry(link);
  if (text === null) return 'impossible';
  const home = env['HOME'] ?? os.homedir();
  const given = env['XDG_DATA_HOME'] ?? '';
  const data = path.isAbsolute(given) ? given : path.join(home, '.local/share');
  const applications = path.join(data, 'applications');
  const entry = path.join(applications, entryName(link.scheme));
  const type = `x-scheme-handler/${link.scheme}`;
  const tools = { env: outside(env), timeout: toolTimeoutMs };

  const written = await writeWhenChanged(applications, entry, text);
  try {
    const { stdout } = await run('xdg-mime', ['query', 'default', type], tools);
    const handler = stdout.trim();
    // Somebody else's handler is the person's choice, unless our own entry is new.
    if (!written && handler !== '') return 'unchanged';
    // It lists which entry serves which type; desktops that keep such a list know nothing of the new entry without it.
    await run('update-desktop-database', [applications], tools).catch(() => null); // not every system has it
    await run('xdg-mime', ['default', entryName(link.scheme), type], tools);
    return 'installed';
  } catch {
    return 'no-tools'; // or they failed: the result is the same, and the other ways back are there for it
  }
}

/** True when there was no such file or one with another content. */
async function writeWhenChanged(folder: string, file: string, text: string): Promise<boolean> {
  const present = await fs.readFile(file, 'utf8').catch(() => null); // absent or unreadable: it is replaced
  if (present === text) return false;
  await fs.mkdir(folder, { recursive: true });
  const draft = `${file}.${String(process.pid)}.new`;
  await fs.writeFile(draft, text, { mode: 0o644 });
  await fs.rename(draft, file);
  return true;
}

/** An AppImage starts its program with libraries and folders of its own, which break the system's tools. */
function outside(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const mounted = env['APPDIR'];
  if (mounted === undefined) return env;
  const isMounted = (folder: string): boolean => folder === mounted || folder.startsWith(`${mounted}/`);
  const cleaned: NodeJS.ProcessEnv = {};
  for (const [name, text] of Object.entries(env)) {
    if (name === 'LD_LIBRARY_PATH' || name === 'LD_PRELOAD') continue;
    const isList = name === 'PATH' || name === 'XDG_DATA_DIRS';
    cleaned[name] = isList
      ? text
          ?.split(':')
          .filter((folder) => !isMounted(folder))
          .join(':')
      : text;
  }
  return cleaned;
}
