import type { Clock } from '../../main/clock.ts';

interface Event {
  readonly at: number;
  readonly nth: number;
  readonly wake: () => void;
  gone: boolean;
}

/** A clock that jumps from one sleeper to the next: a day of hundreds of desktops passes in seconds. */
export interface EventClock extends Clock {
  /** Lets time pass until `until` (epoch ms), waking everybody who is due on the way at their own instant. */
  run(until: number): Promise<void>;
}

/** Promise jobs that are ready run before time goes on. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const before = (a: Event, b: Event): boolean => a.at < b.at || (a.at === b.at && a.nth < b.nth);

/** Events by due time, a binary heap. */
function createAgenda() {
  const heap: Event[] = [];
  const swap = (a: number, b: number): void => {
    const [x, y] = [heap[a], heap[b]];
    if (x === undefined || y === undefined) return;
    heap[a] = y;
    heap[b] = x;
  };
  const earlier = (a: number, b: number): boolean => {
    const [x, y] = [heap[a], heap[b]];
    return x !== undefined && (y === undefined || before(x, y));
  };
  return {
    first: () => heap[0],
    push(event: Event): void {
      heap.push(event);
      for (let at = heap.length - 1; at > 0;) {
        const parent = Math.floor((at - 1) / 2);
        if (!earlier(at, parent)) break;
        swap(at, parent);
        at = parent;
      }
    },
    pop(): void {
      swap(0, heap.length - 1);
      heap.pop();
      for (let at = 0; ;) {
        const child = earlier(2 * at + 1, 2 * at + 2) ? 2 * at + 1 : 2 * at + 2;
        if (!earlier(child, at)) break;
        swap(child, at);
        at = child;
      }
    },
  };
}

/** @param startMs epoch ms at which the clock stands until it is run. */
export function createEventClock(startMs: number): EventClock {
  const agenda = createAgenda();
  let now = startMs;
  let events = 0;
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        // The reason of an abort is whatever the caller gave; it is handed on as it is.
        const fail = (): void => {
          event.gone = true;
          reject(signal?.reason as Error);
        };
        const event: Event = {
          at: now + Math.max(0, ms),
          nth: (events += 1),
          gone: false,
          wake: () => {
            signal?.removeEventListener('abort', fail);
            resolve();
          },
        };
        if (signal?.aborted === true) {
          fail();
          return;
        }
        signal?.addEventListener('abort', fail, { once: true });
        agenda.push(event);
      }),
    async run(until) {
      await settle();
      for (;;) {
        const next = agenda.first();
        if (next === undefined || next.at > until) break;
        agenda.pop();
        if (next.gone) continue;
        now = Math.max(now, next.at);
        next.wake();
        // All that are due at this very instant, before anybody goes on.
        for (;;) {
          const also = agenda.first();
          if (also === undefined || also.at > now) break;
          agenda.pop();
          if (!also.gone) also.wake();
        }
        await settle();
      }
      now = until;
      await settle();
    },
  };
}
