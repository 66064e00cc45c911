import type { AccountId } from '../../domain/account.ts';
import type { Call } from '../../domain/call.ts';
import type { CallStore, Span, ToldCall } from '../calls/call-store.ts';
import { toFailure } from '../failures.ts';
import type { Log } from '../log.ts';
import type { LiveFact } from '../providers/live.ts';

export interface TakeFactsPorts {
  readonly accountId: AccountId;
  readonly store: Pick<CallStore, 'apply'>;
  readonly log: Log;
  /** The provider's epoch ms. */
  readonly now: () => number;
  /** A call as it may be stored; null where none of it may. */
  readonly storable: (call: Call) => Call | null;
  /** Ends a moment later, or at once when everything is to be stored: whoever shows the facts has the computer first. */
  readonly pause: () => Promise<void>;
  /** At once, before anything is stored. */
  readonly onFacts: (facts: readonly LiveFact[]) => void;
  readonly onChange: (change: { readonly accountId: AccountId; readonly changed: number }) => void;
  /** What lies there could not be told for certain. */
  readonly onUncertain: (spans: readonly Span[]) => void;
  /** Facts could not be stored: the call log has to be read instead. */
  readonly onLost: () => void;
}

/** Passes on what events say: at once to who shows it, and into the call log in order, as fast as that takes it. */
export interface FactTaker {
  /** `takenAt`: when the relay took the event, epoch ms. */
  take(facts: readonly LiveFact[], takenAt: number): void;
  /** Resolves when everything that was taken is stored, or could not be. */
  settled(): Promise<void>;
}

/** What comes so long after its instant may have been read since. */
const lateMs = 15 * 60_000;
/** So much an event's instant may be after the relay took it: their clocks differ, but not by more. */
const aheadMs = 60_000;
/** Stored at once. */
const mostAtOnce = 200;

export function createFactTaker(ports: TakeFactsPorts): FactTaker {
  const { accountId, store, log } = ports;
  let waiting: ToldCall[] = [];
  let storing: Promise<void> | null = null;

  const storeAll = async (): Promise<void> => {
    await ports.pause();
    while (waiting.length > 0) {
      const told = waiting.slice(0, mostAtOnce);
      waiting = waiting.slice(mostAtOnce);
      try {
        const { changed, reread } = await store.apply(accountId, told, Math.round(ports.now()));
        if (changed.length > 0) ports.onChange({ accountId, changed: changed.length });
        if (reread.length > 0) ports.onUncertain(reread);
      } catch (error) {
        log.warn('live.not-stored', { account: accountId, code: toFailure(error).code });
        ports.onLost();
      }
    }
  };

  return {
    take(facts, takenAt) {
      // A misread instant far ahead would silence everything that comes after it.
      const sane = facts.map((fact) => ({ ...fact, asOf: Math.min(fact.asOf, takenAt + aheadMs) }));
      ports.onFacts(sane);
      for (const fact of sane) {
        const call = fact.kind === 'call' ? ports.storable(fact.call) : null;
        if (call !== null) waiting.push({ call, asOf: fact.asOf, late: takenAt - fact.asOf > lateMs });
      }
      if (waiting.length === 0) return;
      storing ??= storeAll().finally(() => {
        storing = null;
      });
    },
    async settled() {
      await storing;
    },
  };
}
