import { app, type Session, type WebContents } from 'electron';
import type { Log } from '../log.ts';
import { isOurPage } from './sender.ts';

/**
 * Electron grants every permission unless told otherwise. The page needs none: calls, clipboard, notifications and
 * links all go through main. `but` is the one thing another page of ours may do.
 */
export function denyPermissions(session: Session, but: 'loopback-network' | null = null): void {
  session.setPermissionRequestHandler((_contents, permission, callback) => callback(permission === but));
  session.setPermissionCheckHandler((_contents, permission) => permission === but);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback({}));
  session.on('will-download', (event) => event.preventDefault());
}

/**
 * No page may leave our origin, open a window or attach a webview, whichever window or session it lives in. The page
 * around a bus frame goes nowhere at all; only frames within it may, and only to the origin that `frameOrigin` names.
 */
export function lockContents(log: Log, frameOrigin: (contents: WebContents) => string | null): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    const refuse =
      (what: string) =>
      (event: { preventDefault(): void; url: string; isMainFrame: boolean }): void => {
        const embedded = frameOrigin(contents);
        if (embedded === null ? isOurPage(event.url) : !event.isMainFrame && isOf(event.url, embedded))
          return;
        event.preventDefault();
        log.warn('page.navigation-refused', { what });
      };
    contents.on('will-navigate', refuse('navigate'));
    contents.on('will-frame-navigate', refuse('frame'));
    contents.on('will-redirect', refuse('redirect'));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => {
      log.warn('page.window-refused');
      return { action: 'deny' };
    });
  });
}

const isOf = (url: string, origin: string): boolean => URL.canParse(url) && new URL(url).origin === origin;
