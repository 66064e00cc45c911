import type * as Electron from 'electron';
import type { Browser } from './browser.ts';
import { ignoreGone } from './cdp.ts';
import type { SessionStatics } from './members.ts';
import type { OpenWindows } from './open-windows.ts';
import { createProtocol } from './protocol.ts';
import type { Schemes } from './schemes.ts';
import { StandInSession } from './session.ts';
import { wholeProtocol, wholeSession } from './wholes.ts';

/** Electron's `session`: the default one, and those in memory by their partition. There are none on disk besides. */
export class Sessions implements SessionStatics {
  readonly standard: StandInSession;
  readonly defaultSession: Electron.Session;
  readonly #browser: Browser;
  readonly #windows: OpenWindows;
  readonly #schemes: Schemes;
  readonly #byPartition = new Map<string, StandInSession>();
  readonly #byWhole = new Map<Electron.Session, StandInSession>();

  constructor(browser: Browser, windows: OpenWindows, schemes: Schemes) {
    this.#browser = browser;
    this.#windows = windows;
    this.#schemes = schemes;
    this.standard = this.#make(schemes, () => Promise.resolve(null));
    this.defaultSession = wholeSession(this.standard);
  }

  fromPartition(partition: string): Electron.Session {
    if (partition.startsWith('persist:')) throw new Error('The stand-in keeps no second session on disk.');
    return wholeSession(this.#inMemory(partition));
  }

  /** The session that a window asks for. */
  of({ session, partition }: Electron.WebPreferences): StandInSession {
    if (session !== undefined) return this.#byWhole.get(session) ?? this.standard;
    return partition === undefined ? this.standard : this.#inMemory(partition);
  }

  #inMemory(partition: string): StandInSession {
    const known = this.#byPartition.get(partition);
    if (known) return known;
    let context: Promise<string> | null = null;
    const made = this.#make(this.#schemes.fork(), () => (context ??= this.#browser.createContext()));
    this.#byPartition.set(partition, made);
    return made;
  }

  #make(schemes: Schemes, context: () => Promise<string | null>): StandInSession {
    const browser = this.#browser;
    const windowsOf = () => this.#windows.all.filter(({ contents }) => contents.ownSession === made);
    const made: StandInSession = new StandInSession(wholeProtocol(createProtocol(schemes)), {
      schemes,
      context,
      page: () => windowsOf()[0]?.webContents ?? null,
      setPermission: (name, granted) => {
        const set = async (): Promise<void> => {
          const browserContextId = await context();
          const root = await browser.root();
          await root.send('Browser.setPermission', {
            permission: { name },
            setting: granted ? 'granted' : 'denied',
            ...(browserContextId === null ? {} : { browserContextId }),
          });
        };
        set().catch(ignoreGone);
      },
      clearStorage: async () => {
        for (const window of windowsOf()) {
          const page = await window.contents.page;
          const origin = schemes.toBrowser(window.webContents.mainFrame.origin).replace(/\/$/, '');
          await page.session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
        }
      },
    });
    this.#byWhole.set(wholeSession(made), made);
    return made;
  }
}
