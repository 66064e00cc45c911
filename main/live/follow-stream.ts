import {
  heartbeatMs,
  RelayEvent,
  relayPaths,
  streamEvents,
  StreamHello,
  StreamPosition,
} from '../../domain/relay.ts';
import type { Clock } from '../clock.ts';
import { DeskError, toFailure } from '../failures.ts';
import { retryAfter } from '../http.ts';
import type { Log } from '../log.ts';
import type { OpenStream } from '../open-stream.ts';
import type { RelaySessionKeeper } from './relay-session.ts';
import { readServerEvents, type ServerEvent } from './server-events.ts';
import { readJson } from '../read-json.ts';

export interface StreamPorts {
  readonly accountId: string;
  /** Origin. */
  readonly relay: string;
  readonly session: Pick<RelaySessionKeeper, 'token' | 'refused' | 'learnClock'>;
  readonly openStream: OpenStream;
  readonly clock: Clock;
  readonly log: Log;
  /** Uniform in [0, 1); spreads desktops that come back at once. */
  readonly random: () => number;
  /** Events come from now on. `missed`: some may have been missed before. */
  readonly onHello: (hello: StreamHello, missed: boolean) => void;
  /** An event, and when the relay took it, the relay's epoch ms. */
  readonly onEvent: (event: RelayEvent, takenAt: number) => void;
  /** Some events were missed. */
  readonly onGap: () => void;
  /**
   * No events come: for a moment, before the first try to have them again, or (`why` not null) because that failed. `sign-in`
   * and `over` end the following.
   */
  readonly onLost: (why: StreamLoss | null) => void;
}

/** `over`: the company ended the integration. The rest as `LiveStatus.why` has it. */
export type StreamLoss = 'offline' | 'relay-down' | 'no-relay' | 'sign-in' | 'over';

/** One company's events, followed for as long as somebody wants. */
export interface FollowedStream {
  start(): void;
  /** The network changed, or the machine woke: what there was is given up, and tried again at once. */
  woke(): void;
  /** When anything last came, this computer's epoch ms; null when nothing did. */
  heardAt(): number | null;
  stop(): Promise<void>;
}

/** No answer, or no `hello`, for so long: nobody is there. */
const helloMs = 15_000;
/** Three heartbeats. */
const silenceMs = 3 * heartbeatMs;
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
/** A relay that has no events may get them with its next version. */
const noEventsPauseMs = 3_600_000;

/** A connection that lived for so long was a good one. */
const settledMs = 10_000;

type Ending = 'ended' | 'over';
type End = Ending | { readonly error: unknown };

interface Tries {
  /** In a row, without a connection that was a good one. */
  failures: number;
  /** Times the relay did not take our session in a row. */
  refusals: number;
  /** When the present connection began to tell; null before. */
  greetedAt: number | null;
}

