import type { AppFacts, EventPayload, Handlers } from '../domain/contract.ts';
import type { EventName } from '../domain/channels.ts';
import { createAccountRegister } from './accounts/account-register.ts';
import { createConnections } from './accounts/connections.ts';
import { clearLeftovers } from './accounts/leftovers.ts';
import { createAnnouncements } from './announcements.ts';
import { createCredentialVault } from './auth/credential-vault.ts';
import type { KeychainReading } from './auth/keychain.ts';
import type { CallStore } from './calls/call-store.ts';
import type { Clock } from './clock.ts';
import { DeskError } from './failures.ts';
import { createHandlers } from './handlers.ts';
import type { Http } from './http.ts';
import { createTurns } from './in-turn.ts';
import type { Log } from './log.ts';
import type { Provider } from './providers/provider.ts';
import type { KeptFile } from './settings/kept-file.ts';
import { createSettingsFile, settingsDefaults } from './settings/settings-file.ts';
import { watchSwitchboard } from './switchboard/watch-switchboard.ts';

/** What the desk is built from: everything of the machine and of Electron that it touches. */
export interface DeskPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly http: Http;
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
  readonly facts: AppFacts;
  /** Puts text on the clipboard; rejects when the system would not take it. */
  copyText(text: string): Promise<void>;
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

const stopMs = 5_000;

/**
 * Composes everything that is not a window. Reads the two small files at once and touches neither keychain nor
 * network: those wait for `start`.
 */
export function createDesk(ports: DeskPorts): Desk {
  const { clock, log, http, providers, store, random } = ports;
  const stopping = new AbortController();
  const settings = createSettingsFile({
    file: ports.settingsFile,
    clock,
    log,
    defaults: settingsDefaults(ports.homeCountry),
  });
  const register = createAccountRegister({ file: ports.accountsFile, clock, log });
  const vault = createCredentialVault({
    open: ports.openKeychain,
    log,
    beforeWrite(account) {
      const record = register.find(account);
      if (record?.inKeychain === false) register.put({ ...record, inKeychain: true });
    },
  });
  const inTurn = createTurns();
  const homeCountry = (): string => settings.reading().settings.homeCountry;
  const announce = createAnnouncements(ports.emit);

  const switchboard = watchSwitchboard({
    clock,
    log,
    random,
    onChange: announce.switchboardChanged,
    onCallGone: (id) => connections.find(id)?.sync.soon(),
  });
  const connections = createConnections({
    providers,
    http,
    clock,
    log,
    random,
    vault,
    store,
    switchboard,
    homeCountry,
    onCallsChanged: announce.callsChanged,
    onSyncStatus: announce.syncStatus,
    onAccountChanged: announce.accountsChanged,
  });
  const handlers = createHandlers({
    ...ports,
    settings,
    register,
    vault,
    inTurn,
    homeCountry,
    announce,
    switchboard,
    connections,
    stopping: stopping.signal,
  });

  return {
    handlers,
    async start() {
      await inTurn(async () => {
        for (const record of register.list()) if (!record.signedOut) await connections.open(record);
      });
      // In turn with sign-ins, so that it never removes what has just been added.
      void inTurn(() => clearLeftovers({ ...ports, register, vault, announce }));
    },
    async stop() {
      stopping.abort(new DeskError('offline', { where: 'closing' }));
      const inTime = new AbortController();
      const stopped = Promise.all([connections.stop(), switchboard.stop()]).finally(() => inTime.abort());
      const late = clock.sleep(stopMs, inTime.signal).then(
        () => log.warn('desk.stopped-late'),
        () => undefined, // everything ended in time
      );
      await Promise.race([stopped, late]);
    },
    setVisible: (visible) => switchboard.setVisible(visible),
    networkChanged(online) {
      log.info('network.changed', { online });
      if (!online) return; // requests find out by themselves
      void handlers['sync.now']({ id: null });
    },
  };
}
