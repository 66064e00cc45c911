import type { FailureCode } from '../../domain/failure.ts';
import { DeskError } from '../failures.ts';
import type { CallWindow } from '../providers/provider.ts';
import type { Checkpoint } from './call-store.ts';
import { readByCount } from './counted-rest.ts';
import { freshened, freshWindow, nothingSeen, pastWindow, seenIn, withFaulty, withPage } from './coverage.ts';
import { readingOf, type WindowReading } from './gone-calls.ts';
import { createPageSteps, type PullPorts, type ReadPage } from './page-steps.ts';
import { nextWidth, windowWidth } from './window-width.ts';

/** What a pull does. All give the checkpoint as stored; a rejection has stored whole pages or nothing. */
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
  /** Whether the next page of the past is one of the first calls of an account, which are shown the moment they come. */
  isWaitedFor(): boolean;
}

const mayBeTheCursor: ReadonlySet<FailureCode> = new Set([
  'provider-contract-broken',
  'invalid-request',
  'not-found',
]);

/** A list that stays bare after so many pages is one of a company with hardly any calls: no reason for haste. */
const waitedForPages = 4;

export function createPullSteps(
  ports: PullPorts & {
    /** A page of the past came with so many calls. */ readonly onPast: (calls: number) => void;
  },
): PullSteps {
  const { source, clock, timing, onPast } = ports;
  const { page, keep } = createPageSteps(ports);
  // Width and fill of the past windows of this run; after a restart they are found anew within a window or two.
  let width: number = windowWidth.startMs;
  let callsInWindow = 0;
  /** The open window as far as this run has read it; null when an earlier run began it. */
  let reading: WindowReading | null = null;
  // A stored cursor may mean nothing to the provider any more; its window is then begun again.
  let refusedCursor: string | null = null;
  let waitedFor = waitedForPages;

  const isWaitedFor = (): boolean => waitedFor > 0 && ports.isBare();

  const urgencyOfPast = (): 'now' | 'history' => {
    if (!isWaitedFor()) return 'history';
    waitedFor -= 1;
    return 'now';
  };

  async function fillPage(
    checkpoint: Checkpoint,
    window: NonNullable<Checkpoint['open']>,
    signal: AbortSignal,
  ): Promise<Checkpoint> {
    const cursor = window.cursor === refusedCursor ? null : window.cursor;
    let batch: ReadPage;
    try {
      batch = await page(window, cursor, urgencyOfPast(), signal);
    } catch (error) {
      if (error instanceof DeskError && mayBeTheCursor.has(error.code)) refusedCursor = cursor;
      throw error;
    }
    if (cursor === null) refusedCursor = null;
    if (cursor === null) reading = readingOf(window);
    else if (reading?.window.from !== window.from || reading.window.to !== window.to) reading = null;
    reading?.take(batch);
    callsInWindow = (cursor === null ? 0 : callsInWindow) + batch.calls.length;
    if (batch.next === null) width = nextWidth(window.to - window.from, callsInWindow, source.roomyWindow);
    const read = withPage(checkpoint, window, batch.next, seenIn(batch.calls, nothingSeen));
    const stored = await keep(
      batch,
      withFaulty(read, batch.faulty),
      batch.next === null ? reading : null,
      signal,
    );
    onPast(batch.calls.length);
    return stored;
  }

  /** What a first page read whole, where the rest of its window need not be read; else null. */
  async function restKnown(window: CallWindow, first: ReadPage): Promise<WindowReading | null> {
    if (!timing.restByCount) return null;
    const part = await readByCount(ports.store, ports.accountId, window, first);
    const reading = part && readingOf(part);
    reading?.take(first);
    return reading;
  }

  return {
    isWaitedFor,
    async freshen(checkpoint, urgency, signal) {
      const now = clock.now();
      const window = freshWindow(checkpoint, now, timing);
      const whole = readingOf(window);
      let seen = nothingSeen;
      let cursor: string | null = null;
      for (let pages = 1; ; pages += 1) {
        const batch: ReadPage = await page(window, cursor, urgency, signal);
        whole.take(batch);
        seen = seenIn(batch.calls, seen);
        const read = batch.next === null ? whole : pages === 1 ? await restKnown(window, batch) : null;
        if (read !== null) {
          const done = freshened(checkpoint, window, now, seen, timing);
          return { checkpoint: await keep(batch, done, read, signal), pages };
        }
        await keep(batch, checkpoint, null, signal);
        cursor = batch.next;
      }
    },
    fill(checkpoint, floor, signal) {
      const window = pastWindow(checkpoint, floor, width);
      return window === null ? null : fillPage(checkpoint, window, signal);
    },
  };
}
