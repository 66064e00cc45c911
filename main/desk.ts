import type { AppFacts, EventPayload, Handlers } from '../domain/contract.ts';
import type { EventName } from '../domain/channels.ts';
import type { KeychainReading } from './auth/keychain.ts';
import type { CallStore } from './calls/call-store.ts';
import type { Clock } from './clock.ts';
import type { Http } from './http.ts';
import type { Log } from './log.ts';
import type { Provider } from './providers/provider.ts';
import type { KeptFile } from './settings/kept-file.ts';

/** What the desk is built from: everything of the machine and of Electron that it touches. */
export interface DeskPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly http: Http;
  /** `createKeychainOpener({ service, clock })`; asked when tokens are first needed and before each sign-in. */
  readonly openKeychain: () => Promise<KeychainReading>;
  readonly providers: readonly Provider[];
  readonly store: CallStore & { readonly keptAside: string | null };
  /** `openKeptFile(profile, 'settings', openStore)`. */
  readonly settingsFile: KeptFile;
  /** `openKeptFile(profile, 'accounts', openStore)`. */
  readonly accountsFile: KeptFile;
  readonly facts: AppFacts;
  copyText(text: string): void;
  /** Opens an address in the system browser; called only with https addresses of the providers' own hosts. */
  openPage(url: string): Promise<void>;
  emit<N extends EventName>(this: void, name: N, payload: EventPayload<N>): void;
  /** Uniform in [0, 1); spreads polls of many desktops. */
  readonly random: () => number;
  /** Country for numbers without a prefix until the user chooses one, ISO 3166-1 alpha-2. */
  readonly homeCountry: string;
}

/** The whole app without its windows. */
export interface Desk {
  /** Usable at once: cached calls are readable before `start`, and whatever becomes of keychain and network. */
  readonly handlers: Handlers;
  /** Connects every signed-in account. Resolves without waiting for keychain or network. */
  start(): Promise<void>;
  /** Ends all work: requests in flight are aborted, the page being stored is finished. Takes five seconds at most. */
  stop(): Promise<void>;
  /** Whether the window can be seen; live state is read more often then. */
  setVisible(visible: boolean): void;
  /** Call with true when the network came back or the machine woke up. */
  networkChanged(online: boolean): void;
}

export declare function createDesk(ports: DeskPorts): Desk;
