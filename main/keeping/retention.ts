import type { AccountId } from '../../domain/account.ts';
import type { Retention } from '../../domain/keeping.ts';
import type { AccountRegister } from '../accounts/account-register.ts';
import type { Connections } from '../accounts/connections.ts';
import type { Announcements } from '../announcements.ts';
import type { CallStore } from '../calls/call-store.ts';
import { readAnewFrom } from '../calls/coverage.ts';
import type { Clock } from '../clock.ts';
import { DeskError, toFailure } from '../failures.ts';
import { createTurns, type InTurn } from '../in-turn.ts';
import type { Log } from '../log.ts';

export interface RetentionPorts {
  readonly store: Pick<CallStore, 'count' | 'earliest' | 'checkpoint' | 'store' | 'trim'>;
  readonly register: Pick<AccountRegister, 'list' | 'find' | 'put'>;
  readonly connections: Pick<Connections, 'find'>;
  readonly announce: Pick<Announcements, 'callsChanged'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Changes to accounts never mix with one another. */
  readonly inTurn: InTurn;
}

/** How long each account's calls are kept: what is beyond that goes for good, and is not asked for again. */
export interface RetentionRule {
  /** Start of the oldest call of an account that may be kept, epoch ms; null: all of them. */
  keepFrom(id: AccountId): number | null;
  /**
   * Sets an account's limits and removes what is beyond them. Throws DeskError `not-found`, and `cache-unavailable`
   * when the limits could not be written down (all stays as it was) or the calls not removed (tried again within a day).
   */
  set(id: AccountId, retention: Retention): Promise<void>;
  /** Calls of an account were stored: an account kept by number may have too many now. */
  pulled(id: AccountId): void;
  /** Looks where the limits are; for before anything is pulled. Never fails. */
  look(): Promise<void>;
  /** Removes what is beyond the limits, now and every day. */
  start(): void;
  stop(): Promise<void>;
}

const dayMs = 86_400_000;
/** Timers stand still while a computer sleeps: a day is told by the clock, looked at this often. */
const lookEveryMs = 3_600_000;

const isLimited = ({ days, rows }: Retention): boolean => days !== null || rows !== null;
const firstDay = ({ days }: Retention, now: number): number | null =>
  days === null ? null : now - days * dayMs;

export function createRetention(ports: RetentionPorts): RetentionRule {
  const { store, register, connections, announce, clock, log, inTurn } = ports;
  const stopping = new AbortController();
  /** Start of the earliest call of the accounts that have as many as they may. */
  const floors = new Map<AccountId, number>();
  const trims = createTurns();
  /** Accounts whose turn to be looked at has been asked for and has not come. */
  const due = new Set<AccountId>();
  let daily: Promise<void> | null = null;

  const keepFrom = (id: AccountId): number | null => {
    const record = register.find(id);
    if (record === undefined) return null;
    const limits = [firstDay(record.retention, clock.now()), floors.get(id) ?? null];
    return limits.reduce((latest, one) => (latest === null ? one : Math.max(latest, one ?? latest)), null);
  };

  /** Where an account that is kept by number begins: at its earliest call, once it has as many as it may. */
  async function measure(id: AccountId): Promise<void> {
    const rows = register.find(id)?.retention.rows ?? null;
    const isFull = rows !== null && (await store.count(id)) >= rows;
    const earliest = isFull ? await store.earliest(id) : null;
    if (earliest === null) floors.delete(id);
    else floors.set(id, earliest);
  }

  async function trim(id: AccountId): Promise<void> {
    let removed = 0;
    try {
      for (let more = true; more && !stopping.signal.aborted;) {
        const { days = null, rows = null } = register.find(id)?.retention ?? {};
        if (days === null && rows === null) break;
        const part = await store.trim(id, { before: firstDay({ days, rows }, clock.now()), rows });
        removed += part.removed;
        more = part.more;
      }
      await measure(id);
    } finally {
      if (removed > 0) announce.callsChanged({ accountId: id, changed: removed });
    }
  }

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      log.warn('retention.failed', { code: toFailure(error).code });
    }
  };
  const limited = (): AccountId[] =>
    register.list().flatMap(({ id, retention }) => (isLimited(retention) ? [id] : []));

  async function everyDay(trimmedAt: number): Promise<void> {
    while (!stopping.signal.aborted && limited().length > 0) {
      if (Math.abs(clock.now() - trimmedAt) >= dayMs) {
        trimmedAt = clock.now();
        for (const id of limited()) await trims(() => attempt(() => trim(id)));
      }
      await clock.sleep(lookEveryMs, stopping.signal).catch(() => undefined); // stopped: the loop sees it
    }
  }
  const begin = (trimmedAt: number): void => {
    daily ??= everyDay(trimmedAt).finally(() => (daily = null));
  };

  return {
    keepFrom,
    async set(id, retention) {
      await inTurn(async () => {
        const record = register.find(id);
        if (record === undefined) throw new DeskError('not-found', { where: 'account' });
        const connection = connections.find(id);
        await connection?.sync?.stop();
        try {
          // What the limits until now removed was read once, and the checkpoint may say so still. It is to be read
          // again when the new ones allow it.
          await measure(id);
          const floor = keepFrom(id);
          const checkpoint = floor === null ? null : await store.checkpoint(id);
          if (floor !== null && checkpoint !== null)
            await store.store(id, [], readAnewFrom(checkpoint, floor));
          // Not the record of before: what was stopped may have noted something in it.
          register.put({ ...(register.find(id) ?? record), retention });
          floors.delete(id);
        } finally {
          if (connection !== undefined && connection.authority.state() !== 'needs-sign-in')
            connection.sync?.start();
        }
      });
      await trims(() => trim(id));
      connections.find(id)?.sync?.reconsider();
      begin(clock.now());
    },
    pulled(id) {
      const rows = register.find(id)?.retention.rows ?? null;
      if (rows === null || due.has(id) || stopping.signal.aborted) return;
      due.add(id);
      void trims(() =>
        attempt(async () => {
          due.delete(id);
          if ((await store.count(id)) > rows) await trim(id);
          else await measure(id);
        }),
      );
    },
    look: async () => {
      for (const id of limited()) await attempt(() => measure(id));
    },
    start: () => begin(-Infinity),
    async stop() {
      stopping.abort();
      await daily;
      await trims(() => Promise.resolve());
    },
  };
}
