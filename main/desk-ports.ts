import type { EventName } from '../domain/channels.ts';
import type { AppFacts, EventPayload, Handlers } from '../domain/contract.ts';
import type { ShowNotice } from './alerts/alerts.ts';
import type { KeychainReading } from './auth/keychain.ts';
import type { CallStore } from './calls/call-store.ts';
import type { Clock } from './clock.ts';
import type { Http } from './http.ts';
import type { Inbox } from './links/arrival.ts';
import type { LinkScheme } from './links/deep-link.ts';
import type { Log } from './log.ts';
import type { OpenStream } from './open-stream.ts';
import type { Endpoints } from './providers/endpoints.ts';
import type { Provider } from './providers/provider.ts';
import type { KeptFile } from './settings/kept-file.ts';

/** What the desk is built from: everything of the machine and of Electron that it touches. */
export interface DeskPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly http: Http;
  /** `createOpenStream` over the same `fetch` as `http`. */
  readonly openStream: OpenStream;
  /** `createKeychainOpener({ service, clock }).open`; asked when tokens are first needed and before each sign-in. */
  readonly openKeychain: () => Promise<KeychainReading>;
  /** Whether every token in that keychain is of this profile; development may run several profiles over one. */
  readonly ownsKeychain: boolean;
  readonly providers: readonly Provider[];
  readonly store: CallStore & { readonly keptAside: string | null };
  /** `openKeptFile(profile, 'settings', openStore)`. */
  readonly settingsFile: KeptFile;
  /** `openKeptFile(profile, 'accounts', openStore)`. */
  readonly accountsFile: KeptFile;
  /** `openKeptFile(profile, 'audit', openStore)`. */
  readonly auditFile: KeptFile;
  /** `openKeptFile(profile, 'views', openStore)`. */
  readonly viewsFile: KeptFile;
  /** `openKeptFile(profile, 'erased', openStore)`. */
  readonly erasedFile: KeptFile;
  /** `openKeptFile(profile, 'unfinished', openStore)`. */
  readonly unfinishedFile: KeptFile;
  /** `openKeptFile(profile, 'follow-ups', openStore)`. */
  readonly followUpsFile: KeptFile;
  readonly endpoints: Pick<Endpoints, 'relay'>;
  /** Deep-link scheme of this build, without a colon. */
  readonly scheme: LinkScheme;
  /** Name of the keychain entry that holds a sign-in under way: no two profiles may share it. */
  readonly attemptEntry: string;
  /** What reaches the app from outside. */
  readonly inbox: Pick<Inbox, 'open'>;
  /** Brings the window forward and asks the page to go somewhere. */
  goTo(to: EventPayload<'navigation.requested'>['to']): void;
  readonly facts: AppFacts;
  /** Puts text on the clipboard; rejects when the system would not take it. */
  copyText(text: string): Promise<void>;
  /** Opens an address in the system browser: https, and in development http on loopback. */
  openPage(url: string): Promise<void>;
  /** Asks where to save; null when the person chose nothing. `extension` without a dot. */
  chooseFile(suggestion: { readonly name: string; readonly extension: string }): Promise<string | null>;
  /** Shows a file in its folder. */
  revealFile(file: string): Promise<void>;
  /** Shows a notification of the system. */
  readonly showNotice: ShowNotice;
  /** Brings the window forward, to show what is asked for next. */
  bringForward(): void;
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
