import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { AccountId } from '../../../domain/account.ts';
import { type Call, anyCall } from '../../../domain/call.ts';
import { freshDesk } from '../../../domain/saved-view.ts';
import { aCall } from '../../support/calls.ts';
import { tellDeskStory, withKey, withPassword } from '../../support/desk-story.ts';
import { canaries, number, ofPerson, query, remainsIn } from './canary.ts';

const story = tellDeskStory();
/** Both companies have one call with the person, written differently, and one with somebody else. */
function companies(): void {
  const startedAt = Date.now() - 3_600_000;
  for (const company of [story.aircall, story.voipex]) {
    const raw = company === story.aircall ? number : '606 777 001';
    const person = { ...ofPerson, remote: { ...ofPerson.remote, raw } };
    company.calls = (id): Call[] =>
      [person, {}].map((part, n) =>
        aCall({
          accountId: AccountId.parse(id),
          providerCallId: String(n),
          startedAt: startedAt + n,
          ...part,
        }),
      );
  }
}
async function signedIn(): Promise<void> {
  companies();
  await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
  await story.bench.ask('signIn.submit', withPassword('password-of-jana'));
  await story.pulled(4);
}
const remains = (): string[] => remainsIn(story.profile);

describe('erasing a person', () => {
  it('shows first who it is, over every account', async () => {
    await signedIn();
    const found = await story.bench.ask('people.find', { number: '606 777 001' });
    expect(found).toMatchObject({ number, names: ['Žlutý Kanárek'], calls: 2 });
  });

  it('leaves no trace of name, number and note in the profile, and nobody else’s calls are touched', async () => {
    await signedIn();
    for (const text of ['606 777 001', 'kanarek', 'missed'])
      await story.bench.ask('views.save', { id: null, name: text, pinned: false, query: query(text) });
    await story.bench.ask('desk.write', { ...freshDesk, calls: query('žlutý kanárek') });
    const [account] = await story.bench.ask('accounts.list', {});
    const reminder = { accountId: account?.id ?? '', callId: null, dueAt: null };
    await story.bench.ask('followUps.add', { ...reminder, number: '606 777 001', name: 'Žlutý Kanárek' });
    await story.bench.ask('followUps.add', { ...reminder, number: '777888999', name: null });
    expect(remains()).not.toEqual([]);

    expect(await story.bench.ask('people.erase', { number: '606777001' })).toEqual({ erased: 2 });
    // The page still shows what was searched for, and writes down how it looks.
    await story.bench.ask('desk.write', { ...freshDesk, calls: query('žlutý kanárek') });

    expect(remains()).toEqual([]);
    expect(story.bench.logged.filter((line) => canaries.some((canary) => line.includes(canary)))).toEqual([]);
    expect((await story.bench.ask('views.list', {})).map(({ name }) => name)).toEqual(['missed']);
    expect(await story.bench.ask('desk.read', {})).toEqual({ ...freshDesk, calls: query('') });
    expect((await story.bench.ask('followUps.list', {})).map(({ number: kept }) => kept)).toEqual([
      '777888999',
    ]);
    expect(await story.total()).toBe(2);
    expect(await story.bench.ask('people.find', { number })).toMatchObject({ names: [], calls: 0 });
    await story.bench.stop();
    expect(remains()).toEqual([]);
    await story.restart();
  });

  it('keeps later pulls from bringing them back, over restarts and after the database was rebuilt', async () => {
    await signedIn();
    await story.bench.ask('people.erase', { number });
    await story.bench.ask('sync.now', { id: null });
    expect(await story.total()).toBe(2);

    await story.bench.stop();
    for (const suffix of ['', '-wal', '-shm'])
      fs.rmSync(path.join(story.profile, `calls.db${suffix}`), { force: true });
    fs.writeFileSync(path.join(story.profile, 'calls.db'), 'no database at all');
    await story.restart();
    await story.pulled(2);
    await story.bench.ask('sync.now', { id: null });
    expect(await story.bench.ask('people.find', { number })).toMatchObject({ calls: 0 });
    expect(remains()).toEqual([]);
  });

  it('does not hide that they call again', async () => {
    await signedIn();
    await story.bench.ask('people.erase', { number });
    story.aircall.calls = (id) => [
      aCall({
        accountId: AccountId.parse(id),
        providerCallId: '9',
        startedAt: Date.now(),
        ...ofPerson,
      }),
    ];
    await story.bench.ask('sync.now', { id: null });
    expect(await story.bench.ask('people.find', { number })).toMatchObject({ calls: 1 });
  });

  it('cancels the export that runs, since it may have written them down', async () => {
    await signedIn();
    const folder = path.join(story.profile, 'export');
    fs.mkdirSync(folder);
    const reached = Promise.withResolvers<void>();
    const letGo = Promise.withResolvers<void>();
    await story.reopen({
      chooseFile: async ({ name }) => path.join(folder, name),
      around: (store) => ({
        ...store,
        slice: async (...given) => {
          const slice = await store.slice(...given);
          reached.resolve();
          await letGo.promise;
          return slice;
        },
        person: async (...given) => {
          const person = await store.person(...given);
          // Once who erases has taken it from there.
          setImmediate(letGo.resolve);
          return person;
        },
      }),
    });
    await story.bench.ask('exports.begin', { filter: anyCall, format: 'csv', language: 'cs' });
    await reached.promise;
    await story.bench.ask('people.erase', { number });
    expect((await story.bench.ask('exports.read', {}))?.phase).toBe('cancelled');
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it('removes nothing when it could not be remembered', async () => {
    await signedIn();
    const failing = story.bench;
    await story.reopen({
      erasedFile: {
        read: () => undefined,
        write: () => {
          throw new Error('EROFS');
        },
        setAside: () => 'never',
      },
    });
    expect(story.bench).not.toBe(failing);
    expect(await story.bench.failure('people.erase', { number })).toEqual({
      code: 'cache-unavailable',
      where: 'erased',
    });
    expect(await story.total()).toBe(4);
  });

  it('asks for a number', async () => {
    for (const name of ['people.find', 'people.erase'] as const)
      expect(await story.bench.failure(name, { number: 'Kanárek 12' })).toMatchObject({
        code: 'invalid-request',
        where: 'number',
      });
  });
});

describe('what is kept', () => {
  it('is told with its size, for every account', async () => {
    await signedIn();
    const [{ id } = { id: '' }, other] = await story.bench.ask('accounts.list', {});
    const reading = await story.bench.ask('retention.write', {
      id,
      retention: { days: 30, rows: null },
    });
    expect(reading.bytes).toBeGreaterThan(10_000);
    expect(reading.accounts).toMatchObject([
      { accountId: id, calls: 2, retention: { days: 30, rows: null } },
      { accountId: other?.id, calls: 2, retention: { days: null, rows: null } },
    ]);
    await story.restart();
    expect((await story.bench.ask('storage.read', {})).accounts).toEqual(reading.accounts);
  });

  it('goes beyond what may be kept, and does not come back', async () => {
    const old = Date.now() - 20 * 86_400_000;
    story.aircall.calls = (accountId) =>
      [old, Date.now() - 3_600_000].map((startedAt, n) =>
        aCall({ accountId: AccountId.parse(accountId), providerCallId: String(n), startedAt }),
      );
    const { id } = await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
    await story.pulled(2);
    await story.bench.ask('retention.write', { id, retention: { days: 10, rows: null } });
    expect(await story.total()).toBe(1);
    await story.bench.ask('sync.now', { id });
    await story.restart();
    await story.bench.ask('sync.now', { id });
    expect(await story.total()).toBe(1);
    await story.bench.ask('retention.write', { id, retention: { days: null, rows: null } });
    await story.pulled(2);
  });

  it('names the files that could not be read', async () => {
    await story.bench.stop();
    for (const name of ['views', 'erased'])
      fs.writeFileSync(path.join(story.profile, `${name}.json`), '{ half');
    await story.restart();
    const { keptAside } = await story.bench.ask('settings.read', {});
    expect(keptAside).toMatch(/views\.corrupt-.*, erased\.corrupt-/);
  });
});
