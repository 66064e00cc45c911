import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../../../domain/call.ts';
import { createSync } from '../../../main/calls/sync-calls.ts';
import type { Clock } from '../../../main/clock.ts';
import { silentLog } from '../../../main/log.ts';
import type { Fault } from '../../simulators/control/faults.ts';
import { createDirectStore, emptyDatabase } from '../../support/direct-store.ts';
import { type Subject, readAll, settled } from '../providers/subject.ts';
import { aircallSubject, voipexSubject } from '../providers/subjects.ts';
import { storedOf } from './pull-world.ts';

const minute = 60_000;
const hour = 60 * minute;

const faults: readonly Fault[] = [
  { kind: 'status', status: 429, headers: { 'retry-after': '3' } },
  { kind: 'status', status: 500 },
  { kind: 'cut', after: 'half' },
  { kind: 'malformed', as: 'truncated' },
  { kind: 'wrong-types', records: 'first' },
];

/** A pull of the subject's history over real HTTP, which stands still until its time is moved on. */
async function standing(subject: Subject) {
  const { control, provider } = subject;
  const database = emptyDatabase();
  const { session } = await settled(subject);
  let until = control.clock.now();
  let arrived = Promise.withResolvers<void>();
  let onward = Promise.withResolvers<void>();
  const clock: Clock = {
    now: () => control.clock.now(),
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      if (sync.status().phase === 'current' && control.clock.now() >= until) {
        const stopped = new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
        arrived.resolve();
        await Promise.race([onward.promise, stopped]);
        signal?.throwIfAborted();
      }
      control.clock.advance(ms);
    },
  };
  const sync = createSync({
    account: { id: `${provider.id}:conformance` },
    source: session.calls,
    store: createDirectStore(database),
    clock,
    log: silentLog,
    random: () => 0.5,
    onChange: () => undefined,
    onStatus: () => undefined,
  });
  sync.start();
  await arrived.promise;
  return {
    stored: () => storedOf(database),
    /** Everything the provider serves now, newest first, read with no pull around it. */
    async served(): Promise<Call[]> {
      const range = { from: subject.range.from - hour, to: control.clock.now() };
      const calls = await readAll(() => session, range);
      return [...new Map(calls.map((call) => [call.id, call])).values()].sort(
        (a, b) => b.startedAt - a.startedAt || (a.id < b.id ? -1 : 1),
      );
    },
    async pass(ms: number): Promise<void> {
      until = control.clock.now() + ms;
      arrived = Promise.withResolvers();
      const before = onward;
      onward = Promise.withResolvers();
      before.resolve();
      await arrived.promise;
    },
    stop: () => sync.stop(),
  };
}

let subject: Subject;
let pull: Awaited<ReturnType<typeof standing>>;
afterEach(async () => {
  await pull.stop();
  await subject.close();
});

describe.each([
  ['Aircall', () => aircallSubject({ limitPerMinute: null }, 2_400)],
  ['VoIPEX', () => voipexSubject('ipbx', { messyRows: false })],
])('what changes late at %s', (_name, begin) => {
  beforeEach(async () => {
    subject = await begin();
  });

  it('is stored row by row as it is served, after faults', async () => {
    const { calls, faults: struck } = subject.control;
    for (const [place, fault] of faults.entries())
      struck.add({ path: subject.callPages, times: 1, skip: 2 * place + 1, fault });
    pull = await standing(subject);
    // What could not be read of a page is read once more some hours later.
    await pull.pass(5 * hour);
    expect(struck.list().map((rule) => rule.struck)).toEqual(faults.map(() => 1));
    const before = await pull.served();
    expect(pull.stored()).toEqual(before);

    const over = calls.over(40);
    for (const [place, call] of over.entries()) {
      if (place % 5 === 0) calls.changeLate(call.index, { tagIndexes: [place % 3], recorded: true });
      if (place % 5 === 1) calls.changeLate(call.index, { notes: [{ text: `late ${String(place)}` }] });
      if (place % 5 === 2) calls.changeLate(call.index, { transferredToIndex: 1 });
    }
    for (const place of [3, 18]) calls.remove(over[place]?.index ?? -1);
    struck.clear();
    struck.add({ path: subject.callPages, times: 2, skip: 1, fault: { kind: 'status', status: 503 } });
    await pull.pass(48 * hour);

    const after = await pull.served();
    expect(after).not.toEqual(before);
    expect(after.length).toBeLessThan(before.length);
    expect(pull.stored()).toEqual(after);
  }, 120_000);

  it('is gone at once when a few calls were deleted; of many, only a few, the others when denied for hours', async () => {
    const { calls, clock } = subject.control;
    pull = await standing(subject);
    const begun = Array.from({ length: 12 }, () => {
      const index = calls.ring({ direction: 'in' });
      calls.answer(index);
      clock.advance(10_000);
      calls.hangUp(index);
      return index;
    });
    await pull.pass(2 * minute);
    const whole = pull.stored().length;
    expect(pull.stored()).toEqual(await pull.served());

    calls.remove(begun[0] ?? -1);
    await pull.pass(2 * minute);
    expect(whole - pull.stored().length).toBe(1);
    expect(pull.stored()).toEqual(await pull.served());

    const [, ...others] = begun;
    for (const index of others.slice(0, 8)) calls.remove(index);
    await pull.pass(10 * minute);
    const went = whole - 1 - pull.stored().length;
    expect(went).toBeGreaterThan(0);
    expect(went).toBeLessThanOrEqual(5);
    await pull.pass(hour);
    expect(whole - 1 - pull.stored().length).toBe(went);
    await pull.pass(24 * hour);
    expect(pull.stored()).toEqual(await pull.served());
  }, 120_000);
});
