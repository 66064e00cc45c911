import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import type { SessionMembers } from './members.ts';
import type { Schemes } from './schemes.ts';

type RequestHandler = Parameters<Electron.Session['setPermissionRequestHandler']>[0];
type CheckHandler = Parameters<Electron.Session['setPermissionCheckHandler']>[0];
type Permission = Parameters<NonNullable<CheckHandler>>[1];

/** The browser's names of what a page may ask for, and Electron's. */
const permissions: readonly (readonly [string, Permission])[] = [
  ['notifications', 'notifications'],
  ['geolocation', 'geolocation'],
  ['camera', 'media'],
  ['microphone', 'media'],
  ['midi', 'midi'],
  ['clipboard-read', 'clipboard-read'],
  ['idle-detection', 'idle-detection'],
];

export interface SessionPorts {
  /** Schemes with the handlers of this session. */
  readonly schemes: Schemes;
  /** What the browser calls its profile; null for the run's own. */
  context(): Promise<string | null>;
  /** The page on whose behalf handlers are asked; null while there is none. */
  page(): Electron.WebContents | null;
  setPermission(name: string, granted: boolean): void;
  clearStorage(): Promise<void>;
}

/**
 * Electron's `session.defaultSession`, or one in memory. The debugging protocol has no moment of asking, so the handlers are asked for
 * each permission up front: what they deny is denied, but *that* they are asked only when needed is not shown here.
 */
export class StandInSession extends EventEmitter implements SessionMembers {
  readonly protocol: Electron.Protocol;
  readonly #ports: SessionPorts;
  #request: RequestHandler = null;
  #check: CheckHandler = null;

  constructor(protocol: Electron.Protocol, ports: SessionPorts) {
    super();
    this.protocol = protocol;
    this.#ports = ports;
  }

  setPermissionRequestHandler(handler: RequestHandler): void {
    this.#request = handler;
    this.applyPermissions();
  }
  setPermissionCheckHandler(handler: CheckHandler): void {
    this.#check = handler;
    this.applyPermissions();
  }
  /** A page here cannot reach a device, so nobody is ever asked. */
  setDevicePermissionHandler(): void {
    return;
  }
  /** Nor can it record the screen: `display-capture` is never granted. */
  setDisplayMediaRequestHandler(): void {
    return;
  }
  setSpellCheckerEnabled(): void {
    return;
  }
  get schemes(): Schemes {
    return this.#ports.schemes;
  }
  context(): Promise<string | null> {
    return this.#ports.context();
  }
  async clearStorageData(): Promise<void> {
    await this.#ports.clearStorage();
  }

  /** Asks the handlers about everything and tells the browser; needs a page. */
  applyPermissions(): void {
    const page = this.#ports.page();
    if (page === null) return;
    for (const [name, permission] of permissions) {
      const details = { isMainFrame: true, requestingUrl: page.getURL() };
      const origin = page.mainFrame.origin;
      const checked =
        this.#check?.(page, permission, origin, { ...details, embeddingOrigin: origin }) ?? true;
      if (!this.#request) this.#ports.setPermission(name, checked);
      else
        this.#request(
          page,
          permission,
          (granted) => {
            this.#ports.setPermission(name, granted && checked);
          },
          details,
        );
    }
  }
}
