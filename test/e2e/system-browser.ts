import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { environment } from './launch.ts';

export interface SystemBrowserOptions {
  /** Its profile, and the script that starts it, go here. */
  readonly folder: string;
  /** Public-key digests of certificates to accept although nobody vouches for them. */
  readonly trusted: readonly string[];
  /** Sites that the user once allowed to open a scheme: without it the browser would ask in a dialog of its own. */
  readonly allowed: readonly { readonly origin: string; readonly scheme: string }[];
}

/** The browser the desktop opens addresses with: a program of its own that knows nothing of the app. */
export interface SystemBrowser {
  /** The newest page, once something has opened one. */
  page(): Promise<Page>;
  /** The addresses its history remembers, as the file holds them. Call after `close`. */
  history(): string;
  close(): Promise<void>;
}

/** The program that `npm run test:e2e` found; '' when specs tagged @desktop are left out. */
const executable = process.env['SWITCHDECK_SYSTEM_BROWSER'] ?? '';

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/**
 * Makes a real Chromium the desktop's browser for https addresses, through a desktop entry and `xdg-mime`, in this run's
 * own home. It is started by whatever runs `xdg-open`, not by the spec, which only looks on and clicks.
 */
export function installSystemBrowser(options: SystemBrowserOptions): SystemBrowser {
  const profile = path.join(options.folder, 'browser');
  fs.mkdirSync(path.join(profile, 'Default'), { recursive: true });
  const pairs = Object.fromEntries(options.allowed.map(({ origin, scheme }) => [origin, { [scheme]: true }]));
  fs.writeFileSync(
    path.join(profile, 'Default/Preferences'),
    JSON.stringify({ protocol_handler: { allowed_origin_protocol_pairs: pairs } }),
  );
  const script = path.join(options.folder, 'browser.sh');
  const flags = [
    `--user-data-dir=${profile}`,
    '--remote-debugging-port=0',
    ...(process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : []),
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--password-store=basic',
    `--ignore-certificate-errors-spki-list=${options.trusted.join(',')}`,
  ];
  const command = [executable, ...flags].map(quote).join(' ');
  // In the background, as a desktop would: whoever opened the address does not wait for the browser to end.
  fs.writeFileSync(script, `#!/bin/sh\n${command} "$@" >/dev/null 2>&1 &\n`, { mode: 0o755 });

  const applications = path.join(environment()['XDG_DATA_HOME'] ?? '', 'applications');
  fs.mkdirSync(applications, { recursive: true });
  const entry = ['[Desktop Entry]', 'Type=Application', 'Name=Browser of the specs', `Exec=${script} %u`];
  fs.writeFileSync(
    path.join(applications, 'specs-browser.desktop'),
    [...entry, 'MimeType=x-scheme-handler/https;x-scheme-handler/http;', ''].join('\n'),
  );
  for (const scheme of ['https', 'http'])
    execFileSync('xdg-mime', ['default', 'specs-browser.desktop', `x-scheme-handler/${scheme}`]);

  let connected: Browser | null = null;
  const connect = async (): Promise<Browser> => {
    if (connected?.isConnected() === true) return connected;
    const [port = ''] = (await appeared(path.join(profile, 'DevToolsActivePort'))).split('\n');
    connected = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    return connected;
  };
  return {
    async page() {
      const [context] = (await connect()).contexts();
      if (context === undefined) throw new Error('the browser shows nothing');
      return context.pages().at(-1) ?? (await context.waitForEvent('page'));
    },
    history: () => {
      const file = path.join(profile, 'Default/History');
      return fs.existsSync(file) ? fs.readFileSync(file, 'latin1') : '';
    },
    async close() {
      if (connected?.isConnected() === true) {
        const session = await connected.newBrowserCDPSession();
        const gone = new Promise<void>((resolve) => connected?.once('disconnected', () => resolve()));
        await session.send('Browser.close');
        await gone;
      }
      spawnSync('pkill', ['-f', '--', `--user-data-dir=${profile}`]);
    },
  };
}

/** The content of a file that another program is about to write. */
function appeared(file: string): Promise<string> {
  const read = (): string => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '');
  return new Promise((resolve) => {
    const watcher = fs.watch(path.dirname(file));
    const look = (): void => {
      const text = read();
      if (!text.includes('\n')) return;
      watcher.close();
      resolve(text);
    };
    watcher.on('change', look);
    look();
  });
}
