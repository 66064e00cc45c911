import type { AccountId, SignInWay } from '../../domain/account.ts';
import type { PasteReading, SignInAttempt } from '../../domain/sign-in.ts';
import type { Keychain } from '../auth/keychain.ts';
import type { Clock } from '../clock.ts';
import { DeskError, toFailure } from '../failures.ts';
import type { Http } from '../http.ts';
import { createTurns } from '../in-turn.ts';
import type { Arrival } from '../links/arrival.ts';
import type { LinkScheme } from '../links/deep-link.ts';
import type { Log } from '../log.ts';
import type { OwnClient, Provider, SignInGrant } from '../providers/provider.ts';
import { browserAddress, providerOf } from './browser-address.ts';
import { isSameState } from './browser-return.ts';
import { listenOnLoopback } from './loopback.ts';
import { readPasted } from './pasted.ts';
import {
  attemptLifeMs,
  createAttemptKeeper,
  lifeLeft,
  newAttempt,
  type PendingAttempt,
} from './pending-attempt.ts';
import { createRelayClient } from './relay-client.ts';
import { runAttempt, type RunningAttempt } from './running-attempt.ts';

/** The ways that go through the system browser. */
export type BrowserWay = Extract<SignInWay, 'aircall-oauth' | 'aircall-own-client' | 'aircall-sso'>;

/** What a sign-in through the browser is to do; survives a restart when it is for an account. */
export interface AttemptPlan {
  readonly way: BrowserWay;
  readonly label: string | null;
  readonly renew: AccountId | null;
  /** Origin of the relay; null for an own client. */
  readonly relay: string | null;
  /** Null for the ways through a relay. */
  readonly client: OwnClient | null;
  /** Set for the dry run of a connection string; such an attempt does not survive a restart. */
  readonly draftId: string | null;
}

export interface AttemptPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly http: Http;
  readonly providers: readonly Provider[];
  /** Deep-link scheme of this build, without a colon. */
  readonly scheme: LinkScheme;
  /** The keychain, for the verifier of an attempt that must outlive a restart; null when there is none. */
  readonly keychain: () => Promise<Keychain | null>;
  /** Name of the entry that holds the attempt: profiles must not read each other's. */
  readonly entry: string;
  /** Opens the system browser; called with https addresses, and http ones on loopback in development. */
  openBrowser(url: string): Promise<void>;
  copyText(text: string): Promise<void>;
  /** The own client that an account was signed in with; null when none is kept. */
  clientOf(account: AccountId): Promise<(OwnClient & { readonly mayOpenBrowser: boolean }) | null>;
  /** Something `current` shows has changed. */
  readonly onChange: () => void;
  /** An attempt of an earlier run goes on: the page should show it. */
  readonly onRestored: () => void;
  /**
   * Proves and keeps what the browser brought. Resolves with the account, or null for a draft. Throws DeskError.
   */
  finish(plan: AttemptPlan, grant: SignInGrant, signal: AbortSignal): Promise<AccountId | null>;
}

/** The one sign-in through the browser at a time. */
export interface Attempts {
  /**
   * Ends an attempt under way and begins this one. Throws DeskError `invalid-request`, and `browser-not-allowed` for an
   * own client whose connection string says so; then the earlier attempt goes on.
   */
  begin(plan: AttemptPlan): Promise<SignInAttempt>;
  current(): SignInAttempt | null;
  openBrowser(): Promise<SignInAttempt>;
  copyAddress(): Promise<void>;
  paste(text: string): Promise<PasteReading>;
  cancel(): Promise<void>;
  /** A link came. One that does not belong to the attempt is dropped and disturbs nothing. */
  receive(arrival: Link): void;
  /** Takes up an attempt that an earlier run began, when it has not expired. Links that come meanwhile wait for it. */
  restore(): Promise<void>;
  /** The machine may have slept, while its timers stood still: what is over by now ends. */
  woke(): void;
  stop(): Promise<void>;
}

type Link = Extract<Arrival, { kind: 'callback' }>;

/** Links that wait for the keychain are few; a flood must not grow without bound. */
const mostHeld = 20;
/** Links that were dropped are told in the log at these counts only: anybody can send any number of them. */
const tolledCounts = new Set([1, 10, 100, 1_000]);