export function followStream(ports: StreamPorts): FollowedStream {
  const { clock, log, session } = ports;
  let life: AbortController | null = null;
  let ended: Promise<void> = Promise.resolve();
  let waking = new AbortController();
  let position: string | null = null;
  let heardAt: number | null = null;
  /** The pause that the server wishes. */
  let wishedMs: number = firstPauseMs;

  const noteHeard = (): void => {
    heardAt = clock.now();
  };

  const take = (message: ServerEvent): Ending | null => {
    const at = StreamPosition.safeParse(message.id).data ?? null;
    if (at !== null) position = at;
    switch (message.name) {
      case streamEvents.event: {
        const event = RelayEvent.safeParse(readJson(message.data));
        if (event.success && at !== null) ports.onEvent(event.data, Number(at.split('-')[0]));
        else log.warn('live.unreadable-event', { account: ports.accountId });
        return null;
      }
      case streamEvents.gap:
        ports.onGap();
        return null;
      case streamEvents.over:
        return 'over';
      default:
        return null; // of a newer relay
    }
  };

  /** Aborts `dead` when nothing is heard for too long. */
  const watch = async (limitMs: () => number, dead: AbortController, over: AbortSignal): Promise<void> => {
    const from = clock.now();
    for (;;) {
      const left = Math.max(heardAt ?? from, from) + limitMs() - clock.now();
      if (left <= 0) break;
      await clock.sleep(Math.min(left, limitMs()), over);
    }
    dead.abort(new DeskError('provider-unavailable', { where: 'stream silent' }));
  };

  /** Follows one connection to its end. Throws DeskError as the connection does. */
  const connect = async (signal: AbortSignal, onHello: () => void): Promise<Ending> => {
    const token = await session.token(signal);
    const dead = new AbortController();
    const over = new AbortController();
    let isGreeted = false;
    const silence = watch(() => (isGreeted ? silenceMs : helloMs), dead, over.signal).catch(() => undefined);
    try {
      const reply = await ports.openStream({
        url: `${ports.relay}${relayPaths.events}`,
        headers: {
          accept: 'text/event-stream',
          authorization: `Bearer ${token}`,
          ...(position === null ? {} : { 'last-event-id': position }),
        },
        signal: AbortSignal.any([signal, dead.signal, over.signal]),
      });
      if (reply.status === 401) session.refused(token);
      if (reply.status !== 200) throw refusalOf(reply.status, retryAfter(reply.headers, clock));
      const onRetry = (ms: number): void => {
        wishedMs = Math.min(ms, longestPauseMs);
      };
      for await (const message of readServerEvents(reply.body, noteHeard, onRetry)) {
        if (!isGreeted) {
          const hello = greeting(message);
          isGreeted = true;
          session.learnClock(hello.now);
          const missed = position === null;
          position = StreamPosition.safeParse(message.id).data ?? position;
          onHello();
          ports.onHello(hello, missed);
          continue;
        }
        if (take(message) === 'over') return 'over';
      }
      if (!isGreeted) throw new DeskError('provider-unavailable', { where: 'stream' });
      return 'ended';
    } finally {
      over.abort(new DeskError('offline', { where: 'stream left' }));
      await silence;
    }
  };

  const lossOf = (error: unknown): StreamLoss => {
    const { code, status } = toFailure(error);
    if (code === 'not-signed-in') return 'sign-in';
    if (code === 'not-found') return 'no-relay';
    log.warn('live.lost', {
      account: ports.accountId,
      code,
      what: status === undefined ? null : String(status),
    });
    return code === 'offline' ? 'offline' : 'relay-down';
  };

  const pauseAfter = (error: unknown, failures: number, loss: StreamLoss | null): number => {
    const doubled = Math.min(firstPauseMs * 2 ** Math.min(failures, 10), longestPauseMs);
    const usual = loss === 'no-relay' ? noEventsPauseMs : doubled;
    const named = (error instanceof DeskError ? (error.retryAt ?? 0) : 0) - clock.now();
    return Math.max(usual * (0.5 + ports.random()), named);
  };

  const run = async (signal: AbortSignal): Promise<void> => {
    const tries: Tries = { failures: 0, refusals: 0, greetedAt: null };
    const onHello = (): void => void Object.assign(tries, { refusals: 0, greetedAt: clock.now() });
    for (;;) {
      waking = new AbortController();
      const woken = waking.signal;
      const either = AbortSignal.any([signal, woken]);
      tries.greetedAt = null;
      const end: End = await connect(either, onHello).catch((error: unknown) => ({ error }));
      if (isAborted(signal)) return;
      const pause = isAborted(woken) ? 0 : afterwards(end, tries);
      if (pause === null) return;
      if (isAborted(woken)) ports.onLost(null);
      // Ends early when woken or stopped.
      else await clock.sleep(pause, either).catch(() => undefined);
      if (isAborted(signal)) return;
      if (isAborted(woken)) tries.failures = 0;
    }
  };

  /** Ms until the next try; null: there is to be none. */
  const afterwards = (end: End, tries: Tries): number | null => {
    const loss = end === 'ended' ? null : end === 'over' ? 'over' : lossOf(end.error);
    if (loss === 'over' || (loss === 'sign-in' && tries.refusals > 0)) {
      ports.onLost(loss);
      return null;
    }
    if (loss === 'sign-in') tries.refusals += 1;
    const { greetedAt } = tries;
    // One that lived for a while, or whose session can be renewed, is lost for a moment only.
    const isSudden = greetedAt !== null || (loss === 'sign-in' && tries.failures === 0);
    if (greetedAt !== null && clock.now() - greetedAt >= settledMs) tries.failures = 0;
    ports.onLost(isSudden ? null : loss);
    const error = typeof end === 'object' ? end.error : null;
    const pause =
      isSudden && tries.failures === 0 ? wishedMs * ports.random() : pauseAfter(error, tries.failures, loss);
    tries.failures += 1;
    return pause;
  };

  return {
    start() {
      if (life !== null) return;
      const own = new AbortController();
      life = own;
      ended = run(own.signal).finally(() => {
        if (life === own) life = null;
      });
    },
    woke: () => waking.abort(new DeskError('offline', { where: 'woke' })),
    heardAt: () => heardAt,
    async stop() {
      life?.abort(new DeskError('offline', { where: 'closing' }));
      await ended;
    },
  };
}

/** Asked anew each time: what is awaited in between may abort it. */
const isAborted = (signal: AbortSignal): boolean => signal.aborted;

/** What a stream begins with. Throws DeskError `provider-contract-broken` for anything else. */
function greeting({ name, data }: ServerEvent): StreamHello {
  const hello = name === streamEvents.hello ? StreamHello.safeParse(readJson(data)) : null;
  if (hello?.success !== true) throw new DeskError('provider-contract-broken', { where: 'stream hello' });
  return hello.data;
}

function refusalOf(status: number, retryAt: number | null): DeskError {
  const facts = { where: 'relay stream', status, ...(retryAt === null ? {} : { retryAt }) };
  if (status === 401) return new DeskError('not-signed-in', facts);
  if (status === 404) return new DeskError('not-found', facts);
  return new DeskError(status === 429 ? 'rate-limited' : 'provider-unavailable', facts);
}
