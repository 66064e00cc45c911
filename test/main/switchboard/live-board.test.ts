import { describe, expect, it, onTestFinished } from 'vitest';
import type { Call } from '../../../domain/call.ts';
import type { LiveFact } from '../../../main/providers/live.ts';
import { aCall } from '../../support/calls.ts';
import { aLiveCall } from '../../support/live-calls.ts';
import { aPerson } from '../../support/people.ts';
import { boardBench, fakeSource, reading } from './board-bench.ts';

const account = 'aircall:testacct1';
const jana = aPerson({ accountId: account, id: '456', name: 'Jana Nováková' });
const eva = aPerson({ accountId: account, id: '457', name: 'Eva Malá' });
const agent = { id: '456', name: 'Jana Nováková', extension: null };

/** The account live, with two people, and what events say a moment later. */
async function live(calls = [] as Parameters<typeof aLiveCall>[0][]) {
  const bench = boardBench();
  const source = fakeSource(reading([jana, eva], calls.map(aLiveCall)));
  bench.watch.add(account, source);
  await bench.clock.advance(0);
  bench.watch.follow(account, true, 0);
  onTestFinished(() => bench.watch.stop());
  const start = bench.clock.now();
  await bench.clock.advance(1_000);
  bench.seen.changes.length = 0;
  bench.seen.calls.length = 0;
  const call = (state: Call['state'], part: Partial<Call> = {}): Call =>
    aCall({
      ...{ accountId: account, providerCallId: '1', state, startedAt: start },
      ...(state === 'ended' ? {} : { outcome: null, endedAt: null, talkSeconds: null }),
      answeredAt: state === 'ringing' ? null : start + 2_000,
      agent: state === 'ringing' ? null : agent,
      ...part,
    });
  const fact = (
    seconds: number,
    told: Call,
    part: Partial<Extract<LiveFact, { kind: 'call' }>> = {},
  ): LiveFact => ({
    ...{ kind: 'call', asOf: start + seconds * 1_000, call: told, rings: null, held: null, ivr: [] },
    ...part,
  });
  const presence = (seconds: number, to: 'wrap-up' | 'available', personId = '456'): LiveFact => ({
    kind: 'presence',
    asOf: start + seconds * 1_000,
    personId,
    presence: to,
    word: to,
  });
  const person = (id: string) => bench.watch.snapshot().people.find((one) => one.id === id);
  return { ...bench, source, call, fact, presence, person };
}
const ringsAt = (personId: string, on = true) => ({ rings: { personId, on } });

