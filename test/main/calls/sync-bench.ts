import { anyCall, type Call } from '../../../domain/call.ts';
import type { SyncStatus } from '../../../domain/sync.ts';
import type { CallStore } from '../../../main/calls/call-store.ts';
import { createSync, type SyncOptions } from '../../../main/calls/sync-calls.ts';
import { silentLog } from '../../../main/log.ts';
import { aCall, aircallAccount } from '../../support/calls.ts';
import { createDirectStore } from '../../support/direct-store.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import { createFakeSource } from './fake-source.ts';

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
  given: Partial<SyncOptions> & { clock?: FakeClock; store?: CallStore } = {},
) {
  const clock = given.clock ?? createFakeClock(start);
  const store = given.store ?? createDirectStore();
  const source = createFakeSource(calls);
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
export const storedIds = async (store: CallStore): Promise<string[]> => {
  const ids: string[] = [];
  for (;;) {
    const page = await store.page({ filter: anyCall, anchor: null, offset: ids.length, limit: 500 }, 0);
    if (page.calls.length === 0) return ids;
    ids.push(...page.calls.map((call) => call.providerCallId));
  }
};
