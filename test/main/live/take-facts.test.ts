import { describe, expect, it } from 'vitest';
import { DeskError } from '../../../main/failures.ts';
import { createFactTaker, type TakeFactsPorts } from '../../../main/live/take-facts.ts';
import { silentLog } from '../../../main/log.ts';
import type { ToldCall } from '../../../main/calls/call-store.ts';
import type { LiveFact } from '../../../main/providers/live.ts';
import { aCall, aircallAccount } from '../../support/calls.ts';

const now = Date.UTC(2026, 0, 15, 9);
const minute = 60_000;
const fact = (asOf: number, id = 'a'): LiveFact => ({
  ...{ kind: 'call', asOf, call: aCall({ providerCallId: id }), rings: null, held: null, ivr: [] },
});

function open(part: Partial<TakeFactsPorts> = {}) {
  const stored: (readonly ToldCall[])[] = [];
  const shown: LiveFact[] = [];
  const seen: string[] = [];
  const taker = createFactTaker({
    accountId: aircallAccount,
    store: {
      apply: async (_account, told) => {
        stored.push(told);
        return { changed: told.map(({ call }) => call.id), reread: [] };
      },
    },
    log: silentLog,
    now: () => now,
    pause: () => Promise.resolve(),
    storable: (call) => call,
    onFacts: (facts) => shown.push(...facts),
    onChange: ({ changed }) => seen.push(`changed ${String(changed)}`),
    onUncertain: (spans) => seen.push(`reread ${String(spans.length)}`),
    onLost: () => seen.push('lost'),
    ...part,
  });
  return { taker, stored, shown, seen };
}

describe('what events say', () => {
  it('is shown at once, and stored after a moment, together with what came meanwhile', async () => {
    const moment = Promise.withResolvers<void>();
    const { taker, stored, shown, seen } = open({ pause: () => moment.promise });
    for (const id of ['a', 'b', 'c']) taker.take([fact(now, id)], now);
    expect([shown.length, stored.length]).toEqual([3, 0]);
    moment.resolve();
    await taker.settled();
    expect([stored.map((told) => told.length), seen]).toEqual([[3], ['changed 3']]);
  });

  it('that comes while something is being stored is stored next', async () => {
    const writing = Promise.withResolvers<void>();
    const stored: number[] = [];
    const apply: TakeFactsPorts['store']['apply'] = async (_account, told) => {
      stored.push(told.length);
      await writing.promise;
      return { changed: [], reread: [] };
    };
    const { taker } = open({ store: { apply } });
    taker.take([fact(now, 'a')], now);
    await expect.poll(() => stored).toEqual([1]);
    for (const id of ['b', 'c']) taker.take([fact(now, id)], now);
    writing.resolve();
    await taker.settled();
    expect(stored).toEqual([1, 2]);
  });

  it('is late when it was delivered a quarter of an hour after its instant', async () => {
    const { taker, stored } = open();
    taker.take([fact(now - 15 * minute), fact(now - 15 * minute - 1)], now);
    await taker.settled();
    expect(stored.flat().map(({ late }) => late)).toEqual([false, true]);
  });

  it('is not believed to be of a time long after it was delivered', async () => {
    const { taker, stored, shown } = open();
    taker.take([fact(now + 365 * 24 * 60 * minute)], now);
    await taker.settled();
    expect([stored[0]?.[0]?.asOf, shown[0]?.asOf]).toEqual([now + minute, now + minute]);
  });

  it('leaves nothing of calls that may not be stored, but is shown', async () => {
    const { taker, stored, shown } = open({ storable: () => null });
    taker.take([fact(now)], now);
    await taker.settled();
    expect([stored, shown.length]).toEqual([[], 1]);
  });

  it('has the call log read where it could not be stored, and goes on', async () => {
    let broken = true;
    const { taker, seen } = open({
      store: {
        apply: async () => {
          if (broken) throw new DeskError('cache-unavailable');
          return { changed: [], reread: [{ from: 0, to: 1 }] };
        },
      },
    });
    taker.take([fact(now)], now);
    await taker.settled();
    broken = false;
    taker.take([fact(now)], now);
    await taker.settled();
    expect(seen).toEqual(['lost', 'reread 1']);
  });
});
