import type { AccountId } from '../../domain/account.ts';
import type { Call } from '../../domain/call.ts';
import type { Failure } from '../../domain/failure.ts';
import type { LiveFact } from '../providers/live.ts';
import type { SwitchboardReading } from '../providers/provider.ts';
import { createJournal } from './journal.ts';
import { emptyReading, type Part } from './merge-parts.ts';
import { createPresenceBoard } from './presence-on-top.ts';

/** One account's part of the switchboard: what was last read, with what events said since. Instants are epoch ms. */
export interface AccountBoard {
  /** As it was read; `takenAt` and `failure` of the last reading. */
  raw(): Part;
  /** `depth` of a reading that was asked for at `askedAt`. */
  read(reading: SwitchboardReading, depth: 'everything' | 'state' | 'calls', askedAt: number): void;
  failed(failure: Failure): void;
  /** False when they change nothing. */
  tell(facts: readonly LiveFact[]): boolean;
  /** What a list of calls said that was asked for at `askedAt`. */
  listed(calls: readonly Call[], askedAt: number): boolean;
  /** How the provider's clock differs from this computer's, ms; whether events come. */
  follow(live: boolean, offsetMs: number): void;
  isLive(): boolean;
  shown(): Shown;
  /** When something will have ended by itself, this computer's epoch ms; null when nothing will. */
  nextEnd(): number | null;
}

export interface Shown {
  readonly part: Part;
  /** How many people are left by a call in a state that nobody told. */
  readonly unsure: number;
}

export function createAccountBoard(accountId: AccountId, clock: { now(): number }): AccountBoard {
  const journal = createJournal();
  const presence = createPresenceBoard(journal);
  let part: Part = { accountId, reading: emptyReading, takenAt: null, failure: null };
  /** When what is held of each was asked for, by the provider's clock. */
  let stateAt = Number.NEGATIVE_INFINITY;
  let callsAt = Number.NEGATIVE_INFINITY;
  let live = false;
  let offset = 0;
  const now = (): number => clock.now() + offset;

  return {
    raw: () => part,
    read(reading, depth, askedAt) {
      if (depth !== 'calls') stateAt = askedAt + offset;
      callsAt = askedAt + offset;
      const takenAt = depth === 'everything' ? clock.now() : part.takenAt;
      part = { accountId, reading, takenAt, failure: null };
    },
    failed(failure) {
      part = { ...part, failure };
    },
    tell(facts) {
      let any = false;
      for (const fact of facts) {
        if (fact.kind === 'call') any = journal.tell(fact, now()) || any;
        if (fact.kind === 'presence') any = presence.tell(fact) || any;
      }
      return any;
    },
    listed(calls, askedAt) {
      const shown = new Set(part.reading.liveCalls.map(({ callId }) => callId));
      return calls.reduce(
        (any, call) => journal.listed(call, askedAt + offset, shown.has(call.id), now()) || any,
        false,
      );
    },
    follow(isLive, offsetMs) {
      live = isLive;
      offset = offsetMs;
    },
    isLive: () => live,
    shown() {
      const { reading } = part;
      const liveCalls = journal.running(reading.liveCalls, callsAt, !live, now());
      // Over for good: by the time it is read again, the journal may have forgotten it.
      const running = new Set(liveCalls.map(({ id }) => id));
      if (reading.liveCalls.some(({ id }) => !running.has(id)))
        part = {
          ...part,
          reading: { ...reading, liveCalls: reading.liveCalls.filter(({ id }) => running.has(id)) },
        };
      const { people, unsure } = presence.shown(reading.people, stateAt, liveCalls);
      return { part: { ...part, reading: { ...reading, people, liveCalls } }, unsure };
    },
    nextEnd() {
      const until = journal.ringsUntil(now());
      return until === null ? null : until - offset;
    },
  };
}
