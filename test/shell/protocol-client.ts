import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** What a link handler needs to know about the app it starts. */
export interface LinkTarget {
  /** Name of the app, for the desktop entry. */
  readonly name: string;
  /** File name of the desktop entry, with its ending. */
  readonly desktopName: string;
  /** Holds the script that starts the app. */
  readonly profile: string;
}

/**
 * Makes this program the user's handler of a scheme, through a desktop entry and `xdg-mime`. Returns whether it worked.
 * The entry names one script: xdg-open's plain mode splits `Exec` at blanks without reading quotes. The script repeats
 * this run's SWITCHDECK settings, so that a link starts the app with the same profile and providers.
 */
export function registerScheme(
  scheme: string,
  target: LinkTarget,
  executable: string,
  args: readonly string[],
): boolean {
  const settings = Object.entries(process.env)
    .filter(([name]) => name.startsWith('SWITCHDECK_'))
    .map(([name, value]) => `export ${name}=${quote(value ?? '')}\n`)
    .join('');
  const script = path.join(target.profile, 'open-link.sh');
  const start = [executable, ...args].map(quote).join(' ');
  const applications = path.join(
    process.env['XDG_DATA_HOME'] ?? path.join(os.homedir(), '.local/share'),
    'applications',
  );
  const entry = [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${target.name}`,
    `Exec=${script} %u`,
    'Terminal=false',
    'NoDisplay=true',
    `MimeType=x-scheme-handler/${scheme};`,
    '',
  ];
  try {
    fs.mkdirSync(applications, { recursive: true });
    fs.writeFileSync(script, `#!/bin/sh\n${settings}exec ${start} "$@"\n`, { mode: 0o755 });
    fs.writeFileSync(path.join(applications, target.desktopName), entry.join('\n'));
    spawnSync('update-desktop-database', [applications]); // optional: xdg-mime does without
    execFileSync('xdg-mime', ['default', target.desktopName, `x-scheme-handler/${scheme}`]);
    return true;
  } catch (error) {
    console.error('[stand-in] The scheme could not be registered:', error);
    return false;
  }
}

/** The desktop entry that handles a scheme, '' when there is none or the desktop cannot be asked. */
export function schemeHandler(scheme: string): string {
  const asked = spawnSync('xdg-mime', ['query', 'default', `x-scheme-handler/${scheme}`], {
    encoding: 'utf8',
  });
  return asked.status === 0 ? asked.stdout.trim() : '';
}
