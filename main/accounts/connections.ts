import type { AccountId, EventsState } from '../../domain/account.ts';
import type { Call } from '../../domain/call.ts';
import { relayPaths } from '../../domain/relay.ts';
import type { PauseReason, SyncStatus } from '../../domain/sync.ts';
import type { CredentialVault } from '../auth/credential-vault.ts';
import { type AccountAuthority, type AuthorityOptions, createAuthority } from '../auth/authority.ts';
import type { CallStore } from '../calls/call-store.ts';
import type { CallSync } from '../calls/call-sync.ts';
import { createSync } from '../calls/sync-calls.ts';
import type { Clock } from '../clock.ts';
import type { Http } from '../http.ts';
import type { Log } from '../log.ts';
import { type CompanyBudget, createBudget } from '../providers/budget.ts';
import type { Provider, ProviderSession } from '../providers/provider.ts';
import type { SwitchboardWatch } from '../switchboard/watch-switchboard.ts';
import type { AccountRecord } from './account-register.ts';
import { createCompanyBudgets } from './company-budgets.ts';
import { countIrregularities, type IrregularityCount } from './irregularity-count.ts';
import { amending, type Amend } from './amend-credential.ts';
import { keepEvents, type KeptEvents } from './keep-events.ts';
import { followAccount, type FollowedAccount } from '../live/follow-account.ts';
import { followDoorbell } from '../live/follow-doorbell.ts';
import type { Live } from '../live/live.ts';
import type { OpenStream } from '../open-stream.ts';
import { followPushed, type PushedRenewals } from './pushed-credentials.ts';

/** Everything that runs for one account that has not been signed out. */
export interface Connection {
  readonly authority: AccountAuthority;
  readonly session: ProviderSession;
  /** Null for an access that reads no calls. */
  readonly sync: CallSync | null;
  /** Null where the app asks for renewals itself. */
  readonly renewals: PushedRenewals | null;
  /** Null where no relay could receive events. */
  readonly events: KeptEvents | null;
  /** How it hears of what happens now. */
  readonly live: FollowedAccount;
  readonly budget: CompanyBudget;
  readonly irregularities: IrregularityCount;
}

export interface ConnectionPorts {
  readonly providers: readonly Provider[];
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly vault: CredentialVault;
  /** Where an account's credential lies and how it is renewed, if not in the vault and by its provider; else null. */
  readonly credentials: (
    record: AccountRecord,
    provider: Provider,
  ) => Pick<AuthorityOptions, 'provider' | 'vault'> | null;
  readonly store: CallStore;
  readonly switchboard: SwitchboardWatch;
  readonly live: Live;
  readonly openStream: OpenStream;
  /** Asked whenever a session is made; ISO 3166-1 alpha-2. */
  readonly homeCountry: () => string;
  /** Asked whenever a session is made: see `ProviderContext.doorbells`. */
  readonly doorbells: () => boolean;
  /** Start of the oldest call of an account that may be kept, epoch ms; null: all of them. Asked at every turn. */
  readonly keepFrom: (id: AccountId) => number | null;
  /** Calls of people who were erased are not stored again. */
  readonly withoutErased: (call: Call) => Call | null;
  /** Why the past of an account is not read now; null: it is. Asked at every turn. */
  readonly paused: (id: AccountId) => PauseReason | null;
  readonly onCallsChanged: (change: { readonly accountId: AccountId; readonly changed: number }) => void;
  readonly onSyncStatus: (status: SyncStatus) => void;
  /** Whether an account's events are sent was looked at. */
  readonly onEventsState: (id: AccountId, state: EventsState) => void;
  /** Something an account's status or health shows has changed. */
  readonly onAccountChanged: () => void;
}

/** The running half of the accounts. */
export interface Connections {
  /**
   * Connects an account, replacing its earlier connection once that has ended. Returns without waiting for keychain
   * or network; pulls begin as soon as the credential is there. `budget`: one that requests were already taken from;
   * it becomes the company's unless that has one. Does nothing once `stop` was called.
   */
  open(record: AccountRecord, budget?: CompanyBudget): Promise<void>;
  /** Ends an account's work. `forget` also takes it off the switchboard. */
  close(id: AccountId, how: 'keep' | 'forget'): Promise<void>;
  find(id: AccountId): Connection | undefined;
  all(): readonly Connection[];
  /** Pulls those that are signed in now, and reads their switchboards. */
  pullNow(connections: readonly Connection[]): Promise<void>;
  /** Reads the credential again and, when there is one, goes on pulling. */
  resume(id: AccountId): Promise<void>;
  stop(): Promise<void>;
}