describe('what events say of calls', () => {
  it('is told at once, as a change of the snapshot before, with how the call came', async () => {
    const { watch, seen, call, fact } = await live();
    const before = watch.snapshot().sequence;
    const ringing = call('ringing', { teams: [{ id: '9', name: 'Reklamace' }] });
    watch.tell(account, [fact(1, ringing, { ...ringsAt('456'), ivr: ['Faktury'] })]);
    expect(seen.changes).toHaveLength(1);
    expect(seen.changes[0]).toMatchObject({
      sequence: before + 1,
      delta: {
        people: [{ id: '456', presence: 'ringing', liveCallId: '1' }],
        liveCalls: [
          {
            ...{ id: '1', callId: ringing.id, state: 'ringing', personId: '456', ringing: ['456'] },
            way: [
              { kind: 'line', name: 'Support' },
              { kind: 'ivr', name: 'Faktury' },
              { kind: 'team', name: 'Reklamace' },
            ],
          },
        ],
        over: [],
      },
    });
    expect(seen.calls).toEqual([{ before: null, after: watch.snapshot().liveCalls[0] }]);
  });

  it('makes whoever takes the call busy, and free again when it is over', async () => {
    const { watch, clock, call, fact, person } = await live();
    watch.tell(account, [fact(1, call('ringing'), ringsAt('457'))]);
    expect(person('457')?.presence).toBe('ringing');
    watch.tell(account, [fact(2, call('ongoing'))]);
    expect([person('456')?.presence, person('457')?.presence]).toEqual(['on-call', 'available']);
    watch.tell(account, [fact(5, call('ongoing'), { held: true })]);
    expect(watch.snapshot().liveCalls[0]?.state).toBe('held');
    watch.tell(account, [fact(6, call('ongoing'), { held: false })]);
    expect(watch.snapshot().liveCalls[0]?.state).toBe('talking');
    await clock.advance(60);
    watch.tell(account, [fact(9, call('ended'))]);
    expect(watch.snapshot().liveCalls).toEqual([]);
    expect(person('456')).toMatchObject({ presence: 'available', liveCallId: null });
  });

  it('ends in the same in whatever order and however often it comes', async () => {
    const orders = [
      [0, 1, 2, 3, 4],
      [4, 3, 2, 1, 0],
      [2, 0, 2, 4, 1, 3, 3],
      [3, 4, 0, 0, 1, 2],
    ];
    const shown = [];
    for (const order of orders) {
      const { watch, call, fact, person } = await live();
      const facts = [
        fact(0, call('ringing')),
        fact(1, call('ringing'), ringsAt('457')),
        fact(1.5, call('ringing'), ringsAt('457', false)),
        fact(3, call('ongoing')),
        fact(4, call('ongoing'), { held: true }),
      ];
      for (const index of order) watch.tell(account, facts.slice(index, index + 1));
      shown.push([watch.snapshot().liveCalls, person('456'), person('457')]);
    }
    expect(new Set(shown.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(shown[0]?.[0]).toMatchObject([{ state: 'held', personId: '456', ringing: [] }]);
  });

  it('never lets a call rise again: by an older event, or by a reading that was asked for before', async () => {
    const { watch, clock, source, call, fact, seen } = await live();
    let answer = (): void => undefined;
    const polled = aLiveCall({ id: '1', accountId: account, callId: call('ringing').id, state: 'talking' });
    source.answer = () => new Promise((resolve) => (answer = () => resolve(reading([jana, eva], [polled]))));
    watch.look(account, 'state');
    await clock.advance(0);
    watch.tell(account, [fact(3, call('ended'))]);
    answer();
    await clock.advance(0);
    watch.tell(account, [fact(2, call('ongoing')), fact(2, call('ringing'), ringsAt('457'))]);
    expect(watch.snapshot().liveCalls).toEqual([]);
    expect(seen.calls).toEqual([]);
  });

  it('ends a call that only a reading had shown', async () => {
    const polled = { id: '1', accountId: account, callId: `${account}:1`, state: 'talking' as const };
    const { watch, call, fact, seen } = await live([polled]);
    watch.tell(account, [fact(3, call('ended'))]);
    expect(watch.snapshot().liveCalls).toEqual([]);
    expect(seen.calls).toMatchObject([{ before: { id: '1' }, after: null }]);
  });

  it('is dropped by a complete reading that lacks it once events come no more', async () => {
    const { watch, clock, call, fact, source } = await live();
    watch.tell(account, [fact(1, call('ringing'), ringsAt('456'))]);
    await clock.advance(10_000);
    expect(watch.snapshot().liveCalls).toHaveLength(1);
    watch.follow(account, false, 0);
    await clock.advance(0);
    expect(source.depths.at(-1)).toBe('calls');
    expect(watch.snapshot().liveCalls).toEqual([]);
  });

  it('is mended by the call log where the end was never told', async () => {
    const { watch, clock, call, fact } = await live();
    watch.tell(account, [fact(3, call('ongoing'))]);
    watch.listed(account, [call('ended')], clock.now() + 3_600_000);
    expect(watch.snapshot().liveCalls).toEqual([]);
    watch.listed(account, [call('ongoing', { id: `${account}:2`, providerCallId: '2' })], clock.now());
    expect(watch.snapshot().liveCalls).toEqual([]);
  });

  it('lets a phone ring for a minute where nobody tells that it has stopped', async () => {
    const { watch, clock, call, fact, person } = await live();
    watch.tell(account, [fact(1, call('ringing'), ringsAt('457'))]);
    await clock.advance(59_000);
    expect(person('457')?.presence).toBe('ringing');
    await clock.advance(2_000);
    expect(person('457')?.presence).toBe('available');
    expect(watch.snapshot().liveCalls).toMatchObject([{ state: 'ringing', ringing: [] }]);
  });

  it('is told twenty times a second at most, together', async () => {
    const { watch, clock, call, fact, seen } = await live();
    const begun = seen.changes.length;
    for (let n = 0; n < 100; n += 1) {
      const one = call('ringing', { id: `${account}:${n}`, providerCallId: String(n) });
      watch.tell(account, [fact(1, one)]);
      await clock.advance(10);
    }
    await clock.advance(50);
    const { length } = seen.changes;
    expect(length - begun).toBeLessThanOrEqual(22);
    expect(seen.changes.flatMap(({ delta }) => delta?.liveCalls ?? [])).toHaveLength(100);
    const sequences = seen.changes.map(({ sequence }) => sequence);
    expect(sequences).toEqual(sequences.map((_, index) => (sequences[0] ?? 0) + index));
    expect(watch.snapshot().sequence).toBe(sequences.at(-1));
  });
});

describe('what events say of people', () => {
  it('counts before what was read earlier, in whatever order it comes, under the calls they are on', async () => {
    const { watch, call, fact, presence, person } = await live();
    watch.tell(account, [presence(9, 'wrap-up')]);
    watch.tell(account, [presence(5, 'available')]);
    expect(person('456')).toMatchObject({ presence: 'wrap-up', presenceWord: 'wrap-up' });
    watch.tell(account, [fact(10, call('ongoing'))]);
    expect(person('456')?.presence).toBe('on-call');
    watch.tell(account, [fact(12, call('ended')), presence(13, 'available')]);
    expect(person('456')?.presence).toBe('available');
  });

  it('leaves somebody who was read as busy unknown when their call ends, and asks when that lasts', async () => {
    const bench = boardBench();
    const busy = { ...jana, presence: 'on-call' as const };
    const source = fakeSource(reading([busy]));
    bench.watch.add(account, source);
    onTestFinished(() => bench.watch.stop());
    await bench.clock.advance(0);
    bench.watch.follow(account, true, 0);
    const ended = aCall({ accountId: account, startedAt: bench.clock.now() - 60_000 });
    const told: LiveFact = {
      ...{ kind: 'call', asOf: bench.clock.now() + 5_000, call: ended, rings: null, held: null, ivr: [] },
    };
    bench.watch.tell(account, [told]);
    expect(bench.watch.snapshot().people[0]?.presence).toBe('unknown');
    await bench.clock.advance(45 * 60_000);
    source.answer = async () => reading([jana]);
    bench.watch.tell(account, [{ ...told, asOf: bench.clock.now(), call: { ...ended, id: `${account}:2` } }]);
    await bench.clock.advance(0);
    expect(source.depths).toEqual(['everything', 'calls', 'state']);
    expect(bench.watch.snapshot().people[0]?.presence).toBe('available');
  });
});

describe('a switchboard that events keep current', () => {
  it('is read once in a working day, and at the usual pace again as soon as they cease', async () => {
    const { watch, clock, source } = await live();
    await clock.advance(3_600_000);
    const { length } = source.depths;
    await clock.advance(8 * 3_600_000);
    expect(source.depths).toHaveLength(length);
    await clock.advance(3_600_000);
    expect(source.depths.slice(length)).toEqual(['everything']);
    watch.follow(account, false, 0);
    await clock.advance(2_000);
    expect(source.depths.slice(length)).toEqual(['everything', 'calls', 'calls']);
  });

  it('is looked at as deeply as somebody wants, but no back-off is cut short for it', async () => {
    const { watch, clock, source } = await live();
    await clock.advance(10_000);
    const { length } = source.depths;
    watch.look(account, 'calls');
    await clock.advance(0);
    watch.look(account, 'everything');
    await clock.advance(0);
    expect(source.depths.slice(length)).toEqual(['calls', 'everything']);
    source.answer = () => Promise.reject(new Error('broken'));
    watch.look(account, 'state');
    await clock.advance(0);
    watch.look(account, 'calls');
    await clock.advance(0);
    expect(source.depths.slice(length)).toEqual(['calls', 'everything', 'state']);
  });
});
