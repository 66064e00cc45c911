import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it } from 'vitest';
import { becomeFirst, type LinkApp, receiveOpenedLinks } from '../../../main/electron/links.ts';
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
