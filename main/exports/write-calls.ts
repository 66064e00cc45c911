import type { CallFilter } from '../../domain/call.ts';
import type { CallStore } from '../calls/call-store.ts';
import type { CallWriter } from './call-writers.ts';
import { createSeenCalls } from './seen-calls.ts';

export interface CallsToWrite {
  readonly store: Pick<CallStore, 'slice'>;
  readonly filter: CallFilter;
  /** What a typed `today` means, epoch ms: one instant for the whole file. */
  readonly now: number;
  readonly signal: AbortSignal;
  /** How many calls were written so far. */
  readonly onWritten: (written: number) => void;
}

/** Calls asked for at once: enough for the disk, little enough that a list asked for meanwhile hardly waits. */
const partSize = 500;

/**
 * Reads the list from its newest call to its oldest and writes it, a part at a time. Calls that come in meanwhile stand
 * above and are not read; one whose start is corrected may be met again further down, and is written once.
 */
export async function writeCalls(ports: CallsToWrite, writer: CallWriter): Promise<void> {
  const { store, filter, now, signal, onWritten } = ports;
  const seen = createSeenCalls();
  let written = 0;
  let below: number | null = null;
  do {
    signal.throwIfAborted();
    const slice = await store.slice(filter, below, partSize, now);
    const fresh = slice.calls.filter(({ id }) => seen.add(id));
    signal.throwIfAborted();
    await writer.write(fresh);
    written += fresh.length;
    onWritten(written);
    below = slice.below;
  } while (below !== null);
  await writer.finish();
}
