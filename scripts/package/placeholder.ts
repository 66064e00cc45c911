import fs from 'node:fs';
import path from 'node:path';
import { fuseNames } from './fuses.ts';

/**
 * A folder in the shape of an unpacked Electron release for Linux, with a script in Electron's place. It lets the
 * packaging be run and inspected where Electron cannot be had. What comes of it does not start, and says so.
 */
const marker = 'NOT-ELECTRON.txt';
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

const words = `This is a placeholder in the place of Electron, made to try the packaging. It cannot start anything and
must not be given to anybody. Package again with Electron: see docs/installers.md, "Where Electron comes from".
`;

/** Electron's defaults, in the order of the wire. */
const defaults: Readonly<Record<(typeof fuseNames)[number], boolean>> = {
  RunAsNode: true,
  EnableCookieEncryption: false,
  EnableNodeOptionsEnvironmentVariable: true,
  EnableNodeCliInspectArguments: true,
  EnableEmbeddedAsarIntegrityValidation: false,
  OnlyLoadAppFromAsar: false,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: true,
  WasmTrapHandlers: true,
};

/** A fuse wire as it stands in Electron's executable: sentinel, version, length, one state each. */
export function fuseWire(states: readonly boolean[]): Buffer {
  const text = states.map((state) => (state ? '1' : '0')).join('');
  return Buffer.concat([Buffer.from(sentinel), Buffer.from([1, states.length]), Buffer.from(text)]);
}

/** Makes the folder anew. */
export function makePlaceholder(folder: string, version: string): void {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(path.join(folder, 'resources'), { recursive: true });
  fs.mkdirSync(path.join(folder, 'locales'));
  const put = (name: string, content: string | Buffer, mode = 0o644): void =>
    fs.writeFileSync(path.join(folder, name), content, { mode });
  // The shell ends at `exit` and never reads the wire behind it.
  const script = `#!/bin/sh\ncat "$(dirname "$0")/${marker}" >&2\nexit 70\n`;
  put(
    'electron',
    Buffer.concat([Buffer.from(script), fuseWire(fuseNames.map((name) => defaults[name]))]),
    0o755,
  );
  put('chrome-sandbox', `#!/bin/sh\nexit 70\n`, 0o755);
  put(marker, words);
  put('LICENSE', words);
  put('LICENSES.chromium.html', words);
  put('version', version);
  put('resources/default_app.asar', words);
  for (const language of ['cs', 'en-US']) put(`locales/${language}.pak`, words);
}

/** Whether a folder, packaged or not, has the placeholder in the place of Electron. */
export const isPlaceholder = (folder: string): boolean => fs.existsSync(path.join(folder, marker));
