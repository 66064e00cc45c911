import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { AccountId } from '../../../domain/account.ts';
import { rowsAtATime } from '../../../main/storage/remove-calls.ts';
import { aCall } from '../../support/calls.ts';
import { tellDeskStory, withKey } from '../../support/desk-story.ts';
import { number, ofPerson, query, remainsIn } from './canary.ts';

const story = tellDeskStory();
const child = fileURLToPath(new URL('erase-child.ts', import.meta.url));

/** The company has so many calls with the person, and two with others, and a view names the person. */
async function pulledWith(calls: number): Promise<void> {
  const startedAt = Date.now() - 7_200_000;
  story.aircall.calls = (id) =>
    Array.from({ length: calls + 2 }, (_, n) =>
      aCall({
        accountId: AccountId.parse(id),
        providerCallId: String(n),
        startedAt: startedAt + n,
        ...(n < calls ? ofPerson : {}),
      }),
    );
  await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
  await story.pulled(calls + 2);
  for (const text of ['žlutý kanárek', 'missed'])
    await story.bench.ask('views.save', { id: null, name: text, pinned: false, query: query(text) });
  await story.bench.stop();
}

describe('erasing a person in an app that is killed', () => {
  it.each([
    ['before anything is gone', 'written', 3],
    ['when a part is gone', 'part', 2 * rowsAtATime + 1],
    ['when all is gone but what was searched for', 'gone', 3],
  ])(
    '%s is ended by the next start',
    async (_, moment, calls) => {
      await pulledWith(calls);
      const app = spawn(process.execPath, [child, story.profile, number, moment], { stdio: 'inherit' });
      expect(await once(app, 'exit')).toEqual([null, 'SIGKILL']);
      expect(remainsIn(story.profile)).not.toEqual([]);

      await story.restart();
      await story.bench.until(async () => (await story.bench.store.erasures()).length === 0);
      expect(remainsIn(story.profile)).toEqual([]);
      expect((await story.bench.ask('views.list', {})).map(({ name }) => name)).toEqual(['missed']);
      await story.bench.ask('sync.now', { id: null });
      expect(await story.total()).toBe(2);
      expect(remainsIn(story.profile)).toEqual([]);
    },
    90_000,
  );
});
