import { describe, expect, it } from 'vitest';
import type { LiveCall, Person } from '../../../domain/switchboard.ts';
import { SwitchboardSnapshot } from '../../../domain/switchboard.ts';
import { DeskError } from '../../../main/failures.ts';
import { silentLog } from '../../../main/log.ts';
import type { SwitchboardReading, SwitchboardSource } from '../../../main/providers/provider.ts';
import { type SwitchboardWatch, watchSwitchboard } from '../../../main/switchboard/watch-switchboard.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import { aLiveCall } from '../../support/live-calls.ts';

const aircall = 'aircall:testacct1';
const voipex = 'voipex:testacct2';

const person = (accountId: string, name: string, presence: Person['presence'] = 'available'): Person => ({
  id: `${accountId}:${name}`,
  accountId,
  provider: accountId === aircall ? 'aircall' : 'voipex',
  name,
  email: null,
  extension: null,
  presence,
  presenceWord: null,
  since: null,
  liveCallId: null,
  teamIds: [],
});
const liveCall = (id: string): LiveCall => aLiveCall({ id, accountId: aircall, state: 'talking' });
const reading = (people: Person[], liveCalls: LiveCall[] = []): SwitchboardReading => ({
  people,
  lines: [],
  groups: [],
  liveCalls,
  pbx: [],
});

interface FakeSource extends SwitchboardSource {
  depths: string[];
  /** What each reading costs. */
  cost: number;
  answer: () => Promise<SwitchboardReading>;
}
function fakeSource(first: SwitchboardReading): FakeSource {
  let sent = 0;
  const source: FakeSource = {
    depths: [],
    cost: 0,
    answer: async () => first,
    read: (depth) => {
      source.depths.push(depth);
      sent += source.cost;
      return source.answer();
    },
    requestsSent: () => sent,
  };
  return source;
}

interface Bench {
  readonly clock: FakeClock;
  readonly watch: Omit<SwitchboardWatch, 'add'> & {
    add(accountId: string, source: SwitchboardSource, limitPerMinute?: number): void;
  };
  readonly seen: { changes: number; gone: string[] };
}
function bench(random = 0): Bench {
  const clock = createFakeClock();
  const seen = { changes: 0, gone: [] as string[] };
  const real = watchSwitchboard({
    clock,
    log: silentLog,
    random: () => random,
    onChange: () => (seen.changes += 1),
    onCallGone: (id) => seen.gone.push(id),
  });
  const watch: Bench['watch'] = {
    ...real,
    add: (accountId, source, limitPerMinute = 60) => real.add(accountId, source, () => limitPerMinute),
  };
  return { clock, watch, seen };
}

