import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ConnectionDraft } from '../../../domain/connection-string.ts';
import { createInbox } from '../../../main/links/arrival.ts';
import { tellDeskStory } from '../../support/desk-story.ts';

const story = tellDeskStory();
let inbox: ReturnType<typeof createInbox>;
let file: string;

beforeEach(async () => {
  inbox = createInbox();
  file = path.join(story.profile, 'folder-canary.txt');
  await story.reopen({ inbox });
  await story.bench.desk.start();
});

/** The app is told of a file on its command line; resolves with what the page then finds. */
async function told(named = file): Promise<ConnectionDraft> {
  inbox.receive({ kind: 'connection-file', path: named });
  await story.bench.until(async () => (await story.bench.ask('connection.pending', {})) !== null);
  const draft = await story.bench.ask('connection.pending', {});
  if (draft === null) throw new Error('expected a draft');
  return draft;
}
const problems = async (named = file): Promise<string[]> =>
  (await told(named)).problems.map(({ kind }) => kind);

describe('a file named on the command line', () => {
  it('is shown as a draft, with its mark and line end dropped, and asks nobody anything', async () => {
    fs.writeFileSync(file, '\u{FEFF}User=my_api_id;Password=key-of-lumora;Label=Žižkov\r\n');
    expect(await told()).toMatchObject({ stage: 'read', problems: [], label: 'Žižkov' });
    await story.bench.until(() => story.bench.went.includes('connection'));
    expect(story.aircall.asked.probe).toBe(0);
  });

  it('is shown although the window asks for it later', async () => {
    fs.writeFileSync(file, 'User=my_api_id;Password=key-of-lumora');
    const { id } = await told();
    expect(await story.bench.ask('connection.try', { id })).toMatchObject({ stage: 'tried' });
  });

  it.each<[what: string, kind: string, prepare: () => unknown]>([
    ['is not there', 'unreadable-file', () => undefined],
    ['is a folder', 'unreadable-file', () => fs.mkdirSync(file)],
    ['is a pipe that nobody writes to', 'unreadable-file', () => execFileSync('mkfifo', [file])],
    ['is a device', 'unreadable-file', () => fs.symlinkSync('/dev/zero', file)],
    ['is longer than 16 KiB', 'too-long', () => fs.writeFileSync(file, 'x'.repeat(16 * 1024 + 1))],
    ['is longer than 8 KiB', 'too-long', () => fs.writeFileSync(file, `User=${'x'.repeat(8 * 1024)}`)],
    ['is not UTF-8', 'not-text', () => fs.writeFileSync(file, Buffer.from('User=é', 'latin1'))],
    ['is UTF-16', 'not-text', () => fs.writeFileSync(file, Buffer.from('\u{FEFF}User=a', 'utf16le'))],
    ['is empty', 'empty', () => fs.writeFileSync(file, '')],
    ['has two lines', 'control-character', () => fs.writeFileSync(file, 'User=a;\nPassword=b\n')],
  ])('says so when it %s', async (_what, kind, prepare) => {
    prepare();
    expect(await problems()).toEqual([kind]);
  });

  it('says so when its name is none the system takes', async () => {
    expect(await problems('a\0b')).toEqual(['unreadable-file']);
  });

  it('takes the place of a string that was open', async () => {
    const { id } = await story.bench.ask('connection.open', { text: 'User=a;Password=b' });
    fs.writeFileSync(file, 'User=c;Password=d');
    inbox.receive({ kind: 'connection-file', path: file });
    await story.bench.until(async () => (await story.bench.ask('connection.pending', {}))?.id !== id);
    expect(await story.bench.ask('connection.pending', {})).toMatchObject({
      fields: [{ value: 'c' }, { secret: true }],
    });
  });

  it('never has its path in a reply, an event or the log', async () => {
    await told();
    fs.writeFileSync(file, 'User=a');
    await told();
    const seen = [...story.bench.crossed, ...story.bench.logged].join('\n');
    expect(seen).not.toContain('folder-canary');
  });
});
