import type { Clock } from '../../main/clock.ts';

interface Sleeper {
  dueAt: number;
  readonly wake: () => void;
}

/** A clock that only moves when a test moves it. */
export interface FakeClock extends Clock {
  /**
   * Moves time by `ms`, waking everybody who is due on the way in order of their due times, each at their own
   * instant; sleepers that go back to sleep within the span are woken again.
   */
  advance(ms: number): Promise<void>;
  /** Resolves as soon as at least `count` (default 1) sleep, with how long the first of them still has to (ms). */
  asleep(count?: number): Promise<number>;
  /** The computer's clock is set to another time; those who sleep wake when they would have. */
  set(now: number): void;
  /** How many sleep right now. */
  readonly sleepers: number;
}

/** Lets everything that is ready to run do so: promise jobs, and messages that have already arrived. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** @param startMs epoch ms at which the clock stands until it is moved. */
export function createFakeClock(startMs = Date.UTC(2026, 0, 15, 9, 0, 0)): FakeClock {
  let now = startMs;
  const sleeping = new Set<Sleeper>();
  const watchers = new Set<() => void>();

  const first = (): Sleeper | undefined => [...sleeping].sort((a, b) => a.dueAt - b.dueAt)[0];

  return {
    now: () => now,
    get sleepers() {
      return sleeping.size;
    },
    sleep(ms, signal) {
      return new Promise((resolve, reject) => {
        // The reason of an abort is whatever the caller gave; sleep hands it on as it is.
        const fail = (): void => reject(signal?.reason as Error);
        if (signal?.aborted) {
          fail();
          return;
        }
        if (ms <= 0) {
          resolve();
          return;
        }
        const onAbort = (): void => {
          sleeping.delete(sleeper);
          fail();
        };
        const sleeper: Sleeper = {
          dueAt: now + ms,
          wake: () => {
            signal?.removeEventListener('abort', onAbort);
            resolve();
          },
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        sleeping.add(sleeper);
        for (const watcher of [...watchers]) watcher();
      });
    },
    set(time) {
      const by = time - now;
      now = time;
      for (const sleeper of sleeping) sleeper.dueAt += by;
    },
    async advance(ms) {
      const target = now + ms;
      await settle();
      for (;;) {
        const next = first();
        if (next === undefined || next.dueAt > target) break;
        now = Math.max(now, next.dueAt);
        sleeping.delete(next);
        next.wake();
        await settle();
      }
      now = target;
      await settle();
    },
    asleep(count = 1) {
      return new Promise((resolve) => {
        const look = (): void => {
          if (sleeping.size < count) return;
          watchers.delete(look);
          resolve((first()?.dueAt ?? now) - now);
        };
        watchers.add(look);
        look();
      });
    },
  };
}
