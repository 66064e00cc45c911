import { EventEmitter } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLaunch } from '../../../main/electron/launch.ts';
import {
  becomeFirst,
  claimLinks,
  type LinkApp,
  type Machine,
  receiveOpenedLinks,
} from '../../../main/electron/links.ts';
import { type Arrival, createInbox, type Inbox } from '../../../main/links/arrival.ts';
import { handle, hostileLinks, state } from '../links/hostile-links.ts';

const scheme = 'dev.switchdeck';
const link = `dev.switchdeck:/auth/callback?h=${handle}&state=${state}`;
const callback = { kind: 'callback', state, handle, error: null };
const startedWith = (...args: readonly string[]) => ({ argv: ['/opt/switchdeck', ...args], folder: '/home' });

/** What links need of Electron's `app`, with the answer of its lock chosen. */
class FakeApp extends EventEmitter implements LinkApp {
  isFirst = true;
  handover: unknown = undefined;
  requestSingleInstanceLock(handover: Record<string, unknown>): boolean {
    this.handover = handover;
    return this.isFirst;
  }
}

let app: FakeApp;
let inbox: Inbox;
let taken: Arrival[];
beforeEach(() => {
  app = new FakeApp();
  inbox = createInbox();
  taken = [];
});
const open = (): void => inbox.open((arrival) => taken.push(arrival));

describe('links on macOS', () => {
  const openUrl = (url: string): boolean => {
    let prevented = false;
    app.emit('open-url', { preventDefault: () => (prevented = true) }, url);
    return prevented;
  };

  it('are heard from the very first tick and wait until somebody takes them', () => {
    receiveOpenedLinks(app, inbox, scheme);
    expect(openUrl(link)).toBe(true);
    open();
    expect(taken).toEqual([callback]);
    openUrl('dev.switchdeck:/auth/start');
    expect(taken).toEqual([callback, { kind: 'start', provider: null }]);
  });

  it('that are hostile reach nobody, and no default action either', () => {
    receiveOpenedLinks(app, inbox, scheme);
    open();
    for (const [name, url] of hostileLinks) expect(openUrl(url), name).toBe(true);
    expect(taken).toEqual([]);
  });
});

describe('links as arguments', () => {
  it('of the process that starts the app wait until somebody takes them', () => {
    expect(becomeFirst(app, startedWith('--', link), inbox, scheme)).toBe(true);
    open();
    expect(taken).toEqual([callback]);
  });

  it('of a second process are handed over, and that process takes nothing itself', () => {
    app.isFirst = false;
    expect(becomeFirst(app, startedWith('--', link), inbox, scheme)).toBe(false);
    expect(app.handover).toEqual({ link });
    expect(app.listenerCount('second-instance')).toBe(0);
    open();
    expect(taken).toEqual([]);
  });

  it('of later processes are taken from what they hand over, else from their arguments', () => {
    becomeFirst(app, startedWith(), inbox, scheme);
    open();
    app.emit('second-instance', {}, ['/opt/switchdeck'], '/tmp', { link });
    app.emit('second-instance', {}, ['/opt/switchdeck', link, '--lang=cs'], '/tmp', undefined);
    app.emit('second-instance', {}, ['/opt/switchdeck', '--connection-file=c.txt'], '/tmp', {});
    expect(taken).toMatchObject([callback, callback, { kind: 'connection-file' }]);
  });

  it('that are hostile change nothing, whichever way they are handed over', () => {
    becomeFirst(app, startedWith(), inbox, scheme);
    open();
    for (const [, url] of hostileLinks) {
      app.emit('second-instance', {}, ['/opt/switchdeck', url], '/tmp', { link: url });
      app.emit('second-instance', {}, ['/opt/switchdeck'], '/tmp', { link: url, path: url, argv: [url] });
    }
    expect(taken).toEqual([]);
  });
});

