import { expect, it } from 'vitest';
import { tellDeskStory, withKey, withPassword } from '../support/desk-story.ts';

const story = tellDeskStory();

it('parting two calls of two phone systems is told for the accounts of both', async () => {
  const aircall = await story.bench.ask('signIn.submit', withKey('key-of-lumora'));
  const voipex = await story.bench.ask('signIn.submit', withPassword('password-of-jana'));
  await story.pulled(4);
  const before = story.bench.crossed.length;
  await story.bench.ask('calls.part', { from: `${aircall.id}:1`, to: `${voipex.id}:1`, parted: true });
  const told = story.bench.crossed.slice(before).filter((line) => line.startsWith('calls.changed'));
  expect(told).toHaveLength(2);
  for (const { id } of [aircall, voipex]) expect(told.join(' ')).toContain(id);
});