export function createAttempts(ports: AttemptPorts): Attempts {
  const { clock, log } = ports;
  const keeper = createAttemptKeeper(ports);
  const inTurn = createTurns();
  const stopping = new AbortController();
  let current: {
    readonly running: RunningAttempt;
    readonly address: string;
    readonly close: () => void;
  } | null = null;
  let dropped = 0;
  let restoring: Promise<void> | null = null;
  const held: Link[] = [];

  const drop = (why: string): void => {
    dropped += 1;
    if (tolledCounts.has(dropped)) log.warn('attempt.link-dropped', { why, inRow: dropped });
  };

  const open = async (): Promise<void> => {
    const opened = current;
    if (opened === null) return;
    const succeeded = await ports.openBrowser(opened.address).then(
      () => true,
      () => false,
    );
    if (!succeeded) log.warn('attempt.browser-not-opened');
    opened.running.browserOpened(succeeded);
  };

  /** Puts an attempt in the place of any earlier one, with a listener for the second way back. */
  const run = async (pending: PendingAttempt, lifeMs: number, restored: boolean): Promise<RunningAttempt> => {
    const { plan } = pending;
    const provider = providerOf(plan, ports.providers);
    const running = runAttempt({
      ...ports,
      pending,
      provider: provider.id,
      lifeMs,
      relay: plan.relay === null ? null : createRelayClient(plan.relay, ports.http, clock),
      stopping: stopping.signal,
      onChange: () => {
        if (!running.isOpen()) close();
        if (current?.running === running) ports.onChange();
      },
      forget: () => keeper.forget(pending.id),
    });
    let loopback: Awaited<ReturnType<typeof listenOnLoopback>> | null = null;
    const close = (): void => {
      if (loopback?.listening === true) void loopback.close();
    };
    // Of an attempt that an earlier run began, the browser knows the redirect of an own client, but no port of ours.
    if (lifeMs > 0 && (!restored || running.expected.by === 'own-client'))
      loopback = await listenOnLoopback(running.expected);
    if (loopback?.listening === true)
      void loopback.returned.then((back) => {
        loopback = null; // it closes by itself once the browser has its page
        return running.take(back);
      });
    else if (loopback !== null && loopback.why !== 'not-loopback')
      log.warn('attempt.not-listening', { why: loopback.why });
    if (stopping.signal.aborted) running.end();
    if (!running.isOpen()) close();
    const returnTo = loopback?.listening === true && plan.relay !== null ? loopback.returnTo : null;
    current = { running, address: browserAddress(provider, pending, returnTo), close };
    return running;
  };

  const endCurrent = (): void => {
    current?.running.end();
    current?.close();
    current = null;
  };

  /** The attempt and its plan with everything in it. Throws DeskError `invalid-request`, `browser-not-allowed`. */
  const completed = async (plan: AttemptPlan): Promise<AttemptPlan> => {
    if (plan.way !== 'aircall-own-client' || plan.client !== null) return plan;
    const kept = plan.renew === null ? null : await ports.clientOf(plan.renew);
    if (kept === null) throw new DeskError('invalid-request', { where: 'client' });
    const { mayOpenBrowser, clientId, clientSecret, callbackUrl } = kept;
    if (!mayOpenBrowser) throw new DeskError('browser-not-allowed', { where: 'client' });
    return { ...plan, client: { clientId, clientSecret, callbackUrl } };
  };

  const take = ({ state, handle, error }: Link): void => {
    const running = current?.running;
    if (running === undefined) drop('no attempt');
    else if (running.expected.by !== 'relay') drop('another way');
    else if (!isSameState(state, running.expected.state)) drop('another state');
    else if (!running.isOpen()) drop('over');
    else {
      dropped = 0;
      if (handle !== null) void running.take({ kind: 'handle', handle });
      else if (error !== null) void running.take({ kind: 'error', error });
    }
  };

  const restore = async (): Promise<void> => {
    const pending = await keeper.read();
    if (pending === null || current !== null || stopping.signal.aborted) return;
    const left = lifeLeft(pending, clock.now());
    try {
      const restored = await run(pending, Math.max(left, 0), true);
      if (left <= 0) restored.fail(new DeskError('sign-in-expired'));
    } catch (failure) {
      // Its relay or way is none of this build any more.
      log.warn('attempt.not-restored', { code: toFailure(failure).code });
      await keeper.forget(pending.id);
      return;
    }
    log.info('attempt.restored', { way: pending.plan.way });
    ports.onChange();
    ports.onRestored();
  };

  return {
    async begin(asked) {
      const running = await inTurn(async () => {
        stopping.signal.throwIfAborted();
        const plan = await completed(asked);
        const pending = newAttempt(plan, clock.now());
        browserAddress(providerOf(plan, ports.providers), pending, null); // or nothing of the earlier attempt is touched
        const before = current?.running.view().id ?? null;
        endCurrent();
        if (before !== null) await keeper.forget(before);
        // Before the browser opens: what is granted may be granted once only, and would be lost if it could not be kept.
        if (plan.draftId === null) await keeper.keep(pending);
        else await ports.keychain();
        const begun = await run(pending, attemptLifeMs, false);
        log.info('attempt.begun', { way: plan.way, renewed: plan.renew !== null });
        ports.onChange();
        return begun;
      });
      await open();
      return running.view();
    },
    current: () => current?.running.view() ?? null,
    async openBrowser() {
      if (current?.running.isOpen() !== true) throw new DeskError('not-found', { where: 'attempt' });
      const { running } = current;
      await open();
      return running.view();
    },
    async copyAddress() {
      if (current?.running.isOpen() !== true) throw new DeskError('not-found', { where: 'attempt' });
      await ports.copyText(current.address).catch((cause: unknown) => {
        throw new DeskError('unexpected', { where: 'clipboard', cause });
      });
    },
    async paste(text) {
      const running = current?.running;
      if (running?.isOpen() !== true) return { accepted: false, why: 'no-attempt' };
      const reading = readPasted(text, running.expected, ports.scheme);
      if (reading.kind === 'unreadable' || reading.kind === 'other-attempt')
        return { accepted: false, why: reading.kind };
      const taking = await running.take(reading);
      if (taking === 'refused') return { accepted: false, why: 'other-attempt' };
      return taking === 'taken' ? { accepted: true, why: null } : { accepted: false, why: 'no-attempt' };
    },
    cancel: () =>
      inTurn(async () => {
        const cancelled = current?.running.view().id;
        endCurrent();
        ports.onChange();
        if (cancelled !== undefined) await keeper.forget(cancelled);
      }),
    receive(arrival) {
      // What waits for this link may still lie in the keychain: the app was started by it.
      if (restoring === null || current !== null) take(arrival);
      else if (held.length < mostHeld) held.push(arrival);
    },
    restore() {
      restoring ??= inTurn(restore).finally(() => {
        restoring = null;
        for (const arrival of held.splice(0)) take(arrival);
      });
      return restoring;
    },
    woke: () => current?.running.woke(),
    async stop() {
      stopping.abort(new DeskError('offline', { where: 'closing' }));
      current?.running.end();
      current?.close();
    },
  };
}