describe('making this program the one that links start', () => {
  let home = '';
  beforeEach(() => {
    home = fs.mkdtempSync(path.join(os.tmpdir(), 'switchdeck-home-'));
  });
  afterEach(() => {
    fs.rmSync(home, { recursive: true, force: true });
  });
  const entry = (): string =>
    path.join(home, `.local/share/applications/${release ? 'app' : 'dev'}.switchdeck.desktop`);
  let release = false;

  interface Claim {
    readonly packaged?: boolean;
    readonly platform?: NodeJS.Platform;
    readonly env?: NodeJS.ProcessEnv;
    readonly execPath?: string;
    readonly handler?: () => string;
  }
  /** Claims links under a home of its own; gives what was logged and what Electron was asked for. */
  async function claim({
    packaged = false,
    platform = 'linux',
    env = {},
    execPath = '/opt/electron',
    handler,
  }: Claim) {
    release = packaged;
    const machine: Machine = {
      env: { PATH: process.env['PATH'], HOME: home, XDG_CONFIG_HOME: path.join(home, '.config'), ...env },
      execPath,
      platform,
    };
    const logged: unknown[] = [];
    const note = (event: string, facts?: object): void => void logged.push({ event, ...facts });
    const asked: unknown[] = [];
    const electron = {
      getAppPath: () => '/src/switchdeck',
      getApplicationNameForProtocol: handler ?? (() => ''),
      setAsDefaultProtocolClient: (...given: unknown[]) => asked.push(given) > 0,
    };
    const launch = readLaunch(machine.env, packaged, home);
    fs.mkdirSync(launch.profile, { recursive: true });
    await claimLinks(electron, launch, machine, { info: note, warn: note, error: note }, Promise.resolve());
    return { logged, asked, profile: launch.profile };
  }

  it('writes an entry in development on Linux that starts the same run again, with the link last', async () => {
    const { profile } = await claim({ env: { SWITCHDECK_ENDPOINTS: '{"x":1}', OTHER: 'secret' } });
    const script = path.join(profile, 'open-link.sh');
    expect(fs.readFileSync(entry(), 'utf8')).toContain(`\nExec=${script} %u\n`);
    const text = fs.readFileSync(script, 'utf8');
    expect(text).toContain(`exec '/opt/electron' '/src/switchdeck' '--' "$@"`);
    expect(text).toContain(`export SWITCHDECK_ENDPOINTS='{"x":1}'`);
    expect(text).not.toContain('secret');
    expect(fs.statSync(script).mode & 0o077).toBe(0);
  });

  it('leaves the desktop alone for a profile of its own', async () => {
    const { logged } = await claim({ env: { SWITCHDECK_PROFILE: path.join(home, 'profile') } });
    expect(logged).toEqual([{ event: 'links.claimed', what: 'left alone', why: 'nobody' }]);
    expect(fs.existsSync(entry())).toBe(false);
  });

  it('asks Windows for a command that ends with the end of switches', async () => {
    const { asked } = await claim({ platform: 'win32' });
    expect(asked).toEqual([['dev.switchdeck', '/opt/electron', ['/src/switchdeck', '--']]]);
  });

  it('writes an entry for the AppImage it runs from, and for no other', async () => {
    const env = { APPIMAGE: '/home/jana/Switchdeck.AppImage', APPDIR: '/tmp/.mount_1' };
    await claim({ packaged: true, env, execPath: '/opt/Switchdeck/switchdeck' });
    expect(fs.existsSync(entry())).toBe(false);
    await claim({ packaged: true, env, execPath: '/tmp/.mount_1/switchdeck' });
    expect(fs.readFileSync(entry(), 'utf8')).toContain('\nExec=/home/jana/Switchdeck.AppImage -- %u\n');
  });

  it.each(['linux', 'win32', 'darwin'] as const)(
    'leaves it to the installer of a release on %s',
    async (platform) => {
      const { asked, logged } = await claim({ packaged: true, platform, handler: () => 'Switchdeck' });
      expect(asked).toEqual([]);
      expect(logged).toEqual([{ event: 'links.claimed', what: 'by the installer', why: 'us' }]);
      expect(fs.existsSync(entry())).toBe(false);
    },
  );

  it('notes that links go to another program without naming it, and never fails', async () => {
    const other = await claim({ packaged: true, handler: () => 'private-program.desktop' });
    expect(other.logged).toMatchObject([{ why: 'another program' }]);
    const failing = await claim({
      packaged: true,
      handler: () => {
        throw new TypeError('private-program');
      },
    });
    expect(failing.logged).toEqual([{ event: 'links.not-claimed', kind: 'TypeError' }]);
  });
});
