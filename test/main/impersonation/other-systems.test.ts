import { describe, expect, it } from 'vitest';
import { tellDeskStory, withKey } from '../../support/desk-story.ts';

const story = tellDeskStory();

describe('acting as another user', () => {
  it('is nothing a phone system without token exchange could be asked for', async () => {
    const { id } = await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
    const asked = { id, email: 'jana@lumora.example' };
    expect(await story.bench.failure('accounts.impersonate', asked)).toMatchObject({
      code: 'invalid-request',
    });
    expect(await story.bench.ask('accounts.stopImpersonating', { id })).toHaveLength(1);
    expect(await story.bench.ask('accounts.audit', {})).toEqual([]);
  });
});
