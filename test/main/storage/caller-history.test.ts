import { describe, expect, it } from 'vitest';
import type { Call } from '../../../domain/call.ts';
import { aCall } from '../../support/calls.ts';
import { createDirectStore } from '../../support/direct-store.ts';
import { checkpoint } from './bench.ts';

const accountId = 'aircall:lumora01';
const number = '+420606123456';
const party: Call['remote'] = {
  e164: number,
  raw: '606 123 456',
  hidden: false,
  name: null,
  organisation: null,
};
const minute = 60_000;

/** What is known of the caller when these calls are stored, one a minute, the first is the newest. */
async function known(calls: readonly Partial<Call>[], asked = '606123456') {
  const store = createDirectStore();
  const now = Date.UTC(2026, 2, 3, 12);
  const stored = calls.map((part, n) =>
    aCall({ accountId, providerCallId: String(n), startedAt: now - n * minute, remote: party, ...part }),
  );
  await store.store(accountId, stored, checkpoint);
  return store.callerHistory(asked, 'CZ');
}
const missed: Partial<Call> = { direction: 'in', outcome: 'missed', answeredAt: null };
const talked: Partial<Call> = { direction: 'in', outcome: 'answered' };
const dialled: Partial<Call> = { direction: 'out', outcome: 'missed', answeredAt: null };

describe('what a call card tells of a caller', () => {
  it('is nothing for somebody who never called', async () => {
    expect(await known([talked], '777888999')).toEqual({
      calls: { count: 0, exact: true },
      last: [],
      openMissed: 0,
      notes: [],
      tags: [],
    });
  });

  it('counts all their calls and shows the five newest', async () => {
    const history = await known(Array.from({ length: 320 }, () => talked));
    expect(history.calls).toEqual({ count: 320, exact: true });
    expect(history.last.map(({ providerCallId }) => providerCallId)).toEqual(['0', '1', '2', '3', '4']);
  });

  it.each<[string, Partial<Call>[], number]>([
    [
      'all of them while nobody talked to the caller',
      [missed, { ...missed, outcome: 'voicemail' }, { ...missed, outcome: 'abandoned' }],
      3,
    ],
    ['those since somebody talked to the caller', [missed, talked, missed], 1],
    ['none when the caller was called back', [dialled, missed, missed], 0],
    [
      'none of a call that runs',
      [{ direction: 'in', state: 'ringing', outcome: null, answeredAt: null, endedAt: null }],
      0,
    ],
    ['none where it was refused by a rule', [{ ...missed, outcome: 'blocked' }], 0],
  ])('counts missed calls that are open: %s', async (_, calls, open) => {
    expect((await known(calls)).openMissed).toBe(open);
  });

  it('leaves the call out that is running', async () => {
    const running: Partial<Call> = { state: 'ringing', outcome: null, answeredAt: null, endedAt: null };
    const history = await known([running, talked]);
    expect(history.calls.count).toBe(1);
    expect(history.last.map(({ providerCallId }) => providerCallId)).toEqual(['1']);
  });

  it('shows the newest notes, and the most frequent tags by name', async () => {
    const note = (id: string) => ({ id, text: `note ${id}`, author: null, at: null });
    const tag = (id: string, name: string) => ({ id, name, colour: null });
    const history = await known([
      { ...talked, notes: [note('a'), note('b')], tags: [tag('1', 'VIP')] },
      { ...talked, notes: [note('c'), note('d')], tags: [tag('2', 'Reklamace'), tag('9', 'VIP')] },
      { ...talked, tags: [tag('2', 'Reklamace'), tag('1', 'VIP')] },
    ]);
    expect(history.notes.map((one) => one.note.id)).toEqual(['a', 'b', 'c']);
    expect(history.notes[2]?.callId).toBe(`${accountId}:1`);
    expect(history.tags.map(({ name }) => name)).toEqual(['VIP', 'Reklamace']);
  });
});
