import type { OperationName } from '../../domain/channels.ts';
import type { Clock } from '../clock.ts';

/** A page that does not answer keeps nobody from quitting for longer, ms. */
const longestMs = 1000;

export interface DeskLeaving {
  /** To be told of every operation of the page that was answered. */
  answered(name: OperationName): void;
  /**
   * Asks the page to write how the desk is left and resolves when it has, or a second later. At once when it has never
   * written: then there is no desk on it yet.
   */
  written(): Promise<void>;
}

/** The page writes how the desk is left some moments after it changed; before its window goes it is asked to do so. */
export function createDeskLeaving(request: () => void, clock: Clock): DeskLeaving {
  let hasWritten = false;
  let wasWritten: (() => void) | null = null;
  return {
    answered(name) {
      if (name !== 'desk.write') return;
      hasWritten = true;
      wasWritten?.();
    },
    async written() {
      if (!hasWritten) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      wasWritten = resolve;
      request();
      const inTime = new AbortController();
      const late = clock.sleep(longestMs, inTime.signal).catch(() => undefined); // it was written in time
      await Promise.race([promise, late]);
      inTime.abort();
    },
  };
}