export function createConnections(ports: ConnectionPorts): Connections {
  const open = new Map<AccountId, Connection>();
  const budgets = createCompanyBudgets();
  let stopped = false;

  const connect = (provider: Provider, record: AccountRecord, budget: CompanyBudget): Connection => {
    const { http, clock, log, random, vault } = ports;
    const accountId = record.id;
    const authority = createAuthority({
      accountId,
      ...(ports.credentials(record, provider) ?? { provider, vault }),
      http,
      clock,
      log,
      onChange: ports.onAccountChanged,
    });
    const irregularities = countIrregularities(accountId, log);
    const { way, signedInAs, capabilities, pbx, surface, agent, relay } = record;
    const session = provider.connect({
      accountId,
      way,
      http,
      authority,
      budget,
      clock,
      log,
      irregularities,
      access: { signedInAs, capabilities, pbx, surface, agent },
      homeCountry: ports.homeCountry(),
      doorbells: ports.doorbells(),
      relay,
    });
    const amend = amending(authority);
    const live = follow(record, session, authority, amend, {
      sync: () => sync,
      onSilence: () => events?.again(),
    });
    const source = session.calls;
    const sync: CallSync | null =
      source &&
      createSync({
        account: { id: accountId },
        source,
        store: ports.store,
        clock,
        log,
        random,
        keepFrom: () => ports.keepFrom(accountId),
        withoutErased: ports.withoutErased,
        paused: () => ports.paused(accountId),
        pace: {
          limitPerMinute: () => budget.reading().limitPerMinute,
          pause: (usualMs, requests) => budget.pause(usualMs, requests),
          forecast: (requests) => budget.forecast(requests),
        },
        ...(live.eventsOfCalls === null ? {} : { events: live.eventsOfCalls }),
        onChange: ports.onCallsChanged,
        onStatus: ports.onSyncStatus,
      });
    const { pushed } = session;
    const renewals = pushed && followPushed({ accountId, pushed, authority, clock, log });
    const onState = (state: EventsState): void => {
      ports.onEventsState(accountId, state);
      live.eventsChecked(state);
    };
    const events: KeptEvents | null =
      session.events &&
      keepEvents({ accountId, events: session.events, authority, amend, clock, log, random, onState });
    return { authority, session, sync, renewals, events, live, budget, irregularities };
  };

  const follow = (
    record: AccountRecord,
    { eventReader, doorbell }: ProviderSession,
    authority: AccountAuthority,
    amend: Amend,
    parts: { readonly sync: () => CallSync | null; readonly onSilence: () => void },
  ): FollowedAccount => {
    const { id: accountId, relay } = record;
    const shared = { ...ports, ...parts, accountId, onStatus: () => ports.live.changed() };
    if (eventReader === null || relay === null) {
      const provider = ports.providers.find(({ id }) => id === record.provider);
      const why = provider?.ways.some((way) => way in relayPaths.start) === true ? 'no-relay' : 'none';
      return followDoorbell({ ...shared, doorbell, why });
    }
    return followAccount({
      ...shared,
      relay,
      reader: eventReader,
      held: () => {
        const held = authority.credential();
        return { session: held?.relaySession ?? null, eventToken: held?.eventToken ?? null };
      },
      keep: (relaySession) => amend((held) => ({ ...held, relaySession })),
      storable: (call) =>
        call.startedAt < (ports.keepFrom(accountId) ?? -Infinity) ? null : ports.withoutErased(call),
    });
  };

  const budgetOf = (
    provider: Provider,
    record: AccountRecord,
    begun: CompanyBudget | undefined,
  ): CompanyBudget => {
    // Acting as another user spends what its base spends, also where it is not told which switchboard it sees.
    const ofBase = record.actingAs && open.get(record.actingAs.base)?.budget;
    if (ofBase != null) return ofBase;
    const { clock, random } = ports;
    return budgets.of(
      record,
      () => begun ?? createBudget({ limitPerMinute: provider.assumedLimitPerMinute, clock, random }),
    );
  };

  /** Pulls begin once the keychain has answered, and only for as long as this connection is the account's. */
  const begin = async (id: AccountId, connection: Connection): Promise<void> => {
    await connection.authority.load();
    if (open.get(id) !== connection) return;
    ports.onAccountChanged();
    connection.renewals?.follow();
    connection.events?.start();
    const { budget, session, live } = connection;
    // Who only says who somebody is has nothing that could be heard of.
    if (session.switchboard !== null || session.calls !== null) {
      ports.live.put(id, live);
      live.start();
      // What is read after events come leaves nothing between the two.
      await live.begun();
      if (open.get(id) !== connection) return;
    }
    if (connection.authority.state() !== 'needs-sign-in') connection.sync?.start();
    if (session.switchboard !== null)
      ports.switchboard.add(
        id,
        session.switchboard,
        () => budget.reading().limitPerMinute,
        (...asked) => budget.pause(...asked),
      );
    live.shown();
  };

  const close = async (id: AccountId, how: 'keep' | 'forget'): Promise<void> => {
    const connection = open.get(id);
    open.delete(id);
    ports.live.remove(id);
    // Before the events cease, or it would be read once more for that.
    await ports.switchboard.remove(id, how);
    await connection?.live.stop();
    // Sync first: a request it waits for may need the credential once more before it can end.
    await connection?.sync?.stop();
    await connection?.events?.stop();
    await connection?.renewals?.stop();
    if (how === 'forget') connection?.session.pushed?.release();
    await connection?.authority.close();
  };

  return {
    async open(record, budget) {
      const provider = ports.providers.find((candidate) => candidate.id === record.provider);
      if (provider === undefined) return; // an account of a build that knew more providers: its calls stay readable
      await close(record.id, 'keep');
      if (stopped) return;
      const connection = connect(provider, record, budgetOf(provider, record, budget));
      open.set(record.id, connection);
      void begin(record.id, connection);
    },
    close,
    find: (id) => open.get(id),
    all: () => [...open.values()],
    async pullNow(connections) {
      const pulls = [...open].map(async ([id, connection]) => {
        const { authority, sync } = connection;
        if (!connections.includes(connection) || authority.state() === 'needs-sign-in') return;
        ports.switchboard.refresh(id);
        sync?.start(); // goes on after it had given up; a running one is not disturbed
        await sync?.now();
      });
      await Promise.all(pulls);
    },
    async resume(id) {
      const connection = open.get(id);
      if (connection === undefined) return;
      await connection.authority.load();
      connection.renewals?.follow();
      if (connection.authority.state() === 'needs-sign-in') return;
      connection.sync?.start();
      connection.events?.start();
      connection.live.start();
      ports.switchboard.refresh(id);
    },
    async stop() {
      stopped = true;
      for (const { session } of open.values()) session.pushed?.release();
      await Promise.all([...open.keys()].map((id) => close(id, 'keep')));
    },
  };
}
