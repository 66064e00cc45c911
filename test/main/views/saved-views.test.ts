import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDesk, mostSavedViews, type ViewQuery } from '../../../domain/saved-view.ts';
import { silentLog } from '../../../main/log.ts';
import type { KeptFile } from '../../../main/settings/kept-file.ts';
import { createSavedViews } from '../../../main/views/saved-views.ts';
import { scratchProfile } from '../../support/desk-bench.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { fakeKeptFile, realKeptFile } from '../../support/kept-file.ts';

const clock = createFakeClock();
let profile: string;
let told: number;

beforeEach(() => {
  profile = scratchProfile();
  told = 0;
});
afterEach(() => fs.rmSync(profile, { recursive: true, force: true }));

const open = (file: KeptFile = realKeptFile(profile, 'views')) =>
  createSavedViews({
    viewsFile: file,
    announce: { viewsChanged: () => void (told += 1) },
    clock,
    log: silentLog,
  });

const query = (text = ''): ViewQuery => ({
  view: 'calls',
  choice: {
    providers: [],
    accounts: [],
    directions: ['in'],
    outcomes: [],
    agents: [],
    lines: [],
    dates: 'today',
  },
  text,
});
const aView = (name: string, text = '') => ({ id: null, name, pinned: false, query: query(text) });
const never = async (): Promise<boolean> => false;

/** Saves views of these names and gives their ids. */
async function saved(views: ReturnType<typeof open>, ...names: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const name of names) ids.push((await views.handlers['views.save'](aView(name))).id);
  return ids;
}
const namesOf = async (views: ReturnType<typeof open>): Promise<string[]> =>
  (await views.handlers['views.list']({})).map(({ name }) => name);

describe('saved views', () => {
  it('are read back in their order by the next run', async () => {
    const views = open();
    const [first = '', second = ''] = await saved(views, 'Missed today', 'Long ones');
    expect(await open().handlers['views.list']({})).toEqual([
      { ...aView('Missed today'), id: first },
      { ...aView('Long ones'), id: second },
    ]);
    expect(first).toMatch(/^[a-z0-9]{12}$/);
    expect(told).toBe(2);
  });

  it('change in place', async () => {
    const views = open();
    const [first = '', second = ''] = await saved(views, 'One', 'Two');
    const changed = { id: first, name: 'Uno', pinned: true, query: query('praha') };
    expect(await views.handlers['views.save'](changed)).toEqual(changed);
    expect((await open().handlers['views.list']({})).map(({ id, name }) => [id, name])).toEqual([
      [first, 'Uno'],
      [second, 'Two'],
    ]);
  });

  it('take the order they are given; who is not named stays behind as before', async () => {
    const views = open();
    const [, two = '', three = '', four = ''] = await saved(views, 'One', 'Two', 'Three', 'Four');
    const ordered = await views.handlers['views.order']({ ids: [four, 'goneaway', two, four] });
    expect(ordered.map(({ name }) => name)).toEqual(['Four', 'Two', 'One', 'Three']);
    await views.handlers['views.order']({ ids: [three] });
    expect(await namesOf(open())).toEqual(['Three', 'Four', 'Two', 'One']);
  });

  it('may be removed twice, and close with that', async () => {
    const views = open();
    const [first = ''] = await saved(views, 'One', 'Two');
    await views.handlers['desk.write']({ ...freshDesk, viewId: first });
    await views.handlers['views.remove']({ id: first });
    expect((await views.handlers['views.remove']({ id: first })).map(({ name }) => name)).toEqual(['Two']);
    expect(await open().handlers['desk.read']({})).toEqual(freshDesk);
  });

  it('that are gone cannot be changed', async () => {
    const change = open().handlers['views.save']({ ...aView('One'), id: 'goneaway' });
    await expect(change).rejects.toMatchObject({ code: 'not-found', where: 'view' });
  });

  it('end at a hundred', async () => {
    const views = open(fakeKeptFile());
    await saved(views, ...Array.from({ length: mostSavedViews }, (_, n) => `View ${String(n)}`));
    await expect(saved(views, 'One more')).rejects.toMatchObject({
      code: 'invalid-request',
      where: 'views.most',
    });
  });

  it('stay as they were when the disk refuses', async () => {
    const file = fakeKeptFile();
    const views = open(file);
    await saved(views, 'One');
    file.write = () => {
      throw new Error('ENOSPC');
    };
    await expect(saved(views, 'Two')).rejects.toMatchObject({ code: 'cache-unavailable', where: 'views' });
    expect(await namesOf(views)).toEqual(['One']);
    expect(told).toBe(1);
  });
});

