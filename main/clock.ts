/** Time as an argument, so that tests can move it. */
export interface Clock {
  /** Epoch ms UTC. */
  now(): number;
  /** Resolves after `ms` (24 days at most), or rejects with the signal's reason when it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Timers count in 32 bits; a longer one would fire at once. Sleeping short is harmless: sleepers look at the time. */
const longestTimerMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      // The reason of an abort is whatever the caller gave; it is handed on as it is.
      const giveUp = (): void => reject(signal?.reason as Error);
      if (signal?.aborted) {
        giveUp();
        return;
      }
      const onAbort = (): void => {
        clearTimeout(timer);
        giveUp();
      };
      const timer = setTimeout(
        () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        },
        Math.min(ms, longestTimerMs),
      );
      signal?.addEventListener('abort', onAbort, { once: true });
    }),
};
