import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import type { Doorbell } from '../live.ts';
import type { Authority, Irregularities } from '../provider.ts';
import { parseJson } from '../wire-reading.ts';
import { type OpenSocket, openPlatformSocket, type Socket } from './socket.ts';
import {
  callEvents,
  connectionInit,
  dataOf,
  heartbeat,
  isCallEvent,
  Message,
  start,
  subProtocol,
} from './wire-graphql.ts';

export interface DoorbellParts {
  readonly accountId: string;
  /** Root of the IPBX API, at whose root path the socket is (voipex.md 9.2). */
  readonly ipbx: string;
  readonly authority: Authority;
  readonly clock: Clock;
  readonly irregularities: Irregularities;
  readonly log: Log;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly openSocket?: OpenSocket;
}

type Listener = Parameters<Doorbell['listen']>[0];

/** How a connection came to its end. */
type Outcome = 'no-handshake' | 'dropped' | 'new-token';

/** The client time-out that was seen (voipex.md 9.2). */
const handshakeMs = 5_000;
/** A heartbeat is expected within that time. */
const silenceMs = 90_000;
const lookMs = 15_000;
const afterFailureMs = 10_000;
const longestPauseMs = 60_000;
const quietMs = 3_600_000;
/** Failed handshakes in a row before it is quiet; more where it has worked: then it is rather the network. */
const failuresAllowed = { never: 3, before: 12 };
/** Nobody's call takes more to tell. */
const longestMessage = 64 * 1024;

/**
 * The subscription to the calls of the person signed in (voipex.md 8.3, 9.2): undocumented, so it only says when to look,
 * and polling goes on underneath. Connects again by itself; where the handshake fails again and again it is quiet for an hour.
 */
export function createGraphqlDoorbell(parts: DoorbellParts): Doorbell {
  return {
    listen(listener) {
      const stop = new AbortController();
      void stayConnected(parts, listener, stop.signal);
      return () => stop.abort();
    },
  };
}

async function stayConnected(parts: DoorbellParts, listener: Listener, signal: AbortSignal): Promise<void> {
  const { clock, log, random, accountId } = parts;
  let failures = 0;
  let drops = 0;
  let worked = false;
  while (!signal.aborted) {
    const since = clock.now();
    const outcome = await connect(parts, listener, signal);
    let pauseMs = 0;
    if (outcome === 'no-handshake') {
      failures += 1;
      pauseMs = afterFailureMs;
      if (failures >= (worked ? failuresAllowed.before : failuresAllowed.never)) {
        log.info('doorbell.quiet', { account: accountId });
        [failures, worked, pauseMs] = [0, false, quietMs];
      }
    } else {
      [failures, worked] = [0, true];
      if (clock.now() - since > longestPauseMs) drops = 0;
      if (outcome === 'dropped') {
        pauseMs = Math.min(longestPauseMs, 1000 * 2 ** drops);
        drops += 1;
      }
    }
    // Ends early when nobody listens any more.
    await clock.sleep(pauseMs * (0.5 + random()), signal).catch(() => undefined);
  }
}

/** One connection, until it ends. Never throws. */
async function connect(parts: DoorbellParts, listener: Listener, signal: AbortSignal): Promise<Outcome> {
  const { authority, clock, irregularities } = parts;
  let authorization: string;
  try {
    authorization = await authority.authorization(signal);
  } catch {
    // Without a credential there is nothing to connect with; whoever polls says why.
    return 'no-handshake';
  }
  return new Promise((resolve) => {
    const over = new AbortController();
    let open = false;
    let heardAt = clock.now();
    /** Whether anything that is said counts as a heartbeat, as there are none. */
    let anythingCounts = false;
    let socket: Socket | null = null;

    const end = (outcome: Outcome): void => {
      if (over.signal.aborted) return;
      over.abort();
      signal.removeEventListener('abort', stopped);
      if (open) listener.alive(false);
      socket?.close();
      resolve(outcome);
    };
    const stopped = (): void => end('dropped');
    signal.addEventListener('abort', stopped, { once: true });

    const acknowledged = (): void => {
      if (open) return;
      open = true;
      heardAt = clock.now();
      socket?.send(start(callEvents));
      socket?.send(start(heartbeat));
      listener.alive(true);
      // Whatever happened before went unheard.
      listener.rang();
    };
    const told = (id: string | null, payload: unknown): void => {
      const data = dataOf(payload);
      if (id === heartbeat.id && data !== null) heardAt = clock.now();
      if (id !== callEvents.id) return;
      if (data === null) {
        end('no-handshake');
        return;
      }
      const known = isCallEvent(data);
      if (known === null) irregularities.rejectedRecord('graphql.callEvents');
      if (known === false) irregularities.unknownValue('graphql.callEvents.type');
      if (known === true) listener.rang();
    };

    const said = (text: string): void => {
      if (over.signal.aborted) return;
      const message = text.length > longestMessage ? null : readMessage(text);
      if (message === null) {
        irregularities.rejectedRecord('graphql');
        return;
      }
      if (anythingCounts) heardAt = clock.now();
      const { type, id = null, payload } = message;
      if (type === 'connection_ack') acknowledged();
      else if (type === 'connection_error') end('no-handshake');
      else if (type === 'data') told(id, payload);
      else if (type === 'error' && id === callEvents.id) end('no-handshake');
      else if (type === 'complete' && id === callEvents.id) end('dropped');
      // Calls may be told without heartbeats.
      else if ((type === 'error' || type === 'complete') && id === heartbeat.id) anythingCounts = true;
    };

    const watch = async (): Promise<void> => {
      await clock.sleep(handshakeMs, over.signal);
      if (!open) end('no-handshake');
      while (!over.signal.aborted) {
        await clock.sleep(lookMs, over.signal);
        if (clock.now() - heardAt > silenceMs) end('dropped');
        // The token is given at the beginning only, and ends the subscription with its life.
        else if ((await authority.authorization(over.signal)) !== authorization) end('new-token');
      }
    };
    socket = (parts.openSocket ?? openPlatformSocket)(`${parts.ipbx.replace(/^http/, 'ws')}/`, subProtocol, {
      opened: () => socket?.send(connectionInit(authorization, randomUUID())),
      said,
      ended: () => end(open ? 'dropped' : 'no-handshake'),
    });
    // Ends with the connection, or because there is no credential any more.
    void watch().catch(() => end('dropped'));
    if (signal.aborted) stopped();
  });
}

function readMessage(
  text: string,
): { type: string; id?: string | null | undefined; payload?: unknown } | null {
  try {
    return Message.safeParse(parseJson(text)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
