import { describe, expect, it } from 'vitest';
import { aCall, aircallAccount, voipexAccount } from '../../support/calls.ts';
import { createDirectStore, emptyDatabase } from '../../support/direct-store.ts';
import { fill, found, idOf, start } from './bench.ts';

const minute = 60_000;

describe('what is stored of an account', () => {
  const database = emptyDatabase();
  const store = createDirectStore(database);
  fill(database, [
    aCall({ providerCallId: 'a', startedAt: start }),
    aCall({ providerCallId: 'b', startedAt: start + minute, state: 'ongoing' }),
    aCall({ providerCallId: 'c', startedAt: start + 2 * minute }),
    aCall({ accountId: voipexAccount, startedAt: start - minute }),
  ]);

  it('is told by id, start and whether it is over within a stretch, its end exclusive', async () => {
    expect(await store.heldIn(aircallAccount, { from: start, to: start + 2 * minute })).toEqual([
      { id: idOf('a'), startedAt: start, isOver: true },
      { id: idOf('b'), startedAt: start + minute, isOver: false },
    ]);
    expect(await store.heldIn('aircall:nobody00', { from: 0, to: start })).toEqual([]);
  });

  it('begins with its earliest call', async () => {
    expect(await store.earliest(aircallAccount)).toBe(start);
    expect(await store.earliest('aircall:nobody00')).toBeNull();
  });

  it('is measured', async () => {
    const { bytes, accounts } = await store.size();
    expect(bytes).toBeGreaterThan(10_000);
    expect(accounts).toEqual([
      { accountId: aircallAccount, calls: 3, earliest: start },
      { accountId: voipexAccount, calls: 1, earliest: start - minute },
    ]);
  });
});

describe('the person behind a number', () => {
  const remote = (name: string | null, e164: string | null, raw: string) => ({ name, e164, raw });
  const database = emptyDatabase();
  const store = createDirectStore(database);
  fill(database, [
    aCall({ providerCallId: 'a', remote: remote('Jana Malá', '+420606123456', '+420 606 123 456') }),
    aCall({
      providerCallId: 'b',
      startedAt: start + minute,
      remote: remote('Jana Velká', '+420606123456', '606123456'),
    }),
    aCall({
      accountId: voipexAccount,
      startedAt: start + 2 * minute,
      remote: remote(null, null, '00420606123456'),
    }),
    aCall({
      accountId: voipexAccount,
      providerCallId: 'home',
      startedAt: start + 3 * minute,
      remote: remote(null, null, '606123456'),
    }),
    aCall({ providerCallId: 'other', remote: remote('Petr', '+421606123456', '+421606123456') }),
    aCall({ providerCallId: 'short', remote: remote(null, null, '205') }),
  ]);

  it.each(['606 123 456', '+420606123456', '00420 606-123-456'])(
    'is found as %s, in every account',
    async (typed) => {
      expect(await store.person(typed, 'CZ')).toEqual({
        number: '+420606123456',
        names: ['Jana Malá', 'Jana Velká'],
        calls: 4,
        earliest: start,
        latest: start + 3 * minute,
      });
    },
  );

  it('is somebody else in another country', async () => {
    expect(await store.person('606123456', 'SK')).toMatchObject({
      number: '+421606123456',
      calls: 2,
      names: ['Petr'],
    });
    expect(await store.person('+420606123456', 'SK')).toMatchObject({ calls: 3 });
  });

  it('may be an extension, or nobody', async () => {
    expect(await store.person('205', 'CZ')).toMatchObject({ number: '205', calls: 1 });
    expect(await store.person('anonymous', 'CZ')).toEqual({
      number: '',
      names: [],
      calls: 0,
      earliest: null,
      latest: null,
    });
  });

  it('is erased with all calls, and nobody else', async () => {
    expect(await store.erase('606 123 456', 'CZ')).toEqual({ erased: 4 });
    expect(await store.person('606123456', 'CZ')).toMatchObject({ calls: 0, names: [] });
    expect(await store.count(aircallAccount)).toBe(2);
    expect(await store.erase('606 123 456', 'CZ')).toEqual({ erased: 0 });
  });

  it('is erased up to an instant', async () => {
    expect(await store.erase('+421606123456', 'CZ', start)).toEqual({ erased: 0 });
    expect(await store.erase('+421606123456', 'CZ', start + 1)).toEqual({ erased: 1 });
  });
});

describe('the number of an erased person in calls of others', () => {
  const colleague = { id: '7', name: 'Petr', extension: '205' };
  const transferred = (providerCallId: string, number: string | null, agent = false) =>
    aCall({
      providerCallId,
      startedAt: start,
      transferredTo: { agent: agent ? colleague : null, number },
      notes: [{ id: '1', text: 'sent on to 608 765 432', author: null, at: null }],
    });

  it('is no longer where they were transferred to, however it was written; notes stay as they are', async () => {
    const database = emptyDatabase();
    const store = createDirectStore(database);
    const others = [
      transferred('somebody', '+420608765433'),
      transferred('extension', '205'),
      transferred('colleague', null, true),
    ];
    const theirs = ['+420 608 765 432', '00420608765432', '608/765-432'];
    fill(database, [...theirs.map((number, n) => transferred(String(n), number)), ...others]);

    expect(await store.erase('608765432', 'CZ', start)).toEqual({ erased: 0 });
    expect((await store.detail(idOf('0')))?.call.transferredTo?.number).toBe('+420 608 765 432');
    expect(await store.erase('608765432', 'CZ')).toEqual({ erased: 0 });

    for (const n of theirs.keys()) {
      const call = (await store.detail(idOf(String(n))))?.call;
      expect(call).toMatchObject({ transferredTo: { agent: null, number: null }, notes: [{ id: '1' }] });
    }
    for (const other of others) expect((await store.detail(other.id))?.call).toEqual(other);
    expect(found(database, { text: '420608765432' })).toEqual([]);
    expect(found(database, { text: '608765433' })).toEqual(['somebody']);
  });
});

describe('an erasure', () => {
  const erasure = { number: '+420606123456', homeCountry: 'CZ', names: ['Jana'], until: start };

  it('is known until it has ended, with all that was asked of it', async () => {
    const store = createDirectStore(emptyDatabase());
    await store.beginErasure(erasure);
    await store.beginErasure({ ...erasure, number: '205', names: [] });
    await store.beginErasure({ ...erasure, names: ['Eva'], until: start + 1 });
    expect(await store.erasures()).toEqual([
      { ...erasure, names: ['Jana', 'Eva'], until: start + 1 },
      { ...erasure, number: '205', names: [] },
    ]);
    await store.endErasure(erasure);
    expect((await store.erasures()).map(({ number }) => number)).toEqual(['205']);
  });
});
