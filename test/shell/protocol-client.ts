import { spawnSync } from 'node:child_process';

/** The desktop entry that handles a scheme, '' when there is none or the desktop cannot be asked. */
export function schemeHandler(scheme: string): string {
  const asked = spawnSync('xdg-mime', ['query', 'default', `x-scheme-handler/${scheme}`], {
    encoding: 'utf8',
  });
  return asked.status === 0 ? asked.stdout.trim() : '';
}