describe('how the desk was left', () => {
  it('is fresh at the first start and found again at the next', async () => {
    const views = open();
    expect(await views.handlers['desk.read']({})).toEqual(freshDesk);
    const left = { ...freshDesk, screen: 'missed', calls: query('novak') } as const;
    await views.handlers['desk.write'](left);
    expect(await open().handlers['desk.read']({})).toEqual(left);
  });

  it('tells nobody: the page itself wrote it', async () => {
    await open().handlers['desk.write'](freshDesk);
    expect(told).toBe(0);
  });
});

describe('a file of views that cannot be read', () => {
  it('is kept aside, and said', async () => {
    fs.writeFileSync(path.join(profile, 'views.json'), '{ half');
    const views = open();
    expect(views.keptAside).toMatch(/^views\.corrupt-.*\.json$/);
    expect(fs.readFileSync(path.join(profile, views.keptAside ?? ''), 'utf8')).toBe('{ half');
    expect(await namesOf(views)).toEqual([]);
    await saved(views, 'One');
    expect(open().keptAside).toBeNull();
  });

  it('costs no more than what of it is wrong', async () => {
    const good = { ...aView('Good'), id: 'goodgood' };
    const file = fakeKeptFile({
      version: 1,
      views: [good, { ...good, id: 'x' }, good],
      desk: { screen: 'moon' },
    });
    const views = open(file);
    expect(views.keptAside).not.toBeNull();
    expect(await views.handlers['views.list']({})).toEqual([good]);
    expect(await views.handlers['desk.read']({})).toEqual(freshDesk);
    expect(file.content).toEqual({ version: 1, views: [good], desk: freshDesk });
  });

  it('is no reason to fail when the folder may not be written either', async () => {
    const file = fakeKeptFile('nonsense');
    file.setAside = () => {
      throw new Error('EACCES');
    };
    expect(await namesOf(open(file))).toEqual([]);
  });
});

describe('when a person is forgotten', () => {
  it('views that speak of them go, and a search for them is cleared', async () => {
    const views = open();
    await views.handlers['views.save'](aView('Pan Novák', ''));
    const { id } = await views.handlers['views.save'](aView('Search', 'novák >5m'));
    await saved(views, 'Others');
    const left = { ...freshDesk, calls: query('Novák'), missed: query('dvořák'), viewId: id };
    await views.handlers['desk.write'](left);
    await views.forget((text) => /novák/i.test(text), never);
    expect(await namesOf(open())).toEqual(['Others']);
    expect(await open().handlers['desk.read']({})).toEqual({ ...left, calls: query(''), viewId: null });
    expect(fs.readFileSync(path.join(profile, 'views.json'), 'utf8')).not.toMatch(/novák/i);
  });

  it('their call is no longer open', async () => {
    const views = open();
    await views.handlers['desk.write']({ ...freshDesk, openCall: 'aircall:testacct1:1' });
    await views.forget(() => false, never);
    expect((await views.handlers['desk.read']({})).openCall).not.toBeNull();
    await views.forget(
      () => false,
      async () => true,
    );
    expect((await open().handlers['desk.read']({})).openCall).toBeNull();
    expect(told).toBe(0);
  });
});
