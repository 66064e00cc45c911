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
    detail: refuse,
    facets: refuse,
    count: refuse,
    accounts: refuse,
    checkpoint: refuse,
    store: refuse,
    forget: refuse,
    close: () => Promise.resolve(),
  };
}
