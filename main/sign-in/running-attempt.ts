import type { AccountId, ProviderId } from '../../domain/account.ts';
import type { RedeemReply } from '../../domain/relay.ts';
import type { SignInAttempt } from '../../domain/sign-in.ts';
import type { Clock } from '../clock.ts';
import { DeskError, toFailure } from '../failures.ts';
import type { Log } from '../log.ts';
import type { SignInGrant } from '../providers/provider.ts';
import type { AttemptPlan } from './attempts.ts';
import type { BrowserReturn, ExpectedReturn } from './browser-return.ts';
import type { PendingAttempt } from './pending-attempt.ts';
import { providerSaid } from './provider-said.ts';
import type { RelayClient } from './relay-client.ts';

/** What became of what a browser brought: `refused`: it is none of this attempt's. `over`: nothing waits for it any more. */
export type Taking = 'taken' | 'refused' | 'over';

/** One sign-in through the browser, from the moment the browser may come back. */
export interface RunningAttempt {
  readonly expected: ExpectedReturn;
  view(): SignInAttempt;
  browserOpened(opened: boolean): void;
  /**
   * The browser came back with the right state. The first handle the relay accepts wins; one it does not know leaves
   * the attempt waiting. Resolves once that is decided, not when the sign-in is over.
   */
  take(back: BrowserReturn): Promise<Taking>;
  /** True while a browser may still come back. */
  isOpen(): boolean;
  fail(error: unknown): void;
  /** Expires at once when its time is up by the computer's clock. */
  woke(): void;
  /** Stops what is under way; what it shows stays as it was. */
  end(): void;
}

export interface RunningPorts {
  readonly pending: PendingAttempt;
  readonly provider: ProviderId;
  /** Ms it may still wait. */
  readonly lifeMs: number;
  /** Null for an own client. */
  readonly relay: RelayClient | null;
  readonly clock: Clock;
  readonly log: Log;
  /** Aborts when the app quits. */
  readonly stopping: AbortSignal;
  readonly onChange: () => void;
  /** It needs no more to outlive a restart. Never rejects. */
  readonly forget: () => Promise<void>;
  /** `signal` aborts when the attempt is given up, never after it is done. */
  finish(plan: AttemptPlan, grant: SignInGrant, signal: AbortSignal): Promise<AccountId | null>;
}

/** Handles with the right state that one attempt tries. More than that is nobody's mistake. */
const mostHandles = 20;

