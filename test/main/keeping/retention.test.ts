import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Retention } from '../../../domain/keeping.ts';
import type { AccountRecord } from '../../../main/accounts/account-register.ts';
import type { CallStore, Checkpoint } from '../../../main/calls/call-store.ts';
import { beginning } from '../../../main/calls/coverage.ts';
import { DeskError } from '../../../main/failures.ts';
import { createTurns } from '../../../main/in-turn.ts';
import { createRetention, type RetentionRule } from '../../../main/keeping/retention.ts';
import { silentLog } from '../../../main/log.ts';
import { anAccountRecord } from '../../support/account-record.ts';
import { aCall, aircallAccount } from '../../support/calls.ts';
import { createDirectStore } from '../../support/direct-store.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';

const dayMs = 86_400_000;
let clock: FakeClock;
let store: CallStore;
let record: AccountRecord;
let told: number[];
let hear: () => void;
let retention: RetentionRule;

const open = (part: Partial<CallStore> = {}): RetentionRule =>
  createRetention({
    store: { ...store, ...part },
    register: {
      list: () => [record],
      find: (id) => (id === record.id ? record : undefined),
      put: (next) => void (record = next),
    },
    connections: { find: () => undefined },
    announce: {
      callsChanged({ changed }) {
        told.push(changed);
        hear();
      },
    },
    clock,
    log: silentLog,
    inTurn: createTurns(),
  });

/** One call a day, the newest an hour ago, all of it claimed by the checkpoint. */
async function hold(days: number): Promise<void> {
  const calls = Array.from({ length: days }, (_, n) =>
    aCall({ providerCallId: String(n), startedAt: clock.now() - 3_600_000 - n * dayMs }),
  );
  const covered: Checkpoint = { ...beginning(clock.now()), coveredFrom: clock.now() - days * dayMs };
  await store.store(aircallAccount, calls, covered);
}
const held = (): Promise<number> => store.count(aircallAccount);
const claimed = async (): Promise<number> =>
  (clock.now() - ((await store.checkpoint(aircallAccount))?.coveredFrom ?? 0)) / dayMs;
const keep = (limits: Partial<Retention>): Promise<void> =>
  retention.set(aircallAccount, { days: null, rows: null, ...limits });

beforeEach(() => {
  clock = createFakeClock();
  store = createDirectStore();
  record = anAccountRecord({ id: aircallAccount });
  told = [];
  hear = () => undefined;
  retention = open();
});
afterEach(() => retention.stop());

describe('keeping calls for a number of days', () => {
  it('removes at once what started earlier, and says so', async () => {
    await hold(40);
    expect(retention.keepFrom(aircallAccount)).toBeNull();
    await keep({ days: 30 });
    expect([await held(), told]).toEqual([30, [10]]);
    expect(record.retention).toEqual({ days: 30, rows: null });
    expect(retention.keepFrom(aircallAccount)).toBe(clock.now() - 30 * dayMs);
  });

  it('removes what became too old every day, also when the computer slept through some', async () => {
    await hold(40);
    await keep({ days: 30 });
    await clock.asleep();
    await clock.advance(dayMs);
    expect(await held()).toBe(29);
    clock.set(clock.now() + 5 * dayMs);
    await clock.advance(3_600_000);
    expect(await held()).toBe(24);
  });

  it('begins with what became too old while the app was closed', async () => {
    await hold(40);
    record = { ...record, retention: { days: 10, rows: null } };
    retention.start();
    await clock.asleep();
    expect(await held()).toBe(10);
  });

  it('costs nothing where everything is kept', async () => {
    retention.start();
    await retention.look();
    expect(clock.sleepers).toBe(0);
  });
});

