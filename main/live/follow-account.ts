import type { AccountId, EventsState } from '../../domain/account.ts';
import type { Call } from '../../domain/call.ts';
import type { LiveStatus } from '../../domain/live.ts';
import type { RelaySession } from '../../domain/relay.ts';
import type { CallStore } from '../calls/call-store.ts';
import type { CallSync, EventsOfCalls } from '../calls/call-sync.ts';
import type { ToldByEvents } from '../calls/pull-timing.ts';
import type { Clock } from '../clock.ts';
import type { Http } from '../http.ts';
import type { Log } from '../log.ts';
import type { OpenStream } from '../open-stream.ts';
import type { EventReader, LiveFact } from '../providers/live.ts';
import type { SwitchboardWatch } from '../switchboard/watch-switchboard.ts';
import { claimEvents } from './claim-events.ts';
import { followStream, type StreamLoss } from './follow-stream.ts';
import { createRelaySession } from './relay-session.ts';
import { createHeardCalls } from './heard-calls.ts';
import { createFactTaker } from './take-facts.ts';

export interface FollowPorts {
  readonly accountId: AccountId;
  /** Origin. */
  readonly relay: string;
  readonly reader: EventReader;
  readonly http: Http;
  readonly openStream: OpenStream;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly store: Pick<CallStore, 'apply'>;
  readonly switchboard: Pick<SwitchboardWatch, 'tell' | 'listed' | 'follow' | 'look'>;
  /** The pull of the account; null for an access that reads no calls. */
  readonly sync: () => Pick<CallSync, 'soon' | 'reread' | 'eventsChanged'> | null;
  /** What lies with the account's credential. */
  readonly held: () => { readonly session: RelaySession | null; readonly eventToken: string | null };
  readonly keep: (session: RelaySession) => Promise<void>;
  readonly storable: (call: Call) => Call | null;
  readonly onCallsChanged: (change: { readonly accountId: AccountId; readonly changed: number }) => void;
  readonly onStatus: () => void;
  /** Events have ceased though there are calls: whether the provider still sends them is to be looked at. */
  readonly onSilence: () => void;
}

/** How one account hears of what happens now. */
export interface FollowedAccount {
  /** Begins, or begins again after a new sign-in. Does nothing while it follows. */
  start(): void;
  /**
   * Resolves when events come, or it is plain that they do not for now; after three seconds at the latest. What is read
   * from then on leaves no gap before the first event.
   */
  begun(): Promise<void>;
  /** The account is on the switchboard. */
  shown(): void;
  status(): LiveStatus;
  /** Whether the provider sends events was looked at; or their token is known now. */
  eventsChecked(state: EventsState | null): void;
  /** The network changed, or the machine woke. */
  woke(): void;
  /** For the account's pull; null where no events ever come. */
  readonly eventsOfCalls: EventsOfCalls | null;
  stop(): Promise<void>;
  /** The account is signed out: makes its session at the relay worthless. Call `stop` afterwards. */
  end(): Promise<void>;
}

/** Events that come again within this time leave everything but the pace as it was. */
const patienceMs = 3_600_000;
/** At the start of the app they are expected for so long. */
const beginningMs = 5 * 60_000;
/** A changed directory is read within this time: all desktops of a company hear of it at once. */
const directoryMs = 2 * 3_600_000;
const endingMs = 3_000;
/** So many desktops may each read again what changed late while they were closed, without their company noticing. */
const smallTeam = 10;
const beginMs = 3_000;
/** A few frames: storing competes with the window for the computer, which costs it several milliseconds on a small one. */
const showingMs = 50;

