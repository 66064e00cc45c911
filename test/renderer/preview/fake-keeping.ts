import type { Account } from '../../../domain/account.ts';
import type { Handlers } from '../../../domain/contract.ts';
import { keepEverything, type StorageReading } from '../../../domain/keeping.ts';

type KeepingOperation = 'storage.read' | 'retention.write' | 'people.find' | 'people.erase';

/** What is stored, and for how long, of the scenario's accounts. */
export function fakeKeeping(accounts: readonly Account[]): Pick<Handlers, KeepingOperation> {
  let reading: StorageReading = {
    bytes: 1_482_000_000,
    accounts: accounts.map(({ id }) => ({
      accountId: id,
      calls: 412_000,
      earliest: Date.UTC(2026, 4, 21),
      retention: keepEverything,
    })),
  };
  return {
    'storage.read': async () => reading,
    'retention.write': async ({ id, retention }) =>
      (reading = {
        ...reading,
        accounts: reading.accounts.map((one) => (one.accountId === id ? { ...one, retention } : one)),
      }),
    'people.find': async ({ number }) => ({
      number,
      names: ['Jan Novák'],
      calls: 12,
      earliest: Date.UTC(2026, 5, 1),
      latest: Date.UTC(2026, 10, 20),
    }),
    'people.erase': async () => ({ erased: 12 }),
  };
}
