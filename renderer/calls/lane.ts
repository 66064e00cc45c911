/** Runs one thing at a time. What was called off while it waited never runs. */
export type Lane = <T>(signal: AbortSignal, run: () => Promise<T>) => Promise<T>;

/**
 * A lane for questions that overtake each other: the first is asked at once, those typed meanwhile wait, and of them
 * only the latest is asked. So nothing waits longer than needed and no stale question is worked on.
 */
export function createLane(): Lane {
  let last: Promise<unknown> = Promise.resolve();
  return (signal, run) => {
    const mine = last.then(() => {
      signal.throwIfAborted();
      return run();
    });
    last = mine.catch(() => undefined);
    return mine;
  };
}

/** Resolves `ms` later; rejects as soon as it is called off. */
export const rest = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      reject(new DOMException('called off', 'AbortError'));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end);
      resolve();
    }, ms);
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
  });
