import fs from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ConnectionDraft } from '../../../domain/connection-string.ts';
import { mask } from '../../../main/connection-string/mask.ts';
import { DeskError } from '../../../main/failures.ts';
import { tellDeskStory, withKey } from '../../support/desk-story.ts';
import { throughBrowser } from '../../support/fake-browser-ways.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const story = tellDeskStory();
/** Secrets sent to a phone system, in order. */
let sent: string[];

beforeEach(async () => {
  sent = [];
  const provider = throughBrowser(story.aircall);
  await story.reopen({
    providers: [
      {
        ...provider,
        signIn(grant, ...rest) {
          if (grant.way === 'aircall-api-key') sent.push(grant.apiToken);
          return provider.signIn(grant, ...rest);
        },
      },
      story.voipex.provider,
    ],
  });
});

const basic = (password: string, more = ''): string =>
  String.raw`Profile=C:\profiles\AirCall.apip;User=my_api_id;Password=${password};${more}`;
const open = (text: string): Promise<ConnectionDraft> => story.bench.ask('connection.open', { text });
const attempt = (id: string): Promise<ConnectionDraft> => story.bench.ask('connection.try', { id });
const keep = (id: string, label: string | null = null) => story.bench.ask('connection.keep', { id, label });
const pending = (): Promise<ConnectionDraft | null> => story.bench.ask('connection.pending', {});
const events = (): number =>
  story.bench.crossed.filter((line) => line.startsWith('connection.changed')).length;

describe('opening a connection string', () => {
  it('shows what was read, asks nobody anything, and shows no secret', async () => {
    const draft = await open(basic('key-of-lumora', 'Label=Front desk;MaxRows=5'));
    expect(draft).toMatchObject({
      stage: 'read',
      provider: 'aircall',
      way: 'aircall-api-key',
      initiate: null,
      label: 'Front desk',
      unknownKeys: ['MaxRows'],
      problems: [],
      existing: null,
      trial: null,
      failure: null,
      printed: String.raw`Profile=C:\profiles\AirCall.apip;User=my_api_id;Password=${mask};Label=Front desk;`,
    });
    expect(draft.fields).toContainEqual({ key: 'Password', value: mask, secret: true });
    expect(await pending()).toEqual(draft);
    expect(sent).toEqual([]);
    expect(events()).toBeGreaterThan(0);
    expect(story.bench.crossed.join('\n')).not.toContain('key-of-lumora');
  });

  it('shows everything that is wrong with it, and cannot be tried or kept', async () => {
    const draft = await open(basic('', 'Provider=Sipgate;Relay=http://relay.example'));
    expect(draft.problems.map(({ kind, key }) => [kind, key])).toEqual([
      ['bad-value', 'Provider'],
      ['bad-value', 'Relay'],
    ]);
    expect(await story.bench.failure('connection.try', { id: draft.id })).toMatchObject({
      code: 'invalid-request',
    });
    expect(await story.bench.failure('connection.keep', { id: draft.id, label: null })).toMatchObject({
      code: 'invalid-request',
    });
  });

  it('says nothing about meaning while the grammar is broken', async () => {
    const { problems } = await open(`Provider=Sipgate;Password='open`);
    expect(problems).toEqual([{ kind: 'unclosed-quote', key: 'Password', position: 27 }]);
  });

  it('fits into a reply whatever is pasted', async () => {
    const draft = await open(';'.repeat(8000));
    expect(draft.problems).toHaveLength(100);
    const keys = Array.from({ length: 700 }, (_, n) => `key${n}=1`).join(';');
    expect((await open(keys)).unknownKeys).toHaveLength(100);
  });

  it('puts a second one in the place of the first', async () => {
    const first = await open(basic('key-of-lumora'));
    const second = await open(basic('key-of-orbita'));
    expect((await pending())?.id).toBe(second.id);
    expect(await story.bench.failure('connection.try', { id: first.id })).toEqual({
      code: 'not-found',
      where: 'draft',
    });
    expect(await story.bench.ask('connection.discard', { id: first.id })).toEqual({ done: true });
    expect((await pending())?.id).toBe(second.id);
  });

  it('forgets one that is discarded', async () => {
    const { id } = await open(basic('key-of-lumora'));
    await story.bench.ask('connection.discard', { id });
    expect(await pending()).toBeNull();
    expect(await story.bench.failure('connection.try', { id })).toMatchObject({ code: 'not-found' });
  });

  it('forgets one that nobody has decided on within 15 minutes', async () => {
    const clock = createFakeClock();
    await story.reopen({ clock });
    const { id } = await open(basic('key-of-lumora'));
    await attempt(id);
    await clock.advance(15 * 60_000 - 1);
    expect((await pending())?.stage).toBe('tried');
    await clock.advance(1);
    expect(await pending()).toBeNull();
    expect(await story.bench.failure('connection.keep', { id, label: null })).toMatchObject({
      code: 'not-found',
    });
  });
});

