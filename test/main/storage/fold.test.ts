import { describe, expect, it } from 'vitest';
import { anyCall, type Call } from '../../../domain/call.ts';
import { readDetail } from '../../../main/storage/read-calls.ts';
import { aCall, aMissedCall, voipexAccount } from '../../support/calls.ts';
import { createDirectStore, emptyDatabase } from '../../support/direct-store.ts';
import { fill, readPage, start } from './bench.ts';

const conversationId = '1795179792.311';
const agent = (id: string) => ({ id, name: `Agent ${id}`, extension: id });
const leg = { accountId: voipexAccount, conversationId, startedAt: start } as const;
const answered = aCall({ ...leg, providerCallId: 'a', agent: agent('201') });
const rang = (id: string, part: Partial<Call> = {}): Call =>
  aMissedCall({ ...leg, providerCallId: id, agent: agent(id), ...part });

const idsOf = (database: ReturnType<typeof emptyDatabase>, filter = {}): string[] =>
  readPage(
    database,
    { filter: { ...anyCall, ...filter }, anchor: null, offset: 0, limit: 50 },
    start,
  ).calls.map(({ providerCallId }) => providerCallId);

describe('the legs of one conversation', () => {
  it('are one answered call where a colleague took it, and not also missed ones', () => {
    const database = emptyDatabase();
    fill(database, [rang('202'), rang('203'), answered]);
    expect(idsOf(database)).toEqual(['a']);
    expect(idsOf(database, { outcomes: ['missed'] })).toEqual([]);
  });

  it('are one missed call where nobody took it', () => {
    const database = emptyDatabase();
    fill(database, [rang('202'), rang('203'), rang('204')]);
    expect(idsOf(database)).toHaveLength(1);
    expect(
      readPage(database, { filter: anyCall, anchor: null, offset: 0, limit: 1 }, start).total.count,
    ).toBe(1);
  });

  it('are counted as one, and each where all that is stored is asked for', async () => {
    const database = emptyDatabase();
    fill(database, [rang('202'), rang('203'), answered]);
    const store = createDirectStore(database);
    expect(await store.counts([anyCall], start)).toEqual([{ count: 1, exact: true }]);
    expect(await store.counts([anyCall], start, 'all')).toEqual([{ count: 3, exact: true }]);
  });

  it('tell what the caller did rather than whose phone rang', () => {
    const database = emptyDatabase();
    fill(database, [rang('202'), rang('q', { outcome: 'abandoned', agent: null })]);
    expect(idsOf(database)).toEqual(['q']);
  });

  it('unfold and fold as later pages tell more', () => {
    const database = emptyDatabase();
    fill(database, [rang('202')]);
    expect(idsOf(database)).toEqual(['202']);
    fill(database, [answered]);
    expect(idsOf(database)).toEqual(['a']);
  });

  it('are all there for the agent whose phone rang, and in the story of the call', () => {
    const database = emptyDatabase();
    fill(database, [rang('202'), answered]);
    expect(idsOf(database, { agents: [`${voipexAccount}/202`] })).toEqual(['202']);
    expect(readDetail(database, answered.id)?.legs.map(({ providerCallId }) => providerCallId)).toEqual([
      '202',
    ]);
  });

  it('stay two calls when one came in and one went out', () => {
    const database = emptyDatabase();
    fill(database, [rang('202'), aCall({ ...leg, providerCallId: 'out', direction: 'out' })]);
    expect(idsOf(database).sort()).toEqual(['202', 'out']);
  });
});
