import { describe, expect, it } from 'vitest';
import { tellDeskStory, withPassword } from '../../support/desk-story.ts';
import { throughBrowser } from '../../support/fake-browser-ways.ts';

const story = tellDeskStory();
const client = { clientId: 'our-client', clientSecret: 'client-secret-canary' };

describe('a sign-in that could not be kept', () => {
  it('opens no browser for an account of another provider, or for one that is gone', async () => {
    await story.reopen({ providers: [throughBrowser(story.aircall), story.voipex.provider] });
    const { id } = await story.bench.ask('signIn.submit', withPassword('password-of-jana'));
    const begin = (renew: string) =>
      story.bench.failure('signIn.begin', {
        way: 'aircall-own-client',
        label: null,
        renew,
        client: { ...client, callbackUrl: 'https://customer.example/back' },
      });
    expect(await begin(id)).toEqual({ code: 'invalid-request', where: 'renew' });
    expect(await begin('voipex:000000000000')).toEqual({ code: 'not-found', where: 'renew' });
    expect(story.bench.opened).toEqual([]);
  });

  it.each([
    'nonsense',
    'http://customer.example/back',
    'javascript:alert(1)',
    'https://a:b@customer.example/',
  ])('opens no browser that would be sent back to %s', async (callbackUrl) => {
    await story.reopen({ providers: [throughBrowser(story.aircall)] });
    expect(
      await story.bench.failure('signIn.begin', {
        way: 'aircall-own-client',
        label: null,
        renew: null,
        client: { ...client, callbackUrl },
      }),
    ).toEqual({ code: 'invalid-request', where: 'client' });
    expect(story.bench.opened).toEqual([]);
    expect(await story.bench.ask('signIn.attempt', {})).toBeNull();
  });
});
