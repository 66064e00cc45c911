import { describe, expect, it } from 'vitest';
import { AccountId } from '../../domain/account.ts';
import { anyCall } from '../../domain/call.ts';
import { DeskError } from '../../main/failures.ts';
import { aCall } from '../support/calls.ts';
import { tellDeskStory, withPassword } from '../support/desk-story.ts';

const story = tellDeskStory();

const shown = async (): Promise<string[]> => {
  const { calls } = await story.bench.ask('calls.page', {
    filter: anyCall,
    anchor: null,
    offset: 0,
    limit: 10,
  });
  return calls.map((call) => call.providerCallId);
};

/** The licence changes: the same calls are now told by the central list, under ids of its own. */
const becomesCentral = (): void => {
  story.voipex.surface = 'central';
  const startedAt = Date.now() - 3_600_000;
  story.voipex.calls = (accountId) =>
    ['digest-b', 'digest-a'].map((providerCallId, n) =>
      aCall({
        accountId: AccountId.parse(accountId),
        providerCallId,
        startedAt: startedAt - n,
      }),
    );
};

const signedIn = async (): Promise<string> => {
  const { id } = await story.bench.ask('signIn.submit', withPassword('password-of-jana'));
  await story.pulled(2);
  return id;
};

describe('an account whose calls are told under other ids from now on', () => {
  it.each([
    ['checked again', (id: string) => story.bench.ask('accounts.recheck', { id })],
    [
      'signed in to again',
      (id: string) => story.bench.ask('signIn.submit', withPassword('password-of-jana', id)),
    ],
  ])('shows none of them twice when it is %s', async (_how, again) => {
    const id = await signedIn();
    becomesCentral();
    expect((await again(id)).id).toBe(id);
    await story.bench.until(async () => (await shown()).join() === 'digest-b,digest-a');
    await story.restart();
    expect(await shown()).toEqual(['digest-b', 'digest-a']);
  });

  it('goes on as it was when its calls cannot be forgotten', async () => {
    let full = false;
    await story.reopen({
      around: (store) => ({
        ...store,
        forget: (id) =>
          full
            ? Promise.reject(new DeskError('cache-unavailable', { where: 'disk full' }))
            : store.forget(id),
      }),
    });
    const id = await signedIn();
    becomesCentral();
    full = true;
    expect(await story.bench.failure('accounts.recheck', { id })).toMatchObject({
      code: 'cache-unavailable',
    });
    expect(await shown()).toEqual(expect.arrayContaining(['2', '1']));
    const { calls } = story.voipex.asked;
    await story.bench.ask('sync.now', { id });
    expect(story.voipex.asked.calls).toBeGreaterThan(calls);
    full = false;
    await story.bench.ask('accounts.recheck', { id });
    await story.bench.until(async () => (await shown()).join() === 'digest-b,digest-a');
  });
});
