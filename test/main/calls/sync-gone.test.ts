import { describe, expect, it } from 'vitest';
import type { CallWindow } from '../../../main/providers/provider.ts';
import { aCall } from '../../support/calls.ts';
import { callsBackFrom, day, hour, minute, setUp, start, storedIds } from './sync-bench.ts';

/** A current sync of a company with a call every hour, and one every minute of the last ten. */
async function current(count = 20 * 24) {
  const calls = [...callsBackFrom(start, 10, minute, 'new'), ...callsBackFrom(start - hour, count, hour)];
  const bench = setUp(calls, { horizonMs: 186 * day });
  bench.sync.start();
  await bench.clock.asleep();
  const remove = (...ids: string[]): void => {
    bench.source.calls = bench.source.calls.filter(({ providerCallId }) => !ids.includes(providerCallId));
  };
  return { ...bench, remove };
}

describe('a call that the provider deleted', () => {
  it('goes within a minute when it is of the last minutes', async () => {
    const { sync, clock, store, remove, changes } = await current();
    remove('new3');
    await clock.advance(minute);
    expect(await storedIds(store)).not.toContain('new3');
    expect(changes.at(-1)).toBe(1);
    await sync.stop();
  });

  it('goes within a day when it is of the last week', async () => {
    const { sync, clock, store, remove } = await current();
    remove('c12', 'c140');
    await clock.advance(25 * hour);
    expect(await storedIds(store)).not.toContain('c12');
    expect(await storedIds(store)).not.toContain('c140');
    await sync.stop();
  });

  it('goes when it is older too, found by counting what the provider has', async () => {
    const { sync, clock, store, source, remove } = await current();
    remove('c300');
    const asked = source.asked.length;
    await clock.advance(2 * day);
    expect(await storedIds(store)).not.toContain('c300');
    expect(source.counted.length).toBeGreaterThan(0);
    // Of what is older than a week only the stretch that differs was read again.
    const old = source.asked.slice(asked).filter(({ window }) => window.to < start - 8 * day);
    expect(old.length).toBeLessThan(5);
    await sync.stop();
  });
});

describe('calls of somebody who was erased', () => {
  it('have their time of the past compared with the provider’s count, and read again only once', async () => {
    const calls = callsBackFrom(start - hour, 20 * 24, hour);
    const { sync, clock, source } = setUp(calls, {
      horizonMs: 186 * day,
      withoutErased: (call) => (['c300', 'c310'].includes(call.providerCallId) ? null : call),
    });
    sync.start();
    await clock.asleep();
    const readAgain = async (days: number): Promise<number> => {
      const asked = source.asked.length;
      await clock.advance(days * day);
      return source.asked.slice(asked).filter(({ window }) => window.from < start - 8 * day).length;
    };
    expect(await readAgain(3)).toBeGreaterThan(0);
    const counted = source.counted.length;
    expect(await readAgain(2)).toBe(0);
    expect(source.counted.length).toBeGreaterThan(counted);
    await sync.stop();
  });
});

