import type { AccountId } from '../../domain/account.ts';
import type { Call } from '../../domain/call.ts';
import type { FailureCode } from '../../domain/failure.ts';
import type { Clock } from '../clock.ts';
import { DeskError } from '../failures.ts';
import type { CallBatch, CallSource, CallWindow } from '../providers/provider.ts';
import type { Checkpoint, WritableCalls } from './call-store.ts';
import { freshened, freshWindow, nothingSeen, pastWindow, seenIn, withPage } from './coverage.ts';
import { nextWidth, type PullTiming, windowWidth } from './pull-timing.ts';

export interface PullPorts {
  readonly accountId: AccountId;
  readonly source: CallSource;
  readonly store: Pick<WritableCalls, 'store'>;
  readonly clock: Clock;
  readonly timing: PullTiming;
  /** A page is stored; `changed` rows are new or differ. */
  readonly onStored: (changed: number) => Promise<void>;
}

/** The two things a pull does. Both give the checkpoint as stored; a rejection has stored whole pages or nothing. */
export interface PullSteps {
  /**
   * Reads the newest calls, all pages of them, and tells how many those were. The checkpoint moves with the last page
   * only: broken off, it is read again.
   */
  freshen(
    checkpoint: Checkpoint,
    urgency: 'now' | 'soon',
    signal: AbortSignal,
  ): Promise<{ readonly checkpoint: Checkpoint; readonly pages: number }>;
  /** Reads one page of the past down to `floor`; null when nothing of it is missing. */
  fill(checkpoint: Checkpoint, floor: number, signal: AbortSignal): Promise<Checkpoint> | null;
}

const mayBeTheCursor: ReadonlySet<FailureCode> = new Set([
  'provider-contract-broken',
  'invalid-request',
  'not-found',
]);

export function createPullSteps({ accountId, source, store, clock, timing, onStored }: PullPorts): PullSteps {
  // Width and fill of the past windows of this run; after a restart they are found anew within a window or two.
  let width = windowWidth.startMs;
  let callsInWindow = 0;
  // A stored cursor may mean nothing to the provider any more; its window is then begun again.
  let refusedCursor: string | null = null;

  async function page(
    window: CallWindow,
    cursor: string | null,
    urgency: 'now' | 'soon' | 'history',
    signal: AbortSignal,
  ): Promise<CallBatch> {
    signal.throwIfAborted();
    const asked = { from: window.from, to: window.to + timing.seamMs };
    const batch = await source.page(asked, cursor, urgency, signal);
    // A page that leads to itself would be read for ever.
    if (cursor !== null && batch.next === cursor)
      throw new DeskError('provider-contract-broken', { where: 'cursor' });
    return batch;
  }

  async function keep(calls: readonly Call[], checkpoint: Checkpoint): Promise<Checkpoint> {
    const { changed } = await store.store(accountId, calls, checkpoint);
    await onStored(changed);
    return checkpoint;
  }

  async function fillPage(
    checkpoint: Checkpoint,
    window: NonNullable<Checkpoint['open']>,
    signal: AbortSignal,
  ): Promise<Checkpoint> {
    const cursor = window.cursor === refusedCursor ? null : window.cursor;
    let batch: CallBatch;
    try {
      batch = await page(window, cursor, 'history', signal);
    } catch (error) {
      if (error instanceof DeskError && mayBeTheCursor.has(error.code)) refusedCursor = cursor;
      throw error;
    }
    if (cursor === null) refusedCursor = null;
    callsInWindow = (cursor === null ? 0 : callsInWindow) + batch.calls.length;
    if (batch.next === null) width = nextWidth(width, callsInWindow);
    return keep(batch.calls, withPage(checkpoint, window, batch.next, seenIn(batch.calls, nothingSeen)));
  }

  return {
    async freshen(checkpoint, urgency, signal) {
      const now = clock.now();
      const window = freshWindow(checkpoint, now, timing);
      let seen = nothingSeen;
      let cursor: string | null = null;
      for (let pages = 1; ; pages += 1) {
        const { calls, next }: CallBatch = await page(window, cursor, urgency, signal);
        seen = seenIn(calls, seen);
        if (next === null)
          return { checkpoint: await keep(calls, freshened(checkpoint, window, now, seen, timing)), pages };
        await keep(calls, checkpoint);
        cursor = next;
      }
    },
    fill(checkpoint, floor, signal) {
      const window = pastWindow(checkpoint, floor, width);
      return window === null ? null : fillPage(checkpoint, window, signal);
    },
  };
}