describe('keeping a number of calls', () => {
  it('keeps the newest, and lets nothing older in', async () => {
    await hold(300);
    await keep({ rows: 200 });
    expect([await held(), told]).toEqual([200, [100]]);
    expect(retention.keepFrom(aircallAccount)).toBe(await store.earliest(aircallAccount));
  });

  it('goes on after every pull that brought more', async () => {
    await hold(200);
    await keep({ rows: 200 });
    const earliest = await store.earliest(aircallAccount);
    const fresh = [1, 2, 3].map((n) =>
      aCall({ providerCallId: `new${String(n)}`, startedAt: clock.now() + n }),
    );
    await store.store(aircallAccount, fresh, beginning(clock.now()));
    const heard = new Promise<void>((resolve) => (hear = resolve));
    retention.pulled(aircallAccount);
    retention.pulled(aircallAccount);
    await heard;
    expect([await held(), told]).toEqual([200, [3]]);
    expect(retention.keepFrom(aircallAccount)).toBe((earliest ?? 0) + 3 * dayMs);
  });

  it('has no beginning while there is room', async () => {
    await hold(150);
    await keep({ rows: 200 });
    expect(retention.keepFrom(aircallAccount)).toBeNull();
    expect(await held()).toBe(150);
  });

  it('finds its beginning again in the next run, before anything is pulled', async () => {
    await hold(300);
    await keep({ rows: 200 });
    const again = open();
    expect(again.keepFrom(aircallAccount)).toBeNull();
    await again.look();
    expect(again.keepFrom(aircallAccount)).toBe(await store.earliest(aircallAccount));
  });

  it('takes the stricter of both limits', async () => {
    await hold(300);
    await keep({ rows: 200, days: 30 });
    expect(await held()).toBe(30);
    await keep({ rows: 100, days: 365 });
    expect(await held()).toBe(30);
  });
});

describe('limits that are lifted', () => {
  it('let the past be read again: the checkpoint claims no more than was kept', async () => {
    await hold(40);
    await keep({ days: 30 });
    await keep({});
    expect(await claimed()).toBe(30);
    expect(retention.keepFrom(aircallAccount)).toBeNull();
  });

  it('do so for a number of calls too', async () => {
    await hold(300);
    await keep({ rows: 200 });
    await keep({ rows: 250 });
    expect(Math.floor(await claimed())).toBe(199);
  });

  it('have a window begun anew whose calls were not all kept', async () => {
    await hold(20);
    const covered = await store.checkpoint(aircallAccount);
    const at = (days: number): number => clock.now() - days * dayMs;
    const open = { from: at(40), to: at(20), cursor: '{"page":7}' };
    if (covered !== null) await store.store(aircallAccount, [], { ...covered, open });
    await keep({ days: 60 });
    await keep({ days: 30 });
    // Until here nothing of it was dropped that is wanted now.
    expect((await store.checkpoint(aircallAccount))?.open).toEqual(open);
    await keep({});
    expect((await store.checkpoint(aircallAccount))?.open).toBeNull();
  });

  it('leave the checkpoint alone when nothing was removed', async () => {
    await hold(20);
    await keep({ days: 30 });
    await keep({});
    expect(await claimed()).toBe(20);
  });
});

describe('a store that fails', () => {
  const failing = { trim: () => Promise.reject(new DeskError('cache-unavailable', { where: 'disk full' })) };

  it('is told to who sets the limits, and tried again within a day', async () => {
    await hold(40);
    retention = open(failing);
    await expect(keep({ days: 30 })).rejects.toMatchObject({ code: 'cache-unavailable' });
    expect(record.retention.days).toBe(30);
    retention = open();
    retention.start();
    await clock.asleep();
    expect(await held()).toBe(30);
  });

  it('does not end what is done every day', async () => {
    await hold(40);
    record = { ...record, retention: { days: 30, rows: null } };
    const broken = open(failing);
    broken.start();
    await clock.asleep();
    await broken.stop();
    expect(await held()).toBe(40);
  });

  it('is not asked about an account that is gone', async () => {
    await expect(retention.set('aircall:gone00000000', { days: 1, rows: null })).rejects.toMatchObject({
      code: 'not-found',
      where: 'account',
    });
    expect(retention.keepFrom('aircall:gone00000000')).toBeNull();
  });
});
