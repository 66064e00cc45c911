import fs from 'node:fs/promises';
import path from 'node:path';
import type { App } from 'electron';
import { arrivalFrom, arrivalFromSecond, handoverOf, type Started } from '../links/arguments.ts';
import type { Arrival, Inbox } from '../links/arrival.ts';
import { type LinkScheme, parseDeepLink } from '../links/deep-link.ts';
import { linkScript } from '../links/desktop-entry.ts';
import { installEntry } from '../links/install-entry.ts';
import type { Log } from '../log.ts';
import type { Launch } from './launch.ts';

/** The part of Electron's `app` through which links come. */
export interface LinkApp {
  on(event: 'open-url', listener: (event: { preventDefault(): void }, url: string) => void): unknown;
  on(
    event: 'second-instance',
    listener: (event: unknown, argv: string[], folder: string, handover: unknown) => void,
  ): unknown;
  requestSingleInstanceLock(handover: Record<string, unknown>): boolean;
}

/**
 * macOS hands links over by `open-url`, also the one that starts the app, and before `ready`. Must be called in the
 * first tick: a listener that comes later misses that one (desktop-security 2.1).
 */
export function receiveOpenedLinks(app: LinkApp, inbox: Inbox, scheme: LinkScheme): void {
  app.on('open-url', (event, url) => {
    event.preventDefault();
    put(parseDeepLink(url, scheme), inbox);
  });
}

/**
 * True when this process is the first of its profile: then what it was started with, and what later processes are, goes
 * to the inbox. False when it is not: the first one has been told.
 */
export function becomeFirst(app: LinkApp, started: Started, inbox: Inbox, scheme: LinkScheme): boolean {
  if (!app.requestSingleInstanceLock(handoverOf(started, scheme))) return false;
  put(arrivalFrom(started, scheme), inbox);
  app.on('second-instance', (_event, argv, folder, handover) => {
    put(arrivalFromSecond(handover, { argv, folder }, scheme), inbox);
  });
  return true;
}

const put = (arrival: Arrival | null, inbox: Inbox): void => {
  if (arrival !== null) inbox.receive(arrival);
};

type ClaimApp = Pick<App, 'getApplicationNameForProtocol' | 'getAppPath' | 'setAsDefaultProtocolClient'>;

/** The part of `process` that says where this program is. */
export type Machine = Pick<NodeJS.Process, 'env' | 'execPath' | 'platform'>;

/**
 * Makes this program the one that links start, where that is not the installer's work: in development, and in an
 * AppImage, which nobody installs. Then notes in the log whether links come here. Never throws: without links there are
 * two other ways back. On Linux the desktop is asked by programs that this process waits for, doing nothing else: so only
 * after `settled`.
 */
export async function claimLinks(
  app: ClaimApp,
  launch: Launch,
  machine: Machine,
  log: Log,
  settled: Promise<void>,
): Promise<void> {
  const { links: claims, service: scheme } = launch;
  try {
    const what = claims ? await claim(app, launch, machine) : 'left alone';
    await settled;
    log.info('links.claimed', { what, why: handledBy(app.getApplicationNameForProtocol(`${scheme}:/`)) });
  } catch (error) {
    log.warn('links.not-claimed', { kind: error instanceof Error ? error.name : typeof error });
  }
}

async function claim(app: ClaimApp, { service: scheme, profile }: Launch, machine: Machine): Promise<string> {
  const { env, execPath, platform } = machine;
  if (scheme === 'app.switchdeck') {
    const image = platform === 'linux' ? imageOf(machine) : null;
    return image === null ? 'by the installer' : installEntry({ scheme, command: [image, '--'] }, env);
  }
  const args = [app.getAppPath(), '--'];
  if (platform === 'win32')
    return app.setAsDefaultProtocolClient(scheme, execPath, args) ? 'installed' : 'refused';
  if (platform !== 'linux') return 'by the bundle'; // macOS reads the Info.plist only
  const script = path.join(profile, 'open-link.sh');
  await fs.writeFile(script, linkScript(settingsOf(env), [execPath, ...args]), { mode: 0o700 });
  return installEntry({ scheme, command: [script] }, env);
}

/** The AppImage this program runs from. Whatever an AppImage starts inherits the variables, so they may be another one's. */
function imageOf({ env, execPath }: Machine): string | null {
  const { APPIMAGE: image = '', APPDIR: mounted = '' } = env;
  return path.isAbsolute(image) && mounted !== '' && execPath.startsWith(`${mounted}/`) ? image : null;
}

/** This run's own settings, which a link is to start the app with again. */
function settingsOf(env: NodeJS.ProcessEnv): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const [name, text] of Object.entries(env))
    if (/^SWITCHDECK_[A-Z_]+$/.test(name) && text !== undefined) settings[name] = text;
  return settings;
}

/** Names of programs are the user's own business: only whose it is goes to the log. */
function handledBy(name: string): 'nobody' | 'us' | 'another program' {
  if (name === '') return 'nobody';
  return /switchdeck|electron/i.test(name) ? 'us' : 'another program';
}
