import path from 'node:path';
import { BrowserWindow, ipcMain, session, type WebContents } from 'electron';
import { z } from 'zod';
import { busChannels, type FromBusPage, longestBusMessage, type ToBusPage } from '../../domain/bus-page.ts';
import { DeskError } from '../failures.ts';
import type { Log } from '../log.ts';
import type { BusFrame, BusHost } from '../providers/bus-host.ts';
import { isLoopback } from '../providers/endpoints.ts';
import { denyPermissions } from './locks.ts';
import { servePageFiles } from './page-files.ts';
import { busPolicy, pageRights } from './page-rules.ts';
import { busPageAddress, busPageHost, isTrustedSender } from './sender.ts';

/** Bus frames in windows that are never shown, each in a session of its own that lives in memory only (ADR 0008). */
export interface BusWindows extends BusHost {
  /** Origin that a subframe of this page may have; null for a page that is none of ours. */
  frameOrigin(this: void, contents: WebContents): string | null;
}

export interface BusWindowPorts {
  /** Folder of the preload and page bundles. */
  readonly bundles: string;
  /** Version of the app. */
  readonly release: string;
  readonly log: Log;
}

const Heard = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('loaded'), origin: z.string().max(200) }),
  z.object({ kind: z.literal('heard'), text: z.string().max(longestBusMessage) }),
]) satisfies z.ZodType<FromBusPage>;

interface Open {
  readonly contents: WebContents;
  readonly origin: string;
  take(message: FromBusPage): void;
}

/** Called once: it listens on the channels of all bus pages. */
export function createBusWindows({ bundles, release, log }: BusWindowPorts): BusWindows {
  const open = new Set<Open>();
  let opened = 0;

  ipcMain.on(busChannels.up, (event, message: unknown) => {
    const one = [...open].find(({ contents }) => contents === event.sender);
    const heard = Heard.safeParse(message);
    if (one === undefined || !isTrustedSender(event.senderFrame, event.sender, one.contents, busPageHost)) {
      log.warn('bus.sender-refused');
      return;
    }
    if (heard.success) one.take(heard.data);
  });

  const makeWindow = (busOrigin: string): BrowserWindow => {
    opened += 1;
    // Without `persist:` nothing of it is ever on disk, and no two sign-ins share a cookie.
    const own = session.fromPartition(`bus-${opened}`);
    // A bus on this machine (a simulator) is a loopback frame inside a page that is not: Chromium asks before it loads one.
    denyPermissions(own, isLoopback(new URL(busOrigin)) ? 'loopback-network' : null);
    servePageFiles(own, path.join(bundles, 'renderer'), { host: busPageHost, policy: busPolicy(busOrigin) });
    return new BrowserWindow({
      show: false,
      title: 'Switchdeck',
      webPreferences: { ...pageRights, session: own, preload: path.join(bundles, 'preload', 'bus.cjs') },
    });
  };

  const openFrame = (address: string, signal: AbortSignal): Promise<BusFrame> => {
    const { promise, resolve, reject } = Promise.withResolvers<BusFrame>();
    const { origin: busOrigin } = new URL(address);
    const window = makeWindow(busOrigin);
    const contents = window.webContents;
    const { session: own } = contents;
    let listener: ((message: unknown) => void) | null = null;

    const tell = (message: ToBusPage): void => {
      if (!contents.isDestroyed()) contents.send(busChannels.down, message);
    };
    const close = (): void => {
      open.delete(one);
      signal.removeEventListener('abort', giveUp);
      if (!window.isDestroyed()) window.destroy();
      // Sessions live as long as the app: what the frame kept in this one would, too.
      own
        .clearStorageData()
        .catch((error: unknown) =>
          log.warn('bus.not-cleared', { kind: error instanceof Error ? error.name : typeof error }),
        );
    };
    const fail = (reason: Error): void => {
      close();
      reject(reason);
    };
    const giveUp = (): void => fail(signal.reason as Error); // handed on as the caller gave it
    const gone = (): void => fail(new DeskError('provider-unavailable', { where: 'bus' }));

    const one: Open = {
      contents,
      origin: busOrigin,
      take(message) {
        switch (message.kind) {
          case 'ready':
            tell({ kind: 'open', address });
            break;
          case 'loaded':
            signal.removeEventListener('abort', giveUp);
            resolve({
              origin: message.origin,
              send: (said) => tell({ kind: 'say', message: said }),
              onMessage: (next) => (listener = next),
              close,
            });
            break;
          case 'heard':
            listener?.(parsed(message.text));
            break;
        }
      },
    };
    open.add(one);
    signal.addEventListener('abort', giveUp, { once: true });
    window.on('closed', gone); // of no consequence once it has loaded: what a closed frame would have said, it cannot say
    contents.on('render-process-gone', gone);
    window.loadURL(busPageAddress).catch(gone);
    return promise;
  };

  return {
    release,
    frameOrigin: (contents) => [...open].find((one) => one.contents === contents)?.origin ?? null,
    async open(address, signal) {
      signal.throwIfAborted();
      return openFrame(address, signal);
    },
  };
}

/** The page checked that it is JSON; a page is never taken at its word. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // no message of any bus
  }
}