describe('a call that the provider did not serve', () => {
  it('stays when the provider, asked for it, still has it', async () => {
    const { sync, clock, store, source, remove } = await current();
    remove('new3');
    source.lookup = () => true;
    await clock.advance(10 * minute);
    expect(await storedIds(store)).toContain('new3');
    // Not asked for again with every pull.
    expect(source.looked.filter((id) => id === 'new3')).toHaveLength(1);
    await sync.stop();
  });

  it('stays when the provider denies every call there is', async () => {
    const { sync, clock, store, source, remove } = await current();
    remove('new3');
    source.lookup = () => false;
    await clock.advance(2 * day);
    expect(await storedIds(store)).toContain('new3');
    await sync.stop();
  });

  it('stays when nothing certain is answered', async () => {
    const { sync, clock, store, source, remove } = await current();
    remove('new3');
    source.lookup = (id) => (id === 'new3' ? null : true);
    await clock.advance(2 * day);
    expect(await storedIds(store)).toContain('new3');
    await sync.stop();
  });

  it('stays while readings are not whole', async () => {
    const { sync, clock, store, source, remove } = await current();
    remove('new3');
    source.said = { partial: true };
    await clock.advance(20 * minute);
    expect(source.looked).toEqual([]);
    expect(await storedIds(store)).toContain('new3');
    await sync.stop();
  });

  it('stays when all at once nothing is served, for as long as that lasts', async () => {
    const { sync, clock, store, source } = await current();
    const served = source.calls;
    const before = await storedIds(store);
    source.calls = [];
    await clock.advance(3 * day);
    expect(await storedIds(store)).toEqual(before);
    source.calls = served;
    await clock.advance(hour);
    expect(await storedIds(store)).toEqual(before);
    await sync.stop();
  });

  it('goes on the second reading at the earliest when most of a window is gone with it, and of many only a few at once', async () => {
    const { sync, clock, store, remove } = await current();
    const kept = async () => (await storedIds(store)).filter((id) => id.startsWith('new'));
    remove(...Array.from({ length: 8 }, (_, place) => `new${String(place)}`));
    await clock.advance(50_000);
    expect(await kept()).toHaveLength(10);
    await clock.advance(50_000);
    expect(await kept()).toHaveLength(5);
    // The others must still be denied hours later: an access whose rights were cut hides calls in the same way.
    await clock.advance(hour);
    expect(await kept()).toHaveLength(5);
    await clock.advance(day);
    expect(await kept()).toEqual(['new8', 'new9']);
    await sync.stop();
  });

  it('stays when rights that hid many calls come back within two hours, but for the few', async () => {
    const { sync, clock, store, source, remove } = await current();
    const before = source.calls;
    remove(...Array.from({ length: 8 }, (_, place) => `new${String(place)}`), 'c1', 'c2', 'c3');
    await clock.advance(hour);
    source.calls = before;
    await clock.advance(day);
    expect((await storedIds(store)).length).toBe(before.length);
    await sync.stop();
  });
});

describe('late changes', () => {
  it.each([
    ['a tag', { tags: [{ id: '1', name: 'VIP', colour: null }] }],
    ['a note', { notes: [{ id: 'n', text: 'called back', author: null, at: null }] }],
    ['a recording', { hasRecording: true }],
    ['a transfer', { transferredTo: { agent: null, number: '+420585112233' } }],
  ])('of calls of the last week are found within a day: %s', async (_what, change) => {
    const { sync, clock, store, source } = await current();
    const late = ['new2', 'c5', 'c40', 'c90', 'c130'];
    source.calls = source.calls.map((call) =>
      late.includes(call.providerCallId) ? aCall({ ...call, ...change }) : call,
    );
    await clock.advance(25 * hour);
    for (const id of late) expect(store.call(id)).toMatchObject(change);
    await sync.stop();
  });

  it('are looked for at a moderate price', async () => {
    const { sync, clock, source } = await current();
    const asked = source.asked.length;
    await clock.advance(7 * day);
    const history = source.asked.slice(asked).filter(({ urgency }) => urgency === 'history');
    // Eight windows a day of a page each, and the last day once a day.
    expect(history.length).toBeLessThan(7 * 8 + 7 * 8);
    await sync.stop();
  });

  it('of a stretch whose records were faulty are found by reading it once more', async () => {
    const calls = callsBackFrom(start, 200, 8 * hour);
    const { sync, clock, store, source } = setUp(calls, { horizonMs: 186 * day });
    let spoilt: CallWindow | null = null;
    source.before = ({ window }) => {
      // The fault strikes one page of the past: a call of it comes without its note.
      source.said = {};
      if (spoilt !== null || window.to > start - 20 * day) return;
      spoilt = { from: start - 40 * day, to: start - 30 * day };
      source.said = { faulty: spoilt };
    };
    sync.start();
    await clock.asleep();
    expect(spoilt).not.toBeNull();
    source.calls = calls.map((call) => aCall({ ...call, hasRecording: true }));
    await clock.advance(15 * minute);
    expect(store.call('c100')?.hasRecording).toBe(true);
    expect(store.call('c160')?.hasRecording).toBe(false);
    await sync.stop();
  });
});