export function followAccount(ports: FollowPorts): FollowedAccount {
  const { accountId, clock, log, switchboard } = ports;
  const session = createRelaySession({
    ...ports,
    held: () => ports.held().session,
    keep: ports.keep,
  });
  let life = new AbortController();
  /** Ended by a new connection, too. */
  let claiming = new AbortController();
  let standing: Pick<LiveStatus, 'state' | 'why' | 'since'> = {
    state: 'connecting',
    why: null,
    since: clock.now(),
  };
  let startedAt = Number.NEGATIVE_INFINITY;
  let liveAt = Number.NEGATIVE_INFINITY;
  /** The pace is that of events: also while a stream that was lost is being tried for the first time. */
  let paced = false;
  let polled = false;
  let isSmall = false;
  let sending: EventsState | null = null;
  let greeted = false;
  let taken = false;
  let directoryDue = false;
  let begun = Promise.withResolvers<void>();
  /** Nothing was read yet. */
  let isFirst = true;
  /** The stream stands, but the provider has ceased to send. */
  let isSilent = false;
  const heard = createHeardCalls();
  const providerNow = (): number => Math.round(clock.now() + session.offsetMs());

  const become = (state: LiveStatus['state'], why: LiveStatus['why']): void => {
    if (standing.state === state && standing.why === why) return;
    standing = { state, why, since: clock.now() };
    ports.onStatus();
  };
  const setPace = (to: boolean): void => {
    if (to) liveAt = clock.now();
    switchboard.follow(accountId, to, session.offsetMs());
    if (paced === to) return;
    paced = to;
    ports.sync()?.eventsChanged();
  };

  /** Somebody sends events, as far as we know. */
  const isSent = (): boolean => !isSilent && (polled || (sending !== 'refused' && !taken));
  const settle = (): void => {
    if (!greeted) return;
    const sent = isSent();
    if (sent && standing.state !== 'live') heard.begin(providerNow());
    if (sent) become('live', null);
    else become('polling', isSilent ? 'silent' : 'refused');
    setPace(sent);
  };
  const onListed = (calls: readonly Call[], askedAt: number): void => {
    switchboard.listed(accountId, calls, askedAt);
    if (!greeted || !isSent() || !heard.haveCeased(calls, askedAt + session.offsetMs())) return;
    log.warn('live.silent', { account: accountId });
    isSilent = true;
    settle();
    ports.onSilence();
  };

  const readAgain = (): void => {
    ports.sync()?.soon();
    switchboard.look(accountId, 'state');
  };

  const readDirectoryLater = async (): Promise<void> => {
    if (directoryDue) return;
    directoryDue = true;
    await clock.sleep(directoryMs * ports.random(), life.signal).catch(() => undefined); // the account is closed
    directoryDue = false;
    if (!life.signal.aborted) switchboard.look(accountId, 'everything');
  };

  const onFacts = (facts: readonly LiveFact[]): void => {
    for (const fact of facts) if (fact.kind === 'call') heard.told(fact.call, providerNow());
    if (isSilent) {
      isSilent = false;
      settle();
    }
    switchboard.tell(accountId, facts);
    if (facts.some(({ kind }) => kind === 'directory')) void readDirectoryLater();
  };

  const taker = createFactTaker({
    ...ports,
    now: providerNow,
    // Rejects when the account is closed: then what waits is stored at once.
    pause: () => clock.sleep(showingMs, life.signal).catch(() => undefined),
    onFacts,
    onChange: ports.onCallsChanged,
    onUncertain: (spans) => ports.sync()?.reread(spans),
    onLost: () => ports.sync()?.soon(),
  });

  /** Tells the relay whose events these are; it must hear so again whenever it may have forgotten. */
  const claim = async (): Promise<void> => {
    claiming.abort();
    const signal = AbortSignal.any([life.signal, (claiming = new AbortController()).signal]);
    const { eventToken } = ports.held();
    if (eventToken === null) return;
    const whose = await claimEvents({ ...ports, session }, eventToken, signal);
    if (whose === null) return;
    taken = whose === 'taken';
    settle();
  };

  const onLost = (why: StreamLoss | null): void => {
    if (why !== null) begun.resolve();
    const wasGreeted = greeted;
    greeted = false;
    if (why === null) {
      if (wasGreeted) become('connecting', null);
      return;
    }
    become('polling', why === 'over' ? 'refused' : why);
    setPace(false);
  };

  const stream = followStream({
    ...ports,
    session,
    onHello(hello, missed) {
      greeted = true;
      ({ polled } = hello);
      isSmall = hello.listeners !== undefined && hello.listeners <= smallTeam;
      settle();
      begun.resolve();
      if (missed && !isFirst) readAgain();
      void claim();
    },
    onEvent: (event, takenAt) => taker.take(ports.reader.read(event), takenAt),
    onGap() {
      heard.begin(providerNow());
      readAgain();
    },
    onLost,
  });

  const told = (): ToldByEvents => {
    if (paced) return 'now';
    const now = clock.now();
    return now - liveAt < patienceMs || now - startedAt < beginningMs ? 'soon' : 'no';
  };

  const stop = async (): Promise<void> => {
    life.abort();
    await stream.stop();
    await taker.settled();
    await session.settled();
    switchboard.follow(accountId, false, session.offsetMs());
    paced = false;
    begun = Promise.withResolvers<void>();
    isFirst = true;
    isSilent = false;
  };

  return {
    start() {
      if (ports.held().session === null) {
        become('polling', 'sign-in');
        begun.resolve();
        return;
      }
      if (life.signal.aborted) life = new AbortController();
      if (standing.state === 'polling') become('connecting', null);
      startedAt = clock.now();
      stream.start();
    },
    async begun() {
      const inTime = new AbortController();
      const late = clock.sleep(beginMs, inTime.signal).catch(() => undefined); // it began
      await Promise.race([begun.promise, late]);
      inTime.abort();
      isFirst = false;
    },
    shown: () => switchboard.follow(accountId, paced, session.offsetMs()),
    status: () => ({ accountId, ...standing, heardAt: stream.heardAt() }),
    eventsChecked(state) {
      sending = state ?? sending;
      settle();
      if (greeted) void claim();
    },
    woke: () => stream.woke(),
    eventsOfCalls: {
      told,
      isSmall: () => isSmall,
      providerNow,
      onRead: onListed,
    },
    stop,
    async end() {
      await stream.stop();
      const enough = new AbortController();
      const inTime = new AbortController();
      const late = clock.sleep(endingMs, inTime.signal).then(
        () => enough.abort(),
        () => undefined, // it was told in time
      );
      await Promise.race([session.end(enough.signal), late]);
      inTime.abort();
    },
  };
}
