import { expect, it } from 'vitest';
import {
  Browser,
  configFor,
  newAttempt,
  openAircall,
  openRelay,
  post,
  redeem,
  signIn,
} from './relay-under-test.ts';

it('brings the token of a sign-in to the desktop that began it, once, and then forgets it', async () => {
  const relay = await openRelay(configFor(await openAircall()));
  const browser = new Browser();
  const attempt = newAttempt();
  const handle = await signIn(relay, browser, attempt);

  const page = await browser.get(relay, '/done');
  expect(page.statusCode).toBe(200);
  expect(page.payload).toContain(
    `href="app.switchdeck:/auth/callback?h=${handle}&amp;state=${attempt.state}"`,
  );

  const reply = await redeem(relay, handle, attempt);
  expect(reply).toEqual({
    status: 200,
    body: {
      provider: 'aircall',
      accessToken: expect.stringMatching(/^[0-9a-f]{40}$/) as unknown,
      session: expect.objectContaining({ now: relay.clock.now() }) as unknown,
    },
  });
  expect(await post(relay, '/ack', { h: handle, v: attempt.verifier })).toEqual({ status: 204, body: null });
  expect(await redeem(relay, handle, attempt)).toEqual({ status: 404, body: { error: 'unknown' } });
});