describe('watching the switchboard', () => {
  it('merges all accounts into one snapshot in the order they were added', async () => {
    const { clock, watch } = bench();
    watch.add(aircall, fakeSource(reading([person(aircall, 'Jana')])));
    watch.add(voipex, fakeSource(reading([person(voipex, 'Petr')])));
    await clock.advance(0);
    const snapshot = SwitchboardSnapshot.parse(watch.snapshot());
    expect(snapshot.people.map((one) => one.name)).toEqual(['Jana', 'Petr']);
    expect(snapshot.parts).toEqual([
      { accountId: aircall, takenAt: clock.now(), failure: null, pbx: [] },
      { accountId: voipex, takenAt: clock.now(), failure: null, pbx: [] },
    ]);
    await watch.stop();
  });

  it('reads everything first and every five minutes, in between only the state', async () => {
    const { clock, watch } = bench();
    const source = fakeSource(reading([person(aircall, 'Jana')]));
    watch.add(aircall, source);
    await clock.advance(299_999);
    expect(source.depths[0]).toBe('everything');
    expect(source.depths.slice(1)).toEqual(Array.from({ length: 29 }, () => 'state'));
    await clock.advance(1);
    expect(source.depths.at(-1)).toBe('everything');
    await watch.stop();
  });

  it.each([
    ['every 3 s while somebody looks and calls are live', true, [liveCall('1')], 3_000],
    ['every 10 s while nobody calls', true, [], 10_000],
    ['every 10 s while nobody looks', false, [liveCall('1')], 10_000],
  ])('reads %s', async (_how, visible, calls, pause) => {
    const { clock, watch } = bench();
    watch.setVisible(visible);
    watch.add(aircall, fakeSource(reading([], calls)));
    await clock.advance(0);
    expect(await clock.asleep()).toBe(pause);
    await watch.stop();
  });

  it.each([
    ['two requests of 60 a minute', 2, 60, 8_000],
    ['two requests of 120 a minute', 2, 120, 4_000],
    ['eleven requests of 120 a minute', 11, 120, 22_000],
    ['a hundred requests of 60 a minute', 100, 60, 60_000],
  ])('takes a quarter of the limit at most: %s', async (_what, cost, limitPerMinute, pause) => {
    const { clock, watch } = bench();
    const source = fakeSource(reading([], [liveCall('1')]));
    source.cost = cost;
    watch.add(aircall, source, limitPerMinute);
    await clock.advance(0);
    expect(await clock.asleep()).toBe(pause);
    await watch.stop();
  });

  it('reads everything again when the computer’s clock is set back', async () => {
    const { clock, watch } = bench();
    const source = fakeSource(reading([]));
    watch.add(aircall, source);
    await clock.advance(0);
    clock.set(clock.now() - 3_600_000);
    await clock.advance(10_000);
    expect(source.depths).toEqual(['everything', 'everything']);
    await watch.stop();
  });

  it('spreads its readings so that desktops of one company do not ask in step', async () => {
    const { clock, watch } = bench(0.9);
    watch.add(aircall, fakeSource(reading([])));
    await clock.advance(0);
    expect(await clock.asleep()).toBe(14_500);
    await watch.stop();
  });

  it('tells of changes only: the same reading again is no news', async () => {
    const { clock, watch, seen } = bench();
    const source = fakeSource(reading([person(aircall, 'Jana')]));
    watch.add(aircall, source);
    await clock.advance(0);
    const { changes } = seen;
    const { sequence } = watch.snapshot();
    await clock.advance(120_000);
    expect(source.depths).toHaveLength(13);
    expect(seen.changes).toBe(changes);
    source.answer = async () => reading([person(aircall, 'Jana', 'on-call')]);
    await clock.advance(10_000);
    expect(seen.changes).toBe(changes + 1);
    expect(watch.snapshot().sequence).toBe(sequence + 1);
    await watch.stop();
  });

  it('keeps the last reading of a failing account, says why, and goes on with the others', async () => {
    const { clock, watch } = bench();
    const failing = fakeSource(reading([person(aircall, 'Jana')]));
    watch.add(aircall, failing);
    watch.add(voipex, fakeSource(reading([person(voipex, 'Petr')])));
    await clock.advance(0);
    const takenAt = clock.now();
    failing.answer = () => Promise.reject(new DeskError('provider-unavailable', { status: 502 }));
    await clock.advance(10_000);
    const { parts, people } = watch.snapshot();
    expect(parts[0]).toEqual({
      accountId: aircall,
      takenAt,
      failure: { code: 'provider-unavailable', status: 502 },
      pbx: [],
    });
    expect(parts[1]?.failure).toBeNull();
    expect(people).toHaveLength(2);
    failing.answer = async () => reading([person(aircall, 'Jana')]);
    await clock.advance(20_000);
    expect(watch.snapshot().parts[0]?.failure).toBeNull();
    await watch.stop();
  });

  it('never lets an account that hangs hold up the others', async () => {
    const { clock, watch } = bench();
    const hanging = fakeSource(reading([]));
    let hang: (() => void) | undefined;
    hanging.answer = () => new Promise((resolve) => (hang = () => resolve(reading([]))));
    const fine = fakeSource(reading([]));
    watch.add(aircall, hanging);
    watch.add(voipex, fine);
    await clock.advance(30_000);
    expect(hanging.depths).toHaveLength(1);
    expect(fine.depths).toHaveLength(4);
    hang?.();
    await watch.stop();
  });

  it('backs off from a failing account, up to five minutes', async () => {
    const { clock, watch } = bench();
    const source = fakeSource(reading([]));
    source.answer = () => Promise.reject(new DeskError('provider-unavailable'));
    watch.add(aircall, source);
    const pauses: number[] = [];
    for (let n = 0; n < 7; n += 1) {
      await clock.advance(0);
      const pause = await clock.asleep();
      pauses.push(pause);
      await clock.advance(pause);
    }
    expect(pauses).toEqual([20_000, 40_000, 80_000, 160_000, 300_000, 300_000, 300_000]);
    await watch.stop();
  });

  it('waits until the provider said that trying again makes sense', async () => {
    const { clock, watch } = bench();
    const source = fakeSource(reading([]));
    source.answer = () => Promise.reject(new DeskError('rate-limited', { retryAt: clock.now() + 45_000 }));
    watch.add(aircall, source);
    await clock.advance(0);
    expect(await clock.asleep()).toBe(45_000);
    await watch.stop();
  });

  it('reads at once when asked to, everything unless it just did, and at once when it becomes visible', async () => {
    const { clock, watch } = bench();
    const source = fakeSource(reading([]));
    watch.add(aircall, source);
    await clock.advance(30_000);
    source.depths.length = 0;
    watch.refresh(aircall);
    await clock.advance(0);
    expect(source.depths).toEqual(['everything']);
    watch.refresh(aircall);
    await clock.advance(0);
    expect(source.depths).toEqual(['everything', 'state']);
    watch.setVisible(false);
    await clock.advance(1_000);
    watch.setVisible(true);
    await clock.advance(0);
    expect(source.depths).toEqual(['everything', 'state', 'state']);
    await watch.stop();
  });

  it('tells of a live call that is gone, so that the call log can be pulled', async () => {
    const { clock, watch, seen } = bench();
    const source = fakeSource(reading([], [liveCall('1'), liveCall('2')]));
    watch.add(aircall, source);
    await clock.advance(0);
    source.answer = async () => reading([], [liveCall('2')]);
    await clock.advance(3_000);
    expect(seen.gone).toEqual([aircall]);
    await watch.stop();
  });

  it('takes a forgotten account off the switchboard and reads it no more', async () => {
    const { clock, watch } = bench();
    const source = fakeSource(reading([person(aircall, 'Jana')]));
    watch.add(aircall, source);
    await clock.advance(0);
    await watch.remove(aircall, 'forget');
    expect(watch.snapshot()).toMatchObject({ parts: [], people: [] });
    await clock.advance(60_000);
    expect(source.depths).toHaveLength(1);
    expect(clock.sleepers).toBe(0);
  });

  it('goes on showing what was last read while an account is connected anew', async () => {
    const { clock, watch } = bench();
    watch.add(aircall, fakeSource(reading([person(aircall, 'Jana')])));
    await clock.advance(0);
    await watch.remove(aircall, 'keep');
    expect(watch.snapshot().people).toHaveLength(1);
    watch.add(aircall, fakeSource(reading([person(aircall, 'Jana'), person(aircall, 'Eva')])));
    await clock.advance(0);
    expect(watch.snapshot().people).toHaveLength(2);
    await watch.stop();
    expect(clock.sleepers).toBe(0);
  });
});
