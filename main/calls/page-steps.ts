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
  readonly store: Pick<CallStore, 'store' | 'heldIn'>;
  readonly clock: Clock;
  readonly timing: PullTiming;
  readonly gone: GoneCalls;
  /** A call as it may be stored; null where none of it may: from before what we keep, or of somebody who was erased. */
  readonly storable: (call: Call) => Call | null;
  /** A page is stored; `changed` rows are new or differ. */
  readonly onStored: (changed: number) => Promise<void>;
  /** By the provider's clock, where events tell of the account's calls, too; null where they do not. */
  readonly providerNow: () => number | null;
  /** A page came that was asked for at `askedAt`, this computer's epoch ms. */
  readonly onRead: (calls: readonly Call[], askedAt: number) => void;
  /** Whether fewer calls of the account are held than a window shows: somebody who has just signed in looks at that. */
  readonly isBare: () => boolean;
}

/** A page with when it was asked for, by the provider's clock; null where that does not matter. */
export interface ReadPage extends CallBatch {
  readonly asOf: number | null;
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
  ): Promise<ReadPage>;
  /**
   * Stores a page (null: none) with the checkpoint, which it gives back. `whole`: this was the last page of a window; what
   * the provider no longer has of it goes with it.
   */
  keep(
    this: void,
    page: ReadPage | null,
    checkpoint: Checkpoint,
    whole: WindowReading | null,
    signal: AbortSignal,
  ): Promise<Checkpoint>;
}

export function createPageSteps(ports: PullPorts): PageSteps {
  const { accountId, source, store, clock, timing, gone, storable, onStored } = ports;
  return {
    async page(window, cursor, urgency, signal) {
      signal.throwIfAborted();
      const asked = { from: window.from, to: window.to + timing.seamMs };
      const askedAt = clock.now();
      const asOf = ports.providerNow();
      const batch = await source.page(asked, cursor, urgency, signal);
      if (cursor !== null && batch.next === cursor)
        throw new DeskError('provider-contract-broken', { where: 'cursor' });
      ports.onRead(batch.calls, askedAt);
      return { ...batch, asOf };
    },
    async keep(page, checkpoint, whole, signal) {
      const missing = whole === null ? [] : await gone.confirmed(whole, signal);
      const kept = (page?.calls ?? []).flatMap((call) => storable(call) ?? []);
      const { changed } = await store.store(accountId, kept, checkpoint, missing, page?.asOf ?? null);
      await onStored(changed);
      return checkpoint;
    },
  };
}
