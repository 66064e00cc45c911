import { describe, expect, it } from 'vitest';
import type { Call } from '../../../domain/call.ts';
import { anyCall } from '../../../domain/call.ts';
import { aCall, aMissedCall, voipexAccount } from '../../support/calls.ts';
import { createDirectStore } from '../../support/direct-store.ts';

const start = Date.UTC(2026, 0, 15, 8, 0, 0);
const checkpoint = {
  coveredFrom: 0,
  coveredTo: 0,
  older: [],
  open: null,
  lastSuccessAt: null,
  newestStartAt: null,
  runningSince: null,
  rereadAt: 0,
  deepRereadAt: 0,
};
const pbx = { accountId: voipexAccount, conversationId: 'one' } as const;

const first = aCall({
  providerCallId: 'a',
  startedAt: start,
  answeredAt: start + 18_000,
  endedAt: start + 140_000,
  waitSeconds: 18,
  talkSeconds: 122,
  agent: null,
});
const second = aCall({
  ...pbx,
  providerCallId: 'v',
  startedAt: start + 5000,
  answeredAt: start + 18_000,
  endedAt: start + 139_000,
  waitSeconds: 13,
  talkSeconds: 121,
  agent: { id: '7', name: 'Petr', extension: '201' },
  line: { id: '201', name: null, number: '201' },
});
const ring = aMissedCall({
  ...pbx,
  providerCallId: 'r',
  startedAt: start + 5000,
  endedAt: start + 18_000,
  waitSeconds: 13,
  agent: { id: '8', name: 'Ivan', extension: '202' },
});
const alone = aCall({
  providerCallId: 'x',
  startedAt: start - 60_000,
  remote: { e164: '+420777111222', raw: '+420777111222' },
});

async function storeWith(...calls: readonly Call[]) {
  const store = createDirectStore();
  for (const accountId of new Set(calls.map((call) => call.accountId)))
    await store.store(
      accountId,
      calls.filter((call) => call.accountId === accountId),
      checkpoint,
    );
  return store;
}

describe('a story over two systems', () => {
  it('is told alike from each of its calls, with the rings of the conversation', async () => {
    const store = await storeWith(first, ring, second, alone);
    for (const { id } of [first, second, ring]) {
      const detail = await store.detail(id);
      expect([id, ...(detail?.legs ?? []).map((leg) => leg.id)].sort()).toEqual(
        [first.id, ring.id, second.id].sort(),
      );
      expect(detail?.joins).toMatchObject([{ from: first.id, to: second.id, kind: 'forwarded' }]);
    }
    expect((await store.detail(alone.id))?.legs).toEqual([]);
  });

  it('says who passed it on, where it rang and who took it', async () => {
    const store = await storeWith(first, ring, second);
    const story = (await store.detail(first.id))?.story ?? [];
    expect(story.map(({ kind, who, accountId }) => [kind, who, accountId?.split(':')[0]])).toEqual([
      ['started', '+420606123456', 'aircall'],
      ['rang', 'Support', 'aircall'],
      ['forwarded', null, 'voipex'],
      ['rang', 'Ivan', 'voipex'],
      ['rang', 'Petr', 'voipex'],
      ['answered', 'Petr', 'voipex'],
      ['ended', null, undefined],
    ]);
  });

  it('is counted on every row, without the rings that the list leaves out', async () => {
    const store = await storeWith(first, ring, second, alone);
    const page = await store.page({ filter: anyCall, anchor: null, offset: 0, limit: 10 }, start);
    expect(page.calls.map(({ id }, row) => [id, page.joined[row]])).toEqual([
      [second.id, 1],
      [first.id, 1],
      [alone.id, 0],
    ]);
  });

  it('counts the second leg of a conversation that was handed over', async () => {
    const leg = { ...second, id: `${voipexAccount}:w`, providerCallId: 'w', startedAt: start + 100_000 };
    const store = await storeWith(second, leg, ring);
    const page = await store.page({ filter: anyCall, anchor: null, offset: 0, limit: 10 }, start);
    expect(page.joined).toEqual([1, 1]);
  });

  it('falls apart when the agent says so, and comes together again', async () => {
    const store = await storeWith(first, ring, second);
    await store.part(first.id, second.id, true);
    const apart = await store.detail(first.id);
    expect(apart?.legs).toEqual([]);
    expect(apart?.joins).toMatchObject([{ parted: true }]);
    expect((await store.detail(ring.id))?.joins).toMatchObject([{ parted: true }]);
    const { joined } = await store.page({ filter: anyCall, anchor: null, offset: 0, limit: 10 }, start);
    expect(joined).toEqual([0, 0]);

    await store.part(first.id, second.id, false);
    expect((await store.detail(first.id))?.legs).toHaveLength(2);
  });
});