describe('a dry run', () => {
  it('shows who it signs in as and what it may do, and saves nothing', async () => {
    const { id } = await open(basic('key-of-lumora'));
    expect(await attempt(id)).toMatchObject({
      stage: 'tried',
      trial: { signedInAs: 'Lumora', capabilities: { calls: 'proven', dial: 'unknown' }, pbx: [] },
      existing: null,
      failure: null,
    });
    expect(await story.bench.ask('accounts.list', {})).toEqual([]);
    expect(story.keychain.entries.size).toBe(0);
  });

  it('is not made twice once it has succeeded', async () => {
    const { id } = await open(basic('key-of-lumora'));
    expect(await Promise.all([attempt(id), attempt(id)])).toMatchObject([
      { stage: 'tried' },
      { stage: 'tried' },
    ]);
    await attempt(id);
    expect(sent).toEqual(['key-of-lumora']);
  });

  it('does not send a rejected password again', async () => {
    const { id } = await open(basic('wrong'));
    for (let time = 0; time < 3; time += 1)
      expect(await attempt(id)).toMatchObject({ stage: 'failed', failure: { code: 'sign-in-rejected' } });
    expect(sent).toEqual(['wrong']);
  });

  it('may be made again when it was not the password that failed', async () => {
    const { id } = await open(basic('key-of-lumora'));
    story.aircall.failure = new DeskError('offline');
    expect(await attempt(id)).toMatchObject({ stage: 'failed', failure: { code: 'offline' } });
    expect(await story.bench.failure('connection.keep', { id, label: null })).toMatchObject({
      code: 'invalid-request',
    });
    story.aircall.failure = null;
    expect(await attempt(id)).toMatchObject({ stage: 'tried', failure: null });
  });

  it('is broken off when another string takes its place', async () => {
    const { id } = await open(basic('key-of-lumora'));
    story.aircall.silent = true;
    const first = story.bench.failure('connection.try', { id });
    await story.bench.until(async () => (await pending())?.stage === 'trying');
    story.aircall.silent = false;
    const second = await open(basic('key-of-orbita'));
    expect(await first).toMatchObject({ code: 'not-found' });
    expect(await attempt(second.id)).toMatchObject({ trial: { signedInAs: 'Orbita' } });
  });

  it('leaves a bug to the log and the page to its incident', async () => {
    const { id } = await open(basic('key-of-lumora'));
    story.aircall.logins.get = () => {
      throw new TypeError('a bug');
    };
    expect(await story.bench.failure('connection.try', { id })).toMatchObject({ code: 'unexpected' });
    expect(await pending()).toMatchObject({ stage: 'failed', failure: { code: 'unexpected' } });
  });
});

describe('keeping what a dry run proved', () => {
  it('adds the account under the label of the string and pulls its calls', async () => {
    const { id } = await open(basic('key-of-lumora', 'Label=Front desk'));
    await attempt(id);
    const account = await keep(id);
    expect(account).toMatchObject({ label: 'Front desk', status: 'signed-in', way: 'aircall-api-key' });
    expect(await pending()).toBeNull();
    await story.pulled(2);
    expect(sent).toEqual(['key-of-lumora']);
    await story.restart();
    expect(await story.account()).toMatchObject({ id: account.id, status: 'signed-in' });
  });

  it('takes the label a person chose before that of the string', async () => {
    const { id } = await open(basic('key-of-lumora', 'Label=Front desk'));
    await attempt(id);
    expect((await keep(id, 'Mine')).label).toBe('Mine');
  });

  it('is done once when it is asked for twice', async () => {
    const { id } = await open(basic('key-of-lumora'));
    await attempt(id);
    const [one, two] = await Promise.all([keep(id), keep(id)]);
    expect(one.id).toBe(two.id);
    await story.account();
  });

  it('signs an account in again that it knows by its API id, before and after the dry run', async () => {
    const { id: draft } = await open(basic('key-of-lumora', 'Label=Ours'));
    await attempt(draft);
    const { id } = await keep(draft);
    await story.pulled(2);
    const again = await open(basic('second-key-of-lumora'));
    expect(again.existing).toBe(id);
    expect((await attempt(again.id)).existing).toBe(id);
    expect(await keep(again.id)).toMatchObject({ id, label: 'Ours' });
    await story.account();
  });

  it('knows only after the dry run that another key is of a company that is here', async () => {
    const { id } = await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
    const draft = await open('User=other_id;Password=second-key-of-lumora');
    expect(draft.existing).toBeNull();
    expect((await attempt(draft.id)).existing).toBe(id);
    expect((await keep(draft.id)).id).toBe(id);
  });

  it('never mixes two companies whose keys have one id', async () => {
    const first = await open(basic('key-of-lumora'));
    await attempt(first.id);
    const { id } = await keep(first.id);
    const second = await open(basic('key-of-orbita'));
    expect(second.existing).toBe(id);
    expect((await attempt(second.id)).existing).toBeNull();
    expect((await keep(second.id)).id).not.toBe(id);
  });

  it('adds the account anew when the one it would have signed in again was removed meanwhile', async () => {
    const first = await open(basic('key-of-lumora'));
    await attempt(first.id);
    const { id } = await keep(first.id);
    const second = await open(basic('second-key-of-lumora'));
    await attempt(second.id);
    await story.bench.ask('accounts.signOut', { id, forgetCalls: true });
    expect((await keep(second.id)).id).not.toBe(id);
  });

  it('can be asked for again when the account could not be written down', async () => {
    const { id } = await open(basic('key-of-lumora'));
    await attempt(id);
    const file = path.join(story.profile, 'accounts.json');
    fs.rmSync(file, { force: true });
    fs.mkdirSync(file);
    expect(await story.bench.failure('connection.keep', { id, label: null })).toMatchObject({
      code: 'cache-unavailable',
    });
    fs.rmdirSync(file);
    expect(await keep(id)).toMatchObject({ signedInAs: 'Lumora' });
  });

  it('signs in to VoIPEX by its e-mail, and knows it again by that', async () => {
    const text = 'Provider=VoIPEX;User=JANA@lumora.example;Password=password-of-jana';
    const { id } = await open(text);
    await attempt(id);
    const account = await keep(id);
    expect(account).toMatchObject({ provider: 'voipex', signedInAs: 'jana@lumora.example' });
    expect((await open(text)).existing).toBe(account.id);
  });
});
