import { describe, expect, it } from 'vitest';
import type { Person } from '../../../domain/switchboard.ts';
import { SwitchboardSnapshot } from '../../../domain/switchboard.ts';
import { DeskError } from '../../../main/failures.ts';
import { aLiveCall } from '../../support/live-calls.ts';
import { aPerson } from '../../support/people.ts';
import { boardBench as bench, fakeSource, reading } from './board-bench.ts';

const aircall = 'aircall:testacct1';
const voipex = 'voipex:testacct2';

const person = (accountId: string, name: string, presence: Person['presence'] = 'available'): Person =>
  aPerson({ accountId, name, presence });
const liveCall = (id: string) => aLiveCall({ id, accountId: aircall, state: 'talking' });

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

  it('reads everything first and every five minutes, the state every fifteen seconds, calls in between', async () => {
    const { clock, watch } = bench();
    const source = fakeSource(reading([person(aircall, 'Jana')]));
    watch.add(aircall, source);
    await clock.advance(299_999);
    expect(source.depths.slice(0, 10)).toEqual([
      'everything',
      ...Array.from({ length: 7 }, () => 'calls'),
      'state',
      'calls',
    ]);
    expect(source.depths.filter((depth) => depth === 'state')).toHaveLength(19);
    expect(source.depths.filter((depth) => depth === 'everything')).toHaveLength(1);
    await clock.advance(1);
    expect(source.depths.at(-1)).toBe('everything');
    await watch.stop();
  });

  it.each([
    ['every 2 s while somebody looks', true, false, 2_000],
    ['every 2 s while somebody is signed in as an agent', false, true, 2_000],
    ['every 50 s where nobody pays attention', false, false, 50_000],
  ])('reads %s', async (_how, visible, agent, pause) => {
    const { clock, watch } = bench({ isAgent: () => agent });
    watch.setVisible(visible);
    watch.add(aircall, fakeSource(reading([])));
    await clock.advance(0);
    expect(await clock.asleep()).toBe(pause);
    await watch.stop();
  });

  it('reads nothing but the state, and that rarely, where nobody pays attention', async () => {
    const { clock, watch } = bench();
    watch.setVisible(false);
    const source = fakeSource(reading([]));
    watch.add(aircall, source);
    await clock.advance(200_000);
    expect(source.depths).toEqual(['everything', 'state', 'state', 'state', 'state']);
    await watch.stop();
  });

  it('leaves the limit of a provider that has one to the calls to be pulled, as long as no call runs', async () => {
    const { clock, watch } = bench();
    const source = fakeSource(reading([]), false);
    watch.add(aircall, source);
    await clock.advance(0);
    expect(await clock.asleep()).toBe(10_000);
    await clock.advance(30_000);
    expect(source.depths).toEqual(['everything', 'state', 'state', 'state']);
    source.answer = async () => reading([], [liveCall('1')]);
    await clock.advance(10_000);
    expect(await clock.asleep()).toBe(2_000);
    await clock.advance(4_000);
    expect(source.depths.slice(-2)).toEqual(['calls', 'calls']);
    await watch.stop();
  });

  it.each([
    ['one request for calls of 60 a minute', 1, 60, 8_000],
    ['one request for calls of 120 a minute', 1, 120, 4_000],
    ['two requests for calls of 120 a minute', 2, 120, 8_000],
    ['a hundred requests for calls of 60 a minute', 100, 60, 60_000],
  ])('takes an eighth of the limit at most: %s', async (_what, cost, limitPerMinute, pause) => {
    const { clock, watch } = bench();
    const source = fakeSource(reading([]));
    watch.add(aircall, source, limitPerMinute);
    await clock.advance(2_000);
    source.cost = cost;
    await clock.advance(2_000);
    expect(source.depths).toEqual(['everything', 'calls', 'calls']);
    expect(await clock.asleep()).toBe(Math.min(pause, 11_000));
    await watch.stop();
  });

  it('takes an eighth of the limit for the state, too', async () => {
    const { clock, watch } = bench();
    const source = fakeSource(reading([]));
    source.cost = 5;
    watch.add(aircall, source);
    await clock.advance(0);
    source.cost = 0;
    await clock.advance(39_999);
    expect(new Set(source.depths.slice(1))).toEqual(new Set(['calls']));
    await clock.advance(1);
    expect(source.depths.at(-1)).toBe('state');
    await watch.stop();
  });

  it('reads everything again when the computer’s clock is set back', async () => {
    const { clock, watch } = bench();
    const source = fakeSource(reading([]));
    watch.add(aircall, source);
    await clock.advance(0);
    clock.set(clock.now() - 3_600_000);
    await clock.advance(2_000);
    expect(source.depths).toEqual(['everything', 'everything']);
    await watch.stop();
  });

  it('spreads its readings so that desktops of one company do not ask in step', async () => {
    const { clock, watch } = bench({ random: 0.9 });
    watch.add(aircall, fakeSource(reading([])));
    await clock.advance(0);
    expect(await clock.asleep()).toBe(2_900);
    await watch.stop();
  });

  it('tells of changes only: the same reading again is no news', async () => {
    const { clock, watch, seen } = bench();
    const source = fakeSource(reading([person(aircall, 'Jana')]));
    watch.add(aircall, source);
    await clock.advance(0);
    const changes = seen.changes.length;
    const { sequence } = watch.snapshot();
    await clock.advance(120_000);
    expect(source.depths.length).toBeGreaterThan(50);
    expect(seen.changes.length).toBe(changes);
    source.answer = async () => reading([person(aircall, 'Jana', 'on-call')]);
    await clock.advance(10_000);
    expect(seen.changes.length).toBe(changes + 1);
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
    expect(fine.depths.length).toBeGreaterThan(10);
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
