import type { RelayClock } from '../ports.ts';
import { accessTtlMs, deliveryTtlMs, type PollingStore } from './polling-store.ts';
import { Shelf } from './shelf.ts';

/** With one instance nobody else polls. */
export function createMemoryPolling(
  clock: RelayClock,
  most: number,
): { readonly methods: PollingStore; sweep(): void } {
  const accesses = new Shelf<string>(clock, most);
  const deliveries = new Shelf<true>(clock, most);
  return {
    sweep() {
      accesses.sweep();
      deliveries.sweep();
    },
    methods: {
      async keepAccess(company, sealed) {
        accesses.put(company, sealed, accessTtlMs);
      },
      async readAccess(company) {
        return accesses.get(company);
      },
      async dropAccess(company, sealed) {
        if (accesses.get(company) === sealed) accesses.delete(company);
      },
      async lease() {
        return true;
      },
      async release() {
        // There is nobody to take over.
      },
      async noteDelivery(company) {
        deliveries.put(company, true, deliveryTtlMs);
      },
      async wasDelivered(company) {
        return deliveries.get(company) !== null;
      },
    },
  };
}
