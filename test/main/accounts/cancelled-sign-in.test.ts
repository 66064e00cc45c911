import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { tellDeskStory, withKey } from '../../support/desk-story.ts';
import { throughBrowser } from '../../support/fake-browser-ways.ts';

const story = tellDeskStory();
const callbackUrl = 'https://customer.example/back';

it('a sign-in that is cancelled while it waits for another change to accounts adds none', async () => {
  const held = Promise.withResolvers<void>();
  await story.reopen({
    providers: [throughBrowser(story.aircall), story.voipex.provider],
    around: (store) => ({
      ...store,
      keptAside: null,
      async forget(id) {
        await held.promise;
        await store.forget(id);
      },
    }),
  });
  const { id } = await story.bench.ask('signIn.submit', withKey('key-of-orbita'));
  const signingOut = story.bench.ask('accounts.signOut', { id, forgetCalls: true });

  const client = { clientId: 'our-client', clientSecret: 'client-secret-canary', callbackUrl };
  await story.bench.ask('signIn.begin', { way: 'aircall-own-client', label: null, renew: null, client });
  const state = new URL(story.bench.opened.at(-1) ?? '').searchParams.get('state') ?? '';
  const { probe } = story.aircall.asked;
  const query = new URLSearchParams({ state, code: 'key-of-lumora' }).toString();
  expect(await story.bench.ask('signIn.paste', { text: `${callbackUrl}?${query}` })).toMatchObject({
    accepted: true,
  });
  while (story.aircall.asked.probe === probe) await turnOfTheLoop();
  await turnOfTheLoop();
  await story.bench.ask('signIn.cancel', {});

  held.resolve();
  expect(await signingOut).toEqual([]);
  // Comes after it in turn: when this is over, so is that.
  expect(await story.bench.failure('accounts.signOut', { id, forgetCalls: true })).toMatchObject({
    code: 'not-found',
  });
  expect(await story.bench.ask('accounts.list', {})).toEqual([]);
  expect(story.keychain.entries.size).toBe(0);
});
