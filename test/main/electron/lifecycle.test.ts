// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- it declares a module, so it cannot be imported
/// <reference path="../../../main/electron/assets.d.ts" />
import { EventEmitter } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runApp } from '../../../main/electron/lifecycle.ts';
import type { Arrival, Inbox } from '../../../main/links/arrival.ts';

// The one place where Electron is replaced: what happens in the first tick cannot be seen from outside.
const fake = vi.hoisted(() => {
  const app: { current: unknown } = { current: null };
  return {
    app,
    started: vi.fn<(launch: unknown, inbox: Inbox) => Promise<void>>(),
    cannotStart: vi.fn<(error: unknown) => void>(),
  };
});
vi.mock('electron', () => ({
  get app() {
    return fake.app.current;
  },
}));
vi.mock('../../../main/electron/start.ts', () => ({
  startApp: fake.started,
  reportCannotStart: fake.cannotStart,
}));
vi.mock('../../../main/electron/page-files.ts', () => ({ registerPageScheme: () => undefined }));

let folder = '';
let isFirst = true;
let ready: PromiseWithResolvers<void>;
let app: EventEmitter;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'switchdeck-lifecycle-'));
  isFirst = true;
  ready = Promise.withResolvers();
  app = Object.assign(new EventEmitter(), {
    isPackaged: false,
    enableSandbox: () => undefined,
    getPath: () => folder,
    setPath: () => undefined,
    setAppUserModelId: () => undefined,
    requestSingleInstanceLock: () => isFirst,
    whenReady: () => ready.promise,
    exit: vi.fn<(code: number) => void>(),
  });
  fake.app.current = app;
  fake.started.mockReset().mockResolvedValue();
  fake.cannotStart.mockReset();
});
afterEach(() => {
  vi.unstubAllEnvs();
  fs.rmSync(folder, { recursive: true, force: true });
});
const unused = (): Promise<never> => Promise.reject(new Error('nothing is assembled here'));

describe('the first tick of the app', () => {
  it('already hears a link that macOS opens, and keeps it for the desk', async () => {
    runApp(unused);
    const prevented: string[] = [];
    app.emit(
      'open-url',
      { preventDefault: () => prevented.push('default') },
      'dev.switchdeck:/auth/start?provider=aircall',
    );
    expect(prevented).toEqual(['default']);
    ready.resolve();
    await vi.waitFor(() => expect(fake.started).toHaveBeenCalledOnce());
    const taken: Arrival[] = [];
    fake.started.mock.calls[0]?.[1].open((arrival) => taken.push(arrival));
    expect(taken).toEqual([{ kind: 'start', provider: 'aircall' }]);
  });

  it('ends a second process before it starts anything', async () => {
    isFirst = false;
    runApp(unused);
    expect(Reflect.get(app, 'exit')).toHaveBeenCalledExactlyOnceWith(0);
    ready.resolve();
    await ready.promise;
    expect(fake.started).not.toHaveBeenCalled();
    expect(app.listenerCount('second-instance')).toBe(0);
  });

  it('reports settings it cannot read once there can be a window to do so', async () => {
    vi.stubEnv('SWITCHDECK_ENDPOINTS', 'not JSON');
    runApp(unused);
    ready.resolve();
    await vi.waitFor(() => expect(fake.cannotStart).toHaveBeenCalledOnce());
    expect(fake.started).not.toHaveBeenCalled();
  });
});