export function runAttempt(ports: RunningPorts): RunningAttempt {
  const { relay, clock, log } = ports;
  /** Aborts when the attempt comes to nothing; never after it is done, for what was begun with it lives on. */
  const abandoned = new AbortController();
  const { signal } = abandoned;
  const expiry = new AbortController();
  let pending: PendingAttempt | null = ports.pending;
  const { id, plan, state } = ports.pending;
  const expected: ExpectedReturn =
    plan.client === null
      ? { by: 'relay', state }
      : { by: 'own-client', state, callbackUrl: plan.client.callbackUrl };
  let shown: SignInAttempt = {
    id,
    provider: ports.provider,
    way: plan.way,
    renew: plan.renew,
    stage: 'waiting',
    startedAt: ports.pending.startedAt,
    expiresAt: Math.round(clock.now() + ports.lifeMs),
    browserOpened: true,
    paste: plan.client === null ? 'code' : 'address',
    draftId: plan.draftId,
    accountId: null,
    failure: null,
    providerSaid: null,
  };
  /** Handles seen so far, each with what became of it. */
  const handles = new Map<string, Promise<Taking>>();
  /** What a provider might repeat in what it says. */
  const secrets = [ports.pending.verifier, state, plan.client?.clientSecret ?? ''];
  let redeeming: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let late = false;

  const show = (change: Partial<SignInAttempt>): void => {
    shown = { ...shown, ...change };
    ports.onChange();
  };
  const isOpen = (): boolean => !signal.aborted && (shown.stage === 'waiting' || shown.stage === 'redeeming');
  const end = (): void => {
    pending = null;
    expiry.abort();
    if (shown.stage !== 'done') abandoned.abort(new DeskError('sign-in-expired', { where: 'attempt ended' }));
  };

  const fail = (error: unknown): void => {
    if (signal.aborted || shown.stage === 'done') return;
    const failure = toFailure(error);
    const said = error instanceof DeskError ? error.said : undefined;
    end();
    void ports.forget();
    const facts = { way: plan.way, code: failure.code, incident: failure.incidentId ?? null };
    if (error instanceof DeskError) log.warn('attempt.failed', facts);
    else log.error('attempt.failed', { ...facts, kind: error instanceof Error ? error.name : typeof error });
    show({
      stage: 'failed',
      paste: null,
      failure,
      providerSaid: providerSaid(said, [...secrets, ...handles.keys()]),
    });
  };

  /** Proves and keeps what was granted; from here on nothing can take the sign-in's place but its cancelling. */
  const prove = async (grant: SignInGrant): Promise<boolean> => {
    show({ stage: 'proving', paste: null });
    secrets.push('code' in grant ? grant.code : '', 'accessToken' in grant ? grant.accessToken : '');
    try {
      const accountId = await ports.finish(plan, grant, signal);
      // Also after a cancel that came too late: what is kept must not be waited for again after a restart.
      await ports.forget();
      if (signal.aborted) return true;
      log.info('attempt.done', { way: plan.way, account: accountId });
      show({ stage: 'done', accountId });
      end();
      return true;
    } catch (error) {
      fail(error);
      return false;
    }
  };

  const redeem = async (handle: string): Promise<Taking> => {
    if (!isOpen() || pending === null || relay === null) return 'over';
    const { verifier, receipt } = pending;
    show({ stage: 'redeeming' });
    const reply = await relay.redeem({ h: handle, v: verifier, receipt }, signal);
    if (reply === null) {
      log.warn('attempt.handle-refused', { way: plan.way });
      if (waiting > 1) return 'refused'; // the next one is tried at once
      if (late) fail(new DeskError('sign-in-expired'));
      else show({ stage: 'waiting' });
      return 'refused';
    }
    const grant = grantOf(plan, reply);
    void prove(grant).then(async (kept) => {
      if (!kept) return;
      // Only now: until it is kept and read back, the relay's is the only copy. Should this fail, it forgets by itself.
      await relay.ack({ h: handle, v: verifier }, ports.stopping).catch((error: unknown) => {
        log.warn('attempt.ack-failed', { code: toFailure(error).code });
      });
    });
    return 'taken';
  };

  const takeHandle = (handle: string): Promise<Taking> => {
    const seen = handles.get(handle);
    if (seen !== undefined) return seen;
    if (handles.size >= mostHandles) return Promise.resolve('refused');
    waiting += 1;
    const taking = redeeming
      .then(() => redeem(handle))
      .catch((error: unknown): Taking => {
        fail(error);
        return 'over';
      })
      .finally(() => {
        waiting -= 1;
      });
    redeeming = taking;
    handles.set(handle, taking);
    return taking;
  };

  const expire = (): void => {
    late = true;
    if (shown.stage === 'waiting') fail(new DeskError('sign-in-expired'));
  };
  clock.sleep(ports.lifeMs, expiry.signal).then(expire, () => undefined); // rejects when it ended before

  return {
    expected,
    view: () => shown,
    browserOpened(opened) {
      if (isOpen() && shown.browserOpened !== opened) show({ browserOpened: opened });
    },
    async take(back) {
      if (!isOpen()) return 'over';
      if (back.kind === 'error') {
        fail(refusalOf(back));
        return 'taken';
      }
      if (back.kind === 'handle') return relay === null ? 'refused' : takeHandle(back.handle);
      if (plan.client === null) return 'refused';
      void prove({ way: 'aircall-own-client', client: plan.client, code: back.code, mayOpenBrowser: true });
      return 'taken';
    },
    isOpen,
    fail,
    woke() {
      if (clock.now() >= shown.expiresAt) expire();
    },
    end,
  };
}

/** Upstream words that speak of trouble, not of a refusal (RFC 6749 4.1.2.1). */
const troubles = new Set(['server_error', 'temporarily_unavailable']);

function refusalOf({ error, said }: Extract<BrowserReturn, { kind: 'error' }>): DeskError {
  const where = 'consent';
  if (troubles.has(error)) return new DeskError('provider-unavailable', { where, said });
  if (error === 'access_denied') return new DeskError('sign-in-denied', { where, said });
  return new DeskError('sign-in-rejected', { where, said: said ?? error });
}

/** Throws DeskError `provider-contract-broken` for a reply to another way than was asked for. */
function grantOf({ way }: AttemptPlan, reply: RedeemReply): SignInGrant {
  if (way === 'aircall-oauth' && reply.provider === 'aircall') {
    const { accessToken, session } = reply;
    return { way, accessToken, ...(session == null ? {} : { relaySession: session }) };
  }
  if (way === 'aircall-sso' && reply.provider === 'aircall-sso')
    return { way, code: reply.code, redirectUrl: reply.redirectUrl };
  throw new DeskError('provider-contract-broken', { where: 'relay' });
}
