import { EventEmitter } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type * as Electron from 'electron';
import { switchValue } from './command-line.ts';
import { refusable } from './events.ts';
import { createCodec } from './inpage/codec.ts';
import type { Launch } from './launch.ts';
import type { AppMembers, CommandLineMembers } from './members.ts';
import { schemeHandler } from './protocol-client.ts';
import { ensureEnd } from './process-end.ts';
import { SingleInstance } from './single-instance.ts';

/** What the application can do with the rest of the stand-in. */
export interface AppPorts {
  /** Asks every window to close; false when one refused. */
  closeWindows(): boolean;
  /** Ends the browser at once. */
  killBrowser(): void;
  addBrowserSwitch(text: string): void;
  focusWindow(): void;
}

type PathName = Parameters<Electron.App['getPath']>[0];

const codec = createCodec();

/** Language tags of the environment, as `LANGUAGE` and `LANG` name them: `cs_CZ.UTF-8` becomes `cs-CZ`. */
function languagesOf(env: NodeJS.ProcessEnv): string[] {
  const named = env['LANGUAGE'] || env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  const tags = named
    .split(':')
    .map((name) => name.replace(/[.@].*$/, '').replace('_', '-'))
    .filter((tag) => /^[a-z]{2,3}(-[A-Za-z]+)*$/.test(tag));
  return tags.length > 0 ? tags : ['en-US'];
}

/**
 * Electron's `app`. Emits: will-finish-launching, ready, second-instance, before-quit, will-quit, quit,
 * window-all-closed, web-contents-created, browser-window-created, render-process-gone. Never `open-url` or
 * `activate`, which are macOS's: a link arrives as an argument.
 */
export class StandInApp extends EventEmitter implements AppMembers {
  readonly isPackaged = false;
  readonly dock = undefined;
  readonly commandLine: Electron.CommandLine;
  readonly #launch: Launch;
  readonly #ports: AppPorts;
  readonly #paths = new Map<string, string>();
  readonly #ready = Promise.withResolvers<void>();
  #name: string;
  #isReady = false;
  #quitting = false;
  #instance: SingleInstance | null = null;

  constructor(launch: Launch, ports: AppPorts) {
    super();
    this.#launch = launch;
    this.#ports = ports;
    this.#name = launch.manifest.productName ?? launch.manifest.name;
    const added: string[] = [];
    const commandLine: CommandLineMembers = {
      appendSwitch: (name, value) => {
        const text = value === undefined ? `--${name}` : `--${name}=${value}`;
        added.push(text);
        ports.addBrowserSwitch(text);
      },
      hasSwitch: (name) => switchValue([...launch.switches, ...added], name) !== undefined,
      getSwitchValue: (name) => switchValue([...launch.switches, ...added], name) ?? '',
    };
    this.commandLine = commandLine as Electron.CommandLine; // the listed part of the class
  }

  get name(): string {
    return this.#name;
  }
  set name(name: string) {
    this.#name = name;
  }
  getName(): string {
    return this.#name;
  }
  setName(name: string): void {
    this.#name = name;
  }
  getVersion(): string {
    return this.#launch.manifest.version;
  }
  getAppPath(): string {
    return this.#launch.appFolder;
  }

  getLocale(): string {
    return this.commandLine.getSwitchValue('lang') || this.getSystemLocale();
  }
  getSystemLocale(): string {
    return languagesOf(process.env)[0] ?? 'en-US';
  }
  getPreferredSystemLanguages(): string[] {
    return languagesOf(process.env);
  }

  setPath(name: string, folder: string): void {
    this.#paths.set(name, folder);
  }
  getPath(name: PathName): string {
    const found = this.#paths.get(name) ?? this.#defaultPath(name);
    if (name === 'userData' || name === 'logs') fs.mkdirSync(found, { recursive: true });
    return found;
  }
  #defaultPath(name: PathName): string {
    const home = os.homedir();
    switch (name) {
      case 'home':
        return home;
      case 'appData':
        return process.env['XDG_CONFIG_HOME'] ?? path.join(home, '.config');
      case 'userData':
        return path.join(this.getPath('appData'), this.#name);
      case 'sessionData':
        return this.getPath('userData');
      case 'logs':
        return path.join(this.getPath('userData'), 'logs');
      case 'temp':
        return os.tmpdir();
      case 'exe':
        return this.#launch.executable;
      case 'downloads':
        return path.join(home, 'Downloads');
      default:
        throw new Error(`Failed to get '${name}' path`);
    }
  }

  isReady(): boolean {
    return this.#isReady;
  }
  whenReady(): Promise<void> {
    return this.#ready.promise;
  }
  /** Called by `run.ts` once the app's main script has been evaluated. */
  start(): void {
    if (this.#quitting) return;
    this.#isReady = true;
    this.emit('will-finish-launching');
    this.emit('ready', refusable({}), {});
    this.#ready.resolve();
  }

  requestSingleInstanceLock(additionalData?: Record<PropertyKey, unknown>): boolean {
    this.#instance ??= new SingleInstance(this.getPath('userData'), this.#launch.node);
    const message = {
      args: [this.#launch.executable, ...this.#launch.args],
      folder: process.cwd(),
      data: codec.encode(additionalData ?? null),
    };
    return this.#instance.acquire(message, ({ args, folder, data }) => {
      void this.whenReady().then(() => {
        this.emit('second-instance', refusable({}), args, folder, codec.decode(data));
      });
    });
  }
  hasSingleInstanceLock(): boolean {
    return this.#instance?.held ?? false;
  }
  releaseSingleInstanceLock(): void {
    this.#instance?.release();
  }

  /** On Linux Electron only names the app's own desktop entry, which an installer must have put there. */
  setAsDefaultProtocolClient(): boolean {
    return false;
  }
  getApplicationNameForProtocol(url: string): string {
    return schemeHandler(url.replace(/:.*$/s, ''));
  }

  focus(): void {
    this.#ports.focusWindow();
  }
  /** Chromium's sandbox is decided by how the browser is started. */
  enableSandbox(): void {
    return;
  }
  setAppUserModelId(): void {
    return; // Windows only
  }
  setAboutPanelOptions(): void {
    return; // there is no panel to show them in
  }

  get isQuitting(): boolean {
    return this.#quitting;
  }
  quit(): void {
    if (this.#quitting) return;
    const asked = refusable({});
    this.emit('before-quit', asked);
    if (asked.defaultPrevented) return;
    this.#quitting = true;
    // Electron closes windows in a later turn: what called `quit()` still gets its answer.
    setImmediate(() => {
      this.#finishQuitting();
    });
  }
  #finishQuitting(): void {
    if (!this.#ports.closeWindows()) {
      this.#quitting = false;
      return;
    }
    const leaving = refusable({});
    this.emit('will-quit', leaving);
    if (leaving.defaultPrevented) {
      this.#quitting = false;
      return;
    }
    this.emit('quit', refusable({}), 0);
    this.exit(0);
  }
  exit(exitCode = 0): void {
    this.#quitting = true;
    this.#ports.killBrowser();
    this.releaseSingleInstanceLock();
    ensureEnd(this.#launch.node);
    process.exit(exitCode);
  }
}
