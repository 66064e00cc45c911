import type { CallStore } from './call-store.ts';

/** Stands where the calls database could not be opened: the app starts and every question about calls says why. */
export function createUnavailableStore(
  reason: unknown,
): CallStore & { readonly keptAside: null; close(): Promise<void> } {
  const refuse = (): Promise<never> =>
    Promise.reject(reason instanceof Error ? reason : new Error('store unavailable'));
  return {
    keptAside: null,
    page: refuse,
    days: refuse,
    counts: refuse,
    suggest: refuse,
    detail: refuse,
    facets: refuse,
    count: refuse,
    earliest: refuse,
    accounts: refuse,
    checkpoint: refuse,
    heldIn: refuse,
    slice: refuse,
    person: refuse,
    callerHistory: refuse,
    size: refuse,
    store: refuse,
    apply: refuse,
    forget: refuse,
    trim: refuse,
    erase: refuse,
    erasures: refuse,
    beginErasure: refuse,
    endErasure: refuse,
    part: refuse,
    close: () => Promise.resolve(),
  };
}
