import { describe, expect, it } from 'vitest';
import { anyCall } from '../../../domain/call.ts';
import { countCalls, readDetail, readFacets } from '../../../main/storage/read-calls.ts';
import { aCall, aircallAccount, aMissedCall, voipexAccount } from '../../support/calls.ts';
import { emptyDatabase } from '../../support/direct-store.ts';
import { fill, found, idOf, readPage, start } from './bench.ts';

const minute = 60_000;
const exactly = (count: number) => ({ count, exact: true });
const jana = { id: '1', name: 'Jana Nováková', extension: null };
const petr = { id: '2', name: 'Petr Dvořák', extension: '205' };

describe('the list of calls', () => {
  const calls = Array.from({ length: 20 }, (_, place) =>
    aCall({ providerCallId: `c${String(place)}`, startedAt: start + place * minute }),
  );

  it('is newest first and comes in windows', () => {
    const database = emptyDatabase();
    fill(database, calls);
    const page = readPage(database, { filter: anyCall, anchor: null, offset: 5, limit: 3 }, start);
    expect(page.calls).toEqual([calls[14], calls[13], calls[12]]);
    expect(page).toMatchObject({ offset: 5, total: exactly(20), newer: 0 });
    expect(readPage(database, { filter: anyCall, anchor: null, offset: 20, limit: 3 }, start).calls).toEqual(
      [],
    );
  });

  it('stands still for its reader: what is newer than the anchor is only counted', () => {
    const database = emptyDatabase();
    fill(database, calls.slice(0, 10));
    const { anchor } = readPage(database, { filter: anyCall, anchor: null, offset: 0, limit: 5 }, start);
    fill(database, calls.slice(10));
    const again = readPage(database, { filter: anyCall, anchor, offset: 0, limit: 5 }, start);
    expect(again.calls[0]).toEqual(calls[9]);
    expect(again).toMatchObject({ anchor, total: exactly(10), newer: 10 });
  });

  it('is empty, without an anchor, where nothing is stored', () => {
    expect(readPage(emptyDatabase(), { filter: anyCall, anchor: null, offset: 0, limit: 5 }, start)).toEqual({
      calls: [],
      offset: 0,
      anchor: null,
      joined: [],
      total: exactly(0),
      newer: 0,
    });
  });
});

describe('filters', () => {
  const database = emptyDatabase();
  const sales = { id: '7', name: 'Prodej', number: '+420226000111' };
  fill(database, [
    aCall({ providerCallId: 'a', startedAt: start, agent: jana }),
    aCall({ providerCallId: 'b', startedAt: start + minute, agent: petr, direction: 'out', line: sales }),
    aMissedCall({
      providerCallId: 'c',
      startedAt: start + 2 * minute,
      remote: { name: 'Řehoř Žák', e164: '+421905111222', raw: '+421 905 111 222' },
    }),
    aCall({
      providerCallId: 'd',
      startedAt: start + 3 * minute,
      accountId: voipexAccount,
      direction: 'internal',
      line: null,
      agent: { ...jana },
      tags: [{ id: 't', name: 'Reklamace 50%', colour: null }],
    }),
    aCall({
      providerCallId: 'e',
      startedAt: start + 4 * minute,
      state: 'ongoing',
      outcome: null,
      agent: null,
    }),
  ]);

  it.each([
    ['nothing', {}, 'edcba'],
    ['an account', { accounts: [voipexAccount] }, 'd'],
    ['a provider', { providers: ['aircall' as const] }, 'ecba'],
    ['an account of another provider', { accounts: [voipexAccount], providers: ['aircall' as const] }, ''],
    ['an account that is not stored', { accounts: ['aircall:nobody00'] }, ''],
    ['directions', { directions: ['out' as const, 'internal' as const] }, 'db'],
    ['an outcome; a running call has none', { outcomes: ['answered' as const] }, 'dba'],
    ['an agent of one account, not the namesake of another', { agents: [`${aircallAccount}/1`] }, 'a'],
    ['several agents', { agents: [`${aircallAccount}/1`, `${aircallAccount}/2`] }, 'ba'],
    ['an agent that is not stored', { agents: [`${aircallAccount}/99`] }, ''],
    ['a line', { lines: [`${aircallAccount}/7`] }, 'b'],
    ['a stretch of time, its end exclusive', { from: start + minute, to: start + 3 * minute }, 'cb'],
    [
      'several things at once',
      { directions: ['in' as const], agents: [`${aircallAccount}/1`], from: start },
      'a',
    ],
    ['a name without its diacritics', { text: 'rehor zak' }, 'c'],
    ['part of a name', { text: 'dvor' }, 'b'],
    ['an agent', { text: 'NOVÁKOVÁ' }, 'da'],
    ['a line', { text: 'prodej' }, 'b'],
    ['a tag with a sign that a pattern would take for its own', { text: '50%' }, 'd'],
    ['nothing by a sign alone', { text: '%' }, 'edcba'],
    ['digits in the middle of a number', { text: '606123' }, 'edba'],
    ['a number in any grouping', { text: '905 111-222' }, 'c'],
    ['a number with its prefix written as zeros', { text: '00421905' }, 'c'],
    ['an extension', { text: '205' }, 'b'],
    ['words and digits together', { text: 'jana 606 123 reklamace' }, 'd'],
    ['what nobody said', { text: 'xyzzy' }, ''],
  ])('narrow to %s', (_, filter, expected) => {
    expect(found(database, filter).join('')).toBe(expected);
    const page = readPage(
      database,
      { filter: { ...anyCall, ...filter }, anchor: null, offset: 0, limit: 1 },
      start,
    );
    expect(page.total).toEqual(exactly(expected.length));
  });
});

