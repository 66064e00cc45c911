import type { AccountId, EventsState } from '../../domain/account.ts';
import type { Announcements } from '../announcements.ts';
import type { AccountAuthority } from '../auth/authority.ts';
import type { Clock } from '../clock.ts';
import { isPassing, toFailure } from '../failures.ts';
import type { Log } from '../log.ts';
import type { EventSubscription } from '../providers/live.ts';
import type { Credential } from '../providers/provider.ts';
import type { AccountRegister } from './account-register.ts';

export interface KeepEventsPorts {
  readonly accountId: AccountId;
  readonly events: EventSubscription;
  readonly authority: Pick<AccountAuthority, 'state' | 'credential'>;
  /** Keeps a credential with more written on it; one change after the other, each of what there is by then. */
  readonly amend: (change: (held: Credential) => Credential) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
  /** Uniform in [0, 1); spreads the checks of many desktops. */
  readonly random: () => number;
  readonly onState: (state: EventsState) => void;
}

/** Sees to it that the provider sends an account's events to the relay, for as long as the account is connected. */
export interface KeptEvents {
  /** Checks now and every day. Does nothing while it already does, or while there is no credential. */
  start(): void;
  /** Checks once more now, unless that was done within the last hour. */
  again(): void;
  /** Ends the checks; resolves when none is under way. */
  stop(): Promise<void>;
  /** Ends the sending, for a sign-out. Waits five seconds at most and never throws: what is left is told in the log. */
  remove(): Promise<void>;
}

const dayMs = 86_400_000;
/** After a failure that waiting may cure. */
const againMs = 15 * 60_000;
const againNotBeforeMs = 3_600_000;
const removingMs = 5_000;

export function keepEvents(ports: KeepEventsPorts): KeptEvents {
  const { accountId, events, authority, amend, clock, log } = ports;
  let stopping = new AbortController();
  let running: Promise<void> | null = null;
  let checkedAt = Number.NEGATIVE_INFINITY;
  /** Ends the pause before the next check. */
  let pausing = new AbortController();

  /** Keeps the token by which an event says whose it is, with the account's credential. */
  const keepToken = async (token: string | null): Promise<void> => {
    const held = authority.credential();
    if (token === null || held === null || held.eventToken === token) return;
    await amend((now) => ({ ...now, eventToken: token }));
  };

  /** Ms until the next check. */
  const check = async (signal: AbortSignal): Promise<number> => {
    try {
      const { state, token } = await events.ensure(signal);
      signal.throwIfAborted();
      await keepToken(token);
      if (state !== 'on') log.warn('events.checked', { account: accountId, what: state });
      ports.onState(state);
      return dayMs;
    } catch (error) {
      signal.throwIfAborted();
      const { code } = toFailure(error);
      log.warn('events.check-failed', { account: accountId, code });
      ports.onState('failed');
      return isPassing(code) ? againMs : dayMs;
    }
  };

  const run = async (signal: AbortSignal): Promise<void> => {
    while (authority.state() === 'signed-in' || authority.state() === 'memory-only') {
      const wait = await check(signal);
      checkedAt = clock.now();
      pausing = new AbortController();
      const either = AbortSignal.any([signal, pausing.signal]);
      await clock.sleep(wait * (0.9 + 0.2 * ports.random()), either).catch(() => undefined); // told below
      signal.throwIfAborted();
    }
  };

  const stop = async (): Promise<void> => {
    stopping.abort();
    await running;
  };

  return {
    start() {
      if (running !== null) return;
      stopping = new AbortController();
      running = run(stopping.signal)
        .catch(() => undefined) // aborted: `check` lets nothing else through
        .finally(() => {
          running = null;
        });
    },
    again() {
      if (clock.now() - checkedAt >= againNotBeforeMs) pausing.abort();
    },
    stop,
    async remove() {
      await stop();
      if (authority.credential() === null || authority.state() === 'needs-sign-in') return;
      const enough = new AbortController();
      const removed = events.remove(enough.signal).then(
        () => log.info('events.removed', { account: accountId }),
        (error: unknown) =>
          log.warn('events.left', {
            account: accountId,
            code: enough.signal.aborted ? 'late' : toFailure(error).code,
          }),
      );
      const inTime = new AbortController();
      const late = clock.sleep(removingMs, inTime.signal).then(
        () => enough.abort(),
        () => undefined, // it was removed in time
      );
      await Promise.race([removed, late]);
      inTime.abort();
    },
  };
}

/** Writes down what was seen, when it is news. Never throws: it is asked anew at the next start. */
export function noteEventsState(
  id: AccountId,
  state: EventsState,
  { register, announce, log }: NoteEventsPorts,
): void {
  const record = register.find(id);
  if (record === undefined || record.signedOut || record.events === state) return;
  try {
    register.put({ ...record, events: state });
    announce.accountsChanged();
  } catch (error) {
    log.warn('events.not-noted', { account: id, code: toFailure(error).code });
  }
}

export interface NoteEventsPorts {
  readonly register: Pick<AccountRegister, 'find' | 'put'>;
  readonly announce: Pick<Announcements, 'accountsChanged'>;
  readonly log: Log;
}
