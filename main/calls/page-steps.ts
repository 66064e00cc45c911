import type { AccountId } from '../../domain/account.ts';
import type { Call } from '../../domain/call.ts';
import type { Clock } from '../clock.ts';
import { DeskError } from '../failures.ts';
import type { CallBatch, CallSource, CallWindow } from '../providers/provider.ts';
import type { CallStore, Checkpoint } from './call-store.ts';
import type { GoneCalls, WindowReading } from './gone-calls.ts';
import type { PullTiming } from './pull-timing.ts';

export interface PullPorts {
  readonly accountId: AccountId;
  readonly source: CallSource;
  readonly store: Pick<CallStore, 'store'>;
  readonly clock: Clock;
  readonly timing: PullTiming;
  readonly gone: GoneCalls;
  /** A call as it may be stored; null where none of it may: from before what we keep, or of somebody who was erased. */
  readonly storable: (call: Call) => Call | null;
  /** A page is stored; `changed` rows are new or differ. */
  readonly onStored: (changed: number) => Promise<void>;
}

/** The two halves of every step: asking for a page, and storing it. */
export interface PageSteps {
  /** Throws `provider-contract-broken` for a page that leads to itself: it would be read for ever. */
  page(
    this: void,
    window: CallWindow,
    cursor: string | null,
    urgency: 'now' | 'soon' | 'history',
    signal: AbortSignal,
  ): Promise<CallBatch>;
  /**
   * Stores a page with the checkpoint, which it gives back. `whole`: this was the last page of a window; what the
   * provider no longer has of it goes with it.
   */
  keep(
    this: void,
    calls: readonly Call[],
    checkpoint: Checkpoint,
    whole: WindowReading | null,
    signal: AbortSignal,
  ): Promise<Checkpoint>;
}

export function createPageSteps(ports: PullPorts): PageSteps {
  const { accountId, source, store, timing, gone, storable, onStored } = ports;
  return {
    async page(window, cursor, urgency, signal) {
      signal.throwIfAborted();
      const asked = { from: window.from, to: window.to + timing.seamMs };
      const batch = await source.page(asked, cursor, urgency, signal);
      if (cursor !== null && batch.next === cursor)
        throw new DeskError('provider-contract-broken', { where: 'cursor' });
      return batch;
    },
    async keep(calls, checkpoint, whole, signal) {
      const missing = whole === null ? [] : await gone.confirmed(whole, signal);
      const kept = calls.flatMap((call) => storable(call) ?? []);
      const { changed } = await store.store(accountId, kept, checkpoint, missing);
      await onStored(changed);
      return checkpoint;
    },
  };
}