describe('what the filters may offer', () => {
  it('are the agents and lines of stored calls, by name, with their counts', () => {
    const database = emptyDatabase();
    fill(database, [
      aCall({ providerCallId: 'a', startedAt: start, agent: petr }),
      aCall({
        providerCallId: 'b',
        startedAt: start + minute,
        agent: jana,
        line: { id: '9', name: null, number: '+420226000999' },
      }),
      aCall({ providerCallId: 'c', startedAt: start + 2 * minute, agent: jana, line: null }),
    ]);
    expect(readFacets(database)).toEqual({
      agents: [
        { key: `${aircallAccount}/1`, name: 'Jana Nováková', accountId: aircallAccount, calls: 2 },
        { key: `${aircallAccount}/2`, name: 'Petr Dvořák', accountId: aircallAccount, calls: 1 },
      ],
      lines: [
        { key: `${aircallAccount}/9`, name: '+420226000999', accountId: aircallAccount, calls: 1 },
        { key: `${aircallAccount}/1234`, name: 'Support', accountId: aircallAccount, calls: 1 },
      ],
      earliest: start,
      total: 3,
    });
  });

  it('carry the name of the newest call, whichever was stored last', () => {
    const database = emptyDatabase();
    fill(database, [
      aCall({ providerCallId: 'new', startedAt: start + minute, agent: { ...jana, name: 'Jana Malá' } }),
    ]);
    fill(database, [aCall({ providerCallId: 'old', startedAt: start, agent: jana })]);
    expect(readFacets(database).agents.map((agent) => agent.name)).toEqual(['Jana Malá']);
  });

  it('leave out an agent whose last call went to somebody else', () => {
    const database = emptyDatabase();
    fill(database, [aCall({ agent: jana })]);
    fill(database, [aCall({ agent: petr })]);
    expect(readFacets(database).agents.map((agent) => agent.name)).toEqual(['Petr Dvořák']);
  });
});

describe('one call', () => {
  it('comes with its story and the other legs of its conversation, oldest first', () => {
    const database = emptyDatabase();
    const leg = { accountId: voipexAccount, conversationId: 'linked-1' };
    const legs = [2, 0, 1].map((place) =>
      aCall({ ...leg, providerCallId: `leg${String(place)}`, startedAt: start + place * minute }),
    );
    fill(database, [
      ...legs,
      aCall({ conversationId: 'linked-1' }),
      aCall({ ...leg, providerCallId: 'x', conversationId: 'other' }),
    ]);
    const detail = readDetail(database, `${voipexAccount}:leg1`);
    expect(detail?.legs.map((other) => other.providerCallId)).toEqual(['leg0', 'leg2']);
    expect(detail?.call.providerCallId).toBe('leg1');
    expect(detail?.story[0]).toMatchObject({ kind: 'started', at: start });
  });

  it('is null when it is not stored', () => {
    expect(readDetail(emptyDatabase(), idOf('none'))).toBeNull();
  });
});

it('counts the calls of one account', () => {
  const database = emptyDatabase();
  fill(database, [
    aCall({ providerCallId: 'a' }),
    aCall({ providerCallId: 'b' }),
    aCall({ accountId: voipexAccount }),
  ]);
  expect(countCalls(database, aircallAccount)).toBe(2);
  expect(countCalls(database, 'aircall:nobody00')).toBe(0);
});
