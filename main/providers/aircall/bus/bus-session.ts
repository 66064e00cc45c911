import type { AgentIdentity } from '../../../../domain/account.ts';
import type { Clock } from '../../../clock.ts';
import { DeskError } from '../../../failures.ts';
import type { BusFrame, BusHost } from '../../bus-host.ts';
import { advance, type BusOutcome, type BusPhase, register, type SsoGrant } from './protocol.ts';
import { type BusCredentials, readNews } from './wire.ts';

/** A person signed in at the bus. It renews their tokens by itself for as long as it is open. */
export interface BusSession {
  readonly agent: AgentIdentity;
  /** As granted. */
  readonly credentials: BusCredentials;
  /** One listener; what comes before there is one waits for it. */
  listen(listener: BusSessionListener): void;
  /** Ends the session at the bus. Harmless when repeated. */
  close(): void;
}

export interface BusSessionListener {
  renewed(tokens: { readonly idToken: string; readonly refreshToken: string }): void;
  /** The bus signed the person out; the session is closed. */
  ended(): void;
}

export interface BusSessionPorts {
  readonly host: BusHost;
  /** Address of the bus frame. */
  readonly address: string;
  readonly clock: Clock;
}

type Granted = Extract<BusOutcome, { kind: 'granted' }>;

const appName = 'Switchdeck';
/** From asking for the frame to being registered. */
const registeringMs = 15_000;
const authenticatingMs = 30_000;

/**
 * Signs a person in with a code (aircall.md 1.5). Throws DeskError: `sign-in-rejected` with what the back-end said,
 * `provider-refused` when the bus does not take this app, `provider-unavailable` when it says nothing in time,
 * `provider-contract-broken`; or the reason of `signal`. Nothing is left open then.
 */
export async function signInAtBus(
  grant: SsoGrant,
  { host, address, clock }: BusSessionPorts,
  signal: AbortSignal,
): Promise<BusSession> {
  let conversation: Conversation | null = null;
  try {
    conversation = await inTime(registeringMs, clock, signal, async (limit) => {
      const frame = await host.open(address, limit);
      const begun = converse(frame, host.release, grant);
      conversation = begun;
      await unlessAborted(begun.registered, limit);
      return begun;
    });
    const { granted } = conversation;
    const { agent, credentials } = await inTime(authenticatingMs, clock, signal, (limit) =>
      unlessAborted(granted, limit),
    );
    return { agent, credentials, listen: conversation.listen, close: conversation.close };
  } catch (error) {
    conversation?.close();
    throw error;
  }
}

interface Conversation extends Pick<BusSession, 'listen' | 'close'> {
  readonly registered: Promise<void>;
  readonly granted: Promise<Granted>;
}

/** Speaks the protocol over a frame until it is closed or over. */
function converse(frame: BusFrame, release: string, grant: SsoGrant): Conversation {
  const registered = Promise.withResolvers<void>();
  const granted = Promise.withResolvers<Granted>();
  registered.promise.catch(() => undefined); // whoever waits for it is told
  granted.promise.catch(() => undefined);
  let phase: BusPhase = 'registering';
  let listener: BusSessionListener | null = null;
  const missed: ((to: BusSessionListener) => void)[] = [];

  const close = (): void => {
    phase = 'over';
    frame.close();
  };
  const tell = (what: (to: BusSessionListener) => void): void => {
    if (listener === null) missed.push(what);
    else what(listener);
  };
  const meet = (outcome: BusOutcome): void => {
    switch (outcome.kind) {
      case 'granted':
        granted.resolve(outcome);
        break;
      case 'failed':
        registered.reject(outcome.error);
        granted.reject(outcome.error);
        break;
      case 'renewed':
        tell((to) => to.renewed({ idToken: outcome.idToken, refreshToken: outcome.refreshToken }));
        break;
      case 'ended':
        tell((to) => to.ended());
        break;
    }
  };

  frame.onMessage((message) => {
    const news = phase === 'over' ? null : readNews(message);
    if (news === null) return;
    const { phase: next, say, outcome } = advance(phase, news, grant);
    phase = next;
    if (say !== null) frame.send(say);
    if (next === 'authenticating') registered.resolve();
    if (outcome !== null) meet(outcome);
    if (next === 'over') frame.close();
  });
  frame.send(register(frame.origin, appName, release));

  return {
    registered: registered.promise,
    granted: granted.promise,
    listen(next) {
      listener = next;
      for (const what of missed.splice(0)) what(next);
    },
    close,
  };
}

/** Runs `work` with a signal that aborts after `ms` or with `signal`. */
async function inTime<T>(
  ms: number,
  clock: Clock,
  signal: AbortSignal,
  work: (limit: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const late = new AbortController();
  const done = new AbortController();
  clock.sleep(ms, done.signal).then(
    () => late.abort(new DeskError('provider-unavailable', { where: 'bus' })),
    () => undefined, // it was in time
  );
  try {
    return await work(AbortSignal.any([signal, late.signal]));
  } finally {
    done.abort();
  }
}

/** What `work` gives, or a rejection with the reason as soon as `signal` aborts. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error); // handed on as the caller gave it
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
