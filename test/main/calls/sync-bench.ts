import type { Call } from '../../../domain/call.ts';
import type { SyncStatus } from '../../../domain/sync.ts';
import type { SyncOptions } from '../../../main/calls/call-sync.ts';
import { createSync } from '../../../main/calls/sync-calls.ts';
import { silentLog } from '../../../main/log.ts';
import { aCall, aircallAccount } from '../../support/calls.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import { createFakeSource } from './fake-source.ts';
import { createMemoryStore, type MemoryStore } from './memory-store.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
export const start = Date.UTC(2026, 0, 15, 9, 0, 0);

/** One call every `everyMs` back from `until`. */
export const callsBackFrom = (until: number, count: number, everyMs: number, name = 'c'): Call[] =>
  Array.from({ length: count }, (_, place) =>
    aCall({ providerCallId: `${name}${String(place)}`, startedAt: until - 30_000 - place * everyMs }),
  );

/** A sync of the real store over a fake provider, standing still until its clock is moved. */
export function setUp(
  calls: readonly Call[],
  given: Partial<SyncOptions> & { clock?: FakeClock; store?: MemoryStore; horizonMs?: number | null } = {},
) {
  const clock = given.clock ?? createFakeClock(start);
  const store = given.store ?? createMemoryStore();
  const source = createFakeSource(calls, 50, given.horizonMs ?? null);
  const statuses: SyncStatus[] = [];
  const changes: number[] = [];
  const sync = createSync({
    account: { id: aircallAccount },
    log: silentLog,
    random: () => 0.5,
    onChange: ({ changed }) => changes.push(changed),
    onStatus: (status) => statuses.push(status),
    source,
    ...given,
    clock,
    store,
  });
  return { clock, store, source, statuses, changes, sync };
}

/** The provider's ids of all stored calls, newest first. */
export const storedIds = async (store: MemoryStore): Promise<string[]> =>
  store.newestFirst().map((call) => call.providerCallId);
