import type { AccountId } from '../../domain/account.ts';
import type { CallId } from '../../domain/call.ts';
import type { Clock } from '../clock.ts';
import { DeskError } from '../failures.ts';
import type { Log } from '../log.ts';
import type { CallBatch, CallSource, CallWindow } from '../providers/provider.ts';
import type { CallStore, HeldCall } from './call-store.ts';
import { heldIfTold } from './held-calls.ts';

/** One reading of a window, from its first page on. */
export interface WindowReading {
  readonly window: CallWindow;
  readonly served: ReadonlySet<CallId>;
  /** True while nothing says that the provider may hold more of the window than it gave. */
  readonly sound: boolean;
  take(batch: CallBatch): void;
}

export function readingOf(window: CallWindow): WindowReading {
  const served = new Set<CallId>();
  let sound = true;
  return {
    window,
    served,
    get sound() {
      return sound;
    },
    take(batch) {
      for (const { id } of batch.calls) served.add(id);
      if (batch.partial === true) sound = false;
    },
  };
}

export interface GoneCalls {
  /**
   * The calls that are stored in a window, were not served by a reading of all of it, and that the provider, asked for
   * each, no longer has. None when there is any doubt. Rejects only when `signal` aborts.
   */
  confirmed(reading: WindowReading, signal: AbortSignal): Promise<CallId[]>;
}

/** Asked for one by one after a reading; the rest waits for the next. */
const mostAsked = 20;
/** A call that was found to be there is not asked for again before: lists go by another moment than the start now and then. */
const trustedMs = 6 * 3_600_000;
/** So many may go after one reading, however few the window held. */
const fewGone = 5;

/** So many of an account may go at once within `calmMs`; people delete calls one by one. */
const mostAtOnce = 5;
const calmMs = 6 * 3_600_000;
/** What is beyond goes when it is still denied this long after it was first. A right that was taken away comes back sooner. */
const deniedForMs = 2 * 3_600_000;

/**
 * Finds out which stored calls a provider has deleted. A list that lacks a call proves nothing by itself, so every suspect
 * is asked for, and so is a call that the same list did serve: were that one denied too, the answers would be worth
 * nothing. What a reading without most of its window lacks is not asked for before a later reading lacks it too. And
 * since an access whose rights were cut hides calls as if they were deleted, only a few may go at once; of many, each must
 * still be denied hours later.
 */
export function createGoneCalls(ports: {
  readonly accountId: AccountId;
  readonly source: CallSource;
  readonly store: Pick<CallStore, 'heldIn'>;
  readonly clock: Clock;
  readonly log: Log;
}): GoneCalls {
  const { accountId, source, store, clock, log } = ports;
  const foundAt = new Map<CallId, number>();
  /** When calls that may not go yet were first denied, and when calls went at once. */
  const deniedAt = new Map<CallId, number>();
  let wentAt: number[] = [];
  /** What readings without most of their window lacked. */
  let doubted: ReadonlySet<CallId> = new Set();

  const isThere = async (call: HeldCall, signal: AbortSignal): Promise<boolean | null> => {
    try {
      const providerCallId = call.id.slice(accountId.length + 1);
      return (await source.stillThere?.({ ...call, providerCallId }, signal)) ?? null;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof DeskError) return null;
      throw error;
    }
  };

  const suspectsOf = (missing: readonly HeldCall[], among: number): readonly HeldCall[] => {
    if (missing.length <= fewGone || missing.length * 2 <= among) return missing;
    const again = missing.filter(({ id }) => doubted.has(id));
    if (again.length === 0)
      log.warn('sync.much-missing', { account: accountId, missing: missing.length, held: among });
    doubted = new Set(missing.map(({ id }) => id));
    return again;
  };

  /** Of calls that were just denied, those that may go now. */
  const mayGo = (denied: readonly CallId[]): CallId[] => {
    const now = clock.now();
    wentAt = wentAt.filter((at) => Math.abs(now - at) < calmMs);
    const going = denied.filter((id) => {
      const since = deniedAt.get(id);
      if (since !== undefined && now - since >= deniedForMs) return true;
      if (since === undefined && deniedAt.size === 0 && wentAt.length < mostAtOnce) {
        wentAt.push(now);
        return true;
      }
      if (since === undefined) deniedAt.set(id, now);
      return false;
    });
    for (const id of going) deniedAt.delete(id);
    if (going.length < denied.length)
      log.warn('sync.many-denied', { account: accountId, missing: denied.length - going.length });
    return going;
  };

  return {
    async confirmed({ window, served, sound }, signal) {
      if (!sound || source.stillThere === undefined) return [];
      // A database that cannot tell leaves nobody under suspicion.
      const stored = (await heldIfTold(store, accountId, window)) ?? [];
      for (const id of served) deniedAt.delete(id);
      for (const [id, at] of foundAt) if (Math.abs(clock.now() - at) > trustedMs) foundAt.delete(id);
      const suspects = suspectsOf(
        stored.filter(({ id }) => !served.has(id) && !foundAt.has(id)),
        stored.length,
      );
      const control = stored.find(({ id }) => served.has(id));
      if (suspects.length === 0 || control === undefined) return [];
      if ((await isThere(control, signal)) !== true) return [];
      const denied: CallId[] = [];
      for (const suspect of suspects.slice(0, mostAsked)) {
        const there = await isThere(suspect, signal);
        if (there === null) break;
        if (!there) denied.push(suspect.id);
        else {
          foundAt.set(suspect.id, clock.now());
          deniedAt.delete(suspect.id);
        }
      }
      const gone = mayGo(denied);
      if (gone.length > 0) log.info('sync.gone', { account: accountId, calls: gone.length });
      return gone;
    },
  };
}
